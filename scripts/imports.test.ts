import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { scratchCheckout } from './scratch.test-helper.ts';

const cli = path.resolve('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
const Report = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

/** The target exists in the scratch checkout for each row, so that only the table decides. */
const rows = [
  { from: 'model', to: 'runtime/clock', allowed: false },
  { from: 'runtime', to: 'model/tree', allowed: false },
  { from: 'policy', to: 'model/tree', allowed: true },
  { from: 'policy', to: 'runtime/clock', allowed: false },
  { from: 'aws', to: 'runtime/clock', allowed: true },
  { from: 'aws', to: 'engine/pass', allowed: false },
  { from: 'manifest', to: 'policy/parse', allowed: true },
  { from: 'manifest', to: 'kinds/key/schema', allowed: false },
  { from: 'kinds/alias', to: 'aws/operations', allowed: true },
  { from: 'kinds/alias', to: 'aws/transport', allowed: false },
  { from: 'kinds/alias', to: 'kinds/key/schema', allowed: true },
  { from: 'kinds/alias', to: 'kinds/key/reads', allowed: false },
  { from: 'kinds/alias', to: 'kinds/shared/fields', allowed: true },
  { from: 'checks', to: 'kinds/key/schema', allowed: true },
  { from: 'checks', to: 'kinds/key/reads', allowed: false },
  { from: 'engine', to: 'model/tree', allowed: true },
  { from: 'engine', to: 'aws/operations', allowed: false },
  { from: 'engine', to: 'aws/services/kms', allowed: true },
  { from: 'engine', to: 'runtime/clock', allowed: false },
  { from: 'store', to: 'runtime/clock', allowed: true },
  { from: 'store', to: 'engine/pass', allowed: false },
  { from: 'report', to: 'policy/parse', allowed: true },
  { from: 'report', to: 'engine/pass', allowed: false },
  { from: 'daemon', to: 'engine/pass', allowed: true },
  { from: 'daemon', to: 'aws/transport', allowed: false },
  { from: 'server', to: 'daemon/control', allowed: true },
  { from: 'server', to: 'daemon/queue', allowed: false },
  { from: 'dashboard', to: 'server/types', allowed: true },
  { from: 'dashboard', to: 'model/tree', allowed: false },
  { from: 'sandbox', to: 'policy/parse', allowed: true },
  { from: 'sandbox', to: 'policy/compare', allowed: false },
  { from: 'cli', to: 'engine/pass', allowed: true },
  { from: 'cli', to: 'sandbox/world', allowed: false },
  { from: 'engine', to: 'sandbox/world', allowed: false },
];

const targets = [...new Set(rows.map((row) => row.to))];

function up(folder: string): string {
  return '../'.repeat(folder.split('/').length);
}

function fileOf(index: number): string {
  return `src/${rows[index]?.from ?? ''}/row${String(index)}.ts`;
}

const files: Record<string, string> = {
  ...Object.fromEntries(targets.map((target) => [`src/${target}.ts`, 'export const value = 1;\n'])),
  ...Object.fromEntries(
    rows.map((row, index) => [
      fileOf(index),
      `import { value } from '${up(row.from)}${row.to}.ts';\nexport const row = value;\n`,
    ]),
  ),
  'src/boot/boot.ts': "import { value } from '../sandbox/world.ts';\nexport const boot = value;\n",
  'src/cli/sandbox.test.ts': "import { value } from '../sandbox/world.ts';\nexport const test = value;\n",
  'src/model/one.ts': "import { two } from './two.ts';\nexport const one = (): unknown => two;\n",
  'src/model/two.ts': "import { one } from './one.ts';\nexport const two = (): unknown => one;\n",
  'src/model/yin.ts': "import type { Yang } from './yang.ts';\nexport interface Yin { yang: Yang }\n",
  'src/model/yang.ts': "import type { Yin } from './yin.ts';\nexport interface Yang { yin: Yin }\n",
  'src/engine/dev.ts': "import fc from 'fast-check';\nexport const dev = fc;\n",
  'src/engine/sdk.ts': "import { KMSClient } from '@aws-sdk/client-kms';\nexport const sdk = KMSClient;\n",
  'src/engine/tested.ts': "import { test } from '../cli/sandbox.test.ts';\nexport const tested = test;\n",
  'src/engine/missing.ts': "import { nothing } from './nowhere.ts';\nexport const missing = nothing;\n",
  'src/engine/lonely.ts': 'export const lonely = 1;\n',
  'src/novel/idea.ts': "import { value } from '../model/tree.ts';\nexport const idea = value;\n",
  'src/engine/novelty.ts': "import { idea } from '../novel/idea.ts';\nexport const novelty = idea;\n",
};

describe('the imports that each folder may have', () => {
  const scratch = scratchCheckout(files);
  const broken = new Map<string, string[]>();

  beforeAll(() => {
    const { stdout } = spawnSync(
      process.execPath,
      [cli, '--config', '.dependency-cruiser.js', '--no-cache', '-T', 'json', 'src'],
      {
        cwd: scratch.dir,
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
      },
    );
    for (const { from, rule } of Report.parse(JSON.parse(stdout)).summary.violations) {
      broken.set(from, [...(broken.get(from) ?? []), rule.name]);
    }
  });
  afterAll(scratch.remove);

  it.each(rows.map((row, index) => ({ ...row, index, verb: row.allowed ? 'may' : 'must not' })))(
    '$from $verb import $to',
    ({ index, allowed }) => {
      expect(broken.has(fileOf(index))).toBe(!allowed);
    },
  );

  it.each([
    { why: 'boot joins the parts', file: 'src/boot/boot.ts', rules: [] },
    { why: 'tests run on the embedded AWS', file: 'src/cli/sandbox.test.ts', rules: [] },
    {
      why: 'development packages are absent in production',
      file: 'src/engine/dev.ts',
      rules: ['the product runs without dev dependencies'],
    },
    {
      why: 'the SDK has one home',
      file: 'src/engine/sdk.ts',
      rules: ['@aws-sdk lives in aws, sandbox/wire'],
    },
    {
      why: 'a typo in a path is found',
      file: 'src/engine/missing.ts',
      rules: ['every import can be resolved'],
    },
    { why: 'nobody needs this file', file: 'src/engine/lonely.ts', rules: ['no file outside of everything'] },
  ])('$file: $why', ({ file, rules }) => {
    expect(broken.get(file) ?? []).toEqual(rules);
  });

  it.each([
    { why: 'values that need each other first', file: 'src/model/one.ts', rule: 'no cycles' },
    { why: 'types that need each other are one idea', file: 'src/model/yang.ts', rule: 'no cycles' },
    {
      why: 'the product without its tests',
      file: 'src/engine/tested.ts',
      rule: 'the product does not import its tests',
    },
    {
      why: 'a new folder needs a row',
      file: 'src/engine/novelty.ts',
      rule: 'every folder of src has a row in the table',
    },
  ])('$file: $why', ({ file, rule }) => {
    expect([...(broken.get(file) ?? []), ...(broken.get('src/model/two.ts') ?? [])]).toContain(rule);
  });
});
