import { describe, expect, it } from 'vitest';
import type { TreeMap } from '../../model/tree.ts';
import { policyOf } from '../arbitraries.test-helper.ts';
import type { PolicyKind } from '../document.ts';
import { lintPolicy } from './index.ts';
import { account, condition, contextFor, found, put, rootStatement, use } from './lint.test-helper.ts';

const reads = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' };
const list = { ...put, Action: 's3:ListBucket', Resource: 'arn:aws:s3:::b' };
const deny = { ...put, Effect: 'Deny', Principal: '*' };

interface Row {
  readonly why: string;
  readonly kind?: PolicyKind;
  readonly statement: TreeMap;
  readonly finds: readonly string[];
}

const fits: readonly Row[] = [
  {
    why: 'refuses an action on objects where a bucket policy names the bucket alone',
    kind: 'bucket',
    statement: { ...put, Resource: 'arn:aws:s3:::b' },
    finds: ['error policy.unsupported-resource'],
  },
  {
    why: 'refuses an action on the bucket where a bucket policy names objects alone',
    kind: 'bucket',
    statement: { ...list, Resource: 'arn:aws:s3:::b/*' },
    finds: ['error policy.unsupported-resource'],
  },
  {
    why: 'takes both actions where both resources stand',
    kind: 'bucket',
    statement: {
      ...put,
      Action: ['s3:ListBucket', 's3:GetObject'],
      Resource: ['arn:aws:s3:::b', 'arn:aws:s3:::b/*'],
    },
    finds: [],
  },
  {
    why: 'takes a pattern that reaches over the slash',
    kind: 'role',
    statement: { ...reads, Resource: 'arn:aws:s3:::b*' },
    finds: [],
  },
  {
    why: 'takes a variable in the name of an object',
    kind: 'role',
    statement: { ...reads, Resource: 'arn:aws:s3:::b/${aws:username}' },
    finds: [],
  },
  {
    why: 'takes a wildcard that includes an action that fits',
    kind: 'bucket',
    statement: { ...put, Action: 's3:*' },
    finds: [],
  },
  {
    why: 'warns where a role may read the objects of a bucket, and the bucket alone is named',
    kind: 'role',
    statement: { ...reads, Resource: 'arn:aws:s3:::b' },
    finds: ['warning policy.unsupported-resource'],
  },
  {
    why: 'warns where an action without a resource stands with one',
    kind: 'role',
    statement: {
      Effect: 'Allow',
      Action: 'kms:ListKeys',
      Resource: `arn:aws:kms:us-east-1:${account}:key/*`,
    },
    finds: ['warning policy.unsupported-resource'],
  },
  {
    why: 'takes every bucket for ListAllMyBuckets, as older examples of AWS write it',
    kind: 'role',
    statement: { Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: 'arn:aws:s3:::*' },
    finds: [],
  },
  {
    why: 'takes the log group and its streams',
    kind: 'role',
    statement: {
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: `arn:aws:logs:us-east-1:${account}:log-group:/app:*`,
    },
    finds: [],
  },
  ...['kms:CreateKey', 'kms:ListKeys', 'kms:GenerateRandom', 'kms:ListAliases'].map((action) => ({
    why: `warns of ${action} in a key policy, which it never decides`,
    statement: { ...use, Action: action },
    finds: ['warning policy.unsupported-resource'],
  })),
  ...[
    'kms:CreateAlias',
    'kms:CreateGrant',
    'kms:List*',
    'kms:Create*',
    'kms:TagResource',
    'kms:Encapsulate',
  ].map((action) => ({
    why: `takes ${action} in a key policy`,
    statement: { ...use, Action: action },
    finds: [],
  })),
];

