import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minute, second, type Duration } from '../../model/instant.ts';
import type { Journal } from '../../model/journal.ts';
import { shiftedClock } from '../../runtime/shifted-clock.ts';
import { virtualClock, type VirtualClock } from '../../runtime/virtual-clock.ts';
import { createVolatileStore } from '../../store/memory/volatile.ts';
import { defaultTiming } from '../ports.ts';
import { atOnce } from '../testing/candidate.test-helper.ts';
import { noon } from '../testing/stack.test-helper.ts';
import { takeLease, type Candidate, type CandidateAnswer, type LeaseWait } from './candidate.ts';
import { holdLease, type Kept } from './lease.ts';

const timing = { ...defaultTiming, leaseTtl: minute, requestDeadline: 30 * second };
/** A full term and the deadline of a request. */
const full = 90 * second;

interface Bench {
  readonly clock: VirtualClock;
  readonly journal: Journal;
  /** What the candidate said that it waits for. */
  readonly waits: LeaseWait[];
  /** A process that holds the lease, its clock ahead by so much. */
  holder(ahead?: Duration): Promise<Kept>;
  /** The same, killed at once: it renews nothing any more. */
  killed(ahead?: Duration): Promise<void>;
  candidate(over?: Partial<Candidate> & { readonly ahead?: Duration }): Promise<CandidateAnswer>;
}

function bench(): Bench {
  const clock = virtualClock(noon);
  const { journal } = createVolatileStore(clock);
  const waits: LeaseWait[] = [];
  const holder = 'ann@there:1/a';

  async function held(on: Journal, ahead: Duration): Promise<Kept> {
    const answer = await holdLease(
      atOnce({ clock: shiftedClock(clock, ahead), journal: on, holder, timing }),
    );
    if (answer.is === 'refused') throw new Error('the lease is free');
    return answer.held;
  }

  return {
    clock,
    journal,
    waits,
    holder: (ahead = 0) => held(journal, ahead),
    async killed(ahead = 0) {
      await held({ ...journal, renew: () => new Promise(() => undefined) }, ahead);
    },
    candidate: ({ ahead = 0, ...over } = {}) =>
      takeLease({
        clock: shiftedClock(clock, ahead),
        journal,
        holder: 'bob@here:2/b',
        timing,
        patience: 5 * minute,
        signal: new AbortController().signal,
        isGone: () => false,
        waits: (wait) => void waits.push(wait),
        ...over,
      }),
  };
}

describe('a lease that nobody holds', () => {
  it.each([
    { why: 'there never was one', before: async () => undefined },
    { why: 'it was given back', before: async (on: Bench) => (await on.holder()).release() },
  ])('is taken at once when $why', async ({ before }) => {
    const on = bench();
    await before(on);
    expect(await on.candidate()).toMatchObject({ is: 'held' });
    expect(on.clock.now()).toBe(noon);
    expect(on.waits).toEqual([]);
  });
});

describe('a holder that lives', () => {
  it('is left alone at once when its lease lasts by the clock of this machine', async () => {
    const on = bench();
    const lease = await on.holder();
    expect(await on.candidate()).toMatchObject({ is: 'refused', why: { is: 'lives' } });
    expect(on.clock.now()).toBe(noon);
    await lease.release();
  });

  it('keeps the lease when the clock of this machine is ten minutes ahead: it renews while it is watched', async () => {
    const on = bench();
    const lease = await on.holder();
    const answer = await on.candidate({ ahead: 10 * minute });
    expect(answer).toMatchObject({ is: 'refused', by: { holder: 'ann@there:1/a' }, why: { is: 'lives' } });
    expect(on.waits).toMatchObject([{ is: 'silent', left: full }]);
    expect(on.clock.now() - noon).toBeLessThanOrEqual(timing.leaseTtl / 3 + timing.leaseTtl / 12);
    expect(lease.lease.mayStart()).toBe(true);
    await lease.release();
  });

  it('keeps the lease when its own clock stands still', async () => {
    const on = bench();
    const answer = await holdLease(
      atOnce({
        clock: { ...on.clock, now: () => noon - 10 * minute },
        journal: on.journal,
        holder: 'ann@there:1/a',
        timing,
      }),
    );
    if (answer.is === 'refused') throw new Error('the lease is free');
    expect(await on.candidate()).toMatchObject({ is: 'refused', why: { is: 'lives' } });
    await answer.held.release();
  });

  it('ends the watch when the lease is released during it', async () => {
    const on = bench();
    const lease = await on.holder();
    void on.clock.sleep(12 * second).then(() => lease.release());
    expect(await on.candidate({ ahead: 10 * minute })).toMatchObject({ is: 'held' });
    expect(on.clock.now() - noon).toBe(15 * second);
  });

  it('keeps the lease when its process only seems to have ended on this machine', async () => {
    const on = bench();
    const lease = await on.holder();
    const answer = await on.candidate({ isGone: () => true });
    expect(answer).toMatchObject({ is: 'refused', why: { is: 'lives' } });
    await lease.release();
  });
});

