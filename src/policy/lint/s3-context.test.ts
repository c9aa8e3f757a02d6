import { describe, expect, it } from 'vitest';
import type { TreeMap } from '../../model/tree.ts';
import { condition, found, use } from './lint.test-helper.ts';

const throughS3 = { 'kms:ViaService': 's3.us-east-1.amazonaws.com' };
const arn = 'kms:EncryptionContext:aws:s3:arn';

describe('the encryption context that S3 sends', () => {
  it.each<{ why: string; Condition: TreeMap }>([
    {
      why: 'a pair of a client',
      Condition: { StringEquals: { ...throughS3, 'kms:EncryptionContext:purpose': 'backup' } },
    },
    {
      why: 'the keys without that of S3',
      Condition: {
        StringEquals: throughS3,
        'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': ['purpose'] },
      },
    },
    { why: 'the name of the bucket', Condition: { StringLike: { [arn]: 'the-bucket/*' } } },
    { why: 'a bucket with a slash and no object', Condition: { StringEquals: { [arn]: 'arn:aws:s3:::b/' } } },
    {
      why: 'the ARN of a key',
      Condition: { ArnLike: { [arn]: 'arn:aws:kms:us-east-1:111122223333:key/1' } },
    },
  ])('warns of $why', ({ Condition }) => {
    expect(found('key', { ...use, Condition })).toEqual(['warning policy.s3-context']);
  });

  it.each<{ why: string; Condition: TreeMap }>([
    {
      why: 'the bucket and its objects',
      Condition: { StringLike: { [arn]: ['arn:aws:s3:::b', 'arn:aws:s3:::b/*'] } },
    },
    { why: 'every bucket that begins so', Condition: { ArnLike: { [arn]: 'arn:aws:s3:::b*' } } },
    { why: 'any', Condition: { StringLike: { [arn]: '*' } } },
    { why: 'a home directory', Condition: { StringLike: { [arn]: 'arn:aws:s3:::b/${aws:username}/*' } } },
    { why: 'the objects of another partition', Condition: { StringLike: { [arn]: 'arn:aws-cn:s3:::b/*' } } },
    {
      why: 'a pair of a client who calls KMS itself',
      Condition: { StringEquals: { 'kms:EncryptionContext:purpose': 'backup' } },
    },
    {
      why: 'a pair through S3 or through another service',
      Condition: {
        StringEquals: {
          'kms:ViaService': ['s3.us-east-1.amazonaws.com', 'dynamodb.us-east-1.amazonaws.com'],
          'kms:EncryptionContext:purpose': 'backup',
        },
      },
    },
    {
      why: 'a pair that may be missing',
      Condition: {
        StringEquals: throughS3,
        StringEqualsIfExists: { 'kms:EncryptionContext:purpose': 'backup' },
      },
    },
    {
      why: 'the key of S3 among others',
      Condition: {
        StringEquals: throughS3,
        'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': ['aws:s3:arn', 'purpose'] },
      },
    },
  ])('takes $why', ({ Condition }) => {
    expect(found('key', { ...use, Condition })).toEqual([]);
  });

  it('warns in the policy of a role as well', () => {
    const statement = {
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: 'arn:aws:kms:us-east-1:111122223333:key/1',
      ...condition('StringLike', arn, 'the-bucket/*'),
    };
    expect(found('role', statement)).toEqual(['warning policy.s3-context']);
  });
});
