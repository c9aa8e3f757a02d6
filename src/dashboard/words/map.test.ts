import { expect, it, test } from 'vitest';
import { isAsked, labelOf, relationsOf, verdictOf, type MapNode } from './map.ts';

test.each([
  [{ sync: 'InSync', health: 'Healthy' }, 'Healthy', 'done'],
  [{ sync: 'Drifted', health: 'Healthy' }, 'Drifted', 'danger'],
  [{ sync: 'Unknown', health: 'Healthy' }, 'Unknown', 'unknown'],
  [{ sync: 'PendingChange', health: 'Degraded' }, 'Degraded', 'danger'],
  [{}, 'Unknown', 'unknown'],
] as const)('shows the worse verdict of %o', (node, word, tone) => {
  expect(verdictOf(node)).toEqual({ word, tone });
});

it('says a line in the sense of each end', () => {
  const edges = [{ from: 'BucketEncryption/a', to: 'Key/a', is: 'encrypts' }] as const;
  expect(relationsOf('Key/a', edges)).toEqual([{ says: 'encrypts', other: 'BucketEncryption/a' }]);
  expect(relationsOf('BucketEncryption/a', edges)).toEqual([{ says: 'is encrypted with', other: 'Key/a' }]);
});

it('asks for a kind and a state together', () => {
  const node: MapNode = {
    id: 'Key/a',
    address: 'Key/a',
    source: 'keys',
    kind: 'Key',
    name: 'a',
    sync: 'Drifted',
    health: 'Healthy',
    x: 0,
    y: 0,
    hops: 0,
  };
  expect(isAsked(node, {})).toBe(true);
  expect(isAsked(node, { kind: 'Key', state: 'Drifted' })).toBe(true);
  expect(isAsked(node, { kind: 'Key', state: 'Healthy' })).toBe(false);
  expect(isAsked(node, { kind: 'Grant', state: 'Drifted' })).toBe(false);
});

it('cuts a long name', () => {
  expect(labelOf('customer-data')).toBe('customer-data');
  expect(labelOf('customer-data-of-europe')).toBe('customer-data-of…');
});
