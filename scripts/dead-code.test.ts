import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { scratchCheckout } from './scratch.test-helper.ts';

const scratch = scratchCheckout({
  'src/a.ts': [
    'export function dead(): number {\n  return 1;\n}',
    'export function onlyHere(): number {\n  return 2;\n}',
    'export interface Shape {\n  readonly side: number;\n}',
    'export interface Forgotten {\n  readonly side: number;\n}',
    'export function used(shape: Shape): number {\n  return shape.side + onlyHere();\n}',
    'export function byNamespace(): number {\n  return 3;\n}',
    'export function later(): number {\n  return 4;\n}',
    'export function passedOn(): number {\n  return 5;\n}',
    'export function passedOnAndDead(): number {\n  return 6;\n}',
    'export function tested(): number {\n  return 7;\n}',
  ].join('\n'),
  'src/barrel.ts': "export { passedOn, passedOnAndDead, type Shape } from './a.ts';\n",
  'src/cli/main.ts': [
    "import { used } from '../a.ts';",
    "import * as all from '../a.ts';",
    "import { passedOn } from '../barrel.ts';",
    'export async function main(): Promise<number> {',
    "  const { later } = await import('../a.ts');",
    '  return used({ side: all.byNamespace() }) + later() + passedOn();',
    '}',
  ].join('\n'),
  'src/a.test.ts': "import { tested } from './a.ts';\ntested();\n",
});
afterAll(scratch.remove);

it('reports what nobody imports, and lists what only tests use', () => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [path.resolve('scripts/dead-code.ts')], {
    cwd: scratch.dir,
    encoding: 'utf8',
  });

  expect(stderr.trim().split('\n')).toEqual([
    'src/a.ts#Forgotten: nobody uses it',
    'src/a.ts#dead: nobody uses it',
    'src/a.ts#onlyHere: only its own file uses it; take export away',
    'src/a.ts#passedOnAndDead: nobody uses it',
    'src/barrel.ts#passedOnAndDead: nobody uses it',
  ]);
  expect(stdout).toBe('Used by tests only (not an error):\n  src/a.ts#tested\n');
  expect(status).toBe(1);
});
