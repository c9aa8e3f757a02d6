import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, Call, OpName } from '../model/call.ts';
import type { TrafficEvent } from '../model/progress.ts';
import { createCallLog } from './call-log.ts';
import { createLimiter } from './limiter.ts';
import { createAws, readOnly } from './port.ts';
import { account, broken, here, ok, refused, scripted, held } from './scripted.test-helper.ts';
import { trueAnswer } from './true-answer.test-helper.ts';
import type { TransportAnswer } from './transport.ts';

function call(op: OpName, input: Call['input'] = {}): Call {
  return { op, at: here, input };
}

const describeKey = call('kms:DescribeKey', { KeyId: 'a' });
function never(): Promise<TransportAnswer> {
  return Promise.race<never>([]);
}

describe('retries', () => {
  it.each([
    { why: 'a throttled read', op: 'kms:DescribeKey', first: refused('ThrottlingException', 400) },
    { why: 'a read after an outage', op: 'kms:DescribeKey', first: refused('KMSInternalException', 500) },
    {
      why: 'a write that replaces, after a lost answer',
      op: 'kms:PutKeyPolicy',
      first: broken('ECONNRESET', true),
    },
    {
      why: 'a create that was throttled: it was refused',
      op: 'kms:CreateKey',
      first: refused('ThrottlingException', 400),
    },
    { why: 'a create that never left', op: 'kms:CreateKey', first: broken('ECONNREFUSED', false) },
  ] as const)('tries again: $why', async ({ op, first }) => {
    const { aws, requests } = scripted((_, index) => (index === 0 ? first : ok({ fine: true })));
    expect(await aws.call(call(op))).toMatchObject({ is: 'ok', value: { fine: true } });
    expect(requests).toHaveLength(2);
  });

  it.each([
    {
      why: 'a create whose answer was lost',
      op: 'kms:CreateKey',
      first: broken('ECONNRESET', true),
      unknown: true,
    },
    {
      why: 'a create that broke inside AWS',
      op: 'kms:CreateKey',
      first: refused('KMSInternalException', 500),
      unknown: true,
    },
    {
      why: 'a grant without a name',
      op: 'kms:CreateGrant',
      first: broken('ECONNRESET', true),
      unknown: true,
    },
    {
      why: 'what is forbidden',
      op: 'kms:PutKeyPolicy',
      first: refused('AccessDeniedException', 400),
      unknown: undefined,
    },
    {
      why: 'a policy too long',
      op: 'kms:PutKeyPolicy',
      first: refused('LimitExceededException', 400),
      unknown: undefined,
    },
    {
      why: 'a principal not visible: only the caller knows a reason',
      op: 'kms:PutKeyPolicy',
      first: refused('MalformedPolicyDocumentException', 400),
      unknown: undefined,
    },
  ] as const)('does not try again: $why', async ({ op, first, unknown }) => {
    const { aws, requests } = scripted(() => first);
    const answer = await aws.call(call(op));
    expect(answer).toMatchObject({ is: 'failed', failure: { op, at: here } });
    expect(answer.is === 'failed' && answer.failure.effectUnknown).toBe(unknown ?? undefined);
    expect(requests).toHaveLength(1);
  });

  it('gives up after a number of attempts and a time, and waits longer each time', async () => {
    const { aws, log, clock } = scripted(() => refused('ServiceUnavailable', 503));
    expect(await aws.call(describeKey)).toMatchObject({ is: 'failed', failure: { code: 'aws.transient' } });
    const attempts = log.filter((entry) => entry.op === 'kms:DescribeKey').map((entry) => entry.attempt);
    expect(attempts).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(clock.now()).toBeLessThan(120_000);
  });

  it('ends all attempts of a write within 30 seconds of the first, as long as a new holder waits', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('hang', 'break', 'throttle'), { minLength: 8, maxLength: 8 }),
        async (troubles) => {
          const { aws, clock, log } = scripted((_, index) => {
            const trouble = troubles[index];
            if (trouble === 'hang') return never();
            return trouble === 'break' ? broken('ECONNRESET', true) : refused('ThrottlingException', 400);
          });
          expect(await aws.call(call('kms:PutKeyPolicy'))).toMatchObject({ is: 'failed' });
          const first = log.find((entry) => entry.access === 'write');
          expect(clock.now() - (first?.at ?? 0)).toBeLessThanOrEqual(30_000);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('does as the endpoint says when it names a pause', async () => {
    const { aws, clock } = scripted((_, index) =>
      index === 0
        ? { is: 'error', name: 'SlowDown', message: '', status: 503, sent: true, retryAfterMs: 7_000 }
        : ok({}),
    );
    await aws.call(describeKey);
    expect(clock.now()).toBeGreaterThanOrEqual(7_000);
  });

  it('tells that a call is sent again, why and when, before it waits', async () => {
    const told: TrafficEvent[] = [];
    const script = (_: unknown, index: number) => (index === 0 ? refused('SlowDown', 503) : ok({}));
    const { aws, clock } = scripted(script, { traffic: (event) => void told.push(event) });
    await aws.call(describeKey);
    const [retry, ...more] = told;
    expect(more).toEqual([]);
    expect(retry).toMatchObject({
      is: 'retrying',
      op: 'kms:DescribeKey',
      error: 'SlowDown',
      throttled: true,
    });
    expect(retry?.is === 'retrying' && retry.until).toBe(clock.now());
  });

  it('slows the quota down when throttled', async () => {
    const { aws, log } = scripted((_, index) => (index === 0 ? refused('ThrottlingException', 400) : ok({})));
    await aws.call(call('kms:CreateKey'));
    const [, second] = log.filter((entry) => entry.op === 'kms:CreateKey');
    expect(second?.waited).toBeGreaterThan(0);
  });

  it('does not lose its turn: one throttled among a hundred writes still ends well', async () => {
    const { aws, log } = scripted((_, index) => (index === 3 ? refused('ThrottlingException', 400) : ok({})));
    const create = call('kms:CreateAlias');
    const answers = await Promise.all(Array.from({ length: 100 }, () => aws.call(create)));
    expect(answers.filter((answer) => answer.is === 'failed')).toEqual([]);
    const again = log.find((entry) => entry.attempt === 2);
    expect(again?.waited).toBeLessThan(5_000);
  });

  it('calls a lost answer a timeout of unknown effect', async () => {
    const { aws, clock } = scripted(never);
    expect(await aws.call(call('kms:CreateKey'))).toMatchObject({
      is: 'failed',
      failure: { code: 'aws.timeout', effectUnknown: true },
    });
    expect(clock.now()).toBe(15_000);
  });

  it('keeps the doubt when a later attempt is refused', async () => {
    const { aws } = scripted((_, index) =>
      index === 0 ? broken('EPIPE', true) : refused('AccessDeniedException', 400),
    );
    expect(await aws.call(call('kms:PutKeyPolicy'))).toMatchObject({
      failure: { code: 'aws.forbidden', effectUnknown: true },
    });
  });

  it('reports an operation that the endpoint does not know, once its pages of HTML went on', async () => {
    const { aws } = scripted(() => refused('SyntaxError', 500));
    expect(await aws.call(call('kms:GetKeyLastUsage'))).toMatchObject({
      failure: { code: 'aws.not-implemented' },
    });
  });
});

describe('an earlier equal write', () => {
  it('takes a gone grant as revoked', async () => {
    const { aws } = scripted(() => refused('NotFoundException', 400));
    expect(await aws.call(call('kms:RevokeGrant'))).toMatchObject({ is: 'ok' });
    expect(await aws.call(call('kms:UpdateAlias'))).toMatchObject({ is: 'failed' });
  });

  it('takes an existing alias as its own only after a lost answer', async () => {
    const exists = refused('AlreadyExistsException', 400);
    expect(await scripted(() => exists).aws.call(call('kms:CreateAlias'))).toMatchObject({ is: 'failed' });
    const lost = scripted((_, index) => (index === 0 ? broken('ECONNRESET', true) : exists));
    expect(await lost.aws.call(call('kms:CreateAlias'))).toMatchObject({ is: 'ok' });
  });
});

describe('the sent request', () => {
  it('refuses a value that AWS has not assigned yet', () => {
    const { aws, requests } = scripted(() => ok({}));
    const input = { TargetKeyId: { $unknown: '${Key/a.arn}' } };
    expect(() => aws.call(call('kms:CreateAlias', input))).toThrow('not assigned yet');
    expect(requests).toEqual([]);
  });

  it('refuses an operation without a row', () => {
    expect(() => scripted(() => ok({})).aws.call(call('kms:ImportKeyMaterial'))).toThrow('not declared');
  });

  it('names the owner of a bucket, unless the caller did', async () => {
    const { aws, requests } = scripted(() => ok({}));
    await aws.call(call('s3:GetBucketPolicy', { Bucket: 'b' }));
    await aws.call(call('s3:GetBucketPolicy', { Bucket: 'b', ExpectedBucketOwner: '999988887777' }));
    await aws.call(call('s3:CreateBucket', { Bucket: 'b' }));
    const owners = requests.map((request) => request.input['ExpectedBucketOwner']);
    expect(owners).toEqual([account, '999988887777', undefined]);
  });

  it('reads with the read role and writes with the write role', async () => {
    const { aws, requests } = scripted(() => ok({}));
    await aws.call(describeKey);
    await aws.call(call('kms:EnableKey'));
    expect(requests.map((request) => request.role)).toEqual(['read', 'write']);
  });

  it('sends no write after the stop signal, although it waited for its turn', async () => {
    let lost = false;
    const { aws, requests } = scripted(() => ok({}), {
      lease: { ...held, mayStart: () => !lost },
    });
    expect(await aws.call(call('kms:EnableKey'))).toMatchObject({ is: 'ok' });
    lost = true;
    expect(await aws.call(call('kms:EnableKey'))).toMatchObject({
      failure: { code: 'aws.not-sent', message: 'this run no longer holds the lease on the stack' },
    });
    expect(await aws.call(describeKey)).toMatchObject({ is: 'ok' });
    expect(requests.map((request) => request.op)).toEqual(['kms:EnableKey', 'kms:DescribeKey']);
  });

  it('sends no write without a lease, but what no lease covers', async () => {
    const { clock } = scripted(() => ok({}));
    const sent: string[] = [];
    const bare = createAws({
      transport: {
        send: ({ op }) => (sent.push(op), Promise.resolve(ok(trueAnswer(op, { Account: account })))),
      },
      clock,
      random: { next: () => 0 },
      limiter: createLimiter(clock),
      log: createCallLog(),
      unleased: ({ input }) => input['Key'] === 'lease.json',
    });
    expect(await bare.call(call('kms:EnableKey'))).toMatchObject({
      failure: { code: 'aws.not-sent', message: 'the lease of the stack is free' },
    });
    const put = (Key: string): Promise<Answer> =>
      bare.call(call('s3:PutObject', { Bucket: 'b', Key, Body: '' }));
    expect(await put('data')).toMatchObject({ failure: { code: 'aws.not-sent' } });
    expect(await put('lease.json')).toMatchObject({ is: 'ok' });
    expect(sent.filter((op) => op !== 'sts:GetCallerIdentity')).toEqual(['s3:PutObject']);
  });

  it('counts requests, not calls', async () => {
    const { aws, counts } = scripted((_, index) =>
      index === 0 ? refused('ThrottlingException', 400) : ok({}),
    );
    await aws.call(describeKey);
    await aws.call(call('kms:EnableKey'));
    // One more read and one more write role were asked who they are.
    expect(counts()).toEqual({ reads: 4, writes: 1 });
  });
});

describe('readOnly', () => {
  it('passes reads and throws at writes', async () => {
    const { aws, requests } = scripted(() => ok({}));
    const reader = readOnly(aws);
    await reader.call(describeKey);
    expect(() => reader.call(call('kms:EnableKey'))).toThrow('kms:EnableKey writes');
    expect(() => reader.call(call('kms:CreateKey'))).toThrow('kms:CreateKey writes');
    expect(requests).toHaveLength(1);
  });
});
