import { describe, expect, it } from 'vitest';
import { createBench, type Input } from '../../bench.test-helper.ts';

const Bucket = 'orders';

describe('a setting of a bucket', () => {
  it.each<{ what: string; input: Input; shown: Input }>([
    {
      what: 'PublicAccessBlock',
      input: { PublicAccessBlockConfiguration: { BlockPublicAcls: true } },
      shown: {
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          IgnorePublicAcls: false,
          BlockPublicPolicy: false,
          RestrictPublicBuckets: false,
        },
      },
    },
    {
      what: 'BucketVersioning',
      input: { VersioningConfiguration: { Status: 'Enabled' } },
      shown: { Status: 'Enabled' },
    },
    {
      what: 'BucketOwnershipControls',
      input: { OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] } },
      shown: { OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] } },
    },
    {
      what: 'BucketTagging',
      input: { Tagging: { TagSet: [{ Key: 'a', Value: '' }] } },
      shown: { TagSet: [{ Key: 'a', Value: '' }] },
    },
  ])('$what reads as it was put, whole', ({ what, input, shown }) => {
    const bench = createBench();
    bench.ok('s3.CreateBucket', { Bucket });
    bench.ok(`s3.Put${what}`, { Bucket, ...input });
    expect(bench.ok(`s3.Get${what}`, { Bucket })).toEqual(shown);
  });

  it.each([
    {
      why: 'a system tag',
      call: 'PutBucketTagging',
      input: { Tagging: { TagSet: [{ Key: 'aws:a', Value: '' }] } },
      expected: 'InvalidTag',
    },
    {
      why: 'a tag twice',
      call: 'PutBucketTagging',
      input: {
        Tagging: {
          TagSet: [
            { Key: 'a', Value: '' },
            { Key: 'a', Value: 'b' },
          ],
        },
      },
      expected: 'InvalidTag',
    },
    {
      why: '51 tags',
      call: 'PutBucketTagging',
      input: { Tagging: { TagSet: Array.from({ length: 51 }, (_, n) => ({ Key: String(n), Value: '' })) } },
      expected: 'BadRequest',
    },
    {
      why: 'no status',
      call: 'PutBucketVersioning',
      input: { VersioningConfiguration: {} },
      expected: 'IllegalVersioningConfigurationException',
    },
    // S3 has no ValidationException: what its schema does not know is no XML of it (S3 error codes).
    {
      why: 'a status nobody knows',
      call: 'PutBucketVersioning',
      input: { VersioningConfiguration: { Status: 'On' } },
      expected: 'MalformedXML',
    },
    {
      why: 'an owner nobody knows',
      call: 'PutBucketOwnershipControls',
      input: { OwnershipControls: { Rules: [{ ObjectOwnership: 'Nobody' }] } },
      expected: 'MalformedXML',
    },
    {
      why: 'no rule',
      call: 'PutBucketEncryption',
      input: { ServerSideEncryptionConfiguration: { Rules: [] } },
      expected: 'MalformedXML',
    },
    {
      why: 'too long a tag key',
      call: 'PutBucketTagging',
      input: { Tagging: { TagSet: [{ Key: 'x'.repeat(129), Value: '' }] } },
      expected: 'InvalidTag',
    },
    {
      why: 'too long a tag value',
      call: 'PutBucketTagging',
      input: { Tagging: { TagSet: [{ Key: 'a', Value: 'x'.repeat(257) }] } },
      expected: 'InvalidTag',
    },
  ])('refuses $why with $expected', ({ call, input, expected }) => {
    const bench = createBench();
    bench.ok('s3.CreateBucket', { Bucket });
    expect(bench.refusal(`s3.${call}`, { Bucket, ...input })).toBe(expected);
  });

  it('gives every object a version once versioning is on', () => {
    const bench = createBench();
    bench.ok('s3.CreateBucket', { Bucket });
    expect(bench.ok('s3.PutObject', { Bucket, Key: 'a' })).not.toHaveProperty('VersionId');
    bench.ok('s3.PutBucketVersioning', { Bucket, VersioningConfiguration: { Status: 'Enabled' } });
    const put = bench.ok('s3.PutObject', { Bucket, Key: 'a' });
    expect(bench.ok('s3.HeadObject', { Bucket, Key: 'a' })['VersionId']).toBe(put['VersionId']);
  });
});

describe('ListBuckets', () => {
  it('gives the buckets of the account, by prefix, Region and page', () => {
    const bench = createBench({ accounts: ['111122223333', '444455556666'] });
    for (const name of ['a-1', 'a-2', 'b-1']) bench.ok('s3.CreateBucket', { Bucket: name });
    bench.ok('s3.CreateBucket', { Bucket: 'a-9' }, { account: '444455556666' });
    const names = (input: Input) =>
      (bench.ok('s3.ListBuckets', input)['Buckets'] as { Name: string }[]).map((bucket) => bucket.Name);
    expect(names({})).toEqual(['a-1', 'a-2', 'b-1']);
    expect(names({ Prefix: 'a-' })).toEqual(['a-1', 'a-2']);
    expect(names({ BucketRegion: 'eu-west-1' })).toEqual([]);
    const { ContinuationToken } = bench.ok('s3.ListBuckets', { MaxBuckets: 2 });
    expect(names({ MaxBuckets: 2, ContinuationToken })).toEqual(['b-1']);
    expect(bench.refusal('s3.ListBuckets', { ContinuationToken: 'x' })).toBe('InvalidArgument');
    expect(bench.refusal('s3.ListBuckets', { MaxBuckets: 0 })).toBe('InvalidArgument');
  });
});
