import { describe, expect, it } from 'vitest';
import { createBench, type Bench } from '../../bench.test-helper.ts';

const other = '444455556666';
const Bucket = 'orders';
const arn = 'arn:aws:s3:::orders';

function withBucket(): Bench {
  const bench = createBench({ accounts: ['111122223333', other] });
  bench.ok('s3.CreateBucket', { Bucket });
  return bench;
}

function text(statement: Record<string, unknown>): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: other },
        Action: 's3:GetObject',
        Resource: `${arn}/*`,
        ...statement,
      },
    ],
  });
}

describe('PutBucketPolicy', () => {
  it.each([
    { why: 'another account', policy: text({}), expected: 'ok' },
    {
      why: 'a role nobody made',
      policy: text({ Principal: { AWS: 'arn:aws:iam::111122223333:role/none' } }),
      expected: 'MalformedPolicy',
    },
    { why: 'no action', policy: text({ Action: undefined }), expected: 'MalformedPolicy' },
    { why: 'no principal', policy: text({ Principal: undefined }), expected: 'MalformedPolicy' },
    {
      why: 'the action of another service',
      policy: text({ Action: 'kms:Decrypt' }),
      expected: 'MalformedPolicy',
    },
    {
      why: 'an action that S3 does not have',
      policy: text({ Action: 's3:GetObjekt' }),
      expected: 'MalformedPolicy',
    },
    {
      why: 'an action on objects, for the bucket',
      policy: text({ Resource: arn }),
      expected: 'MalformedPolicy',
    },
    {
      why: 'an action on the bucket, for objects',
      policy: text({ Action: 's3:ListBucket' }),
      expected: 'MalformedPolicy',
    },
    {
      why: 'a misspelt condition key',
      policy: text({ Condition: { Bool: { 'aws:SecureTransprt': 'true' } } }),
      expected: 'MalformedPolicy',
    },
    {
      why: 'a misspelt condition key of S3',
      policy: text({ Condition: { StringEquals: { 's3:ExistingObjectTags/a': 'b' } } }),
      expected: 'MalformedPolicy',
    },
    {
      why: 'a condition key that the action does not carry',
      policy: text({ Condition: { StringLike: { 's3:prefix': 'home/*' } } }),
      expected: 'MalformedPolicy',
    },
    {
      why: 'a condition key that it carries',
      policy: text({
        Condition: { StringEquals: { 's3:ExistingObjectTag/a': 'b', 'aws:PrincipalTag/a': 'b' } },
      }),
      expected: 'ok',
    },
    {
      why: 'a canonical user',
      policy: text({ Principal: { CanonicalUser: '79a59d' } }),
      expected: 'MalformedPolicy',
    },
    {
      why: 'an identity of CloudFront',
      policy: text({
        Principal: { AWS: 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1EXAMPLE' },
      }),
      expected: 'ok',
    },
    {
      why: 'the resource of another bucket',
      policy: text({ Resource: 'arn:aws:s3:::invoices/*' }),
      expected: 'MalformedPolicy',
    },
    {
      why: 'a bucket that only begins alike',
      policy: text({ Resource: `${arn}-old/*` }),
      expected: 'MalformedPolicy',
    },
    { why: 'everybody', policy: text({ Principal: '*' }), expected: 'AccessDenied' },
    {
      why: 'everybody of one account',
      policy: text({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalAccount': other } } }),
      expected: 'ok',
    },
    {
      why: 'everybody of any account',
      policy: text({ Principal: '*', Condition: { StringLike: { 'aws:PrincipalAccount': '*' } } }),
      expected: 'AccessDenied',
    },
    { why: 'more than 20 KB', policy: text({}).padEnd(20_481), expected: 'MalformedPolicy' },
    { why: 'no JSON', policy: '<x/>', expected: 'MalformedPolicy' },
  ])('answers $expected for $why', ({ policy, expected }) => {
    expect(withBucket().refusal('s3.PutBucketPolicy', { Bucket, Policy: policy })).toBe(expected);
  });

  it('lets a bucket be public once nothing blocks it, and says so', () => {
    const bench = withBucket();
    bench.ok('s3.DeletePublicAccessBlock', { Bucket });
    bench.ok('s3.PutBucketPolicy', { Bucket, Policy: text({ Principal: '*' }) });
    expect(bench.ok('s3.GetBucketPolicyStatus', { Bucket })).toEqual({ PolicyStatus: { IsPublic: true } });
    bench.ok('s3.PutBucketPolicy', { Bucket, Policy: text({}) });
    expect(bench.ok('s3.GetBucketPolicyStatus', { Bucket })).toEqual({ PolicyStatus: { IsPublic: false } });
  });

  it('shows the account as its root', () => {
    const bench = withBucket();
    bench.ok('s3.PutBucketPolicy', { Bucket, Policy: text({}) });
    expect(JSON.parse(String(bench.ok('s3.GetBucketPolicy', { Bucket })['Policy']))).toMatchObject({
      Statement: [{ Principal: { AWS: `arn:aws:iam::${other}:root` } }],
    });
  });
});

describe('a bucket policy', () => {
  it('opens objects to another account, and its configuration never', () => {
    const bench = withBucket();
    bench.ok('s3.PutObject', { Bucket, Key: 'a', Body: 'x' });
    const read = () => bench.refusal('s3.GetObject', { Bucket, Key: 'a' }, { account: other });
    expect(read()).toBe('AccessDenied');
    bench.ok('s3.PutBucketPolicy', { Bucket, Policy: text({}) });
    expect(read()).toBe('ok');
    // Without the permission 403, with it 405: not of the owner's account (S3 API Reference, PutBucketPolicy).
    const mine = { Bucket, Policy: text({}) };
    const write = () => bench.refusal('s3.PutBucketPolicy', mine, { account: other });
    expect(write()).toBe('AccessDenied');
    bench.ok('s3.PutBucketPolicy', { Bucket, Policy: text({ Action: 's3:*', Resource: [arn, `${arn}/*`] }) });
    expect(write()).toBe('MethodNotAllowed');
  });

  it('accepts a policy that shuts out everyone, which the root user of the owner can remove', () => {
    const bench = withBucket();
    const Policy = text({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [arn, `${arn}/*`] });
    bench.ok('s3.PutBucketPolicy', { Bucket, Policy });
    for (const call of ['s3.GetBucketEncryption', 's3.GetBucketPolicy', 's3.DeleteBucketPolicy']) {
      expect(bench.refusal(call, { Bucket })).toBe('AccessDenied');
    }
    bench.ok('s3.DeleteBucketPolicy', { Bucket }, { principal: 'arn:aws:iam::111122223333:root' });
    expect(bench.refusal('s3.GetBucketEncryption', { Bucket })).toBe('ok');
  });

  const demand = { 's3:x-amz-server-side-encryption': 'aws:kms' };
  const present = { Null: { 's3:x-amz-server-side-encryption': 'false' } };
  it.each([
    { why: 'no header', Condition: { StringNotEquals: demand }, header: undefined, expected: 'AccessDenied' },
    // "If the key is not present, evaluate the condition element as true" (IAM User Guide, IfExists).
    {
      why: 'no header, IfExists: no better',
      Condition: { StringNotEqualsIfExists: demand },
      header: undefined,
      expected: 'AccessDenied',
    },
    {
      why: 'no header, and only headers are judged',
      Condition: { StringNotEquals: demand, ...present },
      header: undefined,
      expected: 'ok',
    },
    { why: 'the header', Condition: { StringNotEquals: demand }, header: 'aws:kms', expected: 'ok' },
    {
      why: 'another header',
      Condition: { StringNotEquals: demand, ...present },
      header: 'AES256',
      expected: 'AccessDenied',
    },
  ])(
    'compares a demanded header with the request, not the default: $why',
    ({ Condition, header, expected }) => {
      const bench = withBucket();
      const statement = { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Condition };
      bench.ok('s3.PutBucketPolicy', { Bucket, Policy: text(statement) });
      expect(bench.refusal('s3.PutObject', { Bucket, Key: 'a', ServerSideEncryption: header })).toBe(
        expected,
      );
    },
  );
});
