import type { ControllerParts, ControllerSettings } from '../../daemon/parts.ts';
import { estimateOf } from '../../estimate/estimate.ts';
import type { LoadResult } from '../../manifest/load.ts';
import { parseFile } from '../../manifest/parse-file.ts';
import type { SourceFile } from '../../manifest/source.ts';
import type { ReadFile } from '../../manifest/yaml.ts';
import type { Machine } from '../machine.ts';
import { loadFiles } from '../manifests.ts';
import { boundedBy } from './source.ts';

/** So many characters are parsed before others have their turn: some hundredths of a second. */
const parsedAtOnce = 64 * 1024;

/** Joins what plans manifests that somebody sent: the same loader and the same estimate as everywhere. */
export function forSentManifests(
  settings: Pick<ControllerSettings, 'guardrails' | 'timing'>,
  { clock, kinds }: Pick<Machine, 'clock' | 'kinds'>,
): Pick<ControllerParts, 'load' | 'estimate'> {
  return {
    load: async (files, signal) => {
      const parsed = await parseInTurns(files, clock, signal);
      const loaded: LoadResult = signal.aborted
        ? { is: 'refused', diagnostics: [] }
        : loadFiles(files, clock.now(), parsed);
      return boundedBy(settings.guardrails, loaded);
    },
    estimate: (plan, stack, journalBornAt) => estimateOf({ ...settings, plan, stack, kinds, journalBornAt }),
  };
}

async function parseInTurns(
  files: readonly SourceFile[],
  clock: Machine['clock'],
  signal: AbortSignal,
): Promise<ReadonlyMap<SourceFile, ReadFile>> {
  const parsed = new Map<SourceFile, ReadFile>();
  let since = 0;
  for (const file of files) {
    if (signal.aborted) break;
    parsed.set(file, parseFile(file));
    since += 'text' in file ? file.text.length : 0;
    if (since < parsedAtOnce) continue;
    since = 0;
    await clock.sleep(0, signal);
  }
  return parsed;
}
