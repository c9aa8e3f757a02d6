import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

/**
 * Makes a throw-away checkout: our package.json, tsconfig.json and packages, and the given files. Call `remove`
 * after.
 */
export function scratchCheckout(files: Readonly<Record<string, string>>): {
  dir: string;
  remove: () => void;
} {
  const dir = mkdtempSync(path.join(tmpdir(), 'keywright-'));
  for (const name of ['package.json', 'tsconfig.json', '.dependency-cruiser.js', 'bin/reconcile.js']) {
    cpSync(path.join(root, name), path.join(dir, name));
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(dir, 'node_modules'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    writeFileSync(path.join(dir, name), text);
  }
  return {
    dir,
    remove: () => {
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
