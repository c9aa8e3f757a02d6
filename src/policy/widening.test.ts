import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TreeMap } from '../model/tree.ts';
import { policies, policyOf, policyPairs } from './arbitraries.test-helper.ts';
import { noPolicy, type Policy } from './document.ts';
import { halfOf } from './half.ts';
import { wideningRisks, type Trust } from './widening.ts';

const account = '111122223333';
const app = `arn:aws:iam::${account}:role/App`;
const admin = `arn:aws:iam::${account}:role/Admin`;
const partner = 'arn:aws:iam::444455556666:role/Partner';
const trust: Trust = {
  kind: 'key',
  partition: 'aws',
  accounts: [account, '777788889999'],
  organization: 'o-ours123456',
  administrators: [`arn:aws:iam::${account}:root`, admin],
};
const use = { Sid: 'Use', Effect: 'Allow', Principal: { AWS: app }, Action: 'kms:Decrypt', Resource: '*' };
const deny = { Sid: 'No', Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*' };
const through = { Condition: { StringEquals: { 'kms:ViaService': ['s3.us-east-1.amazonaws.com'] } } };

function doc(...statements: readonly TreeMap[]): Policy {
  if (statements.length === 0) return noPolicy;
  return policyOf({ Version: '2012-10-17', Statement: statements });
}

interface Row {
  readonly why: string;
  readonly live: readonly TreeMap[];
  readonly want: readonly TreeMap[];
  readonly risks: readonly string[];
}

const rows: readonly Row[] = [
  {
    why: 'another role of ours is no risk',
    live: [use],
    want: [{ ...use, Principal: { AWS: [app, `${app}2`] } }],
    risks: [],
  },
  {
    why: 'nor a role of a trusted account',
    live: [use],
    want: [{ ...use, Principal: { AWS: [app, 'arn:aws:iam::777788889999:role/X'] } }],
    risks: [],
  },
  {
    why: 'nor another use',
    live: [use],
    want: [{ ...use, Action: ['kms:Decrypt', 'kms:Encrypt'] }],
    risks: [],
  },
  {
    why: 'nor all of kms for an administrator',
    live: [use],
    want: [use, { ...use, Sid: 'A', Principal: { AWS: admin }, Action: 'kms:*' }],
    risks: [],
  },
  {
    why: 'nor for the root of an account of ours, in any form',
    live: [use],
    want: [
      use,
      { ...use, Sid: 'A', Principal: { AWS: account }, Action: 'kms:*' },
      { ...use, Sid: 'B', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*' },
    ],
    risks: [],
  },
  {
    why: 'but all of kms for the root of a trusted account, which may use and not administer',
    live: [use],
    want: [use, { ...use, Sid: 'T', Principal: { AWS: 'arn:aws:iam::777788889999:root' }, Action: 'kms:*' }],
    risks: ['T gives kms:*, which includes kms:PutKeyPolicy, to root:777788889999'],
  },
  {
    why: 'everybody',
    live: [use],
    want: [{ ...use, Principal: '*' }],
    risks: ['Use allows everybody ("*")'],
  },
  {
    why: 'almost everyone',
    live: [use],
    want: [{ Effect: 'Allow', NotPrincipal: { AWS: app }, Action: 'kms:Decrypt', Resource: '*' }],
    risks: ['Statement[0] allows almost everyone (NotPrincipal)'],
  },
  {
    why: 'a strange account',
    live: [use],
    want: [use, { ...use, Sid: 'P', Principal: { AWS: partner } }],
    risks: ['P allows account 444455556666, which the Stack does not trust'],
  },
  {
    why: 'a strange account that was there already is not new',
    live: [use, { ...use, Sid: 'P', Principal: { AWS: '444455556666' } }],
    want: [use, { ...use, Sid: 'P', Principal: { AWS: ['444455556666', partner] } }],
    risks: [],
  },
  {
    why: 'a principal without a known account',
    live: [use],
    want: [{ ...use, Principal: { CanonicalUser: 'abc' } }],
    risks: ['Use allows abc, whose account is unknown'],
  },
  {
    why: 'kms:* for one who is no administrator',
    live: [use],
    want: [{ ...use, Action: 'kms:*' }],
    risks: [`Use gives kms:*, which includes kms:PutKeyPolicy, to ${app}`],
  },
  {
    why: 'an administrative action by a wildcard',
    live: [use],
    want: [{ ...use, Action: ['kms:Decrypt', 'kms:Put*'] }],
    risks: [`Use gives kms:Put*, which includes kms:PutKeyPolicy, to ${app}`],
  },
  {
    why: 'grants for anything',
    live: [use],
    want: [{ ...use, Action: ['kms:Decrypt', 'kms:CreateGrant'] }],
    risks: [`Use gives kms:CreateGrant to ${app}`],
  },
  {
    why: 'grants for services of AWS are usual',
    live: [use],
    want: [
      use,
      {
        ...use,
        Sid: 'G',
        Action: 'kms:CreateGrant',
        Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      },
    ],
    risks: [],
  },
  { why: 'a Deny that goes', live: [use, deny], want: [use], risks: ['the Deny of No is removed'] },
  {
    why: 'a Deny that shrinks',
    live: [use, { ...deny, Action: ['kms:Sign', 'kms:Verify'] }],
    want: [use, { ...deny, Action: 'kms:Sign' }],
    risks: ['the Deny of No covers less than before'],
  },
  {
    why: 'a Deny that gets a condition',
    live: [use, deny],
    want: [use, { ...deny, ...through }],
    risks: ['the Deny of No covers less than before'],
  },
  {
    why: 'a Deny under another name stays',
    live: [use, deny],
    want: [use, { ...deny, Sid: 'Never' }],
    risks: [],
  },
  {
    why: 'a condition that goes',
    live: [{ ...use, ...through }],
    want: [use],
    risks: ['Use allows under a different condition what was allowed before'],
  },
  {
    why: 'a condition with one more value',
    live: [{ ...use, ...through }],
    want: [
      {
        ...use,
        Condition: {
          StringEquals: { 'kms:ViaService': ['s3.us-east-1.amazonaws.com', 'sqs.us-east-1.amazonaws.com'] },
        },
      },
    ],
    risks: ['Use allows under a different condition what was allowed before'],
  },
  {
    why: 'a condition that goes with another Sid does not hide',
    live: [{ ...use, ...through }],
    want: [{ ...use, Sid: 'Else' }],
    risks: ['Else allows under a different condition what was allowed before'],
  },
  { why: 'a condition that is added', live: [use], want: [{ ...use, ...through }], risks: [] },
  {
    why: 'a condition that goes while the action is written with a wider glob',
    live: [{ ...use, ...through }],
    want: [{ ...use, Action: 'kms:Decryp?' }],
    risks: ['Use allows under a different condition what was allowed before'],
  },
  {
    why: 'a condition that cannot be judged',
    live: [{ ...use, Condition: { StringEquals: { 'aws:SourceArn': { $unknown: '${Trail/a.arn}' } } } }],
    want: [{ ...use, Condition: { StringEquals: { 'aws:SourceArn': { $unknown: '${Trail/b.arn}' } } } }],
    risks: ['Use allows the same under a condition that cannot be evaluated'],
  },
  {
    why: 'more for a strange account that was there already',
    live: [use, { ...use, Sid: 'P', Principal: { AWS: '444455556666' } }],
    want: [
      use,
      { ...use, Sid: 'P', Principal: { AWS: '444455556666' }, Action: ['kms:Decrypt', 'kms:Encrypt'] },
    ],
    risks: ['P allows account 444455556666, which the Stack does not trust'],
  },
  {
    why: 'every action but a few',
    live: [use],
    want: [use, { Sid: 'N', Effect: 'Allow', Principal: { AWS: app }, NotAction: 'kms:*', Resource: '*' }],
    risks: [`N allows all actions except the named ones (NotAction) to ${app}`],
  },
  {
    why: 'the root of another partition is not ours',
    live: [use],
    want: [{ ...use, Principal: { AWS: `arn:aws-cn:iam::${account}:root` } }],
    risks: [`Use allows arn:aws-cn:iam::${account}:root, which is in another partition`],
  },
];

/** Grants for services are usual, but only where a request that is no such grant cannot meet the condition. */
const grantConditions: readonly { readonly condition: TreeMap; readonly asks: boolean }[] = [
  { condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } }, asks: false },
  { condition: { StringEquals: { 'kms:GrantIsForAWSResource': 'true' } }, asks: false },
  { condition: { Bool: { 'kms:GrantIsForAWSResource': 'false' } }, asks: true },
  { condition: { Bool: { 'kms:GrantIsForAWSResource': ['true', 'false'] } }, asks: true },
  { condition: { BoolIfExists: { 'kms:GrantIsForAWSResource': 'true' } }, asks: true },
  { condition: { Null: { 'kms:GrantIsForAWSResource': 'false' } }, asks: true },
  { condition: { StringLike: { 'kms:GrantIsForAWSResource': '*' } }, asks: true },
];

