import { describe, expect, it } from 'vitest';
import type { Settings } from '../../model/resource.ts';
import { rolePolicy } from './index.ts';
import { RolePolicySpecSchema } from './schema.ts';

const account = '111122223333';

const settings: Settings = {
  name: 'test',
  uid: '0a1b2c3d4e5f',
  partition: 'aws',
  accounts: [
    {
      id: account,
      regions: ['eu-central-1'],
      roles: {
        read: `arn:aws:iam::${account}:role/ops/keywright-read`,
        write: `arn:aws:iam::${account}:role/ops/keywright-write`,
      },
    },
  ],
  keyAdministrators: [],
  trustedAccounts: [],
  tags: {},
  caps: { count: 5, percent: 10 },
  release: [],
};

function codesOf(
  statement: Readonly<Record<string, unknown>>,
  more: {
    readonly role?: string;
    readonly allowActions?: readonly string[];
    readonly accounts?: Settings['accounts'];
  } = {},
): readonly string[] {
  const { role = 'app', allowActions, accounts = settings.accounts } = more;
  const document = {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'A', Effect: 'Allow', Resource: 'arn:aws:kms:eu-central-1:111122223333:key/a', ...statement },
    ],
  };
  const spec = RolePolicySpecSchema.parse({ role, name: 'use', document });
  const found = rolePolicy.validate?.({
    address: 'RolePolicy/app',
    spec,
    metadata: { name: 'app', labels: {}, annotations: {}, formerly: [], state: 'present', ignore: [] },
    place: { account, region: 'eu-central-1' },
    ids: {},
    settings: {
      ...settings,
      accounts,
      ...(allowActions === undefined ? {} : { rolePolicies: { allowActions } }),
    },
  });
  return (found ?? []).filter(({ severity }) => severity === 'error').map(({ code }) => code);
}

describe('the permitted content of an inline policy', () => {
  it.each([
    { why: 'use of a key', statement: { Action: 'kms:Decrypt' }, codes: [] },
    { why: 'any case', statement: { Action: ['S3:GetObject', 'Logs:PutLogEvents'] }, codes: [] },
    { why: 'another service', statement: { Action: 'iam:PassRole' }, codes: ['policy.role-action'] },
    { why: 'everything', statement: { Action: '*' }, codes: ['policy.role-action'] },
    { why: 'all but something', statement: { NotAction: 'kms:Decrypt' }, codes: ['policy.role-action'] },
    {
      why: 'a service whose name only begins alike',
      statement: { Action: 's3express:CreateSession' },
      codes: ['policy.role-action'],
    },
    {
      why: 'a principal, which an identity policy has not',
      statement: { Action: 'kms:Decrypt', Principal: '*' },
      codes: ['policy.principal-element'],
    },
  ])('$why: $codes', ({ statement, codes }) => {
    expect(codesOf(statement)).toEqual(codes);
  });

  it.each([
    { allows: 'sts:AssumeRole', action: 'sts:AssumeRole', codes: [] },
    { allows: 'sts:*', action: 'sts:assumerole', codes: [] },
    { allows: 'sts:AssumeRole', action: 'sts:*', codes: ['policy.role-action'] },
    { allows: '*', action: '*', codes: [] },
  ])('reports $codes for $action when the Stack allows $allows', ({ allows, action, codes }) => {
    expect(codesOf({ Action: action }, { allowActions: [allows] })).toEqual(codes);
  });

  it.each(['keywright-read', 'keywright-write', 'Keywright-WRITE'])(
    'refuses a policy for a role of Keywright itself: %s',
    (role) => {
      expect(codesOf({ Action: 'kms:Decrypt' }, { role })).toEqual(['policy.own-role']);
    },
  );

  // Where the Stack names no roles, only AWS says who runs Keywright.
  it.each([
    `arn:aws:sts::${account}:assumed-role/deployer/ci-1`,
    `arn:aws:iam::${account}:role/ops/deployer`,
  ])('refuses a policy for the role that runs Keywright: %s', (caller) => {
    const { id, regions } = settings.accounts[0] ?? { id: account, regions: [] };
    const accounts = [{ id, regions, caller }];
    expect(codesOf({ Action: 'kms:Decrypt' }, { role: 'deployer', accounts })).toEqual(['policy.own-role']);
    expect(codesOf({ Action: 'kms:Decrypt' }, { role: 'app', accounts })).toEqual([]);
  });

  it('refuses a policy that is larger than IAM allows before it is sent', () => {
    const Resource = Array.from({ length: 200 }, (_, n) => `arn:aws:s3:::bucket-${n}/${'x'.repeat(60)}`);
    expect(codesOf({ Action: 's3:GetObject', Resource })).toEqual(['policy.too-large']);
  });
});
