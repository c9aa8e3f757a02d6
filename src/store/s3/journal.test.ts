import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minute, second } from '../../model/instant.ts';
import type { Aws, Call } from '../../model/call.ts';
import type { StackId } from '../../model/resource.ts';
import { acquireAt, account, estate, heldBy, intentFor } from '../places.test-helper.ts';
import { bindingConformance, journalConformance } from '../conformance.test-helper.ts';
import { leaseFollowsItsModel, leaseIsNeverShared } from '../lease/properties.test-helper.ts';
import { failed, fakeS3, type Fault } from './fake-s3.test-helper.ts';
import { createS3Journal, type S3Journal } from './journal.ts';

const clock = { now: () => 1_000, monotonic: () => 0, sleep: () => Promise.resolve() };

function journalOn(aws: Aws, clockSkew = 0, stack: StackId = estate): S3Journal {
  return createS3Journal({
    aws,
    place: account,
    bucket: 'state',
    prefix: 'estate-u1/',
    stack,
    clock,
    clockSkew,
  });
}

/** Returns the faults of `plan`, one per writing call; none once they are used up. */
function planned(plan: readonly Fault[]): () => Fault {
  let next = 0;
  return () => plan[next++] ?? 'none';
}

describe('the journal in S3', () => {
  journalConformance(() => {
    const { aws } = fakeS3();
    return { boot: () => journalOn(aws), crash: () => undefined };
  });

  bindingConformance(() => {
    const { aws } = fakeS3();
    return {
      bootAs(stack) {
        const { known: read, remember, check } = journalOn(aws, 0, stack);
        return { read, write: () => remember('Key/a', { keyId: '1' }), check };
      },
    };
  });

  it('binds a journal of format 1 by its first write, and keeps when it was begun', async () => {
    const { aws } = fakeS3();
    const old = { keywright: 'journal', version: 1, bornAt: 5 };
    const put = { Bucket: 'state', Key: 'estate-u1/journal.json', Body: JSON.stringify(old) };
    await aws.call({ op: 's3:PutObject', at: account, input: put });
    await journalOn(aws).remember('Key/a', { keyId: '1' });
    expect(await journalOn(aws).bornAt()).toBe(5);
    const other = journalOn(aws, 0, { name: 'other', uid: 'o1o1o1o1' });
    expect((await other.check()).map(({ code }) => code)).toEqual(['store.other-stack']);
  });

  describe('with every second write answered by a time-out, done or not, a conflict or a throttle', () => {
    const faults: readonly Fault[] = [
      'lost-answer',
      'none',
      'lost-request',
      'none',
      'conflict',
      'none',
      'throttled',
      'none',
      // An odd number, so that of two writers in step each meets all of them.
      'none',
    ];
    journalConformance(() => {
      let turn = 0;
      const { aws } = fakeS3(() => faults[turn++ % faults.length] ?? 'none');
      return { boot: () => journalOn(aws), crash: () => undefined };
    });
  });

  leaseFollowsItsModel(() => {
    const { aws } = fakeS3();
    return { boot: () => journalOn(aws), crash: () => undefined };
  });

  leaseIsNeverShared(() => {
    const { aws } = fakeS3();
    return (gate) => journalOn({ call: (call) => gate(() => aws.call(call)) });
  });

  describe('with writes that time out, done or not', () => {
    leaseIsNeverShared(() => {
      const faults: readonly Fault[] = ['none', 'lost-answer', 'none', 'none', 'lost-request', 'conflict'];
      let turn = 0;
      const { aws } = fakeS3(() => faults[turn++ % faults.length] ?? 'none');
      return (gate) => journalOn({ call: (call) => gate(() => aws.call(call)) });
    });
  });

  it('keeps an intent open when a crash comes between noting its ids and closing it', async () => {
    const { aws } = fakeS3();
    const crashing = journalOn({
      call: (call) => (call.op === 's3:DeleteObject' ? Promise.race<never>([]) : aws.call(call)),
    });
    await crashing.open(intentFor('a'));
    void crashing.close('a', { keyId: '1' });
    await new Promise((resolve) => void setImmediate(resolve));
    const next = journalOn(aws);
    expect((await next.openIntents()).map(({ id }) => id)).toEqual(['a']);
    expect((await next.known()).get('Key/a')).toEqual({ keyId: '1' });
    await next.close('a', { keyId: '1' });
    expect(await next.openIntents()).toEqual([]);
  });

  it('begins a deleted journal again with the current time while a process runs', async () => {
    const { aws, objects } = fakeS3();
    let now = 1_000;
    const at = { aws, place: account, bucket: 'state', prefix: '', clockSkew: 0 };
    const journal = createS3Journal({ ...at, stack: estate, clock: { ...clock, now: () => now } });
    await heldBy(journal, 'one', now);
    expect(await journal.bornAt()).toBe(1_000);
    objects.clear();
    now = 90_000;
    await heldBy(journal, 'one', now);
    expect(JSON.parse(objects.get('journal.json') ?? '')).toMatchObject({ bornAt: 90_000 });
  });

  it('ends as requested, or reports a failure, whatever happens to its writes', async () => {
    const fault = fc.constantFrom<Fault>(
      'none',
      'none',
      'lost-request',
      'lost-answer',
      'conflict',
      'throttled',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { maxLength: 30 }), async (plan) => {
        const { aws } = fakeS3(planned(plan));
        const journal = journalOn(aws);
        const opened = await succeeds(journal.open(intentFor('a')));
        const remembered = await succeeds(journal.remember('Key/b', { keyId: '2' }));
        const closed = await succeeds(journal.close('a', { keyId: '1' }));
        const after = journalOn(aws);
        const intents = (await after.openIntents()).map(({ id }) => id);
        const known = await after.known();
        if (opened && !closed) expect(intents.includes('a') || known.has('Key/a')).toBe(true);
        if (opened && closed) {
          expect(intents).toEqual([]);
          expect(known.get('Key/a')).toEqual({ keyId: '1' });
        }
        if (remembered) expect(known.get('Key/b')).toEqual({ keyId: '2' });
      }),
    );
  });
});

