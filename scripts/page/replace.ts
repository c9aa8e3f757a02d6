import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** What names the other files, so it comes after them. */
const first = 'index.html';

/** Moves a built page into its folder. Who reads the folder meanwhile finds the old page or the new one, whole. */
export function replaceFiles(built: string, folder: string): void {
  const files = filesOf(built);
  for (const file of files.toSorted((a, b) => Number(a === first) - Number(b === first))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    renameSync(join(built, file), join(folder, file));
  }
  for (const file of filesOf(folder).filter((one) => !files.includes(one)))
    rmSync(join(folder, file), { force: true });
}

function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
}
