import type { Clock } from './clock.ts';
import type { Duration } from './instant.ts';

export type Timely<T> = { readonly is: 'in-time'; readonly value: T } | { readonly is: 'late' };

/** Once `stop` is aborted, work gets no more than `within`. */
export interface Hurry {
  readonly stop: AbortSignal;
  readonly within: Duration;
}

/** Nobody reads it: without one, each call would make an exception with a stack. */
const ended = 'ended';

/**
 * Gives `work` so long. At the deadline its signal is aborted and the answer is `late` at once, also
 * if the work takes no notice. What it rejects with, this rejects with.
 */
export async function withDeadline<T>(
  clock: Clock,
  within: Duration,
  work: (signal: AbortSignal) => Promise<T>,
  hurry?: Hurry,
): Promise<Timely<T>> {
  const late = new AbortController();
  const finished = new AbortController();
  const woken = new AbortController();
  const wake = (): void => {
    woken.abort(ended);
  };
  finished.signal.addEventListener('abort', wake);
  hurry?.stop.addEventListener('abort', wake);
  const deadline = clock.monotonic() + within;
  const passes = async (): Promise<Timely<T>> => {
    if (hurry?.stop.aborted !== true) await clock.sleep(within, woken.signal);
    const left = deadline - clock.monotonic();
    if (hurry !== undefined && left > 0) await clock.sleep(Math.min(left, hurry.within), finished.signal);
    if (!finished.signal.aborted) late.abort();
    return { is: 'late' };
  };
  const timer = passes();
  try {
    return await Promise.race([
      work(late.signal).then((value): Timely<T> => ({ is: 'in-time', value })),
      timer,
    ]);
  } finally {
    hurry?.stop.removeEventListener('abort', wake);
    finished.abort(ended);
  }
}
