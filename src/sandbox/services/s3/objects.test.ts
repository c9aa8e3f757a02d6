import { describe, expect, it } from 'vitest';
import { createBench, type Bench, type Input } from '../../bench.test-helper.ts';

const Bucket = 'orders';
const app = 'arn:aws:iam::111122223333:role/app';
const root = 'arn:aws:iam::111122223333:root';

function setUp(rule: Input = {}): { bench: Bench; key: string } {
  const bench = createBench({ principals: [app] });
  bench.ok('s3.CreateBucket', { Bucket });
  const key = bench.key().Arn;
  encrypt(bench, key, rule);
  return { bench, key };
}

function encrypt(bench: Bench, key: string, rule: Input = {}): void {
  const kms = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key };
  const Rules = [{ ApplyServerSideEncryptionByDefault: kms, ...rule }];
  bench.ok('s3.PutBucketEncryption', { Bucket, ServerSideEncryptionConfiguration: { Rules } });
}

describe('an object', () => {
  it.each([
    { why: 'no header', rule: {}, headers: {}, shown: { ServerSideEncryption: 'aws:kms', own: true } },
    {
      why: 'no header, bucket key',
      rule: { BucketKeyEnabled: true },
      headers: {},
      shown: { ServerSideEncryption: 'aws:kms', own: true, BucketKeyEnabled: true },
    },
    {
      why: 'bucket key refused',
      rule: { BucketKeyEnabled: true },
      headers: { BucketKeyEnabled: false },
      shown: { ServerSideEncryption: 'aws:kms', own: true },
    },
    {
      why: 'AES256 asked for',
      rule: {},
      headers: { ServerSideEncryption: 'AES256' },
      shown: { ServerSideEncryption: 'AES256', own: undefined },
    },
    {
      why: 'KMS without a key: the AWS managed one',
      rule: {},
      headers: { ServerSideEncryption: 'aws:kms' },
      shown: { ServerSideEncryption: 'aws:kms', own: false },
    },
  ])('is encrypted by header first, then by default: $why', ({ rule, headers, shown }) => {
    const { bench, key } = setUp(rule);
    bench.ok('s3.PutObject', { Bucket, Key: 'a', ...headers });
    const head = bench.ok('s3.HeadObject', { Bucket, Key: 'a' });
    const keyShown = head['SSEKMSKeyId'];
    expect({
      ServerSideEncryption: head['ServerSideEncryption'],
      own: keyShown === undefined ? undefined : keyShown === key,
      ...(head['BucketKeyEnabled'] === true ? { BucketKeyEnabled: true } : {}),
    }).toEqual(shown);
  });

  it('keeps the key it was written under when the default moves, and fails when that key is disabled', () => {
    const { bench, key } = setUp();
    bench.ok('s3.PutObject', { Bucket, Key: 'old', Body: 'x' });
    encrypt(bench, bench.key().Arn);
    bench.ok('s3.PutObject', { Bucket, Key: 'new', Body: 'y' });
    bench.ok('kms.DisableKey', { KeyId: key });
    expect(bench.refusal('s3.GetObject', { Bucket, Key: 'old' })).toBe('KMS.DisabledException');
    expect(bench.ok('s3.GetObject', { Bucket, Key: 'new' })['Body']).toEqual(
      new Uint8Array(Buffer.from('y')),
    );
    bench.ok('kms.EnableKey', { KeyId: key });
    expect(bench.ok('s3.GetObject', { Bucket, Key: 'old' })['Body']).toEqual(
      new Uint8Array(Buffer.from('x')),
    );
  });

  it('refuses a write with an invalid key that S3 accepted', () => {
    const { bench } = setUp();
    encrypt(bench, 'arn:aws:kms:us-east-1:111122223333:key/00000000-0000-4000-a000-000000000000');
    expect(bench.refusal('s3.PutObject', { Bucket, Key: 'a' })).toBe('KMS.NotFoundException');
    encrypt(bench, bench.key({}, { region: 'eu-west-1' }).Arn);
    expect(bench.refusal('s3.PutObject', { Bucket, Key: 'a' })).toBe('KMS.NotFoundException');
  });

  it.each([
    {
      why: 'object ARN, no bucket key',
      pattern: `arn:aws:s3:::${Bucket}/*`,
      BucketKeyEnabled: false,
      expected: 'ok',
    },
    {
      why: 'object ARN, bucket key',
      pattern: `arn:aws:s3:::${Bucket}/*`,
      BucketKeyEnabled: true,
      expected: 'AccessDenied',
    },
    {
      why: 'bucket ARN, bucket key',
      pattern: `arn:aws:s3:::${Bucket}`,
      BucketKeyEnabled: true,
      expected: 'ok',
    },
    {
      why: 'bucket ARN, no bucket key',
      pattern: `arn:aws:s3:::${Bucket}`,
      BucketKeyEnabled: false,
      expected: 'AccessDenied',
    },
  ])(
    'is written by the requester, with the ARN as encryption context: $why',
    ({ pattern, BucketKeyEnabled, expected }) => {
      const { bench, key } = setUp({ BucketKeyEnabled });
      const use = {
        Effect: 'Allow',
        Principal: { AWS: app },
        Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
        Resource: '*',
        Condition: {
          StringLike: { 'kms:EncryptionContext:aws:s3:arn': pattern },
          StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' },
        },
      };
      const admin = {
        Effect: 'Allow',
        Principal: { AWS: root.replace(':root', ':role/admin') },
        Action: 'kms:*',
        Resource: '*',
      };
      bench.ok('kms.PutKeyPolicy', { KeyId: key, Policy: JSON.stringify({ Statement: [admin, use] }) });
      expect(bench.refusal('s3.PutObject', { Bucket, Key: 'a' }, { principal: app })).toBe(expected);
      // The key itself is closed to the role: it may only go through S3.
      expect(
        bench.refusal('kms.GenerateDataKey', { KeyId: key, KeySpec: 'AES_256' }, { principal: app }),
      ).toBe('AccessDeniedException');
    },
  );

  it.each([
    {
      why: 'an algorithm nobody knows',
      headers: { ServerSideEncryption: 'rot13' },
      expected: 'InvalidEncryptionAlgorithmError',
    },
    {
      why: 'a key with AES256',
      headers: { ServerSideEncryption: 'AES256', SSEKMSKeyId: 'x' },
      expected: 'InvalidArgument',
    },
    {
      why: 'a context that is not JSON',
      headers: { SSEKMSEncryptionContext: 'x' },
      expected: 'InvalidArgument',
    },
    {
      why: 'a context of its own',
      headers: { SSEKMSEncryptionContext: Buffer.from('{"team":"a"}').toString('base64') },
      expected: 'ok',
    },
    { why: 'two layers', headers: { ServerSideEncryption: 'aws:kms:dsse' }, expected: 'ok' },
  ])('answers $expected with $why, and reads if it was written', ({ headers, expected }) => {
    const { bench } = setUp();
    expect(bench.refusal('s3.PutObject', { Bucket, Key: 'a', ...headers })).toBe(expected);
    expect(bench.refusal('s3.GetObject', { Bucket, Key: 'a' })).toBe(expected === 'ok' ? 'ok' : 'NoSuchKey');
  });

  it('refuses a write with customer keys where they are blocked', () => {
    const bench = createBench();
    bench.ok('s3.CreateBucket', { Bucket });
    expect(bench.refusal('s3.PutObject', { Bucket, Key: 'a', SSECustomerAlgorithm: 'AES256' })).toBe(
      'AccessDenied',
    );
  });
});

