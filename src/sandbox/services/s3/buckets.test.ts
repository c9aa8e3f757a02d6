import { describe, expect, it } from 'vitest';
import { createBench, type Bench } from '../../bench.test-helper.ts';

const other = '444455556666';

function withBucket(): Bench {
  const bench = createBench({ accounts: ['111122223333', other] });
  bench.ok('s3.CreateBucket', { Bucket: 'orders' });
  return bench;
}

describe('CreateBucket', () => {
  it.each([
    { why: 'a good name', bucket: 'data.eu-1', region: 'us-east-1', config: undefined, expected: 'ok' },
    {
      why: 'capitals',
      bucket: 'Data',
      region: 'us-east-1',
      config: undefined,
      expected: 'InvalidBucketName',
    },
    {
      why: 'a reserved prefix',
      bucket: 'sthree-data',
      region: 'us-east-1',
      config: undefined,
      expected: 'InvalidBucketName',
    },
    {
      why: 'a reserved suffix',
      bucket: 'data--x-s3',
      region: 'us-east-1',
      config: undefined,
      expected: 'InvalidBucketName',
    },
    {
      why: 'an address',
      bucket: '10.0.0.1',
      region: 'us-east-1',
      config: undefined,
      expected: 'InvalidBucketName',
    },
    {
      why: 'a constraint elsewhere',
      bucket: 'data',
      region: 'eu-west-1',
      config: 'eu-west-1',
      expected: 'ok',
    },
    {
      why: 'no constraint elsewhere',
      bucket: 'data',
      region: 'eu-west-1',
      config: undefined,
      expected: 'IllegalLocationConstraintException',
    },
    {
      why: 'a constraint of another Region',
      bucket: 'data',
      region: 'us-east-1',
      config: 'eu-west-1',
      expected: 'IllegalLocationConstraintException',
    },
  ])('answers $expected with $why', ({ bucket, region, config, expected }) => {
    const CreateBucketConfiguration = config === undefined ? undefined : { LocationConstraint: config };
    expect(
      createBench().refusal('s3.CreateBucket', { Bucket: bucket, CreateBucketConfiguration }, { region }),
    ).toBe(expected);
  });

  it('allows the owner to repeat CreateBucket only in us-east-1', () => {
    const bench = withBucket();
    expect(bench.refusal('s3.CreateBucket', { Bucket: 'orders' })).toBe('ok');
    expect(bench.refusal('s3.CreateBucket', { Bucket: 'orders' }, { account: other })).toBe(
      'BucketAlreadyExists',
    );
    const eu = { Bucket: 'eu-data', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } };
    bench.ok('s3.CreateBucket', eu, { region: 'eu-west-1' });
    expect(bench.refusal('s3.CreateBucket', eu, { region: 'eu-west-1' })).toBe('BucketAlreadyOwnedByYou');
  });
});

