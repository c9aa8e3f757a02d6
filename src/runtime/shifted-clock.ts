import type { Clock } from './clock.ts';

/** A clock whose time of day differs from another's. Its monotonic time and its pauses are the other's. */
export interface ShiftedClock extends Clock {
  /** Sets the time of day: later by so much, or with a negative number earlier. */
  step(ms: number): void;
}

/** Gives the same time, moved ahead by `ahead`. */
export function shiftedClock(clock: Clock, ahead = 0): ShiftedClock {
  let shift = ahead;
  return {
    now: () => clock.now() + shift,
    monotonic: () => clock.monotonic(),
    sleep: (ms, signal) => clock.sleep(ms, signal),
    step: (ms) => void (shift += ms),
  };
}
