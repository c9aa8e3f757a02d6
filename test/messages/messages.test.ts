import { describe, expect, it } from 'vitest';
import type { TransportAnswer, TransportRequest } from '../../src/aws/transport.ts';
import { stories } from '../support/permission-stories.ts';
import { newTally, problemsOfAnswer, problemsOfRequest } from '../support/schema-check.ts';

type Request = Pick<TransportRequest, 'op' | 'input'>;

const metadata = { KeyId: '1', KeyState: 'Enabled' };

function ok(output: unknown): TransportAnswer {
  return { is: 'ok', output };
}

function error(name: string): TransportAnswer {
  return { is: 'error', name, message: '', sent: true };
}

describe('a message that is not the one of the SDK is found', () => {
  it.each<{ why: string; request: Request; problem: RegExp | undefined }>([
    { why: 'as it should be', request: { op: 'kms:DescribeKey', input: { KeyId: '1' } }, problem: undefined },
    { why: 'a missing member', request: { op: 'kms:DescribeKey', input: {} }, problem: /KeyId is missing/u },
    {
      why: 'a member nobody knows',
      request: { op: 'kms:DescribeKey', input: { KeyId: '1', Keyid: '1' } },
      problem: /Keyid is unknown in DescribeKeyRequest/u,
    },
    {
      why: 'a wrong type',
      request: { op: 'kms:EnableKeyRotation', input: { KeyId: '1', RotationPeriodInDays: '90' } },
      problem: /RotationPeriodInDays is "90"/u,
    },
    {
      why: 'a value that is none of the enumeration',
      request: { op: 'kms:CreateKey', input: { KeySpec: 'AES_256' } },
      problem: /KeySpec is AES_256, which is none of/u,
    },
    {
      why: 'one inside a list',
      request: { op: 'kms:TagResource', input: { KeyId: '1', Tags: [{ TagKey: 'a' }] } },
      problem: /Tags\[0\]\.TagValue is missing/u,
    },
    {
      why: 'a value that is none of the enumeration, inside a list',
      request: { op: 'kms:CreateGrant', input: { KeyId: '1', Operations: ['Decrypt', 'Delete'] } },
      problem: /Operations is Delete, which is none of/u,
    },
    {
      why: 'text for a list',
      request: { op: 'kms:UntagResource', input: { KeyId: '1', TagKeys: 'a' } },
      problem: /TagKeys is no list/u,
    },
    {
      why: 'deep in S3',
      request: {
        op: 's3:PutBucketVersioning',
        input: { Bucket: 'b', VersioningConfiguration: { Status: 'On' } },
      },
      problem: /Status is On/u,
    },
    {
      why: 'an operation nobody knows',
      request: { op: 'kms:MakeKey', input: {} },
      problem: /no such operation/u,
    },
  ])('refuses a request when $why', ({ request, problem }) => {
    const problems = problemsOfRequest(request);
    if (problem === undefined) expect(problems).toEqual([]);
    else expect(problems.join('; ')).toMatch(problem);
  });

  it.each<{ why: string; op: Request['op']; answer: TransportAnswer; problem: RegExp | undefined }>([
    {
      why: 'as it should be',
      op: 'kms:DescribeKey',
      answer: ok({ KeyMetadata: metadata }),
      problem: undefined,
    },
    {
      why: 'a state that KMS does not have',
      op: 'kms:DescribeKey',
      answer: ok({ KeyMetadata: { ...metadata, KeyState: 'Ready' } }),
      problem: /KeyState is Ready/u,
    },
    {
      why: 'a time that is none',
      op: 'kms:DescribeKey',
      answer: ok({ KeyMetadata: { ...metadata, CreationDate: 'yesterday' } }),
      problem: /CreationDate is "yesterday"/u,
    },
    {
      why: 'something where nothing is answered',
      op: 'kms:EnableKey',
      answer: ok({ KeyId: '1' }),
      problem: /holds something/u,
    },
    {
      why: 'an error of the operation',
      op: 'kms:DescribeKey',
      answer: error('NotFoundException'),
      problem: undefined,
    },
    {
      why: 'an error of every service',
      op: 'kms:DescribeKey',
      answer: error('ThrottlingException'),
      problem: undefined,
    },
    {
      why: 'an error of another operation',
      op: 'kms:DescribeKey',
      answer: error('AlreadyExistsException'),
      problem: /does not know the error/u,
    },
    {
      why: 'a name of another service',
      op: 'cloudtrail:GetTrail',
      answer: error('NoSuchBucket'),
      problem: /does not know the error/u,
    },
  ])('refuses an answer when $why', ({ op, answer, problem }) => {
    const problems = problemsOfAnswer({ op }, answer);
    if (problem === undefined) expect(problems).toEqual([]);
    else expect(problems.join('; ')).toMatch(problem);
  });
});

describe('every message of the stories', () => {
  it('is the one of the SDK, and they are many', async ({ annotate }) => {
    const all = newTally();
    for (const { run } of stories) {
      const { messages } = (await run()).estate;
      for (const part of ['requests', 'answers', 'errors'] as const)
        for (const [name, count] of messages[part]) all[part].set(name, (all[part].get(name) ?? 0) + count);
    }
    const total = (counts: ReadonlyMap<string, number>): number =>
      [...counts.values()].reduce((sum, count) => sum + count, 0);
    await annotate(
      `${all.requests.size} operations: ${total(all.requests)} requests, ${total(all.answers)} answers, ${total(all.errors)} errors of ${all.errors.size} sorts`,
    );
    expect(all.requests.size).toBeGreaterThan(50);
    expect(total(all.answers)).toBeGreaterThan(3000);
    expect(all.errors.size).toBeGreaterThan(5);
  }, 300_000);
});
