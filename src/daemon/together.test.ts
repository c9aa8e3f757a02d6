import { expect, it } from 'vitest';
import type { Address } from '../model/address.ts';
import type { Resource } from '../model/resource.ts';
import { togetherWith } from './together.ts';

type Row = readonly [Address, ...Address[]];

function estate(rows: readonly Row[]): ReadonlyMap<Address, Resource> {
  return new Map(
    rows.map(([address, ...to]) => [
      address,
      { address, references: to.map((one) => ({ to: one, edge: true })) } as unknown as Resource,
    ]),
  );
}

it('looks at a resource with what it depends on first, near and far', () => {
  const resources = estate([
    ['Alias/a', 'ReplicaKey/a'],
    ['ReplicaKey/a', 'Key/a'],
    ['Key/a'],
    ['Grant/a', 'Key/a', 'Key/b'],
    ['Key/b', 'Key/elsewhere'],
  ]);
  expect([...togetherWith(resources)].sort()).toEqual([
    ['Alias/a', 'Key/a'],
    ['Grant/a', 'Key/a'],
    ['Key/a', 'Key/a'],
    ['Key/b', 'Key/b'],
    ['ReplicaKey/a', 'Key/a'],
  ]);
});

it('gives each its own place when too many hang on one', () => {
  const rows = Array.from({ length: 60 }, (_, at): Row => [`BucketEncryption/b-${at}`, 'Key/a']);
  const resources = estate([['Key/a'], ...rows]);
  expect(new Set(togetherWith(resources).values()).size).toBe(61);
});

it('ends where resources wait for each other', () => {
  const resources = estate([
    ['Key/a', 'Key/b'],
    ['Key/b', 'Key/a'],
  ]);
  expect(togetherWith(resources).size).toBe(2);
});
