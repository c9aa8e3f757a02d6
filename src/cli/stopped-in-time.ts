import { second, type Duration } from '../model/instant.ts';
import type { Io } from './io.ts';

/** Kubernetes kills a process that outlives its grace period. Keywright abandons a call in flight after seven seconds. */
const mostToStop: Duration = 9 * second;

/**
 * Waits for each part of the work in turn. Ends the process where something hangs on after the signal, whichever part
 * it is in: what is open in the journal is settled by the next process.
 */
export async function stoppedInTime(
  parts: readonly (() => Promise<unknown>)[],
  signal: AbortSignal,
  { clock, processes }: Pick<Io, 'clock' | 'processes'>,
): Promise<void> {
  const over = new AbortController();
  const end = (): void => {
    void clock.sleep(mostToStop, over.signal).then(() => {
      if (!over.signal.aborted) processes.exit(0);
    });
  };
  if (signal.aborted) end();
  else signal.addEventListener('abort', end, { once: true });
  try {
    for (const part of parts) await part();
  } finally {
    signal.removeEventListener('abort', end);
    over.abort();
  }
}
