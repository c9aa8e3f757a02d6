/** Time as a port; the shape of `model/clock.ts`, which this folder does not import. */
export interface Clock {
  now(): number;
  monotonic(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Longest delay that Node's timers keep; a longer one would fire at once. */
const longestTimer = 2_147_483_647;

/** Returns the machine's clock. Sleeping keeps the process alive. */
export function realClock(): Clock {
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    async sleep(ms, signal) {
      const until = performance.now() + ms;
      for (let left = ms; left > 0 && signal?.aborted !== true; left = until - performance.now()) {
        await timer(Math.min(left, longestTimer), signal);
      }
    },
  };
}

function timer(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    function done(): void {
      clearTimeout(handle);
      signal?.removeEventListener('abort', done);
      resolve();
    }
    const handle = setTimeout(done, ms);
    signal?.addEventListener('abort', done, { once: true });
  });
}
