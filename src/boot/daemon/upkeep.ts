import type { History } from '../../model/history.ts';
import type { Clock } from '../../model/clock.ts';
import { day, isoOf, type Duration } from '../../model/instant.ts';
import type { Files } from '../../runtime/files.ts';

/** Where copies of one history go, and how many are kept. */
export interface BackupTo {
  readonly directory: string;
  readonly keep: number;
}

export interface UpkeepParts {
  readonly history: Pick<History, 'prune' | 'backup'>;
  readonly clock: Clock;
  readonly files: Pick<Files, 'list' | 'remove' | 'stat'>;
  readonly backup?: BackupTo | undefined;
  failed(during: string, error: unknown): void;
}

/** A daemon that is restarted each day does it as well: it begins at the start. */
const every: Duration = day;

const copyName = /^history-\d{4}-\d{2}-\d{2}\.sqlite$/u;

/** Copies the history and drops what is too old, at once and each day, until the signal. It never rejects. */
export async function upkeep(parts: UpkeepParts, signal: AbortSignal): Promise<void> {
  const { history, clock, backup, failed } = parts;
  while (!signal.aborted) {
    if (backup !== undefined)
      await copy(backup, parts).catch((error: unknown) => {
        failed('backing up the history', error);
      });
    await history.prune(clock.now()).catch((error: unknown) => {
      failed('pruning the history', error);
    });
    await clock.sleep(every, signal);
  }
}

/** Copies once a day, however often the daemon starts: a history that was lost must not replace all older copies. */
async function copy(
  { directory, keep }: BackupTo,
  { history, clock, files }: Pick<UpkeepParts, 'history' | 'clock' | 'files'>,
): Promise<void> {
  const to = `${directory}/history-${isoOf(clock.now()).slice(0, 10)}.sqlite`;
  if ((await files.stat(to)) !== undefined) return;
  await history.backup(to);
  const names = ((await files.list(directory)) ?? []).map(({ name }) => name);
  const old = names.filter((name) => copyName.test(name)).slice(0, -keep);
  for (const name of old) await files.remove(`${directory}/${name}`);
}
