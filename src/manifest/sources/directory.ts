import { byCodeUnit } from '../../model/tree.ts';
import type { SourceFile } from '../source.ts';

/** The part of the files port that reading manifests needs. Missing is undefined, trouble rejects. */
export interface ManifestFiles {
  /** Follows symbolic links. */
  stat(path: string): Promise<'file' | 'directory' | 'other' | undefined>;
  /** A symbolic link is `other`. */
  list(
    path: string,
  ): Promise<readonly { readonly name: string; readonly is: 'file' | 'directory' | 'other' }[] | undefined>;
  read(path: string): Promise<string | Uint8Array | undefined>;
}

const maxFiles = 10_000;
const maxDepth = 32;

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
  for (const path of paths.map(normal)) {
    for (const source of await sourcesOf(path, files)) found.set(source.path, source);
  }
  return [...found.values()].sort((a, b) => byCodeUnit(a.path, b.path));
}

async function sourcesOf(path: string, files: ManifestFiles): Promise<readonly SourceFile[]> {
  const is = await attempt(() => files.stat(path));
  if (is.failed !== undefined) return [{ path, unreadable: is.failed }];
  if (is.value === undefined) return [{ path, unreadable: 'there is no such file or directory' }];
  if (is.value === 'file') return [await sourceOf(path, files)];
  if (is.value === 'other') return [{ path, unreadable: 'this is neither a file nor a directory' }];
  const named: string[] = [];
  const troubles = await walk(path, 0, files, named);
  if (named.length > maxFiles) {
    return [{ path, unreadable: `this directory holds more than ${String(maxFiles)} manifests` }];
  }
  const sources: SourceFile[] = [];
  for (const one of named) sources.push(await sourceOf(one, files));
  if (sources.length + troubles.length > 0) return [...sources, ...troubles];
  return [{ path, unreadable: 'this directory holds no manifests (*.yaml, *.yml, *.json)' }];
}

/** Collects the paths of manifests below a directory; gives what could not be looked into. */
async function walk(
  path: string,
  depth: number,
  files: ManifestFiles,
  named: string[],
): Promise<readonly SourceFile[]> {
  if (depth > maxDepth)
    return [{ path, unreadable: `this directory lies more than ${String(maxDepth)} deep` }];
  const entries = await attempt(() => files.list(path));
  if (entries.failed !== undefined) return [{ path, unreadable: entries.failed }];
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

async function sourceOf(path: string, files: ManifestFiles): Promise<SourceFile> {
  const content = await attempt(() => files.read(path));
  if (content.failed !== undefined) return { path, unreadable: content.failed };
  if (content.value === undefined) return { path, unreadable: 'this file is gone' };
  return typeof content.value === 'string' ? { path, text: content.value } : { path, bytes: content.value };
}

type Attempt<T> =
  | { readonly value: T; readonly failed?: undefined }
  | { readonly value?: undefined; readonly failed: string };

async function attempt<T>(read: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await read() };
  } catch (error) {
    return { failed: `this cannot be read: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** One spelling per path, so that a file named twice is read once. */
function normal(path: string): string {
  const short = path
    .replaceAll(/\/+/gu, '/')
    .replaceAll(/(?<=^|\/)\.\//gu, '')
    .replace(/(?<=.)\/\.?$/u, '');
  return short === '' ? '.' : short;
}