describe('conditional requests', () => {
  function withLease(): { bench: Bench; etag: string } {
    const bench = createBench();
    bench.ok('s3.CreateBucket', { Bucket });
    return { bench, etag: String(bench.ok('s3.PutObject', { Bucket, Key: 'lease', Body: '1' })['ETag']) };
  }

  it.each([
    {
      why: 'create what exists',
      call: 'PutObject',
      key: 'lease',
      condition: { IfNoneMatch: '*' },
      expected: 'PreconditionFailed',
    },
    {
      why: 'create what does not',
      call: 'PutObject',
      key: 'new',
      condition: { IfNoneMatch: '*' },
      expected: 'ok',
    },
    {
      why: 'write over what was read',
      call: 'PutObject',
      key: 'lease',
      condition: { IfMatch: 'etag' },
      expected: 'ok',
    },
    {
      why: 'write over something else',
      call: 'PutObject',
      key: 'lease',
      condition: { IfMatch: '"0"' },
      expected: 'PreconditionFailed',
    },
    {
      why: 'write over nothing',
      call: 'PutObject',
      key: 'new',
      condition: { IfMatch: 'etag' },
      expected: 'NoSuchKey',
    },
    {
      why: 'delete what was read',
      call: 'DeleteObject',
      key: 'lease',
      condition: { IfMatch: 'etag' },
      expected: 'ok',
    },
    {
      why: 'delete something else',
      call: 'DeleteObject',
      key: 'lease',
      condition: { IfMatch: '"0"' },
      expected: 'PreconditionFailed',
    },
    { why: 'delete nothing', call: 'DeleteObject', key: 'new', condition: {}, expected: 'ok' },
  ])('answers $expected to $why', ({ call, key, condition, expected }) => {
    const { bench, etag } = withLease();
    const input = Object.fromEntries(
      Object.entries(condition).map(([name, value]) => [name, value === 'etag' ? etag : value]),
    );
    expect(bench.refusal(`s3.${call}`, { Bucket, Key: key, Body: '2', ...input })).toBe(expected);
  });

  it('gives the same ETag for the same content with SSE-S3', () => {
    const { bench, etag } = withLease();
    bench.ok('s3.PutObject', { Bucket, Key: 'lease', Body: '2' });
    expect(bench.ok('s3.PutObject', { Bucket, Key: 'lease', Body: '1' })['ETag']).toBe(etag);
  });

  it('lets exactly one of many concurrent creates win, with or without lag', async () => {
    const bench = createBench({ lagMs: 60_000 });
    bench.ok('s3.CreateBucket', { Bucket });
    bench.clock.pass(60_000);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        bench.send('s3.PutObject', { Bucket, Key: 'lease', Body: String(n), IfNoneMatch: '*' }),
      ),
    );
    expect(answers.filter((answer) => answer.is === 'ok')).toHaveLength(1);
    const held = await bench.send('s3.GetObject', { Bucket, Key: 'lease' });
    expect(held).toMatchObject({ is: 'ok', output: { Body: new Uint8Array(Buffer.from('0')) } });
  });
});

describe('a listing of objects', () => {
  it('is in order, by prefix, in pages', () => {
    const bench = createBench();
    bench.ok('s3.CreateBucket', { Bucket });
    for (const Key of ['b/2', 'a', 'b/1', 'c']) bench.ok('s3.PutObject', { Bucket, Key, Body: Key });
    const first = bench.ok('s3.ListObjectsV2', { Bucket, MaxKeys: 3 });
    expect(first).toMatchObject({
      IsTruncated: true,
      Contents: [{ Key: 'a' }, { Key: 'b/1', Size: 3 }, { Key: 'b/2' }],
    });
    const rest = { Bucket, ContinuationToken: first['NextContinuationToken'] };
    expect(bench.ok('s3.ListObjectsV2', rest)).toMatchObject({
      IsTruncated: false,
      Contents: [{ Key: 'c' }],
    });
    expect(bench.ok('s3.ListObjectsV2', { Bucket, Prefix: 'b/' })['KeyCount']).toBe(2);
  });
});
