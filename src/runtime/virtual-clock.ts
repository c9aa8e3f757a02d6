import type { Clock } from './clock.ts';

/** A clock that costs no time: it jumps to the next timer as soon as nothing else runs. */
export interface VirtualClock extends Clock {
  /**
   * Holds the clock while real input or output is under way (a lazy import, a socket), which the
   * clock cannot see. Never around work that itself sleeps on this clock: neither would move.
   */
  during<T>(work: Promise<T>): Promise<T>;
  /** How many sleep. */
  waiting(): number;
}

interface Timer {
  readonly at: number;
  readonly sequence: number;
  readonly wake: () => void;
}

/**
 * Turns of the event loop without a new timer after which nothing is taken to run. Promises settle
 * within one turn; streams and `setImmediate` chains (the SDK in process) need a few.
 */
const quietTurns = 4;

/** Starts at `start` (milliseconds since the epoch). Timers fire one by one, by time, then by order of asking. */
export function virtualClock(start: number = Date.UTC(2026, 10, 2)): VirtualClock {
  const timers = new Set<Timer>();
  let now = start;
  let sequence = 0;
  let busy = 0;
  let watching = false;

  function earliest(): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of timers) {
      const sooner =
        first === undefined ||
        timer.at < first.at ||
        (timer.at === first.at && timer.sequence < first.sequence);
      if (sooner) first = timer;
    }
    return first;
  }

  /** Runs while there are timers and nothing holds the clock. */
  async function watch(): Promise<void> {
    watching = true;
    while (timers.size > 0 && busy === 0) {
      if (!(await quiet())) continue;
      const next = earliest();
      if (next === undefined) break;
      timers.delete(next);
      now = Math.max(now, next.at);
      next.wake();
    }
    watching = false;
  }

  async function quiet(): Promise<boolean> {
    const seen = sequence;
    for (let turn = 0; turn < quietTurns; turn += 1) {
      await new Promise((resolve) => void setImmediate(resolve));
      if (sequence !== seen || busy > 0) return false;
    }
    return true;
  }

  function watchUnlessWatching(): void {
    if (!watching && busy === 0 && timers.size > 0) void watch();
  }

  return {
    now: () => now,
    monotonic: () => now,
    sleep(ms, signal) {
      if (signal?.aborted === true) return Promise.resolve();
      return new Promise((resolve) => {
        function wake(): void {
          timers.delete(timer);
          signal?.removeEventListener('abort', wake);
          resolve();
        }
        sequence += 1;
        const timer: Timer = { at: now + Math.max(0, ms), sequence, wake };
        timers.add(timer);
        signal?.addEventListener('abort', wake, { once: true });
        watchUnlessWatching();
      });
    },
    async during(work) {
      busy += 1;
      try {
        return await work;
      } finally {
        busy -= 1;
        watchUnlessWatching();
      }
    },
    waiting: () => timers.size,
  };
}
