import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFiles } from './replace.ts';

/**
 * Builds the page into dist/web. Returns the exit code.
 * A daemon reads the page while another build runs, so the folder holds a whole page at every moment: Vite, which empties
 * its folder first, writes beside it.
 */
export function buildPage(): number {
  mkdirSync('dist', { recursive: true });
  const built = mkdtempSync(join('dist', '.web-'));
  try {
    const { status } = spawnSync(
      process.execPath,
      [
        'node_modules/vite/bin/vite.js',
        'build',
        '--config',
        'vite.page.config.ts',
        '--logLevel',
        'warn',
        '--outDir',
        join(process.cwd(), built),
      ],
      { stdio: 'inherit' },
    );
    if (status === 0) replaceFiles(built, join('dist', 'web'));
    return status ?? 1;
  } finally {
    rmSync(built, { recursive: true, force: true });
  }
}
