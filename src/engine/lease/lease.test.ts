import { describe, expect, it } from 'vitest';
import { minute, second } from '../../model/instant.ts';
import type { Journal } from '../../model/journal.ts';
import { shiftedClock } from '../../runtime/shifted-clock.ts';
import { virtualClock, type VirtualClock } from '../../runtime/virtual-clock.ts';
import { createVolatileStore } from '../../store/memory/volatile.ts';
import { holdLease, type Kept } from './lease.ts';
import { defaultTiming } from '../ports.ts';
import { atOnce } from '../testing/candidate.test-helper.ts';
import { noon } from '../testing/stack.test-helper.ts';

const timing = { ...defaultTiming, leaseTtl: 60 * second, requestDeadline: 30 * second };

interface Bench {
  readonly clock: VirtualClock;
  readonly journal: Journal;
}

function bench(): Bench {
  const clock = virtualClock(noon);
  return { clock, journal: createVolatileStore(clock).journal };
}

async function held({ clock, journal }: Bench, holder = 'ann@a:1'): Promise<Kept> {
  const result = await holdLease(atOnce({ clock, journal, holder, timing }));
  if (result.is !== 'held') throw new Error(`refused by ${result.by.holder}`);
  return result.held;
}

describe('the lease', () => {
  it('is taken for longer than it is used, and renewed while it is held', async () => {
    const on = bench();
    const lease = await held(on);
    expect(await on.journal.holder(noon)).toMatchObject({ until: noon + 90 * second });
    for (let minutes = 1; minutes <= 10; minutes += 1) {
      await on.clock.sleep(minute);
      expect(lease.lease.mayStart()).toBe(true);
    }
    await lease.release();
    expect(on.clock.now()).toBe(noon + 10 * minute);
  });

  it('lasts, unrenewed, until every unanswered request must be over', async () => {
    const on = bench();
    const lease = await held(on);
    lease.lease.unanswered();
    await lease.release();
    expect(await on.journal.holder(noon + 30 * second - 1)).toMatchObject({ holder: 'ann@a:1' });
    expect(await on.journal.holder(noon + 30 * second)).toBeUndefined();
    expect(on.clock.waiting()).toBe(0);
  });

  it('refuses a held lease, and names the holder', async () => {
    const on = bench();
    const lease = await held(on);
    const other = await holdLease(atOnce({ ...on, holder: 'bob@b:2', timing }));
    expect(other).toMatchObject({ is: 'refused', by: { holder: 'ann@a:1' } });
    await lease.release();
  });

  it('takes a released lease at once, with a higher term', async () => {
    const on = bench();
    const first = await held(on);
    const before = await on.journal.holder(noon);
    await first.release();
    const next = await held(on, 'bob@b:2');
    expect((await on.journal.holder(noon))?.term).toBeGreaterThan(before?.term ?? 0);
    await next.release();
  });

  it('stops nothing on its way out: release does not wait for the next renewal', async () => {
    const on = bench();
    const lease = await held(on);
    await on.clock.sleep(second);
    await lease.release();
    expect(on.clock.now()).toBe(noon + second);
    expect(on.clock.waiting()).toBe(0);
  });

  it('is not renewed once it is released', async () => {
    const on = bench();
    let renewals = 0;
    const journal: Journal = {
      ...on.journal,
      renew: (...all) => ((renewals += 1), on.journal.renew(...all)),
    };
    const lease = await held({ ...on, journal });
    await on.clock.sleep(45 * second);
    expect(renewals).toBe(2);
    await lease.release();
    await on.clock.sleep(5 * minute);
    expect(renewals).toBe(2);
  });
});

describe('steps that may start when the time of day is wrong', () => {
  it.each([
    { set: 'back by an hour', by: -60 * minute },
    { set: 'ahead by an hour', by: 60 * minute },
  ])('starts nothing after the term, with the clock set $set', async ({ by }) => {
    const on = bench();
    const clock = shiftedClock(on.clock);
    const journal: Journal = { ...on.journal, renew: () => new Promise(() => undefined) };
    const result = await holdLease(atOnce({ clock, journal, holder: 'ann@a:1', timing }));
    if (result.is === 'refused') throw new Error('refused');
    clock.step(by);
    expect(result.held.lease.mayStart()).toBe(by < 0);
    await on.clock.sleep(60 * second - 1);
    expect(result.held.lease.mayStart()).toBe(by < 0);
    await on.clock.sleep(1);
    expect(result.held.lease.mayStart()).toBe(false);
  });
});