describe('the lease in S3', () => {
  it.each<{ why: string; fault: Fault }>([
    { why: 'its answer was lost: sent again, refused, and read back as ours', fault: 'lost-answer' },
    { why: 'its request was lost and sent again', fault: 'lost-request' },
    { why: 'another write was under way (409) and it was sent again', fault: 'conflict' },
  ])('is held although $why', async ({ fault }) => {
    const { aws, objects } = fakeS3(planned([fault]));
    const lease = await heldBy(journalOn(aws), 'one', 0);
    expect(JSON.parse(objects.get('estate-u1/lease.json') ?? '')).toEqual({ ...lease, released: false });
    expect(await acquireAt(journalOn(aws), 'two', minute, 1)).toMatchObject({ is: 'refused' });
  });

  it('is refused to the one whose lost request was overtaken', async () => {
    const { aws, objects } = fakeS3(planned(['lost-request']));
    const overtaken: Aws = {
      async call(call) {
        const answer = await aws.call(call);
        if (answer.is === 'failed' && answer.failure.effectUnknown === true) {
          const other = { holder: 'other', term: 1, until: minute, released: false };
          objects.set('estate-u1/lease.json', JSON.stringify(other));
        }
        return answer;
      },
    };
    expect(await acquireAt(journalOn(overtaken), 'one', minute, 0)).toMatchObject({
      is: 'refused',
      by: { holder: 'other' },
    });
  });

  it('keeps its term when it is released, so that an old holder never finds its own text again', async () => {
    const { aws } = fakeS3();
    const journal = journalOn(aws);
    const first = await heldBy(journal, 'one', 0);
    await journal.release(first);
    const again = await heldBy(journal, 'one', 0);
    expect(again.term).toBe(2);
    expect((await journal.renew(first, minute, 1)).is).toBe('refused');
  });

  it('honours a foreign lease longer by what clocks may differ, and says until when', async () => {
    const { aws } = fakeS3();
    await acquireAt(journalOn(aws), 'one', minute, 0);
    const skewed = journalOn(aws, 30 * second);
    expect(await acquireAt(skewed, 'two', minute, minute + 30 * second - 1)).toEqual({
      is: 'refused',
      by: { holder: 'one', term: 1, until: minute + 30 * second },
    });
    expect((await acquireAt(skewed, 'two', minute, minute + 30 * second)).is).toBe('held');
  });

  it('is held when the request that seemed lost arrives late, together with its repetition', async () => {
    const { aws } = fakeS3();
    let late: (() => Promise<unknown>) | undefined;
    const slow: Aws = {
      async call(call) {
        if (call.op === 's3:PutObject' && late === undefined) {
          late = () => aws.call(call);
          return failed(call, 'TimeoutError');
        }
        if (call.op === 's3:PutObject') await late?.();
        return aws.call(call);
      },
    };
    expect(await acquireAt(journalOn(slow), 'one', minute, 0)).toMatchObject({
      is: 'held',
      lease: { holder: 'one' },
    });
  });

  it('is refused and not created again when a person removed it while it was held', async () => {
    const { aws, objects } = fakeS3();
    const journal = journalOn(aws);
    const lease = await heldBy(journal, 'one', 0);
    objects.delete('estate-u1/lease.json');
    expect(await journal.renew(lease, minute, 1)).toMatchObject({ is: 'refused' });
    await journal.release(lease);
    expect(objects.has('estate-u1/lease.json')).toBe(false);
  });
});

