import { describe, expect, it } from 'vitest';
import { second } from '../model/instant.ts';
import type { Aws } from '../model/call.ts';
import { letGoAfter } from './attempts.ts';
import { broken, here, ok, refused, scripted, type Scripted } from './scripted.test-helper.ts';

const read = { op: 'kms:DescribeKey', at: here, input: { KeyId: 'k' } } as const;
const write = { op: 'kms:CreateKey', at: here, input: {} } as const;

/** Stops after so long, and says how the call ended and how long after the request to stop. */
async function stopped(
  on: Scripted,
  stop: AbortController,
  { call, after }: { readonly call: Parameters<Aws['call']>[0]; readonly after: number },
): Promise<{ readonly code: string; readonly unknown: boolean; readonly later: number }> {
  const ending = on.aws.call(call);
  await on.clock.sleep(after);
  const at = on.clock.now();
  stop.abort();
  const answer = await ending;
  const { code, effectUnknown } = answer.is === 'failed' ? answer.failure : { code: 'ok' };
  return { code, unknown: effectUnknown === true, later: on.clock.now() - at };
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}

describe('a call under way when the user asks to stop', () => {
  it.each([
    { what: 'a read', call: read, unknown: false },
    { what: 'a write, whose effect is then unknown', call: write, unknown: true },
  ])('is abandoned after seven seconds: $what', async ({ call, unknown }) => {
    const stop = new AbortController();
    const on = scripted(never, { signal: stop.signal });
    const end = await stopped(on, stop, { call, after: second });
    expect(end).toMatchObject({ code: 'aws.timeout', unknown, later: letGoAfter });
    expect(on.requests).toHaveLength(1);
    expect(on.requests[0]?.signal.aborted).toBe(true);
  });

  it('keeps its own deadline where that is sooner', async () => {
    const stop = new AbortController();
    const on = scripted(never, { signal: stop.signal });
    expect(await stopped(on, stop, { call: write, after: 12 * second })).toMatchObject({ later: 3 * second });
  });

  it('gives its answer if that comes in time', async () => {
    const stop = new AbortController();
    const slow = scripted(
      async () => {
        await slow.clock.sleep(6 * second);
        return ok({});
      },
      { signal: stop.signal },
    );
    expect(await stopped(slow, stop, { call: read, after: second })).toMatchObject({ code: 'ok' });
  });
});

it('ends a pause between two attempts at once', async () => {
  const stop = new AbortController();
  const on = scripted((_, index) => (index < 3 ? refused('ThrottlingException', 400) : ok({})), {
    signal: stop.signal,
    random: { next: () => 0.99 },
  });
  const end = await stopped(on, stop, { call: read, after: 100 });
  expect(end.later).toBeLessThanOrEqual(letGoAfter);
});

it('takes what waits for its turn out of the line, unsent', async () => {
  const stop = new AbortController();
  const on = scripted(() => ok({}), { signal: stop.signal });
  const many = Array.from({ length: 200 }, (_, index) =>
    on.aws.call({ ...write, input: { Description: String(index) } }),
  );
  await on.clock.sleep(second);
  const at = on.clock.now();
  stop.abort();
  const codes = (await Promise.all(many)).map((answer) =>
    answer.is === 'failed' ? answer.failure.code : 'ok',
  );
  expect(on.clock.now()).toBe(at);
  expect(codes.filter((code) => code === 'aws.not-sent').length).toBeGreaterThan(100);
  expect(on.requests).toHaveLength(codes.filter((code) => code === 'ok').length);
  // What closes an intent is asked for after the request to stop, and stands behind nobody.
  expect((await on.aws.call(read)).is).toBe('ok');
});

it('gives a call that begins after the request to stop its time', async () => {
  const stop = new AbortController();
  const on = scripted((_, index) => (index === 0 ? broken('ECONNRESET', true) : ok({})), {
    signal: stop.signal,
  });
  stop.abort();
  expect((await on.aws.call(read)).is).toBe('ok');
});

it('does not send a write that begins after the request to stop', async () => {
  const stop = new AbortController();
  const on = scripted(() => ok({}), { signal: stop.signal });
  stop.abort();
  expect(await on.aws.call(write)).toMatchObject({ failure: { code: 'aws.not-sent' } });
  expect(on.requests).toEqual([]);
});

it('does not repeat a write after the request to stop, and keeps the doubt of its first attempt', async () => {
  const stop = new AbortController();
  const on = scripted(
    () => {
      stop.abort();
      return broken('ECONNRESET', true);
    },
    { signal: stop.signal },
  );
  const enable = { op: 'kms:EnableKey', at: here, input: { KeyId: 'k' } } as const;
  expect(await on.aws.call(enable)).toMatchObject({ failure: { effectUnknown: true } });
  expect(on.requests).toHaveLength(1);
});

it('sends what the journal writes after the request to stop, so that the lease is given back', async () => {
  const stop = new AbortController();
  const on = scripted(() => ok({}), { signal: stop.signal, unleased: ({ op }) => op === 's3:PutObject' });
  stop.abort();
  const put = { op: 's3:PutObject', at: here, input: { Bucket: 'b', Key: 'lease.json', Body: '' } } as const;
  expect((await on.aws.call(put)).is).toBe('ok');
});