describe('steps that may start', () => {
  /** Holds a lease on a journal that answers no renewal any more. A disk may hang, or a process may be stopped. */
  async function hanging(): Promise<Bench & { readonly lease: Kept }> {
    const on = bench();
    const journal: Journal = { ...on.journal, renew: () => new Promise(() => undefined) };
    return { ...on, lease: await held({ ...on, journal }) };
  }

  it.each([
    { why: 'while it lasts', after: 0, may: true },
    { why: 'just before the last request deadline', after: 60 * second - 1, may: true },
    {
      why: 'in the last request deadline nothing: it must end before another begins',
      after: 60 * second,
      may: false,
    },
    { why: 'after its end', after: 91 * second, may: false },
  ])('$why: $may', async ({ after, may }) => {
    const on = await hanging();
    await on.clock.sleep(after);
    expect(on.lease.lease.mayStart()).toBe(may);
  });

  it('ends a request of the last moment before the next holder may begin', async () => {
    const on = await hanging();
    await on.clock.sleep(60 * second - 1);
    const ended = on.clock.now() + timing.requestDeadline;
    await on.clock.sleep(30 * second);
    expect(await holdLease(atOnce({ ...on, holder: 'bob@b:2', timing }))).toMatchObject({ is: 'refused' });
    await on.clock.sleep(ended - on.clock.now() + 1);
    const next = await holdLease(atOnce({ ...on, holder: 'bob@b:2', timing }));
    expect(next).toMatchObject({ is: 'held' });
    if (next.is === 'held') await next.held.release();
  });

  it('starts nothing after a refused renewal', async () => {
    const on = bench();
    const journal: Journal = {
      ...on.journal,
      renew: async () => ({ is: 'refused', by: { holder: 'bob@b:2', term: 9, until: noon + minute } }),
    };
    let released = 0;
    const lease = await held({ ...on, journal: { ...journal, release: async () => void (released += 1) } });
    await on.clock.sleep(19 * second);
    expect(lease.lease.mayStart()).toBe(true);
    await on.clock.sleep(second);
    expect(lease.lease.mayStart()).toBe(false);
    await lease.release();
    expect(released).toBe(0);
  });

  it.each([
    { outage: 'one failed renewal', until: 21 * second, at: 5 * minute, may: true },
    { outage: 'an outage shorter than the lease', until: 85 * second, at: 5 * minute, may: true },
    { outage: 'an outage longer than the lease', until: 95 * second, at: 5 * minute, may: false },
  ])('$outage: $may', async ({ until, at, may }) => {
    const on = bench();
    const journal: Journal = {
      ...on.journal,
      renew: (lease, ttl, now) =>
        on.clock.now() < noon + until
          ? Promise.reject(new Error('S3 503'))
          : on.journal.renew(lease, ttl, now),
    };
    const lease = await held({ ...on, journal });
    await on.clock.sleep(at);
    expect(lease.lease.mayStart()).toBe(may);
    await lease.release();
  });

  it('expires when the journal fails during its release', async () => {
    const on = bench();
    const journal: Journal = { ...on.journal, release: () => Promise.reject(new Error('EIO')) };
    const lease = await held({ ...on, journal });
    await expect(lease.release()).resolves.toBeUndefined();
    expect(on.clock.waiting()).toBe(0);
  });

  it('releases the lease even if a renewal throws while the run ends', async () => {
    const on = bench();
    const journal: Journal = {
      ...on.journal,
      async renew() {
        await on.clock.sleep(second);
        throw new Error('the bucket did not answer');
      },
    };
    const lease = await held({ ...on, journal });
    await on.clock.sleep(20 * second);
    await expect(lease.release()).resolves.toBeUndefined();
  });
});
