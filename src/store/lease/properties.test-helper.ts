import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Duration, Instant } from '../../model/instant.ts';
import type { Journal, Lease } from '../../model/journal.ts';
import type { Place } from '../places.test-helper.ts';
import { diagnosticOf } from '../failure.ts';
import { acquireAt } from '../places.test-helper.ts';

export type LeasePart = Pick<Journal, 'acquire' | 'holder' | 'release' | 'renew' | 'written'>;

/** Waits until it is its turn, then runs: how a race is interleaved. */
export type Gate = <T>(work: () => Promise<T>) => Promise<T>;

const ttl: Duration = 100;
/** Hundreds of runs, on a busy machine. */
const timeout = 60_000;
const holders = ['a', 'b', 'c'];

/** What a person would say a lease is. */
interface Model {
  now: Instant;
  term: number;
  /** Who may work now, unless its time is up. */
  owner: { holder: string; term: number; until: Instant } | undefined;
  /** The last lease each holder was given. */
  readonly given: Map<string, Lease>;
}

interface Real {
  readonly place: Place<LeasePart>;
  readonly booted: Map<string, LeasePart>;
}

type Command = fc.AsyncCommand<Model, Real>;

function partOf(real: Real, holder: string): LeasePart {
  const part = real.booted.get(holder) ?? real.place.boot();
  real.booted.set(holder, part);
  return part;
}

function acquire(holder: string): Command {
  return {
    check: () => true,
    toString: () => `${holder} acquires`,
    async run(model, real) {
      const answer = await acquireAt(partOf(real, holder), holder, ttl, model.now);
      if (model.owner !== undefined && model.now < model.owner.until) {
        expect(answer).toEqual({ is: 'refused', by: model.owner });
        return;
      }
      model.term += 1;
      model.owner = { holder, term: model.term, until: model.now + ttl };
      model.given.set(holder, model.owner);
      expect(answer).toEqual({ is: 'held', lease: model.owner });
    },
  };
}

function renew(holder: string): Command {
  return {
    check: (model) => model.given.has(holder),
    toString: () => `${holder} renews`,
    async run(model, real) {
      const lease = model.given.get(holder);
      if (lease === undefined) throw new Error('checked before');
      const answer = await partOf(real, holder).renew(lease, ttl, model.now);
      if (model.owner?.term !== lease.term) {
        expect(answer.is).toBe('refused');
        return;
      }
      model.owner = { ...lease, until: Math.max(model.now + ttl, model.owner.until + 1) };
      model.given.set(holder, model.owner);
      expect(answer).toEqual({ is: 'held', lease: model.owner });
    },
  };
}

function release(holder: string): Command {
  return {
    check: (model) => model.given.has(holder),
    toString: () => `${holder} releases`,
    async run(model, real) {
      const lease = model.given.get(holder);
      if (lease === undefined) throw new Error('checked before');
      await partOf(real, holder).release(lease);
      if (model.owner?.term === lease.term) model.owner = undefined;
    },
  };
}

function wait(ms: Duration): Command {
  return {
    check: () => true,
    toString: () => `${String(ms)} ms pass`,
    run: async (model) => void (model.now += ms),
  };
}

const crash: Command = {
  check: () => true,
  toString: () => 'all processes die',
  async run(_model, real) {
    real.place.crash();
    real.booted.clear();
  },
};

/** Tests in any order of requests that a lease answers like its model. */
export function leaseFollowsItsModel(makePlace: () => Place<LeasePart>): void {
  it('answers like its model, for any sequence of holders, waits and crashes', { timeout }, async () => {
    const holder = fc.constantFrom(...holders);
    const commands = fc.commands(
      [
        holder.map(acquire),
        holder.map(renew),
        holder.map(release),
        fc.constantFrom(1, ttl / 2, ttl - 1, ttl, 3 * ttl).map(wait),
        fc.constant(crash),
      ],
      { maxCommands: 40 },
    );
    await fc.assert(
      fc.asyncProperty(commands, async (sequence) => {
        const model: Model = { now: 0, term: 0, owner: undefined, given: new Map() };
        await fc.asyncModelRun(() => ({ model, real: { place: makePlace(), booted: new Map() } }), sequence);
      }),
      { numRuns: 150 },
    );
  });
}

