import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBench, type Bench, type Input } from '../../bench.test-helper.ts';

/** Collects all pages of a listing, and counts them. */
function all(bench: Bench, call: string, member: string, input: Input): { items: unknown[]; pages: number } {
  const items: unknown[] = [];
  let pages = 0;
  let Marker: unknown;
  do {
    const page = bench.ok(call, Marker === undefined ? input : { ...input, Marker });
    items.push(...(page[member] as unknown[]));
    pages += 1;
    expect(page['Truncated']).toBe(page['NextMarker'] !== undefined);
    Marker = page['NextMarker'];
  } while (Marker !== undefined);
  return { items, pages };
}

describe('a listing', () => {
  it('gives every key once, whatever the page size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 25 }), fc.integer({ min: 1, max: 12 }), (count, Limit) => {
        const bench = createBench();
        const made = Array.from({ length: count }, () => bench.key().KeyId);
        const { items, pages } = all(bench, 'kms.ListKeys', 'Keys', { Limit });
        expect(items.map((item) => (item as { KeyId: string }).KeyId).toSorted()).toEqual(made.toSorted());
        expect(pages).toBe(Math.max(1, Math.ceil(count / Limit)));
      }),
      { numRuns: 30 },
    );
  });

  it('has small pages unless the caller asks for larger ones, so that a forgotten page shows', () => {
    const bench = createBench({ pageSize: 2 });
    const { KeyId } = bench.key();
    for (let n = 0; n < 5; n++)
      bench.ok('kms.CreateAlias', { AliasName: `alias/${String(n)}`, TargetKeyId: KeyId });
    expect(all(bench, 'kms.ListAliases', 'Aliases', {}).pages).toBe(3);
    expect(all(bench, 'kms.ListAliases', 'Aliases', { Limit: 100 }).pages).toBe(1);
    expect(all(bench, 'kms.ListAliases', 'Aliases', { KeyId }).items).toHaveLength(5);
  });

  it('continues after its last entry although that was removed meanwhile', () => {
    const bench = createBench();
    const { KeyId } = bench.key();
    for (const name of ['a', 'b', 'c'])
      bench.ok('kms.CreateAlias', { AliasName: `alias/${name}`, TargetKeyId: KeyId });
    const first = bench.ok('kms.ListAliases', { Limit: 1 });
    bench.ok('kms.DeleteAlias', { AliasName: 'alias/a' });
    expect(bench.ok('kms.ListAliases', { Limit: 1, Marker: first['NextMarker'] })['Aliases']).toMatchObject([
      { AliasName: 'alias/b' },
    ]);
  });

  it.each([
    ['ListKeys', { Marker: 'nonsense' }, 'InvalidMarkerException'],
    ['ListAliases', { Limit: 101 }, 'ValidationException'],
    ['ListKeys', { Limit: 0 }, 'ValidationException'],
  ])('answers a listing of %s with %j with %s', (operation, input, expected) => {
    expect(createBench().refusal(`kms.${operation}`, input)).toBe(expected);
  });

  it('does not take the marker of another listing', () => {
    const bench = createBench();
    for (let n = 0; n < 2; n++) bench.key();
    const { NextMarker } = bench.ok('kms.ListKeys', { Limit: 1 });
    expect(bench.refusal('kms.ListAliases', { Marker: NextMarker })).toBe('InvalidMarkerException');
  });
});
