import { describe, expect, it } from 'vitest';
import { createBench, type Bench, type Input } from '../../bench.test-helper.ts';

const day = 86_400_000;
const old = { ID: 'old', Status: 'Enabled', Filter: { Prefix: 'tmp/' }, Expiration: { Days: 30 } } as const;

function put(...Rules: readonly unknown[]): Input {
  return { Bucket: 'orders', LifecycleConfiguration: { Rules } };
}

function bench(): Bench {
  const made = createBench();
  made.ok('s3.CreateBucket', { Bucket: 'orders' });
  return made;
}

describe('the lifecycle of a bucket', () => {
  it('is empty at first, is replaced as a whole, and is empty again once deleted', () => {
    const { ok, refusal } = bench();
    const Bucket = 'orders';
    const rules = (): unknown => ok('s3.GetBucketLifecycleConfiguration', { Bucket })['Rules'];
    expect(refusal('s3.GetBucketLifecycleConfiguration', { Bucket })).toBe('NoSuchLifecycleConfiguration');
    ok('s3.PutBucketLifecycleConfiguration', put(old, { ...old, ID: 'other' }));
    ok('s3.PutBucketLifecycleConfiguration', put(old));
    expect(rules()).toEqual([old]);
    ok('s3.DeleteBucketLifecycle', { Bucket });
    ok('s3.DeleteBucketLifecycle', { Bucket });
    expect(refusal('s3.GetBucketLifecycleConfiguration', { Bucket })).toBe('NoSuchLifecycleConfiguration');
  });

  it('names a rule that has no ID, and shows a date as one', () => {
    const { ok } = bench();
    const { ID: _none, ...rule } = old;
    ok('s3.PutBucketLifecycleConfiguration', put({ ...rule, Expiration: { Date: 20_000 * day } }));
    expect(ok('s3.GetBucketLifecycleConfiguration', { Bucket: 'orders' })['Rules']).toEqual([
      { ...rule, ID: 'rule-1', Expiration: { Date: new Date(20_000 * day) } },
    ]);
  });

  const tag = { Key: 'a', Value: 'b' };
  const move = { Days: 10, StorageClass: 'GLACIER' };
  it.each([
    { why: 'no rule', rules: [], expected: 'MalformedXML' },
    {
      why: '1,001 rules',
      rules: Array.from({ length: 1001 }, (_, n) => ({ ...old, ID: String(n) })),
      expected: 'MalformedXML',
    },
    { why: 'one ID twice', rules: [old, old], expected: 'InvalidArgument' },
    { why: 'an ID of 256', rules: [{ ...old, ID: 'x'.repeat(256) }], expected: 'InvalidArgument' },
    { why: 'another status', rules: [{ ...old, Status: 'On' }], expected: 'MalformedXML' },
    { why: 'no filter', rules: [{ ...old, Filter: undefined }], expected: 'MalformedXML' },
    { why: 'prefix and filter', rules: [{ ...old, Prefix: '' }], expected: 'MalformedXML' },
    {
      why: 'two predicates',
      rules: [{ ...old, Filter: { Prefix: 'a', Tag: tag } }],
      expected: 'MalformedXML',
    },
    { why: 'And of one', rules: [{ ...old, Filter: { And: { Prefix: 'a' } } }], expected: 'MalformedXML' },
    { why: 'no action', rules: [{ ...old, Expiration: undefined }], expected: 'InvalidRequest' },
    {
      why: 'days and a date',
      rules: [{ ...old, Expiration: { Days: 1, Date: 0 } }],
      expected: 'MalformedXML',
    },
    { why: 'no days', rules: [{ ...old, Expiration: { Days: 0 } }], expected: 'InvalidArgument' },
    { why: 'noon', rules: [{ ...old, Expiration: { Date: day / 2 } }], expected: 'InvalidArgument' },
    {
      why: 'only a number of versions',
      rules: [{ ...old, NoncurrentVersionExpiration: { NewerNoncurrentVersions: 2 } }],
      expected: 'MalformedXML',
    },
    {
      why: '101 versions',
      rules: [{ ...old, NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 101 } }],
      expected: 'InvalidArgument',
    },
    {
      why: 'delete markers by tag',
      rules: [{ ...old, Filter: { Tag: tag }, Expiration: { ExpiredObjectDeleteMarker: true } }],
      expected: 'InvalidRequest',
    },
    {
      why: 'a move after the end',
      rules: [{ ...old, Transitions: [{ ...move, Days: 30 }] }],
      expected: 'InvalidArgument',
    },
    {
      why: 'a move by date',
      rules: [{ ...old, Transitions: [{ ...move, Days: undefined, Date: 0 }] }],
      expected: 'InvalidArgument',
    },
    {
      why: 'infrequent access after 29 days',
      rules: [{ ...old, Transitions: [{ Days: 29, StorageClass: 'STANDARD_IA' }] }],
      expected: 'InvalidArgument',
    },
    {
      why: 'one class twice',
      rules: [{ ...old, Transitions: [move, { ...move, Days: 11 }] }],
      expected: 'InvalidArgument',
    },
    { why: 'a filter of everything', rules: [{ ...old, Filter: {} }], expected: 'ok' },
    {
      why: '1,000 rules',
      rules: Array.from({ length: 1000 }, (_, n) => ({ ...old, ID: String(n) })),
      expected: 'ok',
    },
  ])('answers $expected to $why', ({ rules, expected }) => {
    expect(bench().refusal('s3.PutBucketLifecycleConfiguration', put(...rules))).toBe(expected);
  });
});
