import { capacityOf, chargesOf, defaultShare, quotaOf, type Charge } from '../aws/operations.ts';
import { showPlace, type Call } from '../model/call.ts';
import type { Bound } from '../model/estimate.ts';
import { second, type Duration, type Instant } from '../model/instant.ts';

interface Level {
  readonly charge: Charge;
  /** Requests a second. */
  readonly rate: number;
  from: Instant;
  taken: number;
}

/** The share of AWS's quotas that the limiter takes, as counts: who asks when is not played through. */
export interface Quotas {
  /** Counts this call, wanted at `now`, and gives the earliest instant by which its quotas can have served so many. */
  turn(call: Call, now: Instant): Instant;
  /** The quota that needs the longest for all that was taken from it, whatever else there is to wait for. */
  scarcest(): { readonly bound: Bound; readonly needs: Duration } | undefined;
}

export function createQuotas(): Quotas {
  const levels = new Map<string, Level>();

  function levelOf(charge: Charge, now: Instant): Level {
    const key = `${showPlace(charge.at)} ${charge.quota}`;
    const found = levels.get(key);
    if (found !== undefined) return found;
    const rate = quotaOf(charge.quota).rate * defaultShare;
    const level = { charge, rate, from: now, taken: 0 };
    levels.set(key, level);
    return level;
  }

  /** Computes how long the quota needs for as much as was taken beyond what is saved up. */
  function needs({ rate, taken }: Level): Duration {
    return Math.max(0, ((taken - capacityOf(rate)) * second) / rate);
  }

  function take(charge: Charge, now: Instant): Instant {
    const level = levelOf(charge, now);
    level.taken += charge.cost;
    level.from = Math.min(level.from, now);
    return Math.max(now, level.from + needs(level));
  }

  return {
    turn: (call, now) => chargesOf(call).reduce((at, charge) => take(charge, at), now),
    scarcest() {
      const all = [...levels.values()].map((level) => {
        const { quota, at } = level.charge;
        return { bound: { is: 'quota', quota, at, perSecond: level.rate } as const, needs: needs(level) };
      });
      return all.toSorted((a, b) => b.needs - a.needs)[0];
    },
  };
}
