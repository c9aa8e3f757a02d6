import { mkdirSync, mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { realFiles } from '../../runtime/files.ts';
import { virtualClock } from '../../runtime/virtual-clock.ts';
import { openTokens } from './tokens.ts';

const root = mkdtempSync(join(tmpdir(), 'keywright-tokens-'));
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const [ann, bob] = ['a', 'b'].map((digit) => digit.repeat(64)) as [string, string];

function textOf(hashes: readonly string[], role = 'viewer'): string {
  const rows = hashes.map(
    (hash) =>
      `    - { name: of-${hash.slice(0, 1)}, subject: ann, hash: "${hash}", expires: 2027-01-01, bindings: [{ role: ${role} }] }\n`,
  );
  return `apiVersion: keywright.dev/v1\nkind: Tokens\nmetadata: { name: t }\nspec:\n  tokens:\n${rows.join('')}`;
}

function opened(path: string, told: unknown[] = [], manifests: readonly string[] = []) {
  const clock = virtualClock(Date.UTC(2026, 10, 30));
  const host = { files: realFiles(), clock };
  return {
    clock,
    tokens: openTokens(path, manifests, host, {
      refused: (all, counting) => void told.push(...all, counting),
      mended: () => void told.push('mended'),
    }),
  };
}

it('reads the file again a second after it changed, and reports its mistakes once', async () => {
  const path = join(root, 'tokens.yaml');
  writeFileSync(path, textOf([ann, bob]));
  const told: unknown[] = [];
  const { clock, tokens } = opened(path, told);
  const file = await tokens;
  if ('refused' in file) throw new Error('refused');
  const hashes = async (): Promise<readonly string[]> => {
    await clock.sleep(1_000);
    return (await file.current()).map(({ hash }) => hash);
  };
  expect(await hashes()).toEqual([ann, bob]);
  writeFileSync(path, textOf([bob]));
  expect(await hashes()).toEqual([bob]);
  writeFileSync(path, textOf([ann, bob], 'viewr'));
  expect(await hashes()).toEqual([bob]);
  expect(await hashes()).toEqual([bob]);
  const mistake = expect.objectContaining({ code: 'manifest.value' }) as unknown;
  expect(told).toEqual(['mended', mistake, mistake, 1]);
  unlinkSync(path);
  expect(await hashes()).toEqual([]);
  writeFileSync(path, textOf([ann]));
  expect(await hashes()).toEqual([ann]);
  expect(told.slice(4)).toEqual([expect.objectContaining({ code: 'manifest.file' }), 0, 'mended']);
});

it('follows the links by which Kubernetes mounts a Secret', async () => {
  const mount = join(root, 'secret');
  mkdirSync(join(mount, '..1'), { recursive: true });
  writeFileSync(join(mount, '..1', 'tokens.yaml'), textOf([ann]));
  symlinkSync('..1', join(mount, '..data'));
  symlinkSync('..data/tokens.yaml', join(mount, 'tokens.yaml'));
  expect(await opened(join(mount, 'tokens.yaml')).tokens).not.toHaveProperty('refused');
});

it('refuses a file among the manifests, and a broken or missing one', async () => {
  const estate = join(root, 'estate');
  mkdirSync(join(estate, '.git'), { recursive: true });
  mkdirSync(join(estate, 'manifests'));
  writeFileSync(join(estate, 'tokens.yaml'), textOf([ann]));
  writeFileSync(join(root, 'broken.yaml'), textOf([ann], 'viewr'));
  const refusals = await Promise.all(
    ['estate/tokens.yaml', 'broken.yaml', 'missing.yaml'].map(
      (name) => opened(join(root, name), [], [join(estate, 'manifests')]).tokens,
    ),
  );
  expect(refusals.map((one) => ('refused' in one ? one.refused[0]?.code : 'ok'))).toEqual([
    'tokens.inside-manifests',
    'manifest.value',
    'manifest.file',
  ]);
});
