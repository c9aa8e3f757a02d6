import type { Clock } from './clock.ts';
import type { Duration } from './instant.ts';

/** Notices that somebody set the time of day back. What was dated before then looks younger than it is. */
export interface SetBack {
  /** Returns true if the time of day was set back since the last call. */
  happened(): boolean;
}

/**
 * Compares the time of day with the monotonic clock, from now on. Sees no change below `atLeast`: by default a
 * millisecond, since the time of day has no parts of one.
 */
export function createSetBack(clock: Pick<Clock, 'now' | 'monotonic'>, atLeast: Duration = 1): SetBack {
  let least = -Infinity;

  function happened(): boolean {
    // The process may be paused between two readings, so the true difference is only known to lie between two bounds.
    const before = clock.monotonic();
    const now = clock.now();
    const after = clock.monotonic();
    const isBack = now + atLeast - before < least;
    least = now - after;
    return isBack;
  }

  happened();
  return { happened };
}
