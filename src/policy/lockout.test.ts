import { describe, expect, it } from 'vitest';
import type { TreeMap } from '../model/tree.ts';
import { policyOf } from './arbitraries.test-helper.ts';
import { bucketLockOut, keyLockOut, type Keepers } from './lockout.ts';

const account = '111122223333';
const root = `arn:aws:iam::${account}:root`;
const admin = `arn:aws:iam::${account}:role/Admin`;
const write = `arn:aws:iam::${account}:role/KeywrightWrite`;
const read = `arn:aws:iam::${account}:role/KeywrightRead`;

const ofKey: Keepers = {
  account,
  partition: 'aws',
  region: 'us-east-1',
  administrators: [admin, write],
  own: [
    { arn: read, actions: ['kms:DescribeKey', 'kms:GetKeyPolicy'] },
    { arn: write, actions: ['kms:PutKeyPolicy', 'kms:TagResource'] },
  ],
  at: '/spec/policy',
};
const ofBucket: Keepers = {
  ...ofKey,
  resource: 'arn:aws:s3:::b',
  own: [
    { arn: read, actions: ['s3:GetBucketPolicy'] },
    { arn: write, actions: ['s3:PutBucketPolicy', 's3:DeleteBucketPolicy'] },
  ],
};

const rootAll = { Sid: 'Root', Effect: 'Allow', Principal: { AWS: root }, Action: 'kms:*', Resource: '*' };
const adminAll = { ...rootAll, Sid: 'Admin', Principal: { AWS: admin } };
const ownAll = { ...rootAll, Sid: 'Own', Principal: { AWS: [read, write] } };
const denyAll = { Sid: 'No', Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*' };
const bucketDeny = { ...denyAll, Action: 's3:*', Resource: ['arn:aws:s3:::b', 'arn:aws:s3:::b/*'] };

function unless(arns: readonly string[]): TreeMap {
  return { Condition: { ArnNotEquals: { 'aws:PrincipalArn': arns } } };
}

interface Row {
  readonly why: string;
  readonly statements: readonly TreeMap[];
  readonly finds: readonly string[];
}

const lockedOut = 'policy.lock-out';
const lost = 'policy.keywright-locked-out';

const keyRows: readonly Row[] = [
  { why: 'the default policy is safe', statements: [rootAll], finds: [] },
  { why: 'an administrator instead of the root is safe', statements: [adminAll, ownAll], finds: [] },
  { why: 'only Keywright is not', statements: [ownAll], finds: [`${lockedOut} /spec/policy`] },
  {
    why: 'nobody is not',
    statements: [{ ...rootAll, Action: 'kms:Decrypt' }],
    finds: [`${lockedOut} /spec/policy`, `${lost} /spec/policy`, `${lost} /spec/policy`],
  },
  {
    why: 'a Deny for everybody',
    statements: [rootAll, denyAll],
    finds: [
      `${lockedOut} /spec/policy/Statement/1`,
      `${lost} /spec/policy/Statement/1`,
      `${lost} /spec/policy/Statement/1`,
    ],
  },
  {
    why: 'a Deny that spares administrators and Keywright',
    statements: [rootAll, { ...denyAll, ...unless([admin, read, write]) }],
    finds: [],
  },
  {
    why: 'a Deny that spares Keywright only',
    statements: [rootAll, { ...denyAll, ...unless([read, write]) }],
    finds: [`${lockedOut} /spec/policy/Statement/1`],
  },
  {
    why: 'a Deny that spares administrators only',
    statements: [rootAll, { ...denyAll, ...unless([admin]) }],
    finds: [`${lost} /spec/policy/Statement/1`, `${lost} /spec/policy/Statement/1`],
  },
  {
    why: 'a Deny of other actions',
    statements: [rootAll, { ...denyAll, Action: 'kms:ScheduleKeyDeletion' }],
    finds: [],
  },
  {
    why: 'a Deny of plain HTTP does not reach us',
    statements: [rootAll, { ...denyAll, Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
    finds: [],
  },
  {
    why: 'a Deny of uses outside S3 does, where it denies everything',
    statements: [
      rootAll,
      { ...denyAll, Condition: { StringNotEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } } },
    ],
    finds: [
      `${lockedOut} /spec/policy/Statement/1`,
      `${lost} /spec/policy/Statement/1`,
      `${lost} /spec/policy/Statement/1`,
    ],
  },
  {
    why: 'a Deny of the bypass does not reach us, who never send it',
    statements: [
      rootAll,
      { ...denyAll, Condition: { Bool: { 'kms:BypassPolicyLockoutSafetyCheck': 'true' } } },
    ],
    finds: [],
  },
  {
    why: 'a Deny by network cannot be judged and counts',
    statements: [rootAll, { ...denyAll, Condition: { NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } }],
    finds: [
      `${lockedOut} /spec/policy/Statement/1`,
      `${lost} /spec/policy/Statement/1`,
      `${lost} /spec/policy/Statement/1`,
    ],
  },
  {
    why: 'an Allow that needs MFA cannot be judged and does not',
    statements: [{ ...rootAll, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }, ownAll],
    finds: [`${lockedOut} /spec/policy/Statement/0`],
  },
  {
    why: 'an Allow for another key than this may be for this, and does not count',
    statements: [{ ...rootAll, Resource: 'arn:aws:kms:us-east-1:111122223333:key/x' }, ownAll],
    finds: [`${lockedOut} /spec/policy/Statement/0`],
  },
  {
    why: 'the root of another account is not ours',
    statements: [{ ...rootAll, Principal: { AWS: '444455556666' } }, ownAll],
    finds: [`${lockedOut} /spec/policy`],
  },
  {
    why: 'an administrator that was deleted keeps nothing',
    statements: [{ ...rootAll, Principal: { AWS: 'AROAEXAMPLEEXAMPLE12' } }, ownAll],
    finds: [`${lockedOut} /spec/policy`],
  },
];

const bucketRows: readonly Row[] = [
  {
    why: 'no Deny, no lock-out: IAM suffices in the owner account',
    statements: [{ ...bucketDeny, Effect: 'Allow', Principal: { AWS: admin } }],
    finds: [],
  },
  {
    why: 'a Deny for everybody',
    statements: [bucketDeny],
    finds: [
      `${lockedOut} /spec/policy/Statement/0`,
      `${lost} /spec/policy/Statement/0`,
      `${lost} /spec/policy/Statement/0`,
    ],
  },
  {
    why: 'a Deny that spares an administrator still takes ours',
    statements: [{ ...bucketDeny, ...unless([admin]) }],
    finds: [`${lost} /spec/policy/Statement/0`, `${lost} /spec/policy/Statement/0`],
  },
  { why: 'a Deny that spares us', statements: [{ ...bucketDeny, ...unless([read, write]) }], finds: [] },
  { why: 'a Deny of objects only', statements: [{ ...bucketDeny, Resource: 'arn:aws:s3:::b/*' }], finds: [] },
  {
    why: 'a Deny of plain HTTP',
    statements: [{ ...bucketDeny, Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
    finds: [],
  },
  {
    why: 'a Deny by VPC endpoint cannot be judged and counts',
    statements: [{ ...bucketDeny, Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } } }],
    finds: [
      `${lockedOut} /spec/policy/Statement/0`,
      `${lost} /spec/policy/Statement/0`,
      `${lost} /spec/policy/Statement/0`,
    ],
  },
];

describe('lock-out', () => {
  it.each(keyRows)('judges the lockout of a key: $why', ({ statements, finds }) => {
    const policy = policyOf({ Version: '2012-10-17', Statement: statements });
    expect(keyLockOut(policy, ofKey).map(({ code, path }) => `${code} ${path ?? ''}`)).toEqual(finds);
  });

  it.each(bucketRows)('judges the lockout of a bucket: $why', ({ statements, finds }) => {
    const policy = policyOf({ Version: '2012-10-17', Statement: statements });
    expect(bucketLockOut(policy, ofBucket).map(({ code, path }) => `${code} ${path ?? ''}`)).toEqual(finds);
  });

  it('names who is locked out by what, and the way out', () => {
    const policy = policyOf({
      Version: '2012-10-17',
      Statement: [rootAll, { ...denyAll, ...unless([read, write]) }],
    });
    expect(keyLockOut(policy, ofKey)).toEqual([
      {
        severity: 'error',
        code: lockedOut,
        message:
          'this key policy would lock out everyone except Keywright: the account root is denied by statement No; role/Admin is denied by statement No',
        hint: `exempt ${root} from statement No, e.g. by ArnNotEquals aws:PrincipalArn`,
        path: '/spec/policy/Statement/1',
      },
    ]);
  });

  const perimeter = {
    ...denyAll,
    Condition: {
      StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
      BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
    },
  };

  const session = `arn:aws:sts::${account}:assumed-role/Admin/me`;
  it.each([
    { why: 'a session whose role is not spared', caller: session, spares: read, loses: true },
    { why: 'a session whose role is spared', caller: session, spares: admin, loses: false },
    {
      why: 'a session whose role may be the one with a path that is spared',
      caller: session,
      spares: `arn:aws:iam::${account}:role/ops/Admin`,
      loses: false,
    },
    { why: 'a user', caller: `arn:aws:iam::${account}:user/me`, spares: admin, loses: true },
    { why: 'the root, which always may', caller: root, spares: admin, loses: false },
  ])('judges the caller once AWS has said who it is: $why', ({ caller, spares, loses }) => {
    const policy = policyOf({ Version: '2012-10-17', Statement: { ...bucketDeny, ...unless([spares]) } });
    const found = bucketLockOut(policy, { ...ofBucket, administrators: [], own: [], caller });
    expect(found.map(({ code }) => code)).toEqual(loses ? [lost] : []);
  });

  const denyReads = { ...denyAll, Action: ['kms:DescribeKey', 'kms:GetKeyPolicy'] };
  it.each([
    {
      why: 'a Deny of its role',
      statements: [rootAll, { ...denyAll, Principal: { AWS: admin } }],
      loses: true,
    },
    { why: 'a Deny of reading to everybody', statements: [rootAll, denyReads], loses: true },
    {
      why: 'a Deny for all but the root',
      statements: [
        rootAll,
        { Sid: 'No', Effect: 'Deny', NotPrincipal: { AWS: root }, Action: 'kms:*', Resource: '*' },
      ],
      loses: true,
    },
    {
      why: 'no statement that reaches it',
      statements: [{ ...rootAll, Principal: { AWS: write } }],
      loses: true,
    },
    {
      why: 'a Deny of another',
      statements: [rootAll, { ...denyAll, Principal: { AWS: read } }],
      loses: false,
    },
    { why: 'a Deny of use', statements: [rootAll, { ...denyAll, Action: 'kms:Decrypt' }], loses: false },
  ])('judges the caller on a key, too, where the Stack names no roles: $why', ({ statements, loses }) => {
    const policy = policyOf({ Version: '2012-10-17', Statement: statements });
    const found = keyLockOut(policy, { ...ofKey, own: [], administrators: [write], caller: session });
    expect(found.map(({ code }) => code)).toEqual(loses ? [lost] : []);
  });

  it('judges a Deny for all but the root on a bucket', () => {
    const { Principal: _, ...rest } = bucketDeny;
    const policy = policyOf({ Version: '2012-10-17', Statement: { ...rest, NotPrincipal: { AWS: root } } });
    const keepers = { ...ofBucket, administrators: [], own: [] };
    expect(bucketLockOut(policy, { ...keepers, caller: session }).map(({ code }) => code)).toEqual([lost]);
    expect(bucketLockOut(policy, { ...keepers, caller: root })).toEqual([]);
  });

  it('takes a perimeter of the organization that the Stack names', () => {
    const policy = policyOf({ Version: '2012-10-17', Statement: [rootAll, perimeter] });
    expect(keyLockOut(policy, { ...ofKey, organization: 'o-a1b2c3d4e5' })).toEqual([]);
    expect(keyLockOut(policy, { ...ofKey, organization: 'o-another123' })).not.toEqual([]);
  });

  it('says how to name the organization where a Deny hangs on it', () => {
    const policy = policyOf({ Version: '2012-10-17', Statement: [rootAll, perimeter] });
    expect(keyLockOut(policy, { ...ofKey, own: [] })).toMatchObject([
      {
        message: expect.stringContaining('may be denied by statement No') as unknown,
        hint: 'if the accounts of the Stack belong to this organization, set in the Stack: organization: o-a1b2c3d4e5',
      },
    ]);
  });

  it.each([
    { why: 'a Deny of everything', deny: bucketDeny, severity: 'error' },
    { why: 'a Deny of one action', deny: { ...bucketDeny, Action: 's3:PutBucketPolicy' }, severity: 'error' },
    {
      why: 'a Deny that says where the bucket is',
      deny: { ...bucketDeny, Condition: { StringEquals: { 'aws:ResourceAccount': account } } },
      severity: 'error',
    },
    {
      why: 'a Deny outside of one endpoint',
      deny: { ...bucketDeny, Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } } },
      severity: 'warning',
    },
    { why: 'a Deny that may spare whoever runs Keywright', deny: { ...bucketDeny, ...unless([admin]) } },
    { why: 'a Deny of one role', deny: { ...bucketDeny, Principal: { AWS: admin } } },
    { why: 'a Deny of objects', deny: { ...bucketDeny, Action: 's3:DeleteObject' } },
  ])('judges the caller of Keywright when the Stack names no roles: $why', ({ deny, severity }) => {
    const policy = policyOf({ Version: '2012-10-17', Statement: deny });
    const found = bucketLockOut(policy, { ...ofBucket, administrators: [], own: [] });
    expect(found.map((one) => `${one.severity} ${one.code}`)).toEqual(
      severity === undefined ? [] : [`${severity} ${lost}`],
    );
  });

  it('tells one loss per role and statement, with all actions', () => {
    const policy = policyOf({
      Version: '2012-10-17',
      Statement: [rootAll, { ...denyAll, ...unless([admin, read]) }],
    });
    expect(keyLockOut(policy, ofKey).map(({ message }) => message)).toEqual([
      "Keywright's role role/KeywrightWrite would lose kms:PutKeyPolicy, kms:TagResource: it is denied by statement No",
    ]);
  });
});
