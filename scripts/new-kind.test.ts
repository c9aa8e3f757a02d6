import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { scratchCheckout } from './scratch.test-helper.ts';

const root = path.resolve(import.meta.dirname, '..');

/** This checkout, once more, in which kinds can be begun. */
const { dir, remove } = scratchCheckout({});
for (const name of [
  'src',
  'scripts',
  'test',
  'eslint.config.js',
  'vitest.config.ts',
  'docs',
  'manifests',
  '.prettierrc.json',
])
  if (existsSync(path.join(root, name)))
    cpSync(path.join(root, name), path.join(dir, name), { recursive: true });
afterAll(remove);

function run(
  command: string,
  ...words: readonly string[]
): { readonly code: number | null; readonly out: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...words], {
    cwd: dir,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { code: status, out: `${stdout}${stderr}` };
}

describe('a kind that was just begun', () => {
  const begun = [
    run('scripts/new-kind.ts', 'BucketIntelligentTiering', '--service', 's3', '--like', 'BucketLogging'),
    run('scripts/new-kind.ts', 'KeyStore', '--service', 'kms'),
  ];

  it('is written whole, with its line in the registry', () => {
    expect(begun.map(({ code, out }) => (code === 0 ? 0 : out))).toEqual([0, 0]);
    const registry = readFileSync(path.join(dir, 'src/kinds/index.ts'), 'utf8');
    expect(registry).toMatch(
      /bucketIntelligentTiering,\n {2}bucketLifecycle,\n {2}bucketLogging,\n {2}bucketPolicy,\n {2}grant,\n {2}key,\n {2}keyStore,\n/u,
    );
  });

  it('compiles and lints', () => {
    expect(run('node_modules/typescript/bin/tsc', '-p', '.', '--incremental', 'false').out).toBe('');
    const folders = ['src/kinds/bucket-intelligent-tiering', 'src/kinds/key-store', 'src/kinds/index.ts'];
    expect(run('node_modules/eslint/bin/eslint.js', ...folders).out).toBe('');
    expect(run('node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', ...folders).out).toBe(
      '',
    );
  });

  it('fails with sentences that say what to fill in, and with nothing else', () => {
    const { code, out } = run(
      'node_modules/vitest/vitest.mjs',
      'run',
      '--reporter=dot',
      'src/kinds/bucket-intelligent-tiering',
      'src/kinds/key-store',
    );
    expect(code).toBe(1);
    const said = out.split('\n').filter((line) => /^\w*Error: /u.test(line));
    expect(said.length).toBeGreaterThan(0);
    expect(said.filter((line) => !line.includes('fill in'))).toEqual([]);
  });
});

it.each([
  {
    why: 'a name that is none',
    words: ['bucketTiering', '--service', 's3'],
    says: 'named like BucketLogging',
  },
  { why: 'one that is there', words: ['BucketLogging', '--service', 's3'], says: 'is there already' },
  {
    why: 'a service that is not',
    words: ['QueueEncryption', '--service', 'sqs'],
    says: 'A kind of a new service',
  },
])('refuses $why', ({ words, says }) => {
  const { code, out } = run('scripts/new-kind.ts', ...words);
  expect(code).toBe(2);
  expect(out).toContain(says);
});
