import { byCodeUnit } from '../../model/tree.ts';
import { maxFileBytes, splitIt, tooLarge, type SourceFile } from '../source.ts';

/** The part of the files port that reading manifests needs. Missing is undefined, trouble rejects. */
export interface ManifestFiles {
  /** Follows symbolic links. */
  stat(path: string): Promise<'file' | 'directory' | 'other' | undefined>;
  /** A symbolic link is `other`. */
  list(
    path: string,
  ): Promise<readonly { readonly name: string; readonly is: 'file' | 'directory' | 'other' }[] | undefined>;
  readBytes(path: string, most: number): Promise<Uint8Array | { readonly larger: number } | undefined>;
}

const maxFiles = 10_000;
const maxDepth = 32;
/** Of all files together: far above what people write, far below what a machine cannot hold. */
const maxBytes = 64 * 1024 * 1024;

/**
 * Reads the named files, and of the named directories every `*.yaml`, `*.yml` and `*.json`, however
 * deep. Hidden entries and `node_modules` are passed over; links to files are read, links to
 * directories are not followed, so that there are no loops. What cannot be read becomes a source that
 * says why: a set that was read in part must not be taken for the whole.
 */
export async function readSources(
  paths: readonly string[],
  files: ManifestFiles,
): Promise<readonly SourceFile[]> {
  const found = new Map<string, SourceFile>();
  const budget = { left: maxBytes };
  for (const path of paths.map(normal)) {
    for (const source of await sourcesOf(path, files, budget)) found.set(source.path, source);
    if (budget.left < 0) return [{ path, unreadable: tooMuch, hint: oneEstate }];
  }
  return [...found.values()].sort((a, b) => byCodeUnit(a.path, b.path));
}

const nameManifests = 'name a file of manifests, or a directory that holds some';
const oneEstate = 'name the directory of one estate';
const tooMuch = `the manifests hold more than ${String(maxBytes / 1024 / 1024)} MiB together`;

interface Budget {
  /** Bytes that may still be read. */
  left: number;
}

async function sourcesOf(path: string, files: ManifestFiles, budget: Budget): Promise<readonly SourceFile[]> {
  const is = await attempt(() => files.stat(path));
  if (is.failed !== undefined) return [{ path, ...is.failed }];
  if (is.value === undefined)
    return [
      {
        path,
        unreadable: 'there is no such file or directory',
        hint: nameManifests,
      },
    ];
  if (is.value === 'file') return [await sourceOf(path, files, budget)];
  if (is.value === 'other')
    return [{ path, unreadable: 'this is neither a file nor a directory', hint: nameManifests }];
  const named: string[] = [];
  const troubles = await walk(path, 0, files, named);
  if (named.length > maxFiles) {
    return [
      { path, unreadable: `this directory holds more than ${String(maxFiles)} manifests`, hint: oneEstate },
    ];
  }
  const sources: SourceFile[] = [];
  for (const one of named) {
    if (budget.left >= 0) sources.push(await sourceOf(one, files, budget));
  }
  if (sources.length + troubles.length > 0) return [...sources, ...troubles];
  return [
    { path, unreadable: 'this directory holds no manifests (*.yaml, *.yml, *.json)', hint: nameManifests },
  ];
}

/** Collects the paths of manifests below a directory; gives what could not be looked into. */
async function walk(
  path: string,
  depth: number,
  files: ManifestFiles,
  named: string[],
): Promise<readonly SourceFile[]> {
  if (depth > maxDepth)
    return [
      {
        path,
        unreadable: `this directory lies more than ${String(maxDepth)} deep`,
        hint: 'name it by itself',
      },
    ];
  const entries = await attempt(() => files.list(path));
  if (entries.failed !== undefined) return [{ path, ...entries.failed }];
  const troubles: SourceFile[] = [];
  for (const { name, is } of entries.value ?? []) {
    if (name.startsWith('.') || name === 'node_modules' || named.length > maxFiles) continue;
    const below = path === '.' ? name : `${path.replace(/\/$/u, '')}/${name}`;
    if (is === 'directory') troubles.push(...(await walk(below, depth + 1, files, named)));
    else if (/\.(?:ya?ml|json)$/u.test(name) && (is === 'file' || (await isFile(below, files))))
      named.push(below);
  }
  return troubles;
}

async function isFile(path: string, files: ManifestFiles): Promise<boolean> {
  const is = await attempt(() => files.stat(path));
  // A link that leads nowhere is read, and then said to be missing.
  return is.value === 'file' || is.value === undefined;
}

async function sourceOf(path: string, files: ManifestFiles, budget: Budget): Promise<SourceFile> {
  const content = await attempt(() => files.readBytes(path, maxFileBytes));
  if (content.failed !== undefined) return { path, ...content.failed };
  if (content.value === undefined)
    return {
      path,
      unreadable: 'this file is gone, or a symbolic link that leads nowhere',
      hint: 'put it back, or remove the link',
    };
  if ('larger' in content.value) return { path, unreadable: tooLarge(content.value.larger), hint: splitIt };
  budget.left -= content.value.length;
  return { path, bytes: content.value };
}

type Failed = Pick<Extract<SourceFile, { readonly unreadable: string }>, 'unreadable' | 'hint'>;

type Attempt<T> =
  | { readonly value: T; readonly failed?: undefined }
  | { readonly value?: undefined; readonly failed: Failed };

async function attempt<T>(read: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await read() };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const known = Object.hasOwn(troubles, code) ? troubles[code] : undefined;
    if (known !== undefined) return { failed: known };
    return {
      failed: {
        unreadable: `this cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      },
    };
  }
}

/** Node's codes in words, with what to do. */
const troubles: Readonly<Record<string, Failed>> = {
  EACCES: {
    unreadable: 'this may not be read: permission denied',
    hint: 'give whoever runs Keywright the right to read it',
  },
  ELOOP: { unreadable: 'this is a symbolic link that leads back to itself', hint: 'remove the link' },
  EIO: { unreadable: 'the disk failed while this was read', hint: 'look at the disk, and run again' },
};

/** One spelling per path, so that a file named twice is read once. */
function normal(path: string): string {
  const short = path
    .replaceAll(/\/+/gu, '/')
    .replaceAll(/(?<=^|\/)\.\//gu, '')
    .replace(/(?<=.)\/\.?$/u, '');
  return short === '' ? '.' : short;
}
