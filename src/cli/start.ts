import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nearest } from '../model/nearest.ts';
import type { Files } from '../runtime/files.ts';
import { commands } from './grammar/commands.ts';
import type { Io } from './io.ts';
import { refused, type Refused } from './refused.ts';
import { quotedWords } from './same-estate.ts';

/** The folder of package.json, which is two folders up, from src/cli as from dist/cli. */
const packageRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/u, '');

/** The built page: beside the compiled program, and in a clone too. */
export const pageDirectory = join(packageRoot, 'dist/web');

/** What `npm pack` makes this very Keywright of. Where dist/ runs there may be nothing to build it from. */
export const packedFrom: readonly string[] = [
  packageRoot,
  ...(import.meta.url.endsWith('/dist/cli/start.js') ? ['--ignore-scripts'] : []),
];

/** Finds the version in package.json. */
export async function versionOf(files: Pick<Files, 'read'>): Promise<string> {
  const text = await files.read(join(packageRoot, 'package.json'));
  const found = text === undefined ? undefined : (JSON.parse(text) as { readonly version?: unknown }).version;
  return typeof found === 'string' ? found : 'unknown';
}

/** Refuses words without a command: names the nearest command, or the plan of a path that exists. */
export async function noCommand(
  words: readonly [string, ...(readonly string[])],
  io: Pick<Io, 'files'>,
): Promise<Refused> {
  const [word] = words;
  const message = `'${word}' is not a command`;
  if ((await io.files.stat(word)) !== undefined) {
    const { savedPlansAmong } = await import('./saved/read.ts');
    const verb = (await savedPlansAmong(words, io)).length > 0 ? 'apply' : 'plan';
    return refused('cli.usage', message, `did you mean reconcile ${verb}${quotedWords(words)}?`);
  }
  const meant = nearest(
    word,
    commands.flatMap(({ name, aliases = [] }) => [name, ...aliases]),
  );
  const hint =
    meant === undefined ? 'reconcile --help lists the commands' : `did you mean reconcile ${meant}?`;
  return refused('cli.usage', message, hint);
}
