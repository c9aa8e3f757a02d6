import { describe, expect, it } from 'vitest';
import type { Tree } from '../../../model/tree.ts';
import { byUnmanagedPolicy, joinAccess } from './unmanaged-policy.ts';
import type { SharedAt } from './reads.ts';

const account = '111122223333';
const stranger = 'arn:aws:iam::999988887777:root';
const at = {
  settings: {
    name: 'shop',
    uid: 'u1',
    partition: 'aws',
    accounts: [{ id: account }],
    trustedAccounts: ['444455556666'],
    keyAdministrators: [],
  },
  place: { account, region: 'eu-central-1' },
  spec: {},
  metadata: { state: 'present' },
} as unknown as SharedAt;

function policyWith(...statements: readonly Tree[]): Tree {
  const root = {
    Sid: 'Root',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: 'kms:*',
    Resource: '*',
  };
  return { Version: '2012-10-17', Statement: [root, ...statements] };
}

function allowing(Principal: Tree, more: Readonly<Record<string, Tree>> = {}): Tree {
  return { Sid: 'ByHand', Effect: 'Allow', Principal, Action: 'kms:Decrypt', Resource: '*', ...more };
}

describe('a key without spec.policy', () => {
  it.each([
    { why: 'the policy that AWS gives a new key', policy: policyWith() },
    {
      why: 'a role of the account',
      policy: policyWith(allowing({ AWS: `arn:aws:iam::${account}:role/app` })),
    },
    { why: 'a trusted account', policy: policyWith(allowing({ AWS: 'arn:aws:iam::444455556666:root' })) },
    { why: 'a Deny', policy: policyWith(allowing({ AWS: stranger }, { Effect: 'Deny' })) },
    {
      why: 'everybody, if the account is pinned',
      policy: policyWith(allowing('*', { Condition: { StringEquals: { 'kms:CallerAccount': account } } })),
    },
  ])('is quiet about $why', ({ policy }) => {
    expect(byUnmanagedPolicy({ unmanagedPolicy: policy }, at)).toEqual({ foreign: [], opened: [] });
  });

  it.each([
    { who: 'account 999988887777, which the Stack does not trust,', Principal: { AWS: stranger } },
    { who: 'everybody ("*")', Principal: '*' },
  ])('reports that its policy lets in $who', ({ who, Principal }) => {
    const says = `${who} can kms:Decrypt (statement ByHand of its key policy, which is not managed: declare spec.policy to manage it)`;
    const policy = policyWith(allowing(Principal));
    expect(byUnmanagedPolicy({ unmanagedPolicy: policy }, at)).toEqual({ foreign: [says], opened: [says] });
  });

  it('reports a service that acts for any account, but not as opened by hand', () => {
    const policy = policyWith(allowing({ Service: 'cloudtrail.amazonaws.com' }));
    const { foreign, opened } = byUnmanagedPolicy({ unmanagedPolicy: policy }, at);
    expect(foreign).toEqual([expect.stringContaining('cloudtrail.amazonaws.com acting for any account')]);
    expect(opened).toEqual([]);
  });

  it('reports each stranger of a statement, and the rest as a number', () => {
    const AWS = Array.from({ length: 12 }, (_, index) => `arn:aws:iam::${String(900000000000 + index)}:root`);
    const { foreign } = byUnmanagedPolicy({ unmanagedPolicy: policyWith(allowing({ AWS })) }, at);
    expect(foreign).toHaveLength(11);
    expect(foreign.at(-1)).toMatch(/^2 more principals have access by its key policy/u);
  });

  it.each([
    { why: 'AWS does not show it', reads: {} },
    { why: 'it is not a policy', reads: { unmanagedPolicy: 'text' } },
  ])('knows nothing of who has access when $why', ({ reads }) => {
    expect(byUnmanagedPolicy(reads, at)).toMatchObject({ foreign: [expect.any(String)], opened: 'unread' });
  });
});

it('leaves a declared policy to the plan', () => {
  const declared = { ...at, spec: { policy: policyWith() } } as unknown as SharedAt;
  expect(byUnmanagedPolicy({}, declared)).toEqual({ foreign: [], opened: [] });
});

it('knows nothing of who has access when either way in is not readable', () => {
  const known = { foreign: ['a'], opened: ['a'] };
  expect(joinAccess(known, { foreign: ['b'], opened: 'unread' })).toEqual({
    foreign: ['a', 'b'],
    opened: 'unread',
  });
});
