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
      if (ms <= 0 && signal?.aborted !== true) await turn();
      const until = performance.now() + ms;
      for (let left = ms; left > 0 && signal?.aborted !== true; left = until - performance.now()) {
        await timer(Math.min(left, longestTimer), signal);
      }
    },
  };
}

/** Lets the event loop go round: whoever sleeps for no time, in the middle of long work, does it for the others. */
function turn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
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
