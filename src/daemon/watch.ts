import { minute, type Duration } from '../model/instant.ts';
import type { ProgressEvent } from '../model/progress.ts';
import type { Desk } from './desk.ts';

/** A pass that makes no progress for so long is wedged: every wait of it has a shorter bound. */
const wedgedAfter: Duration = 15 * minute;

/** Does work that tells its progress; where it tells none for too long, the controller counts as wedged until it does. */
export async function watched<T>(
  { parts: { clock, name, publish }, state }: Desk,
  work: (progress: (event: ProgressEvent) => void) => Promise<T>,
): Promise<T> {
  const end = new AbortController();
  let last = clock.now();
  const isOver = (): boolean => end.signal.aborted;
  const watch = async (): Promise<void> => {
    while (!isOver()) {
      await clock.sleep(wedgedAfter, end.signal);
      if (isOver()) return;
      state.set({ wedged: clock.now() - last >= wedgedAfter });
    }
  };
  const watching = watch();
  try {
    return await work((event) => {
      last = clock.now();
      if (state.get().wedged) state.set({ wedged: false });
      publish({ source: name, at: last, is: 'progress', event });
    });
  } finally {
    end.abort();
    await watching;
    state.set({ wedged: false });
  }
}
