import { describe, expect, it } from 'vitest';
import { bucketKey } from './bucket-key.ts';
import { account, here, ok, refused, scripted } from './scripted.test-helper.ts';
import type { TransportAnswer } from './transport.ts';

const id = '11111111-2222-4333-8444-555555555555';
const arn = `arn:aws:kms:eu-central-1:${account}:key/${id}`;

function encryptedBy(KMSMasterKeyID?: string): TransportAnswer {
  const rule = { SSEAlgorithm: KMSMasterKeyID === undefined ? 'AES256' : 'aws:kms', KMSMasterKeyID };
  const Rules = [{ ApplyServerSideEncryptionByDefault: rule }];
  return ok({ ServerSideEncryptionConfiguration: { Rules } });
}

function keyOf(
  bucket: TransportAnswer,
  key: TransportAnswer = ok({ KeyMetadata: { Arn: arn, KeyId: id, KeyState: 'Enabled' } }),
) {
  const { aws, requests } = scripted(({ op }) => (op === 's3:GetBucketEncryption' ? bucket : key));
  const parts = { aws, partition: 'aws', options: { notBefore: 0, lane: 'asked' } } as const;
  return bucketKey('state', here, parts).then((found) => ({ found, asked: requests.map(({ op }) => op) }));
}

describe('the key that encrypts a bucket', () => {
  it.each([
    { why: 'an ARN is it', answer: encryptedBy(arn), found: { is: 'key', arn } },
    {
      why: 'an ARN of another account is it too',
      answer: encryptedBy(arn.replace(account, '999988887777')),
      found: { is: 'key', arn: arn.replace(account, '999988887777') },
    },
    { why: 'an id is one of the account of the bucket', answer: encryptedBy(id), found: { is: 'key', arn } },
    { why: 'SSE-S3 has none', answer: encryptedBy(), found: { is: 'none' } },
    {
      why: 'the key that AWS manages is none',
      answer: encryptedBy(`arn:aws:kms:eu-central-1:${account}:alias/aws/s3`),
      found: { is: 'none' },
    },
    { why: 'no bucket has none', answer: refused('NoSuchBucket', 404), found: { is: 'none' } },
    {
      why: 'no configuration is none',
      answer: refused('ServerSideEncryptionConfigurationNotFoundError', 404),
      found: { is: 'none' },
    },
    { why: 'a refusal says nothing', answer: refused('AccessDenied', 403), found: { is: 'unread' } },
  ])('$why', async ({ answer, found }) => {
    const read = await keyOf(answer);
    expect(read.found).toMatchObject(found);
    expect(read.asked).not.toContain('kms:DescribeKey');
  });

  it.each(['alias/state', `arn:aws:kms:eu-central-1:${account}:alias/state`])(
    'is asked of KMS behind %s, which is protected as well',
    async (alias) => {
      const { found } = await keyOf(encryptedBy(alias));
      const whole = `arn:aws:kms:eu-central-1:${account}:alias/state`;
      expect(found).toEqual({ is: 'aliased', arn, alias: whole });
    },
  );

  it('is unknown where KMS does not show the target of the alias', async () => {
    const { found } = await keyOf(encryptedBy('alias/state'), refused('AccessDeniedException', 400));
    expect(found).toMatchObject({ is: 'unread', failure: { op: 'kms:DescribeKey' } });
  });
});
