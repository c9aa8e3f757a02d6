import { describe, expect, it } from 'vitest';
import type { Tree, TreeMap } from '../../model/tree.ts';
import { policyOf } from '../arbitraries.test-helper.ts';
import type { PolicyKind } from '../document.ts';
import { lintPolicy } from './index.ts';
import { account, app, contextFor, partner, root, rootStatement } from './lint.test-helper.ts';

/**
 * After the examples that AWS documents and that people copy: no rule about names, resources, keys, variables or
 * principals may find anything in them. Each names its page.
 */
const bucket = 'arn:aws:s3:::amzn-example';
const objects = `${bucket}/*`;
const key = `arn:aws:kms:us-east-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const trail = `arn:aws:cloudtrail:us-east-1:${account}:trail/main`;

interface Example {
  readonly page: string;
  readonly kind: PolicyKind;
  readonly statements: readonly TreeMap[];
}

function deny(Condition: Tree, Action: Tree = 's3:*', Resource: Tree = [bucket, objects]): TreeMap {
  return { Effect: 'Deny', Principal: '*', Action, Resource, Condition };
}

function allow(Principal: Tree, Action: Tree, Resource: Tree, Condition?: Tree): TreeMap {
  return { Effect: 'Allow', Principal, Action, Resource, ...(Condition === undefined ? {} : { Condition }) };
}

function role(Action: Tree, Resource: Tree, Condition?: Tree): TreeMap {
  return { Effect: 'Allow', Action, Resource, ...(Condition === undefined ? {} : { Condition }) };
}

function own(service: string, arn: string): Tree {
  return {
    StringEquals: { 'aws:SourceAccount': account },
    ArnLike: { 'aws:SourceArn': arn },
    Null: { [service]: 'true' },
  };
}

const examples: readonly Example[] = [
  {
    page: 'S3 User Guide, example bucket policies: HTTPS only, with TLS 1.2',
    kind: 'bucket',
    statements: [
      deny({ Bool: { 'aws:SecureTransport': 'false' } }),
      deny({ NumericLessThan: { 's3:TlsVersion': 1.2 } }),
    ],
  },
  {
    page: 'S3 User Guide, example bucket policies: only SSE-KMS under one key',
    kind: 'bucket',
    statements: [
      deny(
        {
          StringNotEquals: { 's3:x-amz-server-side-encryption-aws-kms-key-id': key },
          Null: { 's3:x-amz-server-side-encryption-aws-kms-key-id': 'false' },
        },
        's3:PutObject',
        objects,
      ),
    ],
  },
  {
    page: 'S3 User Guide, example bucket policies: the ACL that gives the owner full control',
    kind: 'bucket',
    statements: [
      allow({ AWS: partner }, ['s3:PutObject', 's3:PutObjectAcl'], objects, {
        StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' },
      }),
    ],
  },
  {
    page: 'S3 User Guide, example bucket policies: by the tags of objects',
    kind: 'bucket',
    statements: [
      allow({ AWS: app }, ['s3:GetObject', 's3:GetObjectVersion'], objects, {
        StringEquals: { 's3:ExistingObjectTag/environment': 'production' },
      }),
      allow({ AWS: app }, 's3:PutObjectTagging', objects, {
        'ForAllValues:StringLike': { 's3:RequestObjectTagKeys': ['Owner', 'CreationDate'] },
      }),
      allow({ AWS: app }, 's3:PutObject', objects, {
        StringEquals: { 's3:RequestObjectTag/Department': 'Finance' },
      }),
    ],
  },
  {
    page: 'S3 User Guide, condition keys: listings of a prefix, with a limit',
    kind: 'bucket',
    statements: [
      allow({ AWS: app }, ['s3:ListBucket', 's3:ListBucketVersions'], bucket, {
        StringEquals: { 's3:prefix': 'projects' },
        NumericLessThanEquals: { 's3:max-keys': '10' },
      }),
    ],
  },
  {
    page: 'S3 User Guide, condition keys: a copy from one folder, a version, a storage class',
    kind: 'bucket',
    statements: [
      allow({ AWS: app }, 's3:PutObject', objects, {
        StringLike: { 's3:x-amz-copy-source': 'amzn-example/public/*' },
      }),
      allow({ AWS: app }, 's3:GetObjectVersion', objects, {
        StringEquals: { 's3:VersionId': 'AaaHbAQitwiL_h47' },
      }),
      allow({ AWS: app }, 's3:PutObject', objects, {
        StringEquals: { 's3:x-amz-storage-class': 'STANDARD_IA' },
      }),
    ],
  },
  {
    page: 'S3 User Guide, VPC endpoints',
    kind: 'bucket',
    statements: [deny({ StringNotEquals: { 'aws:SourceVpce': 'vpce-0abcdef1' } })],
  },
  {
    page: 'S3 User Guide, access points: all access through those of the account',
    kind: 'bucket',
    statements: [
      allow({ AWS: root }, '*', [bucket, objects], {
        StringEquals: { 's3:DataAccessPointAccount': account },
      }),
    ],
  },
  {
    page: 'S3 User Guide, server access logging',
    kind: 'bucket',
    statements: [
      allow({ Service: 'logging.s3.amazonaws.com' }, 's3:PutObject', `${bucket}/logs/*`, {
        ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::the-source' },
        StringEquals: { 'aws:SourceAccount': account },
      }),
    ],
  },
  {
    page: 'S3 User Guide, inventory and analytics',
    kind: 'bucket',
    statements: [
      allow({ Service: 's3.amazonaws.com' }, 's3:PutObject', objects, {
        ArnLike: { 'aws:SourceArn': ['arn:aws:s3:::the-source'] },
        StringEquals: { 'aws:SourceAccount': [account], 's3:x-amz-acl': 'bucket-owner-full-control' },
      }),
      allow({ AWS: app }, 's3:PutInventoryConfiguration', bucket, {
        'ForAllValues:StringEquals': { 's3:InventoryAccessibleOptionalFields': ['Size', 'StorageClass'] },
      }),
    ],
  },
  {
    page: 'S3 User Guide, replication: the bucket of the destination',
    kind: 'bucket',
    statements: [
      allow(
        { AWS: partner },
        ['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ObjectOwnerOverrideToBucketOwner'],
        objects,
      ),
      allow({ AWS: partner }, ['s3:List*', 's3:GetBucketVersioning', 's3:PutBucketVersioning'], bucket),
    ],
  },
  {
    page: 'S3 User Guide, object lock: the days of retention',
    kind: 'bucket',
    statements: [
      deny(
        { NumericGreaterThan: { 's3:object-lock-remaining-retention-days': '10' } },
        's3:PutObjectRetention',
        objects,
      ),
    ],
  },
  {
    page: 'CloudFront Developer Guide, origin access control, and the identity before it',
    kind: 'bucket',
    statements: [
      allow({ Service: 'cloudfront.amazonaws.com' }, 's3:GetObject', objects, {
        StringEquals: { 'AWS:SourceArn': `arn:aws:cloudfront::${account}:distribution/EDFDVBD6EXAMPLE` },
      }),
      allow(
        { AWS: 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity EH1HDMB1FH2TC' },
        's3:GetObject',
        objects,
      ),
    ],
  },
  {
    page: 'CloudTrail User Guide, the bucket policy of a trail',
    kind: 'bucket',
    statements: [
      allow({ Service: 'cloudtrail.amazonaws.com' }, 's3:GetBucketAcl', bucket, {
        StringEquals: { 'aws:SourceArn': trail },
      }),
      allow({ Service: 'cloudtrail.amazonaws.com' }, 's3:PutObject', `${bucket}/AWSLogs/${account}/*`, {
        StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceArn': trail },
      }),
    ],
  },
  {
    page: 'Elastic Load Balancing, access logs; AWS Config, delivery channel; VPC flow logs',
    kind: 'bucket',
    statements: [
      allow({ Service: 'logdelivery.elasticloadbalancing.amazonaws.com' }, 's3:PutObject', objects, {
        StringEquals: { 'aws:SourceAccount': account },
      }),
      allow({ Service: 'config.amazonaws.com' }, ['s3:GetBucketAcl', 's3:ListBucket'], bucket, {
        StringEquals: { 'AWS:SourceAccount': account },
      }),
      allow({ Service: 'delivery.logs.amazonaws.com' }, 's3:PutObject', objects, {
        StringEquals: { 'aws:SourceAccount': account, 's3:x-amz-acl': 'bucket-owner-full-control' },
        ArnLike: { 'aws:SourceArn': `arn:aws:logs:us-east-1:${account}:*` },
      }),
    ],
  },
  {
    page: 'data perimeters on AWS, the policy of a bucket',
    kind: 'bucket',
    statements: [
      deny({
        StringNotEqualsIfExists: {
          'aws:PrincipalOrgID': 'o-a1b2c3d4e5',
          'aws:PrincipalTag/dp:exclude': 'true',
        },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      }),
      deny({
        NotIpAddressIfExists: { 'aws:SourceIp': '192.0.2.0/24' },
        StringNotEqualsIfExists: { 'aws:SourceVpc': 'vpc-0abc', 'aws:SourceOrgID': 'o-a1b2c3d4e5' },
        BoolIfExists: { 'aws:ViaAWSService': 'false' },
        Null: { 'aws:SourceAccount': 'false' },
      }),
    ],
  },
  {
    page: 'KMS Developer Guide, default key policy: administrators and users',
    kind: 'key',
    statements: [
      allow(
        { AWS: app },
        [
          'kms:Create*',
          'kms:Describe*',
          'kms:Enable*',
          'kms:List*',
          'kms:Put*',
          'kms:Update*',
          'kms:Revoke*',
          'kms:Disable*',
          'kms:Get*',
          'kms:Delete*',
          'kms:TagResource',
          'kms:UntagResource',
          'kms:ScheduleKeyDeletion',
          'kms:CancelKeyDeletion',
          'kms:RotateKeyOnDemand',
        ],
        '*',
      ),
      allow(
        { AWS: app },
        ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
        '*',
      ),
      allow({ AWS: app }, ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'], '*', {
        Bool: { 'kms:GrantIsForAWSResource': 'true' },
      }),
    ],
  },
  {
    page: 'KMS Developer Guide, condition keys of KMS',
    kind: 'key',
    statements: [
      allow(
        { AWS: app },
        ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey*', 'kms:CreateGrant', 'kms:DescribeKey'],
        '*',
        {
          StringEquals: { 'kms:ViaService': ['ec2.us-east-1.amazonaws.com', 'rds.us-east-1.amazonaws.com'] },
        },
      ),
      allow({ AWS: app }, 'kms:CreateGrant', '*', {
        'ForAllValues:StringEquals': { 'kms:GrantOperations': ['Encrypt', 'Decrypt'] },
        StringEquals: { 'kms:GrantConstraintType': 'EncryptionContextSubset' },
      }),
      allow({ AWS: app }, 'kms:Decrypt', '*', {
        StringEqualsIgnoreCase: { 'kms:RecipientAttestation:ImageSha384': '9fedcba8abcdef7abcdef6abcdef5' },
      }),
      allow({ AWS: app }, ['kms:Sign', 'kms:Verify'], '*', { StringEquals: { 'kms:MessageType': 'RAW' } }),
      allow({ AWS: app }, 'kms:GetPublicKey', '*', {
        StringEquals: { 'kms:RequestAlias': 'alias/ExampleAlias' },
      }),
      allow({ AWS: app }, 'kms:ReplicateKey', '*', { StringEquals: { 'kms:ReplicaRegion': ['us-west-2'] } }),
      allow({ AWS: app }, 'kms:EnableKeyRotation', '*', {
        NumericLessThanEquals: { 'kms:RotationPeriodInDays': '180' },
      }),
      {
        ...deny(
          { NumericLessThan: { 'kms:ScheduleKeyDeletionPendingWindowInDays': '14' } },
          'kms:ScheduleKeyDeletion',
          '*',
        ),
      },
      {
        ...deny(
          { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'Owner' } },
          ['kms:TagResource', 'kms:UntagResource'],
          '*',
        ),
      },
    ],
  },
  {
    page: 'CloudTrail User Guide, the key policy of a trail',
    kind: 'key',
    statements: [
      allow({ Service: 'cloudtrail.amazonaws.com' }, 'kms:GenerateDataKey*', '*', {
        StringEquals: { 'aws:SourceArn': trail },
        StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:*:${account}:trail/*` },
      }),
      allow({ Service: 'cloudtrail.amazonaws.com' }, 'kms:DescribeKey', '*', {
        StringEquals: { 'aws:SourceArn': trail },
      }),
      allow({ AWS: app }, 'kms:Decrypt', '*', {
        Null: { 'kms:EncryptionContext:aws:cloudtrail:arn': 'false' },
      }),
    ],
  },
  {
    page: 'CloudWatch Logs User Guide, encrypt log data; SNS and SQS Developer Guides',
    kind: 'key',
    statements: [
      allow(
        { Service: 'logs.us-east-1.amazonaws.com' },
        ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
        '*',
        { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:us-east-1:${account}:*` } },
      ),
      allow({ Service: 'sns.amazonaws.com' }, ['kms:Decrypt', 'kms:GenerateDataKey*'], '*', {
        ...(own('aws:PrincipalTag/x', `arn:aws:sns:us-east-1:${account}:topic`) as TreeMap),
      }),
    ],
  },
  {
    page: 'IAM User Guide, example policies: home directories in S3, by user name and by identity of Cognito',
    kind: 'role',
    statements: [
      role(['s3:ListAllMyBuckets', 's3:GetBucketLocation'], '*'),
      role('s3:ListBucket', bucket, {
        StringLike: {
          's3:prefix': ['', 'home/', 'home/${aws:username}/*', '${cognito-identity.amazonaws.com:sub}'],
        },
      }),
      role('s3:*', [`${bucket}/home/\${aws:username}`, `${bucket}/home/\${aws:username}/*`]),
      role(['s3:GetObject', 's3:PutObject'], `${bucket}/\${aws:PrincipalTag/team, 'none'}/*`),
    ],
  },
  {
    page: 'IAM User Guide, example policies: MFA, Regions, sessions',
    kind: 'role',
    statements: [
      role('s3:GetObject', objects, {
        Bool: { 'aws:MultiFactorAuthPresent': 'true' },
        NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' },
        StringEquals: { 'aws:RequestedRegion': 'us-east-1', 'aws:PrincipalType': 'AssumedRole' },
        DateGreaterThan: {
          'aws:TokenIssueTime': '2026-01-01T00:00:00Z',
          'aws:CurrentTime': '2026-01-01T00:00:00Z',
        },
      }),
    ],
  },
  {
    page: 'KMS Developer Guide, IAM policies: keys by tag and by alias',
    kind: 'role',
    statements: [
      role(['kms:Decrypt', 'kms:GenerateDataKey'], `arn:aws:kms:*:${account}:key/*`, {
        StringEquals: { 'aws:ResourceTag/Project': 'Alpha' },
        'ForAnyValue:StringLike': { 'kms:ResourceAliases': 'alias/*Test*' },
      }),
      role('kms:CreateKey', '*', {
        StringEquals: { 'kms:CallerAccount': account },
      }),
      role(['kms:CreateAlias', 'kms:DeleteAlias'], [`arn:aws:kms:us-east-1:${account}:alias/app`, key]),
      role('kms:CreateKey', '*', {
        Bool: { 'kms:MultiRegion': 'true' },
        StringEquals: { 'kms:KeySpec': 'RSA_4096' },
      }),
    ],
  },
  {
    page: 'CloudTrail and Lambda, IAM policies',
    kind: 'role',
    statements: [
      role(['cloudtrail:DescribeTrails', 'cloudtrail:ListTrails', 'cloudtrail:LookupEvents'], '*'),
      role(['cloudtrail:StartLogging', 'cloudtrail:GetTrailStatus', 'cloudtrail:PutEventSelectors'], trail),
      role('logs:CreateLogGroup', `arn:aws:logs:us-east-1:${account}:*`),
      role(
        ['logs:CreateLogStream', 'logs:PutLogEvents'],
        [`arn:aws:logs:us-east-1:${account}:log-group:/aws/lambda/app:*`],
      ),
    ],
  },
];

/** Whether access is too wide is another question: many of these examples are public, or give all. */
const ofNames = [
  'policy.unknown-action',
  'policy.unknown-condition-key',
  'policy.unsupported-condition-key',
  'policy.unsupported-resource',
  'policy.unknown-variable',
  'policy.invalid-principal',
  'policy.characters',
  'policy.unknown-operator',
];

describe('documents after the examples of AWS', () => {
  it.each(examples)('finds nothing strange in $page', ({ kind, statements }) => {
    const all = kind === 'key' ? [rootStatement, ...statements] : statements;
    const policy = policyOf({ Version: '2012-10-17', Statement: [...all] });
    const found = lintPolicy(policy, contextFor(kind)).filter(({ code }) => ofNames.includes(code));
    expect(found.map(({ message }) => message)).toEqual([]);
  });
});