const keys: readonly Row[] = [
  {
    why: 'refuses a misspelt global key in a bucket policy, as S3 does',
    kind: 'bucket',
    statement: { ...deny, ...condition('Bool', 'aws:SecureTransprt', 'false') },
    finds: ['error policy.unknown-condition-key'],
  },
  {
    why: 'refuses a misspelt key of S3',
    kind: 'bucket',
    statement: { ...put, ...condition('StringEquals', 's3:x-amz-server-side-encription', 'aws:kms') },
    finds: ['error policy.unknown-condition-key'],
  },
  {
    why: 'warns only of a key that is near none, since it may be newer than the tables',
    kind: 'bucket',
    statement: { ...put, ...condition('StringEquals', 's3:x-amz-quantum-storage', 'x') },
    finds: ['warning policy.unknown-condition-key'],
  },
  {
    why: 'warns only of a key that is made of known words, since it may be newer than the tables',
    kind: 'bucket',
    statement: { ...deny, ...condition('StringNotEquals', 'aws:SourceVpceArn', 'x') },
    finds: ['warning policy.unknown-condition-key'],
  },
  {
    why: 'warns of a misspelt key where KMS takes it',
    statement: { ...use, ...condition('StringEquals', 'kms:ViaServices', 's3.us-east-1.amazonaws.com') },
    finds: ['warning policy.unknown-condition-key'],
  },
  {
    why: 'warns of a key without its prefix',
    statement: { ...use, ...condition('StringEquals', 'SourceAccount', account) },
    finds: ['warning policy.unknown-condition-key'],
  },
  {
    why: 'warns of a tag key without its tag',
    statement: { ...use, ...condition('StringEquals', 'aws:PrincipalTag', 'x') },
    finds: ['warning policy.unknown-condition-key'],
  },
  {
    why: 'warns of a prefix that no service has',
    statement: { ...use, ...condition('StringEquals', 'kmss:ViaService', 'x') },
    finds: ['warning policy.unknown-condition-key'],
  },
  ...[
    'aws:PrincipalTag/team',
    'aws:principalorgid',
    'AWS:SOURCEORGID',
    'aws:ResourceTag/team',
    'aws:RequestTag/team',
    'kms:EncryptionContext:aws:s3:arn',
    'kms:EncryptionContext:tenant',
    'kms:RecipientAttestation:PCR10',
    'kms:CustomerMasterKeySpec',
    'saml:aud',
    'sts:ExternalId',
    'ec2:SourceInstanceArn',
    'lambda:SourceFunctionArn',
    'cognito-identity.amazonaws.com:sub',
    'token.actions.githubusercontent.com:sub',
    'oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE:aud',
  ].map((key) => ({
    why: `takes ${key}`,
    statement: { ...use, Effect: 'Deny', Principal: '*', ...condition('StringNotEquals', key, 'x') },
    finds: [],
  })),
  {
    why: 'warns of a prefix of listings on a read of an object',
    kind: 'bucket',
    statement: { ...put, Action: 's3:GetObject', ...condition('StringLike', 's3:prefix', 'home/*') },
    finds: ['warning policy.unsupported-condition-key'],
  },
  {
    why: 'takes a prefix on a listing',
    kind: 'bucket',
    statement: { ...list, ...condition('StringLike', 's3:prefix', 'home/*') },
    finds: [],
  },
  {
    why: 'warns of each action that lacks the key, as S3 refuses any',
    kind: 'bucket',
    statement: {
      ...list,
      Action: ['s3:ListBucket', 's3:GetBucketAcl'],
      ...condition('StringLike', 's3:prefix', 'home/*'),
    },
    finds: ['warning policy.unsupported-condition-key'],
  },
  {
    why: 'warns of a key of KMS in a bucket policy',
    kind: 'bucket',
    statement: { ...put, ...condition('StringEquals', 'kms:ViaService', 's3.us-east-1.amazonaws.com') },
    finds: ['warning policy.unsupported-condition-key'],
  },
  {
    why: 'takes the tags of an object that is read',
    kind: 'bucket',
    statement: {
      ...put,
      Action: 's3:GetObject',
      ...condition('StringEquals', 's3:ExistingObjectTag/public', 'yes'),
    },
    finds: [],
  },
  {
    why: 'warns of the service that a role is passed to, on another action',
    kind: 'role',
    statement: { ...reads, ...condition('StringEquals', 'iam:PassedToService', 'ec2.amazonaws.com') },
    finds: ['warning policy.unsupported-condition-key'],
  },
  {
    why: 'takes a key of another service that the action carries',
    kind: 'role',
    statement: {
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Resource: `arn:aws:iam::${account}:role/app`,
      ...condition('StringEquals', 'iam:ResourceTag/team', 'a'),
    },
    finds: [],
  },
  {
    why: 'warns of the aliases of a key in a key policy, which KMS was seen to refuse',
    statement: { ...use, ...condition('ForAnyValue:StringEquals', 'kms:ResourceAliases', 'alias/a') },
    finds: ['warning policy.unsupported-condition-key'],
  },
];

