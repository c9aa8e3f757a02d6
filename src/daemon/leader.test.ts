import { describe, expect, it } from 'vitest';
import { hour, minute, second } from '../model/instant.ts';
import { contest, failing, mayWrite, takeover, timing, waitToLead } from './leader.test-helper.ts';
import { acquireAt } from '../store/places.test-helper.ts';

const ada = { id: 'uid:1', name: 'ada' };

function stopAt(at: number): { by: string; why: string; at: number } {
  return { by: 'ada', why: 'incident', at };
}

describe('a leader', () => {
  it('takes a free lease at once, keeps it, and gives it back when it is stopped', async () => {
    const on = contest();
    const one = on.join('a');
    await on.clock.sleep(second);
    for (let minutes = 0; minutes < 10; minutes += 1) {
      expect(mayWrite(one)).toBe(true);
      await on.clock.sleep(minute);
    }
    await one.stop();
    expect(one.told).toEqual(['leader a 1', 'candidate']);
    expect(await on.journal.written()).toMatchObject({ released: true });
    expect(on.clock.waiting()).toBe(0);
  });

  it('leaves a standby that takes over within a look when it is stopped', async () => {
    const on = contest();
    const first = on.join('a');
    await on.clock.sleep(second);
    const other = on.join('b');
    await on.clock.sleep(5 * minute);
    expect([mayWrite(first), mayWrite(other)]).toEqual([true, false]);
    expect(other.leader.state()).toMatchObject({ is: 'standby', by: 'a', term: 1 });
    await first.stop();
    expect(await waitToLead(on.clock, other, minute)).toBeLessThanOrEqual(6 * second);
    expect(other.leader.state()).toMatchObject({ is: 'leader', by: 'b', term: 2 });
    await other.stop();
  });

  it('is followed within the length of its lease when its process dies', async () => {
    const on = contest();
    let dead = false;
    const journal = failing(on.journal, () => dead);
    const first = on.join('a', { journal });
    await on.clock.sleep(second);
    const other = on.join('b');
    await on.clock.sleep(5 * minute);
    dead = true;
    const waited = await waitToLead(on.clock, other, hour);
    expect(waited).toBeGreaterThan(timing.leaseTtl);
    expect(waited).toBeLessThanOrEqual(takeover);
    expect(mayWrite(first)).toBe(false);
    await Promise.all([first.stop(), other.stop()]);
  });

  it.each([
    { outage: 35 * second, told: ['leader a 1'] },
    { outage: 70 * second, told: ['leader a 1', 'lost', 'leader a 1'] },
  ])('tries a failed renewal again until two thirds of its term ($outage ms)', async ({ outage, told }) => {
    const on = contest();
    let isDown = false;
    const one = on.join('a', { journal: failing(on.journal, () => isDown) });
    await on.clock.sleep(21 * second);
    isDown = true;
    await on.clock.sleep(outage);
    isDown = false;
    await on.clock.sleep(30 * second);
    expect(one.told).toEqual(told);
    expect(mayWrite(one)).toBe(true);
    await one.stop();
  });

  it('leads no more when the journal hangs', async () => {
    const on = contest();
    let hangs = false;
    const journal = {
      ...on.journal,
      renew: (...all: Parameters<typeof on.journal.renew>) =>
        hangs ? new Promise<never>(() => undefined) : on.journal.renew(...all),
    };
    const one = on.join('a', { journal });
    await on.clock.sleep(second);
    hangs = true;
    await on.clock.sleep(minute + second);
    expect(one.leader.state()).toMatchObject({ is: 'lost' });
    expect(one.leader.lease()).toBeUndefined();
    await one.stop();
  });

  it('ends the work of a hold for good, also where it leads again', async () => {
    const on = contest();
    const one = on.join('a');
    await on.clock.sleep(second);
    const before = one.leader.lease();
    on.ordered.stop = stopAt(on.clock.now());
    await on.clock.sleep(30 * second);
    on.ordered.stop = undefined;
    await on.clock.sleep(30 * second);
    expect(mayWrite(one)).toBe(true);
    expect(before?.mayStart()).toBe(false);
    expect(await before?.mayRecord()).toBe(false);
    await one.stop();
  });
});

