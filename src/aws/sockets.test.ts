import { describe, expect, it } from 'vitest';
import { second } from '../model/instant.ts';
import { shiftedClock } from '../runtime/shifted-clock.ts';
import { virtualClock } from '../runtime/virtual-clock.ts';
import { createLimiter } from './limiter.ts';
import { here, ok, scripted, type Scripted } from './scripted.test-helper.ts';
import { createSockets, socketCount } from './sockets.ts';

describe('sockets', () => {
  it('gives one that is given back to each line in its turn', () => {
    const sockets = createSockets(1);
    const served: string[] = [];
    const asking = (name: string) => (): void => {
      if (sockets.take(asking(name))) served.push(name);
    };
    sockets.take(() => undefined);
    asking('a')();
    asking('b')();
    sockets.give();
    sockets.give();
    expect(served).toEqual(['a', 'b']);
  });

  it('rejects a request that nobody waits for', () => {
    const sockets = createSockets(1);
    const served: string[] = [];
    sockets.take(() => undefined);
    sockets.take(() => undefined);
    sockets.take(() => {
      if (sockets.take(() => undefined)) served.push('wants it');
    });
    sockets.give();
    expect(served).toEqual(['wants it']);
  });
});

/** Answers one call after the other, each after so much work: a machine with a small part of a core. */
function slowMachine(work: number): Scripted & { readonly most: () => number } {
  let free = 0;
  let underWay = 0;
  let most = 0;
  const clock = shiftedClock(virtualClock(0));
  const on = scripted(
    async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      free = Math.max(free, clock.now()) + work;
      await clock.sleep(free - clock.now());
      underWay -= 1;
      return ok({});
    },
    { clock, limiter: createLimiter(clock) },
  );
  return { ...on, clock, most: () => most };
}

describe('on a machine with a fifth of a core', () => {
  it('reads a thousand keys without a call that times out for want of a socket', async () => {
    // The SDK takes 2 to 3 ms of a whole core for a call.
    const on = slowMachine(13);
    const ops = ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus'] as const;
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, (_, index) => index).flatMap((index) =>
        ops.map((op) => on.aws.call({ op, at: here, input: { KeyId: `k${String(index)}` } })),
      ),
    );
    expect(answers.filter(({ is }) => is === 'failed')).toEqual([]);
    expect(on.log.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
    expect(on.most()).toBe(socketCount);
  });

  it('sends no faster after a stall than the quota allows', async () => {
    const clock = virtualClock(0);
    const at: number[] = [];
    const on = scripted(
      async () => {
        at.push(clock.now());
        // Nothing is answered in the first ten seconds.
        await clock.sleep(Math.max(20, 10 * second - clock.now()));
        return ok({});
      },
      { clock, limiter: createLimiter(clock) },
    );
    const calls = Array.from({ length: 4_000 }, (_, index) =>
      on.aws.call({ op: 'kms:DescribeKey', at: here, input: { KeyId: `k${String(index)}` } }),
    );
    await Promise.all(calls);
    for (const from of at) {
      // Half of 2,000 a second, and one second's worth that may be saved up.
      expect(at.filter((one) => one >= from && one < from + second).length).toBeLessThanOrEqual(2_001);
    }
  });
});

it('lets a read inside a write continue on the socket of that write', async () => {
  const on = scripted(() => ok({}), { limiter: createLimiter(virtualClock(0), { sockets: 1 }) });
  const stillRight = async (): Promise<string | undefined> => {
    const read = { op: 'kms:GetKeyPolicy', at: here, input: { KeyId: 'k' } } as const;
    const seen = await on.aws.call(read, { noSocket: true });
    return seen.is === 'ok' ? undefined : 'unreadable';
  };
  const write = { op: 'kms:PutKeyPolicy', at: here, input: { KeyId: 'k', Policy: '{}' } } as const;
  expect((await on.aws.call(write, { stillRight })).is).toBe('ok');
});
