import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Address } from '../../model/address.ts';
import { indexThings, isOneThing } from './thing-index.ts';

const record = fc.record({
  address: fc.constantFrom<Address>('Key/a', 'Key/b', 'Alias/a'),
  ids: fc.dictionary(fc.constantFrom('keyId', 'arn', 'name'), fc.constantFrom('1', '2', '3')),
});

it('finds the same records as comparing each pair', () => {
  fc.assert(
    fc.property(fc.array(record, { maxLength: 12 }), record, (records, one) => {
      const found = indexThings(records)(one);
      expect(new Set(found)).toEqual(new Set(records.filter((other) => isOneThing(one, other))));
    }),
  );
});

it('compares a thing with its own records only', () => {
  const many = Array.from({ length: 2_000 }, (_, index) => ({
    address: `Key/k${String(index)}` as const,
    ids: {
      get keyId(): string {
        reads += 1;
        return String(index);
      },
    },
  }));
  let reads = 0;
  const find = indexThings(many);
  for (const one of many) expect(find(one)).toEqual([one]);
  expect(reads).toBeLessThan(many.length * 30);
});