const foreign = 'which the Stack does not trust';

/** Who a new statement lets in, by its principal and what its condition says of the caller. */
const parties: readonly {
  readonly why: string;
  readonly principal: TreeMap | '*';
  readonly condition?: TreeMap;
  readonly who?: string;
}[] = [
  { why: 'everybody', principal: '*', who: 'everybody ("*")' },
  {
    why: 'everybody of an account of ours',
    principal: '*',
    condition: { StringEquals: { 'kms:CallerAccount': account } },
  },
  {
    why: 'everybody of another account',
    principal: '*',
    condition: { StringEquals: { 'kms:CallerAccount': '444455556666' } },
    who: `account 444455556666, ${foreign}`,
  },
  {
    why: 'everybody of ours and of another account',
    principal: '*',
    condition: { StringEquals: { 'aws:PrincipalAccount': [account, '444455556666'] } },
    who: `account 444455556666, ${foreign}`,
  },
  {
    why: 'everybody of our organization',
    principal: '*',
    condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-ours123456' } },
  },
  {
    why: 'everybody of another organization',
    principal: '*',
    condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-other12345' } },
    who: 'organization o-other12345, which the Stack does not name',
  },
  {
    why: 'everybody, since IfExists lets the anonymous pass',
    principal: '*',
    condition: { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-ours123456' } },
    who: 'everybody ("*")',
  },
  {
    why: 'everybody with a tag that anybody can set',
    principal: '*',
    condition: { StringEquals: { 'aws:PrincipalTag/team': 'x' } },
    who: 'everybody ("*")',
  },
  {
    why: 'every role of any account',
    principal: '*',
    condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } },
    who: 'everybody ("*")',
  },
  {
    why: 'every organization',
    principal: '*',
    condition: { StringLike: { 'aws:PrincipalOrgID': 'o-*' } },
    who: 'everybody ("*")',
  },
  {
    why: 'everybody with an encryption context, which callers choose',
    principal: '*',
    condition: { StringEquals: { 'kms:EncryptionContext:a': `arn:aws:logs:us-east-1:${account}:x` } },
    who: 'everybody ("*")',
  },
  {
    why: 'a service for whomever',
    principal: { Service: 'sns.amazonaws.com' },
    who: 'sns.amazonaws.com acting for any account (confused deputy)',
  },
  {
    why: 'a service for an account of ours',
    principal: { Service: 'sns.amazonaws.com' },
    condition: { StringEquals: { 'aws:SourceAccount': account } },
  },
  {
    why: 'a service for another account',
    principal: { Service: 'sns.amazonaws.com' },
    condition: { StringEquals: { 'aws:SourceAccount': '999999999999' } },
    who: `sns.amazonaws.com acting for account 999999999999, ${foreign}`,
  },
  {
    why: 'a service for any account',
    principal: { Service: 'sns.amazonaws.com' },
    condition: { StringLike: { 'aws:SourceAccount': '*' } },
    who: 'sns.amazonaws.com acting for any account (confused deputy)',
  },
  {
    why: 'a service for a resource of ours',
    principal: { Service: 'cloudtrail.amazonaws.com' },
    condition: { ArnLike: { 'aws:SourceArn': `arn:aws:cloudtrail:*:${account}:trail/*` } },
  },
  {
    why: 'a service for a resource of anybody',
    principal: { Service: 'sns.amazonaws.com' },
    condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:*' } },
    who: 'sns.amazonaws.com acting for any account (confused deputy)',
  },
  {
    why: 'a service for a bucket, whose ARN names no account',
    principal: { Service: 's3.amazonaws.com' },
    condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::b' } },
    who: 's3.amazonaws.com acting for arn:aws:s3:::b, whose account is unknown',
  },
  {
    why: 'a service for a bucket of an account of ours',
    principal: { Service: 's3.amazonaws.com' },
    condition: {
      ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::b' },
      StringEquals: { 'aws:SourceAccount': account },
    },
  },
  {
    why: 'a service that puts what it acts for into the encryption context',
    principal: { Service: 'logs.us-east-1.amazonaws.com' },
    condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:us-east-1:${account}:*` } },
  },
];

const wide = `arn:aws:iam:*:${account}:*`;
const logs = { Service: 'logs.us-east-1.amazonaws.com' };

/** A pattern under StringLike reaches over colons, which paths, qualifiers and names of streams may hold. */
const patterns: readonly {
  readonly principal: TreeMap | '*';
  readonly condition: TreeMap;
  readonly pins: boolean;
}[] = [
  { principal: '*', condition: { StringLike: { 'aws:PrincipalArn': wide } }, pins: false },
  { principal: '*', condition: { ArnLike: { 'aws:PrincipalArn': wide } }, pins: true },
  {
    principal: '*',
    condition: { StringLike: { 'aws:PrincipalArn': `arn:aws:iam::${account}:*` } },
    pins: true,
  },
  {
    principal: '*',
    condition: { StringLike: { 'aws:PrincipalArn': `arn:*:iam::${account}:*` } },
    pins: false,
  },
  {
    principal: '*',
    condition: {
      StringEquals: { 'aws:PrincipalArn': `arn:aws:iam:\${aws:PrincipalTag/r}:${account}:role/x` },
    },
    pins: false,
  },
  {
    principal: { Service: 'cloudwatch.amazonaws.com' },
    condition: { StringLike: { 'aws:SourceArn': `arn:aws:cloudwatch:*:${account}:alarm:*` } },
    pins: false,
  },
  {
    principal: { Service: 'cloudwatch.amazonaws.com' },
    condition: { ArnLike: { 'aws:SourceArn': `arn:aws:cloudwatch:*:${account}:alarm:*` } },
    pins: true,
  },
  {
    principal: { Service: 'cloudtrail.amazonaws.com' },
    condition: {
      StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:*:${account}:trail/*` },
    },
    pins: true,
  },
  {
    principal: logs,
    condition: { StringLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:*:${account}:*` } },
    pins: false,
  },
  {
    principal: logs,
    condition: { StringEquals: { 'kms:EncryptionContext:any': `arn:aws:logs:us-east-1:${account}:x` } },
    pins: false,
  },
  {
    principal: { Service: 'lambda.amazonaws.com' },
    condition: {
      ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:us-east-1:${account}:log-group:*` },
    },
    pins: false,
  },
];

