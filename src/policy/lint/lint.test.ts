import * as cloudtrail from '@aws-sdk/client-cloudtrail';
import * as kms from '@aws-sdk/client-kms';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TreeMap } from '../../model/tree.ts';
import { expandAction } from '../actions.ts';
import { policies, policyOf } from '../arbitraries.test-helper.ts';
import type { PolicyKind } from '../document.ts';
import { lintPolicy } from './index.ts';
import {
  account,
  app,
  condition,
  contextFor,
  found,
  partner,
  put,
  root,
  rootStatement,
  use,
} from './lint.test-helper.ts';

interface Row {
  readonly why: string;
  readonly kind?: PolicyKind;
  readonly statement: TreeMap;
  readonly finds: readonly string[];
}

const everybody = { ...use, Principal: '*' };
const service = { ...use, Principal: { Service: 'cloudtrail.amazonaws.com' } };
const s3 = {
  ...use,
  Principal: { Service: 's3.amazonaws.com' },
  Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
};
const deny = { ...put, Effect: 'Deny', Principal: '*' };
const sse = 's3:x-amz-server-side-encryption';

const rows: readonly Row[] = [
  { why: 'a plain statement is fine', statement: use, finds: [] },
  { why: 'L01 everybody', statement: everybody, finds: ['warning policy.wildcard-principal'] },
  {
    why: 'L01 everybody of the organisation is fine',
    statement: { ...everybody, ...condition('StringEquals', 'aws:PrincipalOrgID', 'o-1') },
    finds: [],
  },
  {
    why: 'L01 everybody through S3 is still everybody',
    statement: { ...everybody, ...condition('StringEquals', 'kms:ViaService', 's3.us-east-1.amazonaws.com') },
    finds: ['warning policy.wildcard-principal'],
  },
  {
    why: 'L01 a condition that only asks if the key exists does not restrict',
    statement: { ...everybody, ...condition('StringEqualsIfExists', 'kms:CallerAccount', account) },
    finds: ['warning policy.wildcard-principal'],
  },
  {
    why: 'L01 nor does one that everything meets',
    statement: { ...everybody, ...condition('StringLike', 'aws:PrincipalArn', '*') },
    finds: ['warning policy.wildcard-principal'],
  },
  ...[
    {
      says: 'a tag that anybody gives to a principal of their own',
      at: ['StringEquals', 'aws:PrincipalTag/team', 'x'],
    },
    { says: 'a name that a user of any account can have', at: ['StringEquals', 'aws:username', 'app'] },
    { says: 'a role of any account', at: ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/*'] },
    { says: 'any organization', at: ['StringLike', 'aws:PrincipalOrgID', 'o-*'] },
    { says: 'any account', at: ['StringLike', 'kms:CallerAccount', '????????????'] },
    { says: 'half of the Internet', at: ['IpAddress', 'aws:SourceIp', '0.0.0.0/1'] },
    { says: 'any VPC', at: ['StringLike', 'aws:SourceVpc', 'vpc-*'] },
    { says: 'all but one', at: ['StringNotEquals', 'aws:PrincipalAccount', account] },
  ].map(({ says, at: [operator = '', key = '', value = ''] }) => ({
    why: `L01 nor does a condition that admits ${says}`,
    // The network of the caller means nothing to KMS, but to S3.
    kind: key.startsWith('aws:Source') ? ('bucket' as const) : ('key' as const),
    statement: {
      ...(key.startsWith('aws:Source') ? { ...put, Principal: '*' } : everybody),
      ...condition(operator, key, value),
    },
    finds: ['warning policy.wildcard-principal'],
  })),
  ...[
    ['StringEquals', 'kms:CallerAccount', account],
    ['ArnLike', 'aws:PrincipalArn', `arn:aws:iam::${account}:role/*`],
    ['IpAddress', 'aws:SourceIp', '203.0.113.0/24'],
    ['StringEquals', 'aws:SourceVpce', 'vpce-0a1b2c3d'],
    ['StringLike', 'aws:userid', 'AROAEXAMPLEEXAMPLE12:*'],
  ].map(([operator = '', key = '', value = '']) => ({
    why: `L01 ${key} ${value} says who calls`,
    kind: key.startsWith('aws:Source') ? ('bucket' as const) : ('key' as const),
    statement: {
      ...(key.startsWith('aws:Source') ? { ...put, Principal: '*' } : everybody),
      ...condition(operator, key, value),
    },
    finds: [],
  })),
  { why: 'L01 a Deny for everybody is usual', statement: { ...everybody, Effect: 'Deny' }, finds: [] },
  {
    why: 'L02 every action for a role',
    statement: { ...use, Action: 'kms:*' },
    finds: ['warning policy.broad-actions'],
  },
  {
    why: 'L02 a listed administrator may',
    statement: { ...use, Principal: { AWS: `arn:aws:iam::${account}:role/Admin` }, Action: 'kms:*' },
    finds: [],
  },
  {
    why: 'L02 in a role policy too',
    kind: 'role',
    statement: { Effect: 'Allow', Action: 'kms:*', Resource: '*' },
    finds: ['warning policy.broad-actions'],
  },
  {
    why: 'L05 KMS takes a statement without Action',
    statement: { Effect: 'Allow', Principal: { AWS: app }, Resource: '*' },
    finds: ['warning policy.ineffective'],
  },
  {
    why: 'L05 S3 refuses one without Resource',
    kind: 'bucket',
    statement: { Effect: 'Allow', Principal: { AWS: app }, Action: 's3:GetObject' },
    finds: ['error policy.ineffective'],
  },
  {
    why: 'L07 Allow with NotPrincipal',
    statement: { Effect: 'Allow', NotPrincipal: { AWS: app }, Action: 'kms:Decrypt', Resource: '*' },
    finds: ['warning policy.allow-not'],
  },
  {
    why: 'L07 Allow with NotAction',
    statement: { Effect: 'Allow', Principal: { AWS: app }, NotAction: 'kms:Decrypt', Resource: '*' },
    finds: ['warning policy.allow-not'],
  },
  {
    why: 'L07 a Deny by exclusion is usual',
    statement: { Effect: 'Deny', Principal: '*', NotAction: 'kms:Decrypt', Resource: '*' },
    finds: [],
  },
  {
    why: 'L08 a service that acts for anybody',
    statement: service,
    finds: ['warning policy.unpinned-service'],
  },
  {
    why: 'L08 pinned to a trail',
    statement: {
      ...service,
      ...condition('StringEquals', 'aws:SourceArn', `arn:aws:cloudtrail:us-east-1:${account}:trail/t`),
    },
    finds: [],
  },
  {
    why: 'L08 pinned by the context of a log group',
    statement: {
      ...service,
      Principal: { Service: 'logs.us-east-1.amazonaws.com' },
      ...condition('ArnLike', 'kms:EncryptionContext:aws:logs:arn', `arn:aws:logs:us-east-1:${account}:*`),
    },
    finds: [],
  },
  {
    why: 'L08 not pinned by a context that another service writes',
    statement: {
      ...service,
      ...condition('ArnLike', 'kms:EncryptionContext:aws:logs:arn', `arn:aws:logs:us-east-1:${account}:*`),
    },
    finds: ['warning policy.unpinned-service'],
  },
  ...[
    ['StringLike', 'aws:SourceAccount', '*'],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:sns:*:*:*'],
    ['ArnLike', 'kms:EncryptionContext:aws:logs:arn', 'arn:aws:logs:*'],
  ].map(([operator = '', key = '', value = '']) => ({
    why: `L08 a pattern that fits any account pins nothing: ${key}`,
    statement: { ...service, ...condition(operator, key, value) },
    finds: ['warning policy.unpinned-service'],
  })),
  {
    why: 'L08 IfExists pins nothing',
    statement: { ...service, ...condition('StringEqualsIfExists', 'aws:SourceAccount', account) },
    finds: ['warning policy.unpinned-service'],
  },
  {
    why: 'readers and writers of a bucket do not need S3 as principal',
    statement: s3,
    finds: ['warning policy.s3-service-unneeded'],
  },
  {
    why: 'inventory does, pinned',
    statement: { ...s3, ...condition('StringEquals', 'aws:SourceAccount', account) },
    finds: [],
  },
  {
    why: 'L09 a service without region never matches',
    statement: { ...use, ...condition('StringEquals', 'kms:ViaService', 's3.amazonaws.com') },
    finds: ['warning policy.via-service'],
  },
  {
    why: 'L09 nor does one of another region',
    statement: {
      ...use,
      ...condition('StringEquals', 'kms:ViaService', [
        's3.us-east-1.amazonaws.com',
        's3.eu-west-1.amazonaws.com',
      ]),
    },
    finds: ['warning policy.via-service'],
  },
  {
    why: 'L09 any region by wildcard is fine',
    statement: { ...use, ...condition('StringLike', 'kms:ViaService', 's3.*.amazonaws.com') },
    finds: [],
  },
  {
    why: 'L09 kms:CallerAccount is an account',
    statement: { ...use, ...condition('StringEquals', 'kms:CallerAccount', root) },
    finds: ['warning policy.via-service'],
  },
  {
    why: 'L10 DescribeKey carries no encryption context',
    statement: {
      ...use,
      Action: ['kms:Decrypt', 'kms:DescribeKey'],
      ...condition('StringLike', 'kms:EncryptionContext:aws:s3:arn', 'arn:aws:s3:::b'),
    },
    finds: ['warning policy.unsupported-condition-key'],
  },
  {
    why: 'L10 a wildcard that includes one that does is fine',
    statement: {
      ...use,
      Action: 'kms:*crypt*',
      ...condition('StringLike', 'kms:EncryptionContext:aws:s3:arn', 'arn:aws:s3:::b'),
    },
    finds: [],
  },
  {
    why: 'L10 a condition that its absence meets is fine',
    statement: {
      ...use,
      Action: 'kms:DescribeKey',
      ...condition('StringNotLike', 'kms:EncryptionContext:a', 'x'),
    },
    finds: [],
  },
  {
    why: 'L11 another account cannot administer',
    statement: { ...use, Principal: { AWS: partner }, Action: ['kms:Decrypt', 'kms:TagResource'] },
    finds: ['warning policy.cross-account-dead'],
  },
  {
    why: 'L11 it can use',
    statement: {
      ...use,
      Principal: { AWS: partner },
      Action: ['kms:ReEncrypt*', 'kms:DescribeKey', 'kms:CreateGrant'],
    },
    finds: [],
  },
  {
    why: 'L14 IAM takes letters and digits in a Sid',
    kind: 'role',
    statement: { Sid: 'Allow use', Effect: 'Allow', Action: 'kms:Encrypt', Resource: '*' },
    finds: ['error policy.sid'],
  },
  { why: 'L14 KMS takes spaces', statement: { ...use, Sid: 'Allow use of the key' }, finds: [] },
  { why: 'L14 twice the same Sid', statement: { ...use, Sid: 'Root' }, finds: ['warning policy.sid'] },
  {
    why: 'L17 a typing mistake',
    statement: { ...use, Action: 'kms:Decyrpt' },
    finds: ['warning policy.unknown-action'],
  },
  {
    why: 'L17 an operation of S3 is no action, and S3 refuses it',
    kind: 'bucket',
    statement: { ...put, Action: 's3:PutBucketEncryption' },
    finds: ['error policy.unknown-action'],
  },
  {
    why: 'L17 a bucket policy speaks of s3 only',
    kind: 'bucket',
    statement: { ...put, Action: 'kms:Decrypt' },
    finds: ['error policy.unknown-action'],
  },
  {
    why: 'L17 an action has a service',
    statement: { ...use, Action: 'Decrypt' },
    finds: ['error policy.unknown-action'],
  },
  {
    why: 'L17 of other services nothing is known',
    kind: 'role',
    statement: { Effect: 'Allow', Action: 'dynamodb:Whatever', Resource: '*' },
    finds: [],
  },
  {
    why: 'L18 an alias is no key',
    statement: { ...use, Resource: 'arn:aws:kms:us-east-1:1:alias/x' },
    finds: ['warning policy.alias-resource'],
  },
  {
    why: 'L18 a role may be allowed to move an alias',
    kind: 'role',
    statement: { Effect: 'Allow', Action: 'kms:UpdateAlias', Resource: 'arn:aws:kms:us-east-1:1:alias/x' },
    finds: [],
  },
  {
    why: 'L18 a key policy speaks of its key',
    statement: { ...use, Resource: 'arn:aws:kms:us-east-1:1:key/x' },
    finds: ['info policy.foreign-resource'],
  },
  {
    why: 'L27 a role policy names a resource of another partition',
    kind: 'role',
    statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws-cn:s3:::b/*' },
    finds: ['error policy.foreign-resource'],
  },
  {
    why: 'L27 a wildcard stands for each partition',
    kind: 'role',
    statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: ['arn:*:s3:::b/*', 'arn:aws:s3:::b/*'] },
    finds: [],
  },
  {
    why: 'L19 S3 calls from elsewhere',
    statement: { ...use, ...condition('IpAddress', 'aws:SourceIp', '192.0.2.0/24') },
    finds: ['warning policy.source-network'],
  },
  {
    why: 'L19 excepted',
    statement: {
      ...use,
      Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' }, Bool: { 'aws:ViaAWSService': 'false' } },
    },
    finds: [],
  },
  {
    why: 'L20 no such operator',
    statement: { ...use, ...condition('StringMatches', 'aws:userid', 'x') },
    finds: ['error policy.unknown-operator'],
  },
  {
    why: 'L20 NullIfExists does not exist',
    statement: { ...use, ...condition('NullIfExists', 'aws:userid', 'true') },
    finds: ['error policy.unknown-operator'],
  },
  {
    why: 'L20 a star in StringEquals',
    statement: { ...use, ...condition('StringEquals', 'aws:PrincipalArn', 'arn:aws:iam::*:role/x') },
    finds: ['warning policy.wildcard-without-like'],
  },
  {
    why: 'L20 an escaped star is meant',
    statement: { ...use, ...condition('StringEquals', 'aws:userid', '${*}') },
    finds: [],
  },
  {
    why: 'L21 a Deny by an optional header',
    kind: 'bucket',
    statement: { ...deny, ...condition('StringNotEquals', sse, 'aws:kms') },
    finds: ['warning policy.optional-header'],
  },
  {
    why: 'L21 IfExists is true without the header too, so it spares nobody',
    kind: 'bucket',
    statement: { ...deny, ...condition('StringNotEqualsIfExists', sse, 'aws:kms') },
    finds: ['warning policy.optional-header'],
  },
  {
    why: 'L21 a Null guard spares who relies on the default',
    kind: 'bucket',
    statement: { ...deny, Condition: { StringNotEquals: { [sse]: 'aws:kms' }, Null: { [sse]: 'false' } } },
    finds: [],
  },
  {
    why: 'a key policy names principals',
    statement: { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' },
    finds: ['error policy.principal-element'],
  },
  {
    why: 'a role policy does not',
    kind: 'role',
    statement: { ...use, Action: 'kms:Encrypt' },
    finds: ['error policy.principal-element'],
  },
  ...(
    [
      { why: 'every key', of: {}, finds: ['warning policy.every-key'] },
      { why: 'a pattern for Decrypt', of: { Action: 'kms:De*' }, finds: ['warning policy.every-key'] },
      { why: 'ReEncryptFrom', of: { Action: ['kms:ReEncrypt*'] }, finds: ['warning policy.every-key'] },
      {
        why: 'every key of the account',
        of: { Resource: `arn:aws:kms:*:${account}:key/*` },
        finds: ['warning policy.every-key'],
      },
      {
        why: 'through S3 it is every key too',
        of: condition('StringLike', 'kms:ViaService', 's3.*.amazonaws.com'),
        finds: ['warning policy.every-key'],
      },
      {
        why: 'kms:* has a warning of its own',
        of: { Action: 'kms:*' },
        finds: ['warning policy.broad-actions'],
      },
      { why: 'one key', of: { Resource: `arn:aws:kms:us-east-1:${account}:key/1` }, finds: [] },
      { why: 'keys by a tag', of: condition('StringEquals', 'aws:ResourceTag/team', 'a'), finds: [] },
      {
        why: 'keys by their alias',
        of: condition('ForAnyValue:StringEquals', 'kms:ResourceAliases', 'alias/a'),
        finds: [],
      },
      { why: 'writing', of: { Action: 'kms:Encrypt' }, finds: [] },
      { why: 'a Deny', of: { Effect: 'Deny' }, finds: [] },
    ] as const
  ).map(({ why, of, finds }) => ({
    why: `L22 a role that may decrypt: ${why}`,
    kind: 'role' as const,
    statement: { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*', ...of },
    finds,
  })),
  {
    why: 'nobody writes the id of a deleted principal',
    statement: { ...use, Principal: { AWS: 'AROAEXAMPLEEXAMPLE12' } },
    finds: ['warning policy.stale-principal'],
  },
  {
    why: 'an action that another covers',
    statement: { ...use, Action: ['kms:Decrypt', 'kms:De*'] },
    finds: ['info policy.redundant'],
  },
];

describe('lints of one document', () => {
  it.each(rows)('$why', ({ kind = 'key', statement, finds }) => {
    expect(found(kind, statement)).toEqual(finds);
  });

  it('reports L04: without a statement for the root, IAM policies are inert', () => {
    const policy = policyOf({ Version: '2012-10-17', Statement: use });
    expect(lintPolicy(policy, contextFor('key'))).toMatchObject([
      { severity: 'warning', code: 'policy.no-root-statement', path: '/Statement' },
    ]);
  });

  it('reports L15: the old version matters more where variables are used', () => {
    expect(found('key', use, '2008-10-17')).toEqual(['info policy.version']);
    const variable = { ...use, ...condition('StringEquals', 'aws:userid', '${aws:userid}') };
    expect(found('key', variable, '2008-10-17')).toEqual(['warning policy.version']);
  });

  it('says which statement, what and where', () => {
    const policy = policyOf({
      Version: '2012-10-17',
      Statement: [rootStatement, { ...use, Action: ['kms:ReEncrypt'] }],
    });
    expect(lintPolicy(policy, { ...contextFor('key'), at: '/spec/policy' })).toEqual([
      {
        severity: 'warning',
        code: 'policy.unknown-action',
        message: 'statement Use names kms:ReEncrypt, which is not an action of kms',
        hint: 'this is an operation; its action is kms:ReEncryptFrom and kms:ReEncryptTo (kms:ReEncrypt*)',
        path: '/spec/policy/Statement/1/Action',
      },
    ]);
    const mistyped = policyOf({
      Version: '2012-10-17',
      Statement: [rootStatement, { ...use, Action: 'kms:Decyrpt' }],
    });
    expect(lintPolicy(mistyped, contextFor('key'))[0]?.hint).toBe('did you mean kms:Decrypt?');
  });

  it('takes any document', () => {
    fc.assert(
      fc.property(policies(), fc.constantFrom<PolicyKind>('key', 'bucket', 'role'), (policy, kind) => {
        for (const { message, path } of lintPolicy(policy, contextFor(kind))) {
          expect(message).not.toMatch(/undefined|\[object/u);
          expect(path).toBeDefined();
        }
      }),
    );
  });
});

describe('the list of actions', () => {
  it.each([
    { service: 'kms', client: kms, renamed: { ReEncrypt: 'ReEncryptFrom' } },
    { service: 'cloudtrail', client: cloudtrail, renamed: {} },
  ])('knows every operation of the client of $service', ({ service, client, renamed }) => {
    const operations = Object.keys(client)
      .filter((name) => name.endsWith('Command') && name !== '$Command')
      .map((name) => name.slice(0, -'Command'.length));
    expect(operations.length).toBeGreaterThan(50);
    const names: Readonly<Record<string, string>> = renamed;
    const unknown = operations.filter(
      (name) => expandAction(`${service}:${names[name] ?? name}`)?.length !== 1,
    );
    expect(unknown).toEqual([]);
  });

  it('expands wildcards without regard to case', () => {
    expect(expandAction('KMS:generatedatakey*')).toHaveLength(4);
    expect(expandAction('ec2:*')).toBeUndefined();
  });
});
