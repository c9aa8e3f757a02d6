import type { Clock } from '../model/clock.ts';
import type { Duration } from '../model/instant.ts';

export type Timely<T> = { readonly is: 'in-time'; readonly value: T } | { readonly is: 'late' };

/**
 * Gives `work` so long. At the deadline its signal is aborted and the answer is `late` at once, also
 * if the work takes no notice. What it rejects with, this rejects with.
 */
export async function withDeadline<T>(
  clock: Clock,
  within: Duration,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<Timely<T>> {
  const late = new AbortController();
  const finished = new AbortController();
  const timer = clock.sleep(within, finished.signal).then((): Timely<T> => {
    if (!finished.signal.aborted) late.abort();
    return { is: 'late' };
  });
  try {
    return await Promise.race([
      work(late.signal).then((value): Timely<T> => ({ is: 'in-time', value })),
      timer,
    ]);
  } finally {
    finished.abort();
  }
}
