import type { Clock } from '../model/clock.ts';
import { hour, type Instant } from '../model/instant.ts';

/** Something a loop waits for: an instant, or that somebody wakes it. */
export interface Pulse {
  wake(): void;
  /** Resolves at `at`, when it is woken or once aborted; at once if it was woken since the last wait. */
  until(at: Instant | undefined, signal: AbortSignal): Promise<void>;
}

/** Makes a pulse. A wake while nobody waits is not lost: the next wait ends at once. */
export function createPulse(clock: Clock): Pulse {
  let woken = false;
  let waiting: AbortController | undefined;
  return {
    wake() {
      woken = true;
      waiting?.abort();
    },
    async until(at, signal) {
      if (!woken && !signal.aborted) {
        waiting = new AbortController();
        const pause = Math.max(0, (at ?? clock.now() + hour) - clock.now());
        await clock.sleep(pause, AbortSignal.any([signal, waiting.signal]));
        waiting = undefined;
      }
      woken = false;
    },
  };
}