describe('requests of the journal to S3', () => {
  it('writes nothing when planning', async () => {
    const { aws, objects, calls } = fakeS3();
    const journal = journalOn(aws);
    expect(await journal.bornAt()).toBe(1_000);
    expect(await journal.openIntents()).toEqual([]);
    expect(await journal.known()).toEqual(new Map());
    expect(await journal.check()).toEqual([]);
    expect(objects.size).toBe(0);
    expect(calls.every(({ op }) => op === 's3:GetObject' || op === 's3:ListObjectsV2')).toBe(true);
  });

  it('reads known ids again only after a change', async () => {
    const { aws, calls } = fakeS3();
    const journal = journalOn(aws);
    for (const name of ['a', 'b', 'c']) await journal.remember(`Key/${name}`, { keyId: name });
    await journal.known();
    await journalOn(aws).remember('Key/b', { keyId: 'changed' });
    calls.length = 0;
    expect((await journal.known()).get('Key/b')).toEqual({ keyId: 'changed' });
    expect(calls.map(({ op, input }) => [op, input['Key']])).toEqual([
      ['s3:ListObjectsV2', undefined],
      ['s3:GetObject', 'estate-u1/known/Key%2Fb.json'],
    ]);
  });

  it('writes always under a condition', async () => {
    const { aws, calls } = fakeS3();
    const journal = journalOn(aws);
    const lease = await heldBy(journal, 'one', 0);
    await journal.open(intentFor('a'));
    await journal.close('a', { keyId: '1' });
    await journal.remember('Key/a', { keyId: '2' });
    await journal.forget('Key/a');
    await journal.release(lease);
    const writes = calls.filter(({ op }) => op === 's3:PutObject' || op === 's3:DeleteObject');
    expect(writes.length).toBeGreaterThan(6);
    expect(writes.filter(({ input }) => (input['IfMatch'] ?? input['IfNoneMatch']) === undefined)).toEqual(
      [],
    );
  });
});

describe('reports a wrong bucket', () => {
  it.each([
    {
      why: 'no such bucket, which is not an empty journal',
      name: 'NoSuchBucket',
      status: 404,
      code: 'store.unavailable',
    },
    { why: 'no permission', name: 'AccessDenied', status: 403, code: 'store.forbidden' },
  ])('$why', async ({ name, status, code }) => {
    const journal = journalOn({ call: async (call: Call) => failed(call, name, status) });
    for (const attempt of [
      journal.openIntents(),
      journal.open(intentFor('a')),
      acquireAt(journal, 'one', minute, 0),
    ]) {
      await expect(attempt).rejects.toMatchObject({ diagnostic: { code } });
    }
    expect(await journal.check()).toContainEqual(expect.objectContaining({ code }));
  });

  it.each([
    { why: 'an open intent', key: 'intents/a.json', text: '{"id":"a"', code: 'store.corrupt-journal' },
    { why: 'known ids', key: 'known/Key%2Fa.json', text: '{}', code: 'store.corrupt-journal' },
    { why: 'the birth of the journal', key: 'journal.json', text: '[]', code: 'store.corrupt-journal' },
    {
      why: 'a newer version',
      key: 'journal.json',
      text: '{"keywright":"journal","version":3,"bornAt":1}',
      code: 'store.newer-version',
    },
  ])('names a damaged object: $why', async ({ key, text, code }) => {
    const { aws, objects } = fakeS3();
    objects.set(`estate-u1/${key}`, text);
    const [diagnostic, ...others] = await journalOn(aws).check();
    expect(diagnostic).toMatchObject({
      code,
      message: expect.stringContaining(`s3://state/estate-u1/${key}`) as string,
    });
    expect(others).toEqual([]);
  });

  it('leaves an unreadable lease alone', async () => {
    const { aws, objects } = fakeS3();
    objects.set('estate-u1/lease.json', '{"holder":"one"}');
    await expect(acquireAt(journalOn(aws), 'two', minute, 0)).rejects.toMatchObject({
      diagnostic: { code: 'store.corrupt-lease' },
    });
  });

  it('gives up after some attempts, with the last reason', async () => {
    const { aws } = fakeS3(() => 'lost-request');
    await expect(journalOn(aws).open(intentFor('a'))).rejects.toMatchObject({
      diagnostic: { code: 'store.unavailable', message: expect.stringContaining('TimeoutError') as string },
    });
  });
});

async function succeeds(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch {
    return false;
  }
}
