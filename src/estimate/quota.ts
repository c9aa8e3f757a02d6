import { capacityOf, chargesOf, defaultShare, quotaOf, type Charge } from '../aws/operations.ts';
import { showPlace, type Call } from '../model/call.ts';
import type { Bound } from '../model/estimate.ts';
import { second, type Duration, type Instant } from '../model/instant.ts';

interface Level {
  readonly charge: Charge;
  /** Requests a second. */
  readonly rate: number;
  tokens: number;
  asOf: Instant;
  taken: number;
}

/** The quotas of AWS as the limiter takes its share of them, on a clock that is an argument. */
export interface Quotas {
  /** Takes a turn for this call at `now` and gives when it is; those that asked earlier go first. */
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
    const level = { charge, rate, tokens: capacityOf(rate), asOf: now, taken: 0 };
    levels.set(key, level);
    return level;
  }

  function take(charge: Charge, now: Instant): Instant {
    const level = levelOf(charge, now);
    const { rate } = level;
    const from = Math.max(now, level.asOf);
    const capacity = capacityOf(rate);
    const tokens = Math.min(capacity, level.tokens + ((from - level.asOf) * rate) / second);
    const short = Math.max(0, Math.min(charge.cost, capacity) - tokens);
    // A timer has whole milliseconds; what rounding left over is no reason to wait for another one.
    const at = from + Math.ceil((short * second) / rate - 1e-6);
    level.tokens = Math.min(capacity, tokens + ((at - from) * rate) / second) - charge.cost;
    level.asOf = at;
    level.taken += charge.cost;
    return at;
  }

  return {
    turn: (call, now) => chargesOf(call).reduce((at, charge) => take(charge, at), now),
    scarcest() {
      const needs = [...levels.values()].map(({ charge: { quota, at }, rate, taken }) => ({
        bound: { is: 'quota', quota, at, perSecond: rate } as const,
        needs: Math.max(0, ((taken - capacityOf(rate)) * second) / rate),
      }));
      return needs.toSorted((a, b) => b.needs - a.needs)[0];
    },
  };
}
