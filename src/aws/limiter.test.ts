import { describe, expect, it } from 'vitest';
import type { Call } from '../model/call.ts';
import { virtualClock } from '../runtime/virtual-clock.ts';
import { createLimiter } from './limiter.ts';

const at = { account: '111122223333', region: 'eu-central-1' };
const createKey: Call = { op: 'kms:CreateKey', at, input: {} };
const replicate: Call = { op: 'kms:ReplicateKey', at, input: { ReplicaRegion: 'eu-west-1' } };

async function timeOf(calls: readonly Call[]): Promise<number> {
  const clock = virtualClock(0);
  const limiter = createLimiter(clock);
  await Promise.all(calls.map((call) => limiter.take(call, { lane: 'asked' })));
  return clock.now() / 1_000;
}

describe('limiter', () => {
  it('leaves half of the quota to others: 100 keys at 2.5 a second', async () => {
    expect(await timeOf(Array.from({ length: 100 }, () => createKey))).toBeCloseTo(39, 0);
  });

  it.each<{ why: string; other: Call }>([
    { why: 'another account', other: { ...createKey, at: { ...at, account: '444455556666' } } },
    { why: 'another Region', other: { ...createKey, at: { ...at, region: 'us-east-1' } } },
    { why: 'another operation', other: { ...createKey, op: 'kms:CreateAlias' } },
  ])('does not make $why wait', async ({ other }) => {
    const clock = virtualClock(0);
    const limiter = createLimiter(clock);
    for (let index = 0; index < 20; index += 1) void limiter.take(createKey, { lane: 'asked' });
    expect((await limiter.take(other, { lane: 'sweep' })).waited).toBe(0);
  });

  it('takes replicas from the CreateKey quota of the Region they go to', async () => {
    const clock = virtualClock(0);
    const limiter = createLimiter(clock);
    for (let index = 0; index < 10; index += 1) await limiter.take(replicate, { lane: 'asked' });
    const { waited } = await limiter.take(
      { ...createKey, at: { ...at, region: 'eu-west-1' } },
      { lane: 'asked' },
    );
    expect(clock.now()).toBeGreaterThan(6_000);
    expect(waited).toBeGreaterThan(0);
  });

  it('says which quotas were slowed down', () => {
    const limiter = createLimiter(virtualClock(0));
    limiter.throttled(createKey);
    expect(limiter.slowed()).toEqual([{ quota: 'kms:CreateKey', ...at, share: 0.5 }]);
  });

  it('takes an account at its word when its quota is another', async () => {
    const clock = virtualClock(0);
    const limiter = createLimiter(clock, { share: () => 1, rates: { 'kms:CreateKey': 100 }, sockets: 200 });
    await Promise.all(Array.from({ length: 200 }, () => limiter.take(createKey, { lane: 'asked' })));
    expect(clock.now()).toBe(1_000);
  });
});

it('tells who stands in line for which quota, at which rate, and when the line is gone', async () => {
  const clock = virtualClock(0);
  const told: string[] = [];
  const limiter = createLimiter(clock, {
    traffic: (event) => {
      if (event.is === 'queued')
        told.push(`${event.quota} ${String(event.waiting)} at ${String(event.rate)}/s`);
    },
  });
  const create: Call = { op: 'kms:CreateKey', at: { account: 'a', region: 'r' }, input: {} };
  await Promise.all(Array.from({ length: 4 }, () => limiter.take(create, { lane: 'asked' })));
  expect(told).toEqual([
    'kms:CreateKey 1 at 2.5/s',
    'kms:CreateKey 2 at 2.5/s',
    ...[1, 0].map((left) => `kms:CreateKey ${String(left)} at 2.5/s`),
  ]);
});

it('lets a call without a socket pass one that waits for a socket', async () => {
  const limiter = createLimiter(virtualClock(0), { sockets: 1 });
  const call: Call = {
    op: 'kms:GetKeyPolicy',
    at: { account: '111122223333', region: 'eu-central-1' },
    input: {},
  };
  const { end } = await limiter.take(call, { lane: 'asked' });
  const waiting = limiter.take(call, { lane: 'asked' });
  let passed = false;
  void limiter.take(call, { lane: 'asked', noSocket: true }).then(() => (passed = true));
  await new Promise(setImmediate);
  expect(passed).toBe(true);
  end();
  (await waiting).end();
});