describe('a holder that was killed', () => {
  it.each([
    { clocks: 'agree', ahead: 0 },
    { clocks: 'differ by ten minutes', ahead: 10 * minute },
    { clocks: 'stand still', ahead: 0, still: true },
  ])(
    'watches a lease of another machine for a full term and the deadline when the clocks $clocks',
    async ({ ahead, still }) => {
      const on = bench();
      await on.killed();
      await on.clock.sleep(2 * full);
      const from = on.clock.now();
      const at = { ...on.clock, now: () => from };
      const answer = await on.candidate({ ahead, ...(still === true ? { clock: at } : {}) });
      expect(answer).toMatchObject({ is: 'held', term: { lease: { holder: 'bob@here:2/b', term: 2 } } });
      expect(on.clock.now() - from).toBe(full);
    },
  );

  it('waits for a lease of this machine until it ends', async () => {
    const on = bench();
    await on.killed();
    await on.clock.sleep(50 * second);
    expect(await on.candidate({ isGone: () => true })).toMatchObject({ is: 'held' });
    expect(on.clock.now() - noon).toBe(full);
    expect(on.waits).toMatchObject([{ is: 'gone', left: 40 * second }]);
  });

  it('waits at most one term for a lease of this machine when the clock was set back', async () => {
    const on = bench();
    await on.killed();
    expect(await on.candidate({ isGone: () => true, ahead: -60 * minute })).toMatchObject({ is: 'held' });
    expect(on.clock.now() - noon).toBe(full);
  });

  it('leaves its lease to one of two who watch it', async () => {
    const on = bench();
    await on.killed();
    await on.clock.sleep(full);
    const answers = await Promise.all([on.candidate(), on.candidate({ holder: 'carl@here:3/c' })]);
    expect(answers.map(({ is }) => is).toSorted()).toEqual(['held', 'refused']);
  });
});

describe('the wait', () => {
  it('does not begin when it would last longer than the run may wait', async () => {
    const on = bench();
    await on.killed();
    await on.clock.sleep(full);
    const answer = await on.candidate({ patience: full - 1 });
    expect(answer).toMatchObject({ is: 'refused', why: { is: 'too-long', wait: { left: full } } });
    expect(on.waits).toEqual([]);
  });

  it('ends with Ctrl-C, and takes nothing', async () => {
    const on = bench();
    await on.killed();
    await on.clock.sleep(full);
    const stop = new AbortController();
    void on.clock.sleep(7 * second).then(() => {
      stop.abort();
    });
    const answer = await on.candidate({ signal: stop.signal });
    expect(answer).toMatchObject({ is: 'refused', why: { is: 'stopped' } });
    expect(on.clock.now() - noon).toBe(full + 7 * second);
    expect(await on.journal.written()).toMatchObject({ holder: 'ann@there:1/a' });
  });
});

it('never lets two start a request at once, whatever the clocks say', async () => {
  const skew = fc.integer({ min: -10 * minute, max: 10 * minute });
  const delays = fc.array(fc.nat({ max: 3 * minute }), { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(skew, skew, fc.boolean(), delays, async (ofHolder, ofCandidate, isKilled, pauses) => {
      const on = bench();
      const journal: Journal = isKilled
        ? { ...on.journal, renew: () => new Promise(() => undefined) }
        : on.journal;
      const parts = { clock: shiftedClock(on.clock, ofHolder), journal, holder: 'ann@there:1/a', timing };
      const first = await holdLease(atOnce(parts));
      if (first.is === 'refused') throw new Error('the lease is free');
      for (const pause of pauses) {
        await on.clock.sleep(pause);
        const { is } = await on.candidate({ ahead: ofCandidate });
        if (is === 'held') expect(first.held.lease.mayStart()).toBe(false);
        if (!isKilled) expect(is).toBe('refused');
      }
      if (!isKilled) await first.held.release();
    }),
    { numRuns: 60 },
  );
});
