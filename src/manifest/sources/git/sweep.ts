/** The part of the files port that a bare repository needs. */
export interface RepositoryFiles {
  list(path: string): Promise<readonly { readonly name: string; readonly is: string }[] | undefined>;
  makeDirectory(path: string): Promise<void>;
  remove(path: string): Promise<void>;
}

/** Where git puts locks and what it has not finished. */
const inside = [
  ...['/objects', '/objects/pack', '/objects/info', '/objects/info/commit-graphs'],
  ...['/refs/keywright', '/refs/keywright/kept'],
];

/** Removes what a git that was killed left behind: locks, and packs that are not whole. */
export async function sweep(repository: string, files: RepositoryFiles): Promise<void> {
  for (const below of ['', ...inside])
    for (const { name } of (await files.list(`${repository}${below}`)) ?? [])
      if (isLeft(name)) await files.remove(`${repository}${below}/${name}`);
}

function isLeft(name: string): boolean {
  return name.endsWith('.lock') || name.startsWith('tmp_') || name === 'gc.pid';
}
