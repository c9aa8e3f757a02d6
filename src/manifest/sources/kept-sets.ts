import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import type { SourceFile } from '../source.ts';
import { maxBytes } from './limits.ts';
import { digestOfFiles } from './settle.ts';

/** The part of the files port that keeping sets needs. */
export interface KeepingFiles {
  read(path: string): Promise<string | undefined>;
  write(path: string, text: string): Promise<void>;
  list(path: string): Promise<readonly { readonly name: string }[] | undefined>;
  remove(path: string): Promise<void>;
}

/** Copies of sets of files, by their digests, so that a restart has them although the directory changed. */
export interface KeptSets {
  /** Keeps a set, and drops the oldest of too many. */
  keep(id: string, files: readonly SourceFile[]): Promise<void>;
  /** Gives a set as it was kept, by its digest or the beginning of it; undefined if it is not, not whole, or not one. */
  read(id: string): Promise<readonly SourceFile[] | undefined>;
  /** Makes a set the newest: it is in use. */
  touch(id: string): Promise<void>;
}

const most = 20;

const form = z.strictObject({
  version: z.literal(1),
  files: z.array(z.strictObject({ path: z.string(), base64: z.base64() })),
});

/** Keeps each set in a file of a directory, named by a number that rises and by its digest. */
export function keptSets(directory: string, files: KeepingFiles): KeptSets {
  async function names(): Promise<readonly string[]> {
    const all = (await files.list(directory)) ?? [];
    return all.map(({ name }) => name).filter((name) => /^\d{9}-[\da-f]{64}$/u.test(name));
  }

  async function nameOf(id: string): Promise<string | undefined> {
    const found = (await names()).filter((name) => digestIn(name).startsWith(id));
    return new Set(found.map(digestIn)).size === 1 ? found.at(-1) : undefined;
  }

  async function write(id: string, text: string): Promise<void> {
    const before = await names();
    const number = Number(before.at(-1)?.slice(0, 9) ?? 0) + 1;
    await files.write(`${directory}/${String(number).padStart(9, '0')}-${id}`, text);
    const others = before.filter((name) => !name.endsWith(`-${id}`));
    const gone = [...before.filter((name) => name.endsWith(`-${id}`)), ...others.slice(0, -(most - 1))];
    for (const name of gone) await files.remove(`${directory}/${name}`);
  }

  return {
    keep: (id, set) => write(id, textOf(set)),
    async read(id) {
      const name = await nameOf(id);
      const text = name === undefined ? undefined : await files.read(`${directory}/${name}`);
      const set = text === undefined ? undefined : setIn(text);
      return set !== undefined && name !== undefined && digestOfFiles(set) === digestIn(name)
        ? set
        : undefined;
    },
    async touch(id) {
      const name = await nameOf(id);
      if (name === undefined || name === (await names()).at(-1)) return;
      const text = await files.read(`${directory}/${name}`);
      if (text !== undefined) await write(id, text);
    },
  };
}

/** Extracts the digest that a name ends with. */
function digestIn(name: string): string {
  return name.slice(10);
}

function textOf(set: readonly SourceFile[]): string {
  const files = set.flatMap((file) =>
    'unreadable' in file
      ? []
      : [
          {
            path: file.path,
            base64: Buffer.from('text' in file ? file.text : file.bytes).toString('base64'),
          },
        ],
  );
  return gzipSync(JSON.stringify({ version: 1, files })).toString('base64');
}

/** Parses a kept set; a damaged copy is none. */
function setIn(text: string): readonly SourceFile[] | undefined {
  try {
    // Base64 adds a third, and JSON a little.
    const json = gunzipSync(Buffer.from(text, 'base64'), { maxOutputLength: 2 * maxBytes }).toString('utf8');
    const { files } = form.parse(JSON.parse(json));
    return files.map(({ path, base64 }) => ({ path, bytes: new Uint8Array(Buffer.from(base64, 'base64')) }));
  } catch {
    return undefined;
  }
}
