import type { SavedPlan } from '../../model/saved-plan.ts';
import { decodeSavedPlan, isMeantAsPlan } from '../../store/saved-plan/decode.ts';
import type { Io } from '../io.ts';
import { refused, type Refused } from '../refused.ts';
import { plural } from '../../model/plural.ts';

export type ReadPlan = { readonly is: 'ok'; readonly saved: SavedPlan } | Refused;

/** Finds the saved plans among paths, told by what the files say they are. Directories are of manifests. */
export async function savedPlansAmong(
  paths: readonly string[],
  { files }: Pick<Io, 'files'>,
): Promise<readonly string[]> {
  const found = await Promise.all(
    paths.map(async (path) => {
      const text = await textAt(path, files).catch(() => undefined);
      return typeof text === 'string' && isMeantAsPlan(text) ? [path] : [];
    }),
  );
  return found.flat();
}

/** Loads and checks the file of a saved plan. */
export async function readSavedPlan(
  path: string,
  { files }: Pick<Io, 'files'>,
  version: string,
): Promise<ReadPlan> {
  const unreadable = (message: string): ReadPlan => refused('plan.unreadable', message);
  const is = await files.stat(path).catch(() => undefined);
  if (is === 'directory') return unreadable(`${path} is a directory`);
  try {
    const text = await textAt(path, files);
    if (text === undefined) return unreadable(`no such file: ${path}`);
    if (typeof text !== 'string') return unreadable(`${path} is too large: ${plural(text.larger, 'byte')}`);
    const decoded = decodeSavedPlan(text, path, version);
    if (decoded.is === 'ok') return decoded;
    const answer: Refused = { is: 'refused', diagnostics: [decoded.diagnostic] };
    // What is wrong with the whole is no better told by its first line.
    if ((decoded.diagnostic.span?.endColumn ?? 1) === 1) return answer;
    const lines = text.split('\n');
    return { ...answer, source: (_file, line) => lines[line - 1] };
  } catch (error) {
    return unreadable(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** More than a hundred thousand steps do not fill this. */
const mostBytes = 256 * 1024 * 1024;

async function textAt(
  path: string,
  files: Io['files'],
): Promise<string | { readonly larger: number } | undefined> {
  const bytes = await files.readBytes(path, mostBytes);
  return bytes === undefined || 'larger' in bytes ? bytes : new TextDecoder().decode(bytes);
}
