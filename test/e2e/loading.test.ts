import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { byCodeUnit } from '../../src/model/tree.ts';

const root = join(import.meta.dirname, '../..');

/** Lists everything that a file loads by static imports of values. */
function loadedBy(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(file, 'utf8');
  for (const [, from = ''] of text.matchAll(/^(?:import|export) (?!type )[^;]*? from '([^']+)';/gmu)) {
    if (!from.startsWith('.')) seen.add(from);
    else if (existsSync(join(dirname(file), from))) loadedBy(join(dirname(file), from), seen);
  }
  return seen;
}

it('prints help without the engine, the schemas or the SDK', () => {
  const loaded = [...loadedBy(join(root, 'src/cli/main.ts'))].map((file) => file.replace(`${root}/`, ''));
  const packages = loaded.filter((name) => !name.startsWith('node:') && !name.startsWith('src/'));
  expect(packages).toEqual(['commander']);
  const own = loaded.filter((name) => name.startsWith('src/') && !name.startsWith('src/cli/'));
  // What writes to a terminal, what reads a duration, the classes of approval, and the parts
  // that --only shows.
  expect(own.toSorted(byCodeUnit)).toEqual([
    'src/model/approval.ts',
    'src/model/duration.ts',
    'src/model/instant.ts',
    'src/model/log-level.ts',
    'src/report/display/only.ts',
    'src/runtime/screen.ts',
    'src/runtime/terminal.ts',
  ]);
  expect(loaded.filter((name) => name.startsWith('node:'))).toEqual([]);
});

it('detects such a load if there was one', () => {
  expect([...loadedBy(join(root, 'src/cli/session.ts'))]).toContain('zod');
});

it('runs in the sandbox without the SDK', () => {
  const loaded = ['commands/apply.ts', 'commands/plan.ts', '../boot/sandbox.ts'].flatMap((file) => [
    ...loadedBy(join(root, 'src/cli', file)),
  ]);
  expect(loaded.filter((name) => name.startsWith('@'))).toEqual([]);
  expect([...loadedBy(join(root, 'src/boot/real.ts'))]).toContain('@smithy/node-http-handler');
});
