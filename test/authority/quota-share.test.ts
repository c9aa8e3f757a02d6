import { expect, it } from 'vitest';
import { createMachine } from '../../src/boot/machine.ts';
import { createShares } from '../../src/boot/shares.ts';
import { countPeers } from '../../src/daemon/peers.ts';
import type { Call } from '../../src/model/call.ts';
import { minute, second } from '../../src/model/instant.ts';
import { seededEntropy } from '../../src/runtime/entropy.ts';
import { seededRandoms } from '../../src/runtime/random.ts';
import { virtualClock } from '../../src/runtime/virtual-clock.ts';
import { createVolatileStore } from '../../src/store/memory/volatile.ts';

const [own, other] = ['111122223333', '444455556666'] as const;

it('divides the share of an account among the processes that coordination knows (authority.md §4.23)', async () => {
  const clock = virtualClock();
  const { journal } = createVolatileStore(clock);
  const stops = [new AbortController(), new AbortController()] as const;
  const set = { share: 0.4, shares: { [other]: 0.1 } };
  const processes = stops.map(({ signal }, index) => {
    const shares = createShares(set);
    const counted = (count: number): void => shares.note('shop', [own], count);
    void countPeers({ clock, journal, holder: `process-${index}`, counted }, signal);
    return shares;
  });
  const sharesOf = (account: string): readonly number[] => processes.map((one) => one.of(account));
  await clock.sleep(2 * minute);
  expect(sharesOf(own)).toEqual([0.2, 0.2]);
  // Nobody is known to look after the other account besides.
  expect(sharesOf(other)).toEqual([0.1, 0.1]);
  stops[1].abort();
  await clock.sleep(6 * minute);
  expect(processes[0]?.of(own)).toBe(0.4);
  stops[0].abort();
});

it('is not starved by processes that somebody only lists in coordination', async () => {
  const clock = virtualClock();
  const { journal } = createVolatileStore(clock);
  for (let count = 0; count < 500; count += 1) await journal.beat(`nobody-${String(count)}`, clock.now());
  const shares = createShares({ share: 0.4, shares: {} });
  const stop = new AbortController();
  const counted = (count: number): void => shares.note('shop', [own], count);
  void countPeers({ clock, journal, holder: 'process', counted }, stop.signal);
  await clock.sleep(minute);
  expect(shares.of(own)).toBeGreaterThanOrEqual(0.02);
  stop.abort();
});

it('slows the calls of a process down while another one shares the account, and speeds them up after', async () => {
  const clock = virtualClock();
  const shares = createShares({ share: 1, shares: {} });
  const randoms = seededRandoms(1);
  const entropy = seededEntropy(randoms.stream('entropy'));
  const { limiter } = createMachine({ clock, randoms, entropy, traffic: () => undefined, share: shares.of });
  const call: Call = { op: 'kms:CreateKey', at: { account: own, region: 'eu-central-1' }, input: {} };
  async function timeOf(calls: number): Promise<number> {
    const before = clock.now();
    for (let count = 0; count < calls; count += 1) (await limiter.take(call, { lane: 'asked' })).end();
    return clock.now() - before;
  }
  await timeOf(50);
  const alone = await timeOf(50);
  shares.note('shop', [own], 2);
  const shared = await timeOf(50);
  shares.note('shop', [own], 1);
  const again = await timeOf(50);
  expect(shared).toBeGreaterThan(1.9 * alone);
  expect(again).toBeLessThan(alone + second);
});
