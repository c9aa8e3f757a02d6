/**
 * `npm run build`: dist/ from src/, for the image and the packed tarball. A clone never needs it.
 * The folder is emptied first: a file that left src/ must not live on in dist/. The page stays until its own build
 * replaces it, since a daemon of this checkout may read it.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, globSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildPage } from './page/build.ts';

for (const entry of globSync('dist/*').filter((one) => one !== join('dist', 'web')))
  rmSync(entry, { recursive: true, force: true });
const { status } = spawnSync(
  process.execPath,
  ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'],
  {
    stdio: 'inherit',
  },
);
// What is read at run time beside the code.
for (const file of globSync('src/**/*.{json,html,css}', { exclude: ['src/dashboard/**'] }))
  cpSync(file, file.replace(/^src/u, 'dist'));
process.exitCode = (status ?? 1) || buildPage();
