import { minute, type Duration } from '../model/instant.ts';
import type { ProgressEvent } from '../model/progress.ts';
import type { Desk } from './desk.ts';

/** Work that makes no progress for so long is wedged: every wait of it has a shorter bound. */
const wedgedAfter: Duration = 15 * minute;

/**
 * Does work that tells its progress; where it tells none for too long, the controller counts as wedged until it does.
 * Measured by the monotonic clock: a time of day that is set says nothing of progress.
 */
export async function watched<T>(
  { parts: { clock, name, publish }, wedges }: Pick<Desk, 'parts' | 'wedges'>,
  work: (progress: (event: ProgressEvent) => void) => Promise<T>,
): Promise<T> {
  const end = new AbortController();
  const mine = {};
  let last = clock.monotonic();
  const isOver = (): boolean => end.signal.aborted;
  const watch = async (): Promise<void> => {
    while (!isOver()) {
      await clock.sleep(wedgedAfter, end.signal);
      if (isOver()) return;
      if (clock.monotonic() - last >= wedgedAfter) wedges.add(mine);
    }
  };
  const watching = watch();
  try {
    return await work((event) => {
      last = clock.monotonic();
      wedges.remove(mine);
      publish({ source: name, at: clock.now(), is: 'progress', event });
    });
  } finally {
    end.abort();
    await watching;
    wedges.remove(mine);
  }
}

/** Gives the function with each call of it watched. */
export function watching<A extends readonly unknown[], T>(
  desk: Pick<Desk, 'parts' | 'wedges'>,
  ask: (...given: A) => Promise<T>,
): (...given: A) => Promise<T> {
  return (...given) => watched(desk, () => ask(...given));
}
