import { describe, expect, it } from 'vitest';
import { createBench } from './bench.test-helper.ts';

describe('a sandbox', () => {
  it('makes a key that can be described, tagged, aliased and rotated', () => {
    const bench = createBench();
    const { KeyId } = bench.key({ Description: 'orders', Tags: [{ TagKey: 'team', TagValue: 'shop' }] });
    bench.ok('kms.CreateAlias', { AliasName: 'alias/orders', TargetKeyId: KeyId });
    bench.ok('kms.EnableKeyRotation', { KeyId, RotationPeriodInDays: 100 });
    expect(bench.ok('kms.DescribeKey', { KeyId: 'alias/orders' })).toMatchObject({
      KeyMetadata: { KeyId, Description: 'orders', KeyState: 'Enabled', Enabled: true, MultiRegion: false },
    });
    expect(bench.ok('kms.ListResourceTags', { KeyId })).toEqual({
      Tags: [{ TagKey: 'team', TagValue: 'shop' }],
      Truncated: false,
    });
    expect(bench.ok('kms.GetKeyRotationStatus', { KeyId })).toMatchObject({
      KeyRotationEnabled: true,
      RotationPeriodInDays: 100,
      NextRotationDate: new Date(bench.clock.now() + 100 * 86_400_000),
    });
    expect(bench.ok('tagging.GetResources', { ResourceTypeFilters: ['kms:key'] })).toMatchObject({
      ResourceTagMappingList: [{ Tags: [{ Key: 'team', Value: 'shop' }] }],
    });
  });

  it('answers NotImplemented by name to what it does not know', () => {
    const bench = createBench();
    expect(bench.answer('kms.CreateCustomKeyStore')).toEqual({
      is: 'error',
      name: 'NotImplemented',
      message: 'The sandbox does not know kms:CreateCustomKeyStore.',
      status: 501,
    });
    expect(bench.refusal('kms.toString')).toBe('NotImplemented');
  });

  it('tells who calls, and gives sessions of roles that nobody made', () => {
    const bench = createBench();
    const assumed = bench.ok('sts.AssumeRole', {
      RoleArn: 'arn:aws:iam::111122223333:role/writer',
      RoleSessionName: 'plan',
    });
    const session = 'arn:aws:sts::111122223333:assumed-role/writer/plan';
    expect(assumed).toMatchObject({ AssumedRoleUser: { Arn: session } });
    expect(bench.ok('sts.GetCallerIdentity', {}, { principal: session })).toMatchObject({
      Account: '111122223333',
      Arn: session,
    });
  });

  it('gives a bucket SSE-S3 and the SSE-C block, and takes any key without looking', () => {
    const bench = createBench();
    bench.ok('s3.CreateBucket', { Bucket: 'orders' });
    expect(bench.ok('s3.GetBucketEncryption', { Bucket: 'orders' })).toEqual({
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
            BucketKeyEnabled: false,
            BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] },
          },
        ],
      },
    });
    const Rules = [
      {
        ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'alias/nowhere' },
        BucketKeyEnabled: true,
      },
    ];
    bench.ok('s3.PutBucketEncryption', { Bucket: 'orders', ServerSideEncryptionConfiguration: { Rules } });
    expect(bench.ok('s3.GetBucketEncryption', { Bucket: 'orders' })).toEqual({
      ServerSideEncryptionConfiguration: { Rules },
    });
  });
});
