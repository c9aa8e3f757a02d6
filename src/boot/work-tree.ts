import { basename, dirname, join, resolve } from 'node:path';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Coordination } from '../model/resource.ts';
import type { Host } from './host.ts';

/** Finds the work tree that a commit to the manifests can change: that of Git, else the directory named. */
export async function treeOf(path: string, { files }: Pick<Host, 'files'>): Promise<string | undefined> {
  const real = await files.realPath(path);
  if (real === undefined) return undefined;
  const directory = (await files.stat(path)) === 'directory' ? real : dirname(real);
  for (let at = directory; ; at = dirname(at)) {
    // A file in a submodule or a linked work tree.
    if ((await files.stat(join(at, '.git'))) !== undefined) return at;
    if (dirname(at) === at) return directory;
  }
}

export function isInside(tree: string, path: string): boolean {
  return path === tree || path.startsWith(tree.endsWith('/') ? tree : `${tree}/`);
}

/**
 * Refuses a directory of coordination inside the tree that the manifests come from: a commit could bring the accepted
 * Stack by which it is judged, or a lease that stops every run.
 */
export async function coordinationInside(
  coordination: Coordination | undefined,
  manifests: readonly string[],
  io: Pick<Host, 'files'>,
): Promise<readonly Diagnostic[]> {
  if (coordination?.is !== 'directory') return [];
  return placeInside({ setting: 'coordination.directory', path: coordination.path }, manifests, io);
}

/** Refuses the data directory of a daemon there for the same reasons: decisions are in it where nothing is shared. */
export async function dataInside(
  dataDir: string,
  manifests: readonly string[],
  io: Pick<Host, 'files'>,
): Promise<readonly Diagnostic[]> {
  return placeInside({ setting: 'the data directory', path: dataDir }, manifests, io);
}

/** Finds the tree that holds a place, on both sides of a link: a commit can turn one inside. */
export async function treeAround(
  path: string,
  manifests: readonly string[],
  io: Pick<Host, 'files'>,
): Promise<string | undefined> {
  const here = (await io.files.realPath('.')) ?? '/';
  const places = [resolve(here, path), await realPlaceOf(resolve(here, path), io)];
  const trees = await Promise.all(manifests.map((one) => treeOf(one, io)));
  return trees.find((tree) => tree !== undefined && places.some((place) => isInside(tree, place)));
}

async function placeInside(
  { setting, path }: { readonly setting: string; readonly path: string },
  manifests: readonly string[],
  io: Pick<Host, 'files'>,
): Promise<readonly Diagnostic[]> {
  const holder = await treeAround(path, manifests, io);
  if (holder === undefined) return [];
  return [
    {
      severity: 'error',
      code: 'store.inside-manifests',
      message: `${setting} ${path} is inside ${holder}, a source of manifests: a commit there could change the accepted Stack`,
    },
  ];
}

/** Finds where a directory is once its links are followed, also one that the first write will make. */
async function realPlaceOf(path: string, io: Pick<Host, 'files'>): Promise<string> {
  const real = await io.files.realPath(path);
  if (real !== undefined || dirname(path) === path) return real ?? path;
  return resolve(await realPlaceOf(dirname(path), io), basename(path));
}