interface Holding {
  readonly holder: string;
  readonly term: number;
  from: Instant;
  until: Instant;
}

type Act = 'acquire' | 'renew' | 'release';

/**
 * Processes that act at once, each of their requests delayed as the scheduler likes, on a clock that
 * moves on between any two: never do two of them hold the lease at one time.
 */
export function leaseIsNeverShared(makeWorld: () => (gate: Gate) => LeasePart): void {
  it(
    'is never held by two at once, however requests of several processes interleave',
    { timeout },
    async () => {
      const script = fc.array(fc.constantFrom<Act>('acquire', 'acquire', 'renew', 'release'), {
        maxLength: 5,
      });
      const scripts = fc.tuple(script, script, script);
      const ticks = fc.array(fc.constantFrom(0, 0, 1, ttl / 4, ttl), { minLength: 1, maxLength: 30 });
      await fc.assert(
        fc.asyncProperty(fc.scheduler(), scripts, ticks, async (scheduler, acts, steps) => {
          const holdings = await race(scheduler, makeWorld(), acts, steps);
          for (const [index, one] of holdings.entries()) {
            for (const other of holdings.slice(index + 1)) {
              if (one.term === other.term) expect(other.holder).toBe(one.holder);
              else
                expect(Math.max(one.from, other.from)).toBeGreaterThanOrEqual(
                  Math.min(one.until, other.until),
                );
            }
          }
        }),
        { numRuns: 400 },
      );
    },
  );
}

async function race(
  scheduler: fc.Scheduler,
  contender: (gate: Gate) => LeasePart,
  scripts: readonly (readonly Act[])[],
  steps: readonly Duration[],
): Promise<readonly Holding[]> {
  const holdings: Holding[] = [];
  let now = 0;
  let turns = 0;

  async function gate<T>(work: () => Promise<T>): Promise<T> {
    await scheduler.schedule(Promise.resolve());
    now += steps[turns % steps.length] ?? 0;
    turns += 1;
    const result = await work();
    // An answer travels too.
    await scheduler.schedule(Promise.resolve());
    return result;
  }

  async function act(
    holder: string,
    part: LeasePart,
    what: Act,
    own: Lease | undefined,
  ): Promise<Lease | undefined> {
    if (what === 'acquire') {
      const answer = await acquireAt(part, holder, ttl, now);
      if (answer.is === 'refused') return own;
      holdings.push({ holder, term: answer.lease.term, from: now, until: answer.lease.until });
      return answer.lease;
    }
    if (own === undefined) return undefined;
    if (what === 'renew') {
      const answer = await part.renew(own, ttl, now);
      if (answer.is === 'refused') return undefined;
      holdings.push({ holder, term: own.term, from: now, until: answer.lease.until });
      return answer.lease;
    }
    // Whoever gives a lease back works no more from then on.
    for (const holding of holdings) {
      if (holding.term === own.term) holding.until = Math.min(holding.until, now);
    }
    await part.release(own);
    return undefined;
  }

  async function run(holder: string, acts: readonly Act[]): Promise<void> {
    const part = contender(gate);
    let own: Lease | undefined;
    for (const what of acts) {
      try {
        own = await act(holder, part, what, own);
      } catch (error) {
        // Giving up, when others keep winning or AWS does not answer, is an answer: nothing is held.
        if (diagnosticOf(error) === undefined) throw error;
      }
    }
  }

  await scheduler.waitFor(Promise.all(scripts.map((acts, index) => run(holders[index] ?? '', acts))));
  return holdings;
}