describe('a bucket', () => {
  it.each([
    { why: 'its owner', input: {}, where: {}, get: 'ok', head: 'ok' },
    {
      why: 'the owner expected',
      input: { ExpectedBucketOwner: '111122223333' },
      where: {},
      get: 'ok',
      head: 'ok',
    },
    {
      why: 'another owner expected',
      input: { ExpectedBucketOwner: other },
      where: {},
      get: 'AccessDenied',
      head: 'Unknown',
    },
    {
      why: 'another Region',
      input: {},
      where: { region: 'eu-west-1' },
      get: 'PermanentRedirect',
      head: 'PermanentRedirect',
    },
    { why: 'another account', input: {}, where: { account: other }, get: 'AccessDenied', head: 'Unknown' },
    { why: 'another name', input: { Bucket: 'invoices' }, where: {}, get: 'NoSuchBucket', head: 'NotFound' },
  ])('answers a listing with $why', ({ input, where, get, head }) => {
    const bench = withBucket();
    const asked = { Bucket: 'orders', ...input };
    expect(bench.refusal('s3.GetBucketEncryption', asked, where)).toBe(get);
    expect(bench.refusal('s3.HeadBucket', asked, where)).toBe(head);
  });

  it('tells its Region to those who ask in the wrong one', () => {
    const bench = withBucket();
    expect(bench.answer('s3.HeadBucket', { Bucket: 'orders' }, { region: 'eu-west-1' })).toMatchObject({
      status: 301,
      details: { Region: 'us-east-1' },
    });
    expect(bench.ok('s3.GetBucketLocation', { Bucket: 'orders' }, { region: 'eu-west-1' })).toEqual({});
  });

  it('goes only when it is empty', () => {
    const bench = withBucket();
    bench.ok('s3.PutObject', { Bucket: 'orders', Key: 'a' });
    expect(bench.refusal('s3.DeleteBucket', { Bucket: 'orders' })).toBe('BucketNotEmpty');
    bench.ok('s3.DeleteObject', { Bucket: 'orders', Key: 'a' });
    bench.ok('s3.DeleteBucket', { Bucket: 'orders' });
    expect(bench.ok('s3.ListBuckets')['Buckets']).toEqual([]);
  });

  it('begins closed: access blocked, owner enforced, no versioning, no tags, no policy', () => {
    const bench = withBucket();
    const Bucket = 'orders';
    expect(bench.ok('s3.GetPublicAccessBlock', { Bucket })['PublicAccessBlockConfiguration']).toEqual({
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    });
    expect(bench.ok('s3.GetBucketOwnershipControls', { Bucket })).toEqual({
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    });
    expect(bench.ok('s3.GetBucketVersioning', { Bucket })).toEqual({});
    expect(bench.refusal('s3.GetBucketTagging', { Bucket })).toBe('NoSuchTagSet');
    expect(bench.refusal('s3.GetBucketPolicy', { Bucket })).toBe('NoSuchBucketPolicy');
    expect(bench.refusal('s3.GetBucketPolicyStatus', { Bucket })).toBe('NoSuchBucketPolicy');
  });

  it.each([
    ['PublicAccessBlock', 'NoSuchPublicAccessBlockConfiguration'],
    ['BucketOwnershipControls', 'OwnershipControlsNotFoundError'],
    ['BucketTagging', 'NoSuchTagSet'],
  ])('answers a request without its %s with %s', (what, expected) => {
    const bench = withBucket();
    bench.ok(`s3.Delete${what}`, { Bucket: 'orders' });
    expect(bench.refusal(`s3.Get${what}`, { Bucket: 'orders' })).toBe(expected);
  });
});

describe('PutBucketEncryption', () => {
  const kms = (KMSMasterKeyID?: string) => ({
    ApplyServerSideEncryptionByDefault: {
      SSEAlgorithm: 'aws:kms',
      ...(KMSMasterKeyID === undefined ? {} : { KMSMasterKeyID }),
    },
  });

  it.each([
    {
      why: 'a key that is not there',
      rules: [kms('arn:aws:kms:us-east-1:111122223333:key/none')],
      expected: 'ok',
    },
    { why: 'the AWS managed key', rules: [kms()], expected: 'ok' },
    {
      why: 'only blocked types',
      rules: [{ BlockedEncryptionTypes: { EncryptionType: ['NONE'] } }],
      expected: 'ok',
    },
    { why: 'no rule', rules: [], expected: 'MalformedXML' },
    { why: 'two rules', rules: [kms(), kms()], expected: 'MalformedXML' },
    {
      why: 'a key with AES256',
      rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256', KMSMasterKeyID: 'x' } }],
      expected: 'InvalidArgument',
    },
    {
      why: 'the algorithm of another storage',
      rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:fsx' } }],
      expected: 'MalformedXML',
    },
  ])('answers $expected with $why', ({ rules, expected }) => {
    const input = { Bucket: 'orders', ServerSideEncryptionConfiguration: { Rules: rules } };
    expect(withBucket().refusal('s3.PutBucketEncryption', input)).toBe(expected);
  });

  it('replaces all: a block of SSE-C that is not sent back is gone', () => {
    const bench = withBucket();
    const Bucket = 'orders';
    const rule = () => {
      const shown = bench.ok('s3.GetBucketEncryption', { Bucket })['ServerSideEncryptionConfiguration'];
      return (shown as { Rules: Record<string, unknown>[] }).Rules[0];
    };
    expect(rule()).toHaveProperty('BlockedEncryptionTypes');
    bench.ok('s3.PutBucketEncryption', {
      Bucket,
      ServerSideEncryptionConfiguration: { Rules: [kms('alias/k')] },
    });
    expect(rule()).toEqual({ ...kms('alias/k'), BucketKeyEnabled: false });
    bench.ok('s3.DeleteBucketEncryption', { Bucket });
    expect(rule()).toEqual({
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
      BucketKeyEnabled: false,
    });
  });
});
