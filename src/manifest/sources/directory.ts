import { byCodeUnit } from '../../model/tree.ts';
import { maxFileBytes, splitIt, tooLarge, type SourceFile } from '../source.ts';
import { isStateOfKeywright } from './own-state.ts';
import {
  isNamedAsManifest,
  isPassedOver,
  maxBytes,
  maxFiles,
  noManifests,
  oneEstate,
  tooManyFiles,
  tooMuch,
} from './limits.ts';

/** The part of the files port that reading manifests needs. Missing is undefined, trouble rejects. */
export interface ManifestFiles {
  /** Follows symbolic links. */
  stat(path: string): Promise<'file' | 'directory' | 'other' | undefined>;
  /** A symbolic link is `other`. */
  list(
    path: string,
  ): Promise<readonly { readonly name: string; readonly is: 'file' | 'directory' | 'other' }[] | undefined>;
  readBytes(path: string, most: number): Promise<Uint8Array | { readonly larger: number } | undefined>;
  /** Absolute, with every symbolic link resolved; undefined if it leads nowhere. */
  realPath(path: string): Promise<string | undefined>;
}

const maxDepth = 32;

/**
 * Loads the named files, and of the named directories every `*.yaml`, `*.yml` and `*.json`, however deep. Passes over
 * hidden entries, `node_modules` and what Keywright itself keeps there. Follows a link to a file if it stays inside
 * one of the named directories. For a named file that is the directory that holds it. Follows no link to a directory,
 * so that there are no loops. Turns what cannot be read into a source that says why. A set that was read in part must
 * not be taken for the whole.
 */
export async function readSources(
  paths: readonly string[],
  files: ManifestFiles,
): Promise<readonly SourceFile[]> {
  const found = new Map<string, SourceFile>();
  const named = paths.map(normal);
  const reading = { files, budget: { left: maxBytes }, roots: await rootsOf(named, files) };
  const { budget } = reading;
  for (const path of named) {
    for (const source of await sourcesOf(path, reading)) found.set(source.path, source);
    if (budget.left < 0) return [{ path, unreadable: tooMuch, hint: oneEstate }];
  }
  return [...found.values()].sort((a, b) => byCodeUnit(a.path, b.path));
}

const nameManifests = 'pass a manifest file, or a directory that contains manifests';

interface Reading {
  readonly files: ManifestFiles;
  /** Bytes that may still be read. */
  readonly budget: { left: number };
  /** Real paths of the directories that links must stay inside. */
  readonly roots: readonly string[];
}

/** Collects what was named on purpose: a named link to a directory is a choice, a link that a commit adds is not. */
async function rootsOf(named: readonly string[], files: ManifestFiles): Promise<readonly string[]> {
  const roots = await Promise.all(
    named.map(async (path) => {
      const is = await attempt(() => files.stat(path));
      const holder = is.value === 'directory' ? path : directoryOf(path);
      return (await attempt(() => files.realPath(holder))).value;
    }),
  );
  return roots.filter((root) => root !== undefined);
}

function directoryOf(path: string): string {
  const end = path.lastIndexOf('/');
  if (end === -1) return '.';
  return end === 0 ? '/' : path.slice(0, end);
}

async function sourcesOf(path: string, reading: Reading): Promise<readonly SourceFile[]> {
  const { files, budget } = reading;
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
  if (is.value === 'file') return [await sourceOf(path, reading)];
  if (is.value === 'other')
    return [{ path, unreadable: 'this is neither a file nor a directory', hint: nameManifests }];
  const named: string[] = [];
  const troubles = await walk(path, 0, files, named);
  if (named.length > maxFiles) {
    return [{ path, unreadable: tooManyFiles, hint: oneEstate }];
  }
  const sources: SourceFile[] = [];
  for (const one of named) {
    if (budget.left < 0) break;
    const source = await sourceOf(one, reading);
    if (!isStateOfKeywright(source)) sources.push(source);
  }
  if (sources.length + troubles.length > 0) return [...sources, ...troubles];
  return [{ path, unreadable: noManifests, hint: nameManifests }];
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
        unreadable: `this directory is nested more than ${String(maxDepth)} levels deep`,
        hint: 'pass it as a separate path',
      },
    ];
  const entries = await attempt(() => files.list(path));
  if (entries.failed !== undefined) return [{ path, ...entries.failed }];
  const troubles: SourceFile[] = [];
  for (const { name, is } of entries.value ?? []) {
    if (isPassedOver(name) || named.length > maxFiles) continue;
    const below = path === '.' ? name : `${path.replace(/\/$/u, '')}/${name}`;
    if (is === 'directory') troubles.push(...(await walk(below, depth + 1, files, named)));
    else if (isNamedAsManifest(name) && (is === 'file' || (await isFile(below, files)))) named.push(below);
  }
  return troubles;
}

async function isFile(path: string, files: ManifestFiles): Promise<boolean> {
  const is = await attempt(() => files.stat(path));
  // A link that leads nowhere is read, and then said to be missing.
  return is.value === 'file' || is.value === undefined;
}

async function sourceOf(path: string, { files, budget, roots }: Reading): Promise<SourceFile> {
  const real = await attempt(() => files.realPath(path));
  if (real.failed !== undefined) return { path, ...real.failed };
  const { value: stands } = real;
  if (stands !== undefined && !roots.some((root) => isInside(root, stands))) return { path, ...outside };
  const content = await attempt(() => files.readBytes(path, maxFileBytes));
  if (content.failed !== undefined) return { path, ...content.failed };
  if (content.value === undefined)
    return {
      path,
      unreadable: 'this file was deleted, or is a broken symbolic link',
      hint: 'restore it, or remove the link',
    };
  if ('larger' in content.value) return { path, unreadable: tooLarge(content.value.larger), hint: splitIt };
  budget.left -= content.value.length;
  return { path, bytes: content.value };
}

/** A pull request that links to a file of the machine would see its lines in an error (CWE-59). */
const outside = {
  unreadable: 'this symbolic link points outside the given directory',
  hint: 'replace the link with the file, or also pass its directory',
};

function isInside(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith('/') ? root : `${root}/`);
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
    unreadable: 'permission denied',
    hint: 'grant the current user read access',
  },
  ELOOP: { unreadable: 'this symbolic link points to itself', hint: 'remove the link' },
  EIO: { unreadable: 'the disk reported a read error', hint: 'check the disk, then run again' },
};

/** Converts a path to its one spelling, so that a file named twice is read once. */
function normal(path: string): string {
  const short = path
    .replaceAll(/\/+/gu, '/')
    .replaceAll(/(?<=^|\/)\.\//gu, '')
    .replace(/(?<=.)\/\.?$/u, '');
  return short === '' ? '.' : short;
}
