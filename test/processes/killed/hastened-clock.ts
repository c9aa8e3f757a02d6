import type { Clock } from '../../../src/model/clock.ts';

/**
 * Speeds up the machine's clock. Processes that are given the same `since` agree on the time of day. So a lease, an
 * age and a cadence mean the same to all, and to one that starts later.
 */
export function hastenedClock(machine: Clock, factor: number, since: number): Clock {
  return {
    now: () => Math.floor(since + (machine.now() - since) * factor),
    monotonic: () => machine.monotonic() * factor,
    sleep: (ms, signal) => machine.sleep(ms / factor, signal),
  };
}
