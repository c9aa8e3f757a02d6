import type { Clock } from '../model/clock.ts';
import { minute } from '../model/instant.ts';
import type { Journal } from '../model/journal.ts';

export interface PeersParts {
  readonly clock: Clock;
  readonly journal: Pick<Journal, 'beat'>;
  /** Who this is, and no other start of any process. */
  readonly holder: string;
  /** Told how many processes look after the Stack, this one included. */
  counted(processes: number): void;
}

/** Who may write to coordination can list processes without end: the quota is not divided so far that none can work. */
const most = 20;

/** Tells the others once a minute that this process lives, and counts them. What fails leaves the last count. */
export async function countPeers(
  { clock, journal, holder, counted }: PeersParts,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const living = await journal.beat(holder, clock.now()).catch(() => undefined);
    if (living !== undefined) counted(Math.min(most, new Set([...living, holder]).size));
    await clock.sleep(minute, signal);
  }
}
