import { spawnSync } from 'node:child_process';

/** Builds the page into dist/web. Returns the exit code. */
export function buildPage(): number {
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/vite/bin/vite.js', 'build', '--config', 'vite.page.config.ts', '--logLevel', 'warn'],
    { stdio: 'inherit' },
  );
  return status ?? 1;
}
