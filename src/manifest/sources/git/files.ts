import { posix } from 'node:path';
import { maxFileBytes, splitIt, tooLarge, type SourceFile } from '../../source.ts';
import {
  isNamedAsManifest,
  isPassedOver,
  maxBytes,
  maxFiles,
  noManifests,
  oneEstate,
  tooManyFiles,
  tooMuch,
} from '../limits.ts';
import { isFailed, type Failed } from './failed.ts';
import { listTree, readObjects, treeAt, type TreeEntry } from './objects.ts';
import type { Git } from './run.ts';

/**
 * Loads the manifests of a commit from its objects. Checks nothing out: no link is followed, and no filter, attribute
 * or hook has a say. As from a directory, what cannot be read becomes a file that says why.
 */
export async function filesOf(
  git: Git,
  commit: string,
  path: string,
  signal: AbortSignal,
): Promise<readonly SourceFile[] | Failed> {
  const at = await treeAt(git, commit, path, signal);
  if (isFailed(at)) return at;
  const shown = path === '' ? '.' : path;
  if ('no' in at) return [{ path: shown, ...absent[at.no] }];
  const entries = await listTree(git, at.tree, signal);
  if (isFailed(entries)) return entries;
  const below = entries
    .filter((entry) => !entry.path.split('/').some(isPassedOver))
    .map((entry) => ({ ...entry, path: posix.join(path, entry.path) }));
  const refused = below.flatMap((entry) => refusalOf(entry) ?? []);
  const manifests = below.filter((entry) => isNamedAsManifest(entry.path) && refusalOf(entry) === undefined);
  const whole = { path: shown, hint: oneEstate };
  if (manifests.length > maxFiles) return [{ ...whole, unreadable: tooManyFiles }];
  const total = manifests.reduce((sum, { size }) => sum + size, 0);
  if (total > maxBytes) return [{ ...whole, unreadable: tooMuch }];
  if (manifests.length + refused.length === 0)
    return [{ ...whole, unreadable: noManifests, hint: nameManifests }];
  const objects = await readObjects(
    git,
    manifests.map(({ id }) => id),
    total,
    signal,
  );
  if (isFailed(objects)) return objects;
  return [...refused, ...manifests.map((entry, index) => fileOf(entry, objects[index]?.content))];
}

const nameManifests = 'correct git.path, or add manifests there; an empty set changes nothing';

const absent = {
  path: { unreadable: 'there is no such directory in this commit', hint: nameManifests },
  directory: { unreadable: 'this is not a directory in this commit', hint: 'set git.path to a directory' },
} as const;

/** Refuses an entry by the modes of Git: 100644 and 100755 are files. */
function refusalOf({ path, mode, size, isUtf8 }: TreeEntry): SourceFile | undefined {
  if (mode === '120000')
    return { path, unreadable: 'this is a symbolic link', hint: 'commit the file instead of the link' };
  if (mode === '160000')
    return { path, unreadable: 'this is a submodule', hint: 'commit the manifests here' };
  if (!isNamedAsManifest(path)) return undefined;
  if (!isUtf8 || /\p{Cc}/u.test(path))
    return { path, unreadable: 'the path of this file is not plain UTF-8', hint: 'rename it' };
  if (size > maxFileBytes) return { path, unreadable: tooLarge(size), hint: splitIt };
  return undefined;
}

const pointer = new TextEncoder().encode('version https://git-lfs.github.com/spec/');

function fileOf({ path }: TreeEntry, bytes: Uint8Array | undefined): SourceFile {
  if (bytes === undefined)
    return { path, unreadable: 'the copy of the repository lacks this file', hint: 'remove the copy' };
  if (Buffer.compare(bytes.subarray(0, pointer.length), pointer) === 0)
    return { path, unreadable: 'this is a Git LFS pointer', hint: 'commit the file without Git LFS' };
  return { path, bytes };
}
