import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { explain } from '../../../src/explain/index.ts';
import { pageText } from '../../../src/explain/text.ts';
import { allPages } from '../../../src/explain/kind.ts';
import { kinds } from '../../../src/kinds/index.ts';
import { stackKind } from '../../../src/kinds/stack/index.ts';
import { plainLook } from '../../../src/report/text/style.ts';
import { widthOf } from '../../../src/report/text/width.ts';

const pages = allPages(kinds, stackKind);

function told(query: string | undefined, recursive = false, width = 80): readonly string[] {
  const result = explain(query, pages, recursive);
  return result.is === 'page' ? pageText(result.page, { ...plainLook, width }) : [result.message];
}

it.each([
  { query: undefined, name: 'kinds' },
  { query: 'Key', name: 'key' },
  { query: 'Key.metadata', name: 'key.metadata' },
  { query: 'Key.keySpec', name: 'key.keySpec' },
  { query: 'Key.policy', name: 'key.policy' },
  { query: 'Key.rotation', name: 'key.rotation' },
  { query: 'Grant.operations', name: 'grant.operations' },
  { query: 'BucketEncryption', name: 'bucket-encryption' },
  { query: 'BucketEncryption.key', name: 'bucket-encryption.key' },
  { query: 'Bucket.publicAccessBlock.blockPublicAcls', name: 'bucket.blockPublicAcls' },
  { query: 'Trail.eventSelectors.dataResources.values', name: 'trail.values' },
  { query: 'Stack.caps', name: 'stack.caps' },
  { query: 'metadata.adopt', name: 'metadata.adopt' },
  { query: 'policy.sid', name: 'error-policy.sid' },
  { query: 'check', name: 'errors-check' },
])('$name reads well', ({ query, name }) => {
  expectGolden(name, told(query));
});

it('lists all fields of a kind, one per line', () => {
  expectGolden('trail-recursive', told('Trail', true));
});

it.each([60, 80, 120])('wraps prose at %i columns', (width) => {
  for (const { kind } of pages) {
    const prose = told(kind, false, width);
    for (const line of prose) expect(widthOf(line), line).toBeLessThanOrEqual(width);
  }
});

function expectGolden(name: string, lines: readonly string[]): void {
  const file = join(import.meta.dirname, `${name}.txt`);
  const text = `${lines.join('\n')}\n`;
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, text);
  else expect(text).toBe(existsSync(file) ? readFileSync(file, 'utf8') : `${name} is missing: UPDATE_GOLDEN=1`);
}