describe('an order to stop', () => {
  it('ends the right to write at the next renewal, and the lease is kept', async () => {
    const on = contest();
    const one = on.join('a');
    await on.clock.sleep(second);
    const other = on.join('b');
    on.ordered.stop = stopAt(on.clock.now());
    await on.clock.sleep(20 * second);
    expect(one.leader.lease()).toBeUndefined();
    await on.clock.sleep(10 * minute);
    expect(other.leader.lease()).toBeUndefined();
    on.ordered.stop = undefined;
    await on.clock.sleep(20 * second);
    expect(one.told).toEqual(['leader a 1', 'leader a 1 STOP', 'leader a 1']);
    expect(mayWrite(one)).toBe(true);
    await Promise.all([one.stop(), other.stop()]);
  });

  it('reaches the caller that requested the look at once', async () => {
    const on = contest();
    const one = on.join('a');
    await on.clock.sleep(second);
    on.ordered.stop = stopAt(on.clock.now());
    one.leader.check();
    await on.clock.sleep(1);
    expect(one.leader.lease()).toBeUndefined();
    await one.stop();
  });

  it('ends the leadership when orders cannot be read for two thirds of a term', async () => {
    const on = contest();
    let isBroken = false;
    const one = on.join('a', {
      orders: () =>
        isBroken ? Promise.reject(new Error('decisions are damaged')) : Promise.resolve({ ...on.ordered }),
    });
    await on.clock.sleep(second);
    const other = on.join('b');
    isBroken = true;
    await on.clock.sleep(70 * second);
    expect(mayWrite(other)).toBe(true);
    await other.stop();
    await on.clock.sleep(minute);
    expect(one.leader.state()).toMatchObject({
      is: 'candidate',
      unready: [expect.stringContaining('damaged')],
    });
    await one.stop();
  });
});

describe('a lease that is lent', () => {
  it('is given back when the work has ended, and taken by no replica before its end', async () => {
    const on = contest();
    const one = on.join('a');
    await on.clock.sleep(second);
    const other = on.join('b');
    const work = Promise.withResolvers<unknown>();
    const worked = one.leader.under(async (_lease, ended) => {
      await on.clock.sleep(hour, ended);
      await work.promise;
    });
    const yielded = {
      id: 'y',
      by: ada,
      at: on.clock.now(),
      to: 'ada',
      why: 'by hand',
      until: on.clock.now() + hour,
    };
    on.ordered.yielded = yielded;
    one.leader.check();
    await on.clock.sleep(second);
    expect(await on.journal.holder(on.clock.now())).toMatchObject({ holder: 'a' });
    work.resolve(undefined);
    await worked;
    await on.clock.sleep(second);
    expect(one.leader.state()).toMatchObject({ is: 'yielded', by: 'ada' });
    const byHand = await acquireAt(on.journal, 'ada@desk:1', minute, on.clock.now());
    expect(byHand.is).toBe('held');
    if (byHand.is === 'held') await on.journal.release(byHand.lease);
    await on.clock.sleep(50 * minute);
    expect([mayWrite(one), mayWrite(other)]).toEqual([false, false]);
    expect(other.leader.state()).toMatchObject({ is: 'yielded', by: 'ada' });
    await on.clock.sleep(10 * minute);
    expect([mayWrite(one), mayWrite(other)].filter(Boolean)).toHaveLength(1);
    await Promise.all([one.stop(), other.stop()]);
  });

  it('is given back once every request must be over when the work does not end', async () => {
    const on = contest();
    const one = on.join('a');
    await on.clock.sleep(second);
    void one.leader.under(() => new Promise(() => undefined));
    const now = on.clock.now();
    on.ordered.yielded = { id: 'y', by: ada, at: now, to: 'ada', why: 'by hand', until: now + hour };
    one.leader.check();
    await on.clock.sleep(timing.requestDeadline - second);
    expect(await on.journal.written()).toMatchObject({ released: false });
    await on.clock.sleep(2 * second);
    expect(await on.journal.written()).toMatchObject({ released: true });
    await one.stop();
  });
});

describe('a clock that differs from that of S3', () => {
  it('releases the lease and is unready with a clock off by more than two seconds, and recovers later', async () => {
    const on = contest();
    let skew = 0;
    const one = on.join('a', { skew: () => skew });
    await on.clock.sleep(second);
    skew = -2_001;
    await on.clock.sleep(20 * second);
    expect(one.leader.lease()).toBeUndefined();
    expect(one.leader.state()).toMatchObject({
      is: 'candidate',
      unready: [expect.stringMatching(/behind S3/u)],
    });
    expect(await on.journal.written()).toMatchObject({ released: true });
    skew = 2_000;
    await on.clock.sleep(20 * second);
    expect(mayWrite(one)).toBe(true);
    await one.stop();
  });
});
