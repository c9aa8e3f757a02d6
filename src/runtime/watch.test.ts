import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, it } from 'vitest';
import { realWatches } from './watch.ts';

const all = mkdtempSync(join(tmpdir(), 'keywright-watch-'));
afterAll(() => {
  rmSync(all, { recursive: true });
});

/** Resolves with the first hint after a change. */
async function hinted(path: string, change: () => void): Promise<void> {
  let end = (): void => undefined;
  try {
    await new Promise<void>((resolve) => {
      end = realWatches().watch(path, resolve);
      change();
    });
  } finally {
    end();
  }
}

describe('watching a directory', () => {
  it.each<readonly [why: string, change: (root: string) => void]>([
    ['a new file', (root) => writeFileSync(join(root, 'a.yaml'), '')],
    [
      'an atomic rename over a file',
      (root) => renameSync(join(root, 'old.tmp'), join(root, 'deep/old.yaml')),
    ],
    ['a file in a sub-folder', (root) => writeFileSync(join(root, 'deep/old.yaml'), 'new')],
    ['a new sub-folder', (root) => mkdirSync(join(root, 'new'))],
    [
      'the swap of a ConfigMap',
      (root) => {
        symlinkSync('..2026_2', join(root, '..data_tmp'));
        renameSync(join(root, '..data_tmp'), join(root, '..data'));
      },
    ],
  ])('hints at %s', async (_why, change) => {
    const root = mkdtempSync(join(all, 'of-'));
    mkdirSync(join(root, 'deep'));
    mkdirSync(join(root, '..2026_1'));
    mkdirSync(join(root, '..2026_2'));
    symlinkSync('..2026_1', join(root, '..data'));
    writeFileSync(join(root, 'deep/old.yaml'), 'old');
    writeFileSync(join(root, 'old.tmp'), 'new');
    await hinted(root, () => {
      change(root);
    });
  });

  it('hints at a file that is replaced by a rename', async () => {
    const file = join(all, 'stack.yaml');
    writeFileSync(file, 'old');
    await hinted(file, () => {
      writeFileSync(`${file}.tmp`, 'new');
      renameSync(`${file}.tmp`, file);
    });
  });

  it('gives nothing and does not fail where there is nothing to watch', () => {
    realWatches().watch(join(all, 'missing'), () => undefined)();
  });
});