const variables: readonly Row[] = [
  {
    why: 'refuses a misspelt variable',
    kind: 'role',
    statement: { ...reads, Resource: 'arn:aws:s3:::b/${aws:usrname}/*' },
    finds: ['error policy.unknown-variable'],
  },
  {
    why: 'warns of a variable that is near none',
    kind: 'role',
    statement: { ...reads, Resource: 'arn:aws:s3:::b/${aws:ShoeSizeOfCaller}/*' },
    finds: ['warning policy.unknown-variable'],
  },
  {
    why: 'finds one in the value of a condition',
    statement: { ...use, ...condition('StringEquals', 'aws:userid', '${aws:useridd}') },
    finds: ['error policy.unknown-variable'],
  },
  ...[
    '${aws:username}',
    '${aws:PrincipalTag/team}',
    "${aws:PrincipalTag/team, 'none'}",
    '${ aws:userid }',
    '${*}',
    '${?}',
    '${$}',
    '${cognito-identity.amazonaws.com:sub}',
    '${www.amazon.com:user_id}',
    '${saml:sub}',
    '${redshift:DbUser}',
  ].map((variable) => ({
    why: `takes ${variable}`,
    kind: 'role' as const,
    statement: { ...reads, Resource: `arn:aws:s3:::b/${variable}/*` },
    finds: [],
  })),
];

const services: readonly Row[] = [
  {
    why: 'warns of a service that AWS does not have',
    kind: 'role',
    statement: {
      Effect: 'Allow',
      Action: 'kmss:Decrypt',
      Resource: `arn:aws:kms:us-east-1:${account}:key/1`,
    },
    finds: ['warning policy.unknown-action'],
  },
  {
    why: 'refuses a misspelt action of S3 in a bucket policy, as S3 does',
    kind: 'bucket',
    statement: { ...put, Action: 's3:PutObjects' },
    finds: ['error policy.unknown-action'],
  },
  {
    why: 'warns only of an action that is near none, since it may be newer than the tables',
    kind: 'bucket',
    statement: { ...put, Action: 's3:TeleportObject' },
    finds: ['warning policy.unknown-action'],
  },
];

describe('findings of the AWS reference in a document', () => {
  it.each([...fits, ...keys, ...variables, ...services])('$why', ({ kind = 'key', statement, finds }) => {
    expect(found(kind, statement)).toEqual(finds);
  });

  it.each([
    ['aws:SecureTransprt', 'did you mean aws:SecureTransport?'],
    ['aws:PrincipleTag/team', 'did you mean aws:PrincipalTag/team?'],
    ['kms:EncryptionContxt:tenant', 'did you mean kms:EncryptionContext:tenant?'],
    ['SourceAccount', 'did you mean aws:SourceAccount?'],
  ])('names the key that is meant by %s', (key, hint) => {
    const policy = policyOf({
      Version: '2012-10-17',
      Statement: [rootStatement, { ...use, ...condition('StringEquals', key, 'x') }],
    });
    expect(lintPolicy(policy, contextFor('key'))).toMatchObject([
      {
        code: 'policy.unknown-condition-key',
        hint,
        path: expect.stringContaining('/Statement/1/Condition/'),
      },
    ]);
  });

  it('leaves variables of the version 2008-10-17 alone: they are plain text there', () => {
    const statement = { ...reads, Resource: 'arn:aws:s3:::b/${aws:usrname}/*' };
    expect(found('role', statement, '2008-10-17')).toEqual(['warning policy.version']);
  });
});