/** What an inline policy gives its role that reaches further than the role's own work. */
const roleActions: readonly { readonly action: string; readonly asks: boolean }[] = [
  { action: 'kms:Decrypt', asks: false },
  { action: 's3:GetObject', asks: false },
  { action: 'kms:CreateGrant', asks: true },
  { action: 'kms:Create*', asks: true },
  { action: 'kms:PutKeyPolicy', asks: true },
  { action: 's3:PutBucketAcl', asks: true },
  { action: 's3:PutObjectAcl', asks: true },
  { action: 's3:PutBucketPolicy', asks: true },
  { action: 'iam:PassRole', asks: true },
  { action: 'iam:Attach*', asks: true },
  { action: 'cloudtrail:PutEventSelectors', asks: true },
  ...`
    kms:UpdateAlias kms:DeleteAlias kms:ImportKeyMaterial kms:RevokeGrant kms:RetireGrant kms:UpdatePrimaryRegion
    kms:DeleteCustomKeyStore kms:EnableKey kms:CancelKeyDeletion kms:RotateKeyOnDemand
    s3:PutBucketVersioning s3:DeleteObjectVersion s3:CreateAccessPoint s3:CreateAccessGrant
    s3:PutBucketNotification s3:PutBucketLogging s3:PutMultiRegionAccessPointPolicy s3:PutObjectRetention
    s3:PutAccessPointPolicyForObjectLambda s3:PutBucketObjectLockConfiguration s3:PutBucketTagging
    cloudtrail:DeleteEventDataStore cloudtrail:PutResourcePolicy cloudtrail:PutInsightSelectors
    logs:PutSubscriptionFilter logs:DeleteLogStream logs:PutRetentionPolicy logs:PutDestinationPolicy
    logs:DisassociateKmsKey logs:Unmask iam:CreateRole iam:DetachRolePolicy
    kms:ActionOfTomorrow s3:ActionOfTomorrow cloudtrail:A* logs:ActionOfTomorrow`
    .trim()
    .split(/\s+/u)
    .map((action) => ({ action, asks: true })),
  ...`
    kms:Generate* kms:ReEncrypt* kms:Describe* kms:GetOfTomorrow s3:Get* s3:PutObject s3:DeleteObject s3:List*
    logs:CreateLogGroup logs:CreateLogStream logs:PutLogEvents cloudtrail:LookupEvents iam:GetRole sqs:SendMessage`
    .trim()
    .split(/\s+/u)
    .map((action) => ({ action, asks: false })),
];

