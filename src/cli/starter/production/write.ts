import { join } from 'node:path';
import { loadFiles } from '../../../boot/manifests.ts';
import type { Stack } from '../../../model/resource.ts';
import type { Io } from '../../io.ts';
import { loadManifests } from '../../manifests.ts';
import { refused, type Refused } from '../../refused.ts';
import { packedFrom } from '../../start.ts';
import { lackOf, type Asked } from './asked.ts';
import { bootstrapFolder } from './facts.ts';
import { accountsOf, productionFiles } from './files.ts';
import { stepsOf, stepsText } from './steps.ts';
import { plural } from '../../../model/plural.ts';

/** Writes what production needs for the manifests in a directory. */
export async function writeForStack(
  asked: Asked,
  directory: string,
  io: Io,
  version: string,
): Promise<number | Refused> {
  const loaded = await loadManifests([directory], io);
  if (loaded.is === 'refused') return loaded;
  const where = `for Stack ${loaded.stack.settings.name}.`;
  return (
    lackOf(loaded.stack, asked) ??
    writeStack(asked, { stack: loaded.stack, directory, manifests: new Map(), where }, io, version)
  );
}

interface Written {
  readonly directory: string;
  /** New ones, by path. */
  readonly manifests: ReadonlyMap<string, string>;
  /** Ends the line that names the files. */
  readonly where: string;
}

/** Writes new manifests and what production needs for them. */
export async function writeWithManifests(
  asked: Asked,
  written: Written,
  io: Io,
  version: string,
): Promise<number | Refused> {
  const sources = [...written.manifests].map(([path, text]) => ({ path, text }));
  const loaded = loadFiles(sources, io.clock.now());
  if (loaded.is === 'refused') return loaded;
  return writeStack(asked, { ...written, stack: loaded.stack }, io, version);
}

async function writeStack(
  { rolesAs, github, operators }: Asked,
  { stack, directory, manifests, where }: Written & { readonly stack: Stack },
  io: Io,
  version: string,
): Promise<number | Refused> {
  const facts = { stack, directory, rolesAs, github, operators, version, packed: packedFrom };
  const files = new Map([...manifests, ...productionFiles(facts)]);
  const there: string[] = [];
  for (const path of files.keys()) if ((await io.files.stat(path)) !== undefined) there.push(path);
  const [first, ...others] = there;
  if (first !== undefined)
    return refused(
      'cli.file-exists',
      `${first}${others.length === 0 ? '' : ` and ${plural(others.length, 'more file')}`} already ${others.length === 0 ? 'exists' : 'exist'}`,
      'nothing was written; to have them written again, delete them first',
    );
  for (const [path, text] of files) await io.files.write(path, text);
  const steps = stepsOf(facts, accountsOf(facts));
  io.terminal.out(
    `Wrote ${plural(files.size, 'file')} ${where}\n${[...files.keys()].map((path) => `  ${path}\n`).join('')}\n` +
      `Next, as ${join(bootstrapFolder, 'README.md')} says too:\n${stepsText(steps)}`,
  );
  return 0;
}
