import { expect, it } from 'vitest';
import { addressFirst, wordsOf } from './words.ts';

const files = {
  stat: (path: string) =>
    Promise.resolve(['manifests', 'Key/on-disk'].includes(path) ? ('file' as const) : undefined),
};

it.each([
  { typed: 'Key/orders', addresses: ['Key/orders'] },
  { typed: 'key/orders', addresses: ['Key/orders'] },
  { typed: 'keys/orders', addresses: ['Key/orders'] },
  { typed: 'Key orders', addresses: ['Key/orders'] },
  { typed: 'bucketpolicies logs grant/app', addresses: ['BucketPolicy/logs', 'Grant/app'] },
  { typed: 'Key/orders manifests', addresses: ['Key/orders'], paths: ['manifests'] },
  { typed: 'Key manifests', paths: ['Key', 'manifests'] },
  { typed: 'Key/on-disk', paths: ['Key/on-disk'] },
  { typed: 'keys grants', paths: ['keys', 'grants'] },
  { typed: 'keys,grants orders', paths: ['keys,grants', 'orders'] },
  { typed: 'Nope orders', paths: ['Nope', 'orders'] },
])(
  'takes the words `$typed` as people of kubectl mean them',
  async ({ typed, addresses = [], paths = [] }) => {
    expect(await wordsOf(typed.split(' '), { files })).toEqual({ addresses, paths });
  },
);

it.each([
  { typed: 'Key/on-disk', address: 'Key/on-disk', paths: [] },
  { typed: 'key/orders manifests', address: 'Key/orders', paths: ['manifests'] },
  { typed: 'key orders manifests', address: 'Key/orders', paths: ['manifests'] },
])('takes the address that begins `$typed`', ({ typed, address, paths }) => {
  expect(addressFirst(typed.split(' '))).toEqual({ is: 'ok', address, paths });
});

it('asks for the name when only a kind is typed', () => {
  expect(addressFirst(['keys'])).toMatchObject({
    diagnostics: [{ code: 'cli.address', hint: 'add the name: Key/NAME; reconcile get lists them' }],
  });
});