describe('the additions of a change that matter', () => {
  it.each(rows)('$why', ({ live, want, risks }) => {
    expect(wideningRisks(doc(...live), doc(...want), trust).map(({ message }) => message)).toEqual(risks);
  });

  it.each(grantConditions)('requires $asks for CreateGrant with $condition', ({ condition, asks }) => {
    const want = { ...use, Action: 'kms:CreateGrant', Condition: condition };
    expect(wideningRisks(doc(), doc(want), trust).length > 0).toBe(asks);
  });

  it.each(grantConditions)('requires $asks for RevokeGrant with $condition', ({ condition, asks }) => {
    const want = { ...use, Action: ['kms:RevokeGrant', 'kms:ListGrants'], Condition: condition };
    expect(wideningRisks(doc(), doc(want), trust).length > 0).toBe(asks);
  });

  it.each(parties)('lets in: $why', ({ principal, condition, who }) => {
    const want = {
      ...use,
      Principal: principal,
      ...(condition === undefined ? {} : { Condition: condition }),
    };
    const risks = wideningRisks(doc(use), doc(use, { ...want, Sid: 'S' }), trust);
    expect(risks.map(({ message }) => message)).toEqual(who === undefined ? [] : [`S allows ${who}`]);
  });

  it.each(patterns)('$principal under $condition is tied to our account: $pins', ({ pins, ...row }) => {
    const want = { ...use, Principal: row.principal, Condition: row.condition };
    expect(wideningRisks(doc(), doc(want), trust).length === 0).toBe(pins);
  });

  it.each(roleActions)('requires $asks for a role policy that gives $action', ({ action, asks }) => {
    const want = doc({ Effect: 'Allow', Action: action, Resource: '*' });
    expect(wideningRisks(doc(), want, { ...trust, kind: 'role', role: app }).length > 0).toBe(asks);
  });

  it('treats the role as the principal of an inline policy', () => {
    const role: Trust = { ...trust, kind: 'role', role: app };
    const want = doc({ Sid: 'All', Effect: 'Allow', Action: '*', Resource: '*' });
    const read = doc({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' });
    expect(wideningRisks(read, want, role)).toEqual([
      {
        class: 'widen',
        message: `All gives *, which includes kms:PutKeyPolicy, to ${app}`,
        path: '/Statement/0',
      },
    ]);
  });

  it('finds no risk in a change that gives nothing', () => {
    fc.assert(
      fc.property(policyPairs(), ([live, want]) => {
        expect(wideningRisks(live, live, trust)).toEqual([]);
        if (halfOf(live, want) === 'contract') expect(wideningRisks(live, want, trust)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('is never silent when a Deny is removed or everyone is added', () => {
    fc.assert(
      fc.property(policies(), (live) => {
        const open: Policy = {
          ...live,
          statements: [
            ...live.statements,
            ...doc({ Effect: 'Allow', Principal: '*', Action: 'kms:New', Resource: '*' }).statements,
          ],
        };
        expect(wideningRisks(live, open, trust).length > 0).toBe(halfOf(live, open) === 'expand');
      }),
      { numRuns: 150 },
    );
  });
});
