import { expect, it } from 'vitest';
import type { Resource, Settings, Stack } from '../model/resource.ts';
import type { TreeMap } from '../model/tree.ts';
import { expectedBy, seedNote } from './seed.ts';

const settings: Settings = {
  name: 'example',
  uid: '0001',
  partition: 'aws',
  accounts: [{ id: '111122223333', regions: ['us-east-1'] }],
  keyAdministrators: ['arn:aws:iam::111122223333:user/ops/ada'],
  trustedAccounts: [],
  tags: {},
  caps: { count: 5, percent: 10 },
  release: [],
};

function stackOf(...specs: readonly (readonly [kind: string, spec: TreeMap])[]): Stack {
  const span = { file: 'a.yaml', line: 1, column: 1, endLine: 1, endColumn: 1 };
  const resources = specs.map(([kind, spec], index): [`${string}/${string}`, Resource] => [
    `${kind}/r${String(index)}`,
    {
      address: `${kind}/r${String(index)}`,
      kind,
      place: { account: '111122223333', region: 'eu-west-1' },
      metadata: {
        name: `r${String(index)}`,
        labels: {},
        annotations: {},
        formerly: [],
        state: 'present',
        ignore: [],
      },
      spec,
      references: [],
      span,
      spanOf: () => span,
    },
  ]);
  return { settings, resources: new Map(resources), diagnostics: [] };
}

it.each([
  {
    why: 'a principal of a policy',
    text: 'arn:aws:iam::111122223333:role/app',
    found: ['arn:aws:iam::111122223333:role/app'],
  },
  {
    why: 'with a path',
    text: 'arn:aws:iam::444455556666:role/team/app',
    found: ['arn:aws:iam::444455556666:role/team/app'],
  },
  { why: 'not a pattern', text: 'arn:aws:iam::111122223333:role/app-*', found: [] },
  { why: 'not one with a hole', text: 'arn:aws:iam::111122223333:role/${aws:username}', found: [] },
  { why: 'not the root, which every account has', text: 'arn:aws:iam::111122223333:root', found: [] },
])('$why', ({ text, found }) => {
  const stack = stackOf(['Key', { policy: { Statement: [{ Principal: { AWS: [text] } }] } }]);
  const others = expectedBy(stack).principals.filter((arn) => !arn.endsWith('user/ops/ada'));
  expect(others).toEqual(found);
});

it('creates named foreign accounts, and buckets in the Region of their manifest', () => {
  const expected = expectedBy(
    stackOf(
      ['Key', { policy: { Principal: 'arn:aws:iam::444455556666:role/app' } }],
      ['BucketEncryption', { bucket: 'invoices', algorithm: 'AES256' }],
    ),
  );
  expect(expected.accounts).toEqual(['111122223333', '444455556666']);
  expect(expected.buckets).toEqual([{ account: '111122223333', region: 'eu-west-1', name: 'invoices' }]);
  expect(seedNote(expected)).toEqual([
    'sandbox: created bucket invoices, user ada and role app, which the manifests expect',
  ]);
});

it.each([
  { why: 'its encryption is declared', kind: 'BucketEncryption', expected: ['logs'] },
  { why: 'its policy is declared', kind: 'BucketPolicy', expected: ['logs'] },
  {
    why: 'not one that a trail only delivers to: where it lives is not known',
    kind: 'Trail',
    expected: [],
  },
])('expects a bucket: $why', ({ kind, expected }) => {
  const { buckets } = expectedBy(stackOf([kind, { bucket: 'logs' }]));
  expect(buckets.map(({ name }) => name)).toEqual(expected);
});

it('expects no bucket that a manifest creates, and creates a twice named one once', () => {
  const { buckets } = expectedBy(
    stackOf(
      ['BucketPolicy', { bucket: 'ours' }],
      ['Bucket', { name: 'ours' }],
      ['BucketPolicy', { bucket: 'theirs' }],
      ['BucketEncryption', { bucket: 'theirs' }],
    ),
  );
  expect(buckets.map(({ name }) => name)).toEqual(['theirs']);
});

it('expects the role of a RolePolicy in the account of its manifest', () => {
  const { principals } = expectedBy(stackOf(['RolePolicy', { role: 'reporting', name: 'read' }]));
  expect(principals).toContain('arn:aws:iam::111122223333:role/reporting');
});

it('reports a name that two accounts have by its ARN', () => {
  const principals = ['arn:aws:iam::111122223333:role/app', 'arn:aws:iam::444455556666:role/app'];
  expect(seedNote({ partition: 'aws', principals, accounts: [], buckets: [] })).toEqual([
    `sandbox: created ${principals.join(' and ')}, which the manifests expect`,
  ]);
});

it('says nothing where nothing is expected', () => {
  expect(seedNote({ partition: 'aws', principals: [], accounts: [], buckets: [] })).toEqual([]);
});
