import { describe, expect, it } from 'vitest';
import { createBench, type Bench, type Input } from '../../bench.test-helper.ts';

function to(TargetBucket: string, more: object = {}): Input {
  const LoggingEnabled = { TargetBucket, TargetPrefix: 'orders/', ...more };
  return { Bucket: 'orders', BucketLoggingStatus: { LoggingEnabled } };
}

function bench(): Bench {
  const made = createBench();
  for (const Bucket of ['orders', 'logs']) made.ok('s3.CreateBucket', { Bucket });
  return made;
}

describe('the logging of a bucket', () => {
  it('is off at first, reads as it was put, and is off again after an empty status', () => {
    const { ok } = bench();
    const shown = (): unknown => ok('s3.GetBucketLogging', { Bucket: 'orders' });
    expect(shown()).toEqual({});
    ok('s3.PutBucketLogging', to('logs'));
    expect(shown()).toEqual({ LoggingEnabled: { TargetBucket: 'logs', TargetPrefix: 'orders/' } });
    ok('s3.PutBucketLogging', { Bucket: 'orders', BucketLoggingStatus: {} });
    expect(shown()).toEqual({});
  });

  it.each([
    { why: 'no such target', input: to('none'), expected: 'InvalidTargetBucketForLogging' },
    {
      why: 'two formats',
      input: to('logs', { TargetObjectKeyFormat: { SimplePrefix: {}, PartitionedPrefix: {} } }),
      expected: 'MalformedXML',
    },
    {
      why: 'target grants where ACLs do not count',
      input: to('logs', { TargetGrants: [{ Permission: 'READ' }] }),
      expected: 'InvalidArgument',
    },
  ])('is refused for $why', ({ input, expected }) => {
    expect(bench().refusal('s3.PutBucketLogging', input)).toBe(expected);
  });
});
