import { describe, expect, it } from 'vitest';
import type { Call } from '../model/call.ts';
import { hour } from '../model/instant.ts';
import { account, broken, here, ok, refused, scripted } from './scripted.test-helper.ts';

const read: Call = { op: 'kms:DescribeKey', at: here, input: { KeyId: 'a' } };
const write: Call = { op: 'kms:EnableKey', at: here, input: { KeyId: 'a' } };
const stranger = '999988887777';

describe('before the first call in an account', () => {
  it('asks once per account and role who the caller is, whatever the Region', async () => {
    const { aws, identities } = scripted(() => ok({}));
    const elsewhere = { ...read, at: { ...here, region: 'us-east-1' } };
    await Promise.all([aws.call(read), aws.call(elsewhere), aws.call(write), aws.call(write)]);
    expect(identities.map(({ at, role }) => [at.account, role])).toEqual([
      [account, 'read'],
      [account, 'write'],
    ]);
  });

  it('sends nothing to another account than declared', async () => {
    const { aws, requests } = scripted(() => ok({}), { whoami: () => ok({ Account: stranger }) });
    for (const call of [read, write]) {
      expect(await aws.call(call)).toMatchObject({
        failure: {
          code: 'aws.wrong-account',
          op: call.op,
          message: expect.stringContaining(stranger) as string,
        },
      });
    }
    expect(requests).toEqual([]);
  });

  it('lets a right read role read although the write role is wrong', async () => {
    const { aws } = scripted(() => ok({}), {
      whoami: ({ role }) => ok({ Account: role === 'read' ? account : stranger }),
    });
    expect(await aws.call(read)).toMatchObject({ is: 'ok' });
    expect(await aws.call(write)).toMatchObject({ failure: { code: 'aws.wrong-account' } });
  });

  it('reports the reason when the identity is unreadable, and sends nothing', async () => {
    const { aws, requests } = scripted(() => ok({}), { whoami: () => refused('ExpiredToken', 403) });
    expect(await aws.call(read)).toMatchObject({ failure: { code: 'aws.credentials', op: read.op } });
    expect(requests).toEqual([]);
  });
});

describe('a verdict', () => {
  it('looks at a wrong account again after a minute', async () => {
    const { aws, clock } = scripted(() => ok({}), {
      whoami: (_, index) => ok({ Account: index === 0 ? stranger : account }),
    });
    expect(await aws.call(read)).toMatchObject({ is: 'failed' });
    expect(await aws.call({ ...read, input: { KeyId: 'b' } })).toMatchObject({ is: 'failed' });
    await clock.sleep(60_000);
    expect(await aws.call({ ...read, input: { KeyId: 'c' } })).toMatchObject({ is: 'ok' });
  });

  it('looks at an account again after an hour, since credentials may be replaced', async () => {
    const { aws, clock, identities, requests } = scripted(() => ok({}), {
      whoami: (_, index) => ok({ Account: index === 0 ? account : stranger }),
    });
    expect(await aws.call(write)).toMatchObject({ is: 'ok' });
    await clock.sleep(hour - 1);
    expect(await aws.call(write)).toMatchObject({ is: 'ok' });
    expect(identities).toHaveLength(1);
    await clock.sleep(1);
    expect(await aws.call(write)).toMatchObject({ failure: { code: 'aws.wrong-account' } });
    expect(requests).toHaveLength(2);
  });

  it('looks at an account again after an hour, although the clock was set back', async () => {
    const { aws, clock, identities } = scripted(() => ok({}));
    await aws.call(write);
    clock.step(-hour);
    await clock.sleep(hour);
    await aws.call(write);
    expect(identities).toHaveLength(2);
  });

  it('forgets a rejection, and leaves none unhandled', async () => {
    const { aws } = scripted(() => ok({}), {
      whoami: (_, index) => (index === 0 ? Promise.reject(new Error('boom')) : ok({ Account: account })),
    });
    const both = await Promise.allSettled([aws.call(read), aws.call(write)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(await aws.call({ ...read, input: { KeyId: 'b' } })).toMatchObject({ is: 'ok' });
  });

  it('is not made of an outage: the next call asks again', async () => {
    const { aws } = scripted(() => ok({}), {
      whoami: (_, index) => (index < 8 ? refused('ServiceUnavailable', 503) : ok({ Account: account })),
    });
    expect(await aws.call(read)).toMatchObject({ failure: { code: 'aws.transient' } });
    expect(await aws.call(read)).toMatchObject({ is: 'ok' });
  });
});

describe('a refusal for stale credentials', () => {
  it('has the new ones verified before the call is sent again', async () => {
    const order: string[] = [];
    const { aws } = scripted(
      (_, index) => {
        order.push('call');
        return index === 0 ? refused('ExpiredToken', 403) : ok({});
      },
      {
        whoami() {
          order.push('who');
          return ok({ Account: account });
        },
      },
    );
    expect(await aws.call(write)).toMatchObject({ is: 'ok' });
    expect(order).toEqual(['who', 'call', 'who', 'call']);
  });

  it('sends nothing more when the new ones are of another account', async () => {
    const { aws, requests } = scripted(() => refused('ExpiredToken', 403), {
      whoami: (_, index) => ok({ Account: index === 0 ? account : stranger }),
    });
    expect(await aws.call(write)).toMatchObject({ failure: { code: 'aws.wrong-account', op: write.op } });
    expect(requests).toHaveLength(1);
  });

  it('is sent again once only, and many that fail together ask once', async () => {
    const { aws, requests, identities } = scripted(() => refused('ExpiredToken', 403));
    const calls = ['a', 'b', 'c'].map((KeyId) => aws.call({ ...write, input: { KeyId } }));
    for (const answer of await Promise.all(calls))
      expect(answer).toMatchObject({ failure: { code: 'aws.credentials' } });
    expect([requests.length, identities.length]).toEqual([6, 2]);
  });

  it('keeps the doubt of an attempt before it, which may have arrived', async () => {
    const { aws, requests } = scripted(
      (_, index) => [broken('ECONNRESET', true), refused('ExpiredToken', 403)][index] ?? ok({}),
    );
    expect(await aws.call(write)).toMatchObject({
      failure: { code: 'aws.credentials', effectUnknown: true },
    });
    expect(requests).toHaveLength(2);
  });
});
