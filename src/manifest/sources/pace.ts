import type { Clock, Random } from '../../model/clock.ts';
import { second, type Duration, type Instant } from '../../model/instant.ts';

/** When a source is looked at again: after its interval, or sooner when it is nudged. */
export interface Pace {
  /** Notes that a look begins: what nudged before is seen by it. */
  begin(): void;
  /** Waits until the next look is due, or the signal is aborted. */
  rest(signal: AbortSignal): Promise<void>;
  nudge(): void;
}

export interface PaceOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly interval: Duration;
  /** At least so long lies between the beginnings of two looks, however often it is nudged. */
  readonly least: Duration;
}

/** A share of the interval by which looks differ, so that many daemons do not ask one server at once. */
const jitter = 0.1;

/** Webhooks and requests may come as often as they like: at most one poll in this time (authority.md §5.25). */
export const leastBetweenPolls: Duration = 10 * second;

export function createPace({ clock, random, interval, least }: PaceOptions): Pace {
  let begun: Instant = clock.now();
  let nudged = false;
  let wake: (() => void) | undefined;

  async function sleep(until: Instant, signal: AbortSignal, wakes: boolean): Promise<void> {
    const stop = new AbortController();
    const end = (): void => {
      stop.abort();
    };
    signal.addEventListener('abort', end, { once: true });
    if (wakes) wake = end;
    if (signal.aborted) end();
    await clock.sleep(Math.max(0, until - clock.now()), stop.signal);
    wake = undefined;
    signal.removeEventListener('abort', end);
  }

  return {
    begin() {
      begun = clock.now();
      nudged = false;
    },
    async rest(signal) {
      const due = begun + Math.round(interval * (1 - jitter + 2 * jitter * random.next()));
      if (!nudged) await sleep(Math.max(due, begun + least), signal, true);
      await sleep(begun + least, signal, false);
    },
    nudge() {
      nudged = true;
      wake?.();
    },
  };
}
