import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { blockOf, reasons } from './reasons.ts';

const src = fileURLToPath(new URL('../', import.meta.url));

it('has no code that nothing gives, so that nobody waits for it in vain', () => {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(?<!\.test|\.test-helper)\.ts$/u.test(name),
  );
  // A file that matches on a code would do as well: what counts here is that no code is forgotten.
  const text = files.map((name) => readFileSync(join(src, name), 'utf8')).join('\n');
  const given = (code: string): boolean => [',', ' ', ')'].some((end) => text.includes(`'${code}'${end}`));
  expect(Object.keys(reasons).filter((code) => !given(code))).toEqual([]);
});

it('takes the reason of a block from its code, unless a closer one is known', () => {
  const words = { why: 'w', release: 'r' };
  expect(blockOf('engine.held', words).reason).toBe('held');
  expect(blockOf('engine.not-ours', words, 'unproven').reason).toBe('unproven');
});
