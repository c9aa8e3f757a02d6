import { expect, it } from 'vitest';
import type { Booted } from '../boot/boot.ts';
import { minute } from '../model/instant.ts';
import { virtualClock } from '../runtime/virtual-clock.ts';
import { createVolatileStore } from '../store/memory/volatile.ts';
import { withLease } from './lease.ts';

it.each([
  { skew: undefined, is: 'done' },
  { skew: 2_000, is: 'done' },
  { skew: 2_001, is: 'refused', said: 'the clock of this machine is ahead of S3 by at least 2 s' },
  { skew: -600_000, is: 'refused', said: 'the clock of this machine is behind S3 by at least 600 s' },
])('gives the lease: $is, when the clock differs from that of S3 by $skew ms', async ({ skew, is, said }) => {
  const clock = virtualClock();
  const { journal } = createVolatileStore(clock);
  const booted = { machine: { clock }, estate: { journal, skew: () => skew }, holder: 'ada@desk:1/a' };
  const io = { environment: { host: 'desk' }, processes: { isAlive: () => false } };
  const waiting = {
    patience: minute,
    signal: new AbortController().signal,
    note: () => undefined,
  };
  let worked = false;
  const answer = await withLease(booted as unknown as Booted, io as never, waiting, async () => {
    worked = true;
  });
  expect(answer.is).toBe(is);
  expect(worked).toBe(is === 'done');
  if (answer.is === 'refused')
    expect(answer.diagnostic).toMatchObject({ code: 'store.clock-off', message: said });
});
