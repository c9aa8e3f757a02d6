import { trouble } from '../refusals.ts';
import { isFailed, type Failed } from './failed.ts';
import { reasonOf } from './reason.ts';
import type { Git } from './run.ts';

/** An object as it is in the copy. */
export interface GitObject {
  readonly id: string;
  readonly type: string;
  readonly content: Uint8Array;
}

/** Of a tree: a file, a link, another repository, as its mode says. */
export interface TreeEntry {
  readonly mode: string;
  readonly id: string;
  readonly size: number;
  /** Relative to the tree. A name that is no UTF-8 is shown with replacement characters. */
  readonly path: string;
  readonly isUtf8: boolean;
}

/** A line of what git prints of one object beside its content. */
const mostHeader = 128;
/** So much may a listing take: of 10,000 manifests 1 MB, beside whatever else a repository holds. */
const mostListing = 32 * 1024 * 1024;

/** Loads objects by name, all in one run. Undefined stands for one that is not there. */
export async function readObjects(
  git: Git,
  ids: readonly string[],
  mostBytes: number,
  signal: AbortSignal,
): Promise<readonly (GitObject | undefined)[] | Failed> {
  if (ids.length === 0) return [];
  const most = mostBytes + ids.length * mostHeader;
  const run = { args: ['cat-file', '--batch'], input: `${ids.join('\n')}\n`, mostBytes: most };
  const end = await git(run, signal);
  if (isFailed(end)) return end;
  const objects = end.code === 0 ? objectsIn(end.output, ids.length) : undefined;
  return objects ?? { failed: trouble('source.corrupt', `git cat-file: ${reasonOf(end.errors)}`) };
}

/** Takes apart `ID TYPE SIZE LF CONTENT LF`, or `NAME missing LF`; undefined if it is cut off. */
function objectsIn(output: Uint8Array, count: number): readonly (GitObject | undefined)[] | undefined {
  const objects: (GitObject | undefined)[] = [];
  let at = 0;
  while (objects.length < count) {
    const end = output.indexOf(0x0a, at);
    if (end === -1) return undefined;
    const header = new TextDecoder().decode(output.subarray(at, end));
    at = end + 1;
    const { id, type, size } = /^(?<id>[\da-f]+) (?<type>\w+) (?<size>\d+)$/u.exec(header)?.groups ?? {};
    if (id === undefined || type === undefined) {
      objects.push(undefined);
      continue;
    }
    const length = Number(size);
    if (at + length >= output.length) return undefined;
    // A copy: a view would hold all that was read as long as one file of it.
    objects.push({ id, type, content: output.slice(at, at + length) });
    at += length + 1;
  }
  return objects;
}

/** Lists all that lies below a tree, however deep. */
export async function listTree(
  git: Git,
  tree: string,
  signal: AbortSignal,
): Promise<readonly TreeEntry[] | Failed> {
  const run = { args: ['ls-tree', '-r', '-z', '-l', '--full-tree', tree], mostBytes: mostListing };
  const end = await git(run, signal);
  if (isFailed(end)) return end;
  if (end.code !== 0) return { failed: trouble('source.corrupt', `git ls-tree: ${reasonOf(end.errors)}`) };
  return entriesIn(end.output);
}

function entriesIn(output: Uint8Array): readonly TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < output.length;) {
    const end = output.indexOf(0, at);
    const entry = output.subarray(at, end === -1 ? output.length : end);
    at = end === -1 ? output.length : end + 1;
    const tab = entry.indexOf(0x09);
    const [mode = '', , id = '', size = ''] = new TextDecoder().decode(entry.subarray(0, tab)).split(/ +/u);
    const name = entry.subarray(tab + 1);
    const path = new TextDecoder().decode(name);
    const isUtf8 = Buffer.compare(Buffer.from(path), name) === 0;
    entries.push({ mode, id, size: Number(size) || 0, path, isUtf8 });
  }
  return entries;
}

/** Gives the tree at a path of a commit, or what stands there instead. */
export async function treeAt(
  git: Git,
  commit: string,
  path: string,
  signal: AbortSignal,
): Promise<{ readonly tree: string } | { readonly no: 'path' | 'directory' } | Failed> {
  const input = `${commit}^{tree}\n${path === '' ? `${commit}^{tree}` : `${commit}:${path}`}\n`;
  const end = await git({ args: ['cat-file', '--batch-check'], input }, signal);
  if (isFailed(end)) return end;
  const [root, at] = new TextDecoder().decode(end.output).split('\n').map(typed);
  if (end.code !== 0 || root?.type !== 'tree')
    return { failed: trouble('source.corrupt', `the copy lacks the tree of commit ${commit}`) };
  if (at?.type === undefined) return { no: 'path' };
  return at.type === 'tree' ? { tree: at.id } : { no: 'directory' };
}

function typed(line: string): { readonly id: string; readonly type: string } | undefined {
  const { id, type } = /^(?<id>[\da-f]+) (?<type>\w+) \d+$/u.exec(line)?.groups ?? {};
  return id === undefined || type === undefined ? undefined : { id, type };
}
