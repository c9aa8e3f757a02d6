import { fileURLToPath } from 'node:url';
import { nearest } from '../model/nearest.ts';
import type { Files } from '../runtime/files.ts';
import { commands } from './grammar/commands.ts';
import type { Invocation } from './options.ts';
import { refused, type Refused } from './refused.ts';

/** Of package.json, which stands two folders up, from src/cli as from dist/cli. */
export async function versionOf(files: Pick<Files, 'read'>): Promise<string> {
  const text = await files.read(fileURLToPath(new URL('../../package.json', import.meta.url)));
  const found = text === undefined ? undefined : (JSON.parse(text) as { readonly version?: unknown }).version;
  return typeof found === 'string' ? found : 'unknown';
}

/** A first word that is no path, but nearly a command: `reconcile plna`. */
export async function misspeltCommand(
  { command, args }: Invocation,
  files: Pick<Files, 'stat'>,
): Promise<Refused | undefined> {
  const [word] = args;
  if (command !== 'apply' || word === undefined || (await files.stat(word)) !== undefined) return undefined;
  const meant = nearest(
    word,
    commands.map(({ name }) => name),
  );
  if (meant === undefined) return undefined;
  const message = `there is no command '${word}', and no file or directory of this name`;
  return refused('cli.usage', message, `did you mean reconcile ${meant}?`);
}
