import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { realClock } from '../../src/runtime/clock.ts';
import { seededRandoms } from '../../src/runtime/random.ts';
import { stackYaml } from '../support/estate.ts';
import { keyYaml, manifests } from '../support/estate-facts.ts';
import {
  addressesIn,
  leaseEnd,
  openIntentsIn,
  reconcile,
  reconcileHere,
  type Blow,
  type EndedProcess,
} from '../support/process.ts';

const keyCount = 6;
const indices = Array.from({ length: keyCount }, (_, index) => index);
const addresses = indices.map((index) => `Key/k${String(index)}`);

const first = manifests(
  indices.map((index) =>
    keyYaml({
      name: `k${String(index)}`,
      spec: `description: Number ${String(index)}, enabled: true, rotation: { enabled: true }, aliases: [alias/k${String(index)}]`,
    }),
  ),
  stackYaml,
);
/** Descriptions, periods and tags change, one key gets another name more, and one is disabled. */
const changed = manifests(
  indices.map((index) =>
    keyYaml({
      name: `k${String(index)}`,
      spec:
        `description: Changed ${String(index)}, rotation: { enabled: true, periodInDays: 200 }, tags: { round: two }, ` +
        (index === 1 ? `aliases: [alias/k1, alias/more]` : `aliases: [alias/k${String(index)}]`) +
        (index === 0 ? ', enabled: false' : ', enabled: true'),
    }),
  ),
  stackYaml,
);

const place = mkdtempSync(join(tmpdir(), 'keywright-kill-'));

function applyArguments(world: string, file: string): readonly string[] {
  return ['apply', `--sandbox=${world}`, '--yes', '--approve=disable', file];
}

const rounds = Array.from({ length: 20 }, (_, index) => ({
  seed: index + 1,
  of: index % 2 === 0 ? ('a first apply' as const) : ('a change' as const),
}));

/** Characters of progress that an undisturbed run writes. */
const talk = { 'a first apply': 0, 'a change': 0 };

beforeAll(async () => {
  writeFileSync(join(place, 'first.yaml'), first);
  writeFileSync(join(place, 'changed.yaml'), changed);
  const world = join(place, 'undisturbed');
  const one = await reconcile(place, applyArguments(world, join(place, 'first.yaml')));
  expect(one, one.err).toMatchObject({ code: 0 });
  cpSync(world, join(place, 'applied'), { recursive: true });
  const two = await reconcile(place, applyArguments(world, join(place, 'changed.yaml')));
  expect(two, two.err).toMatchObject({ code: 0 });
  talk['a first apply'] = one.err.length;
  talk['a change'] = two.err.length;
});

afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});

function reconcileAnew(command: 'apply' | 'plan', world: string, file: string): Promise<EndedProcess> {
  const argv = command === 'apply' ? applyArguments(world, file) : ['plan', `--sandbox=${world}`, file];
  return reconcile(place, argv);
}

interface Round {
  /** Every fifth round is gone on with by a process as well, the others here: that is much quicker. */
  readonly next: (
    command: 'apply' | 'plan',
    world: string,
    file: string,
  ) => Promise<Pick<EndedProcess, 'code' | 'out' | 'err'>>;
  readonly world: string;
  readonly file: string;
  readonly blow: Blow;
}

/** Prepares a directory of its own for a round, and the seeded moment of its blow. */
function begin(signal: Blow['signal'], seed: number, of: keyof typeof talk): Round {
  const random = seededRandoms(`${signal} ${String(seed)}`).stream('moment');
  const world = join(place, `${signal}-${String(seed)}`);
  if (of === 'a change') cpSync(join(place, 'applied'), world, { recursive: true });
  else mkdirSync(world);
  const afterCharacters = 1 + Math.floor(random.next() * talk[of] * 0.95);
  const blow = { signal, afterCharacters, delayMs: Math.floor(random.next() * 4) };
  return {
    next: seed % 5 === 0 ? reconcileAnew : reconcileHere,
    world,
    file: join(place, of === 'a change' ? 'changed.yaml' : 'first.yaml'),
    blow,
  };
}

/** Expects one more run to complete everything, with one key per address and nothing left. */
async function converges({ next, world, file, blow }: Round): Promise<{ readonly err: string }> {
  const where = JSON.stringify(blow);
  const again = await next('apply', world, file);
  expect(again.code, `${where} ${again.out} ${again.err}`).toBe(0);
  expect(addressesIn(world), where).toEqual(addresses);
  expect(openIntentsIn(world), where).toEqual([]);
  const second = await next('plan', world, file);
  expect(second, `${where} ${second.out} ${second.err}`).toMatchObject({ code: 0 });
  return again;
}

describe.concurrent('SIGKILL at a seeded moment', () => {
  it.for(rounds)(
    'completes a killed run in the next one, with one key per address: seed $seed, in $of',
    async ({ seed, of }) => {
      const round = begin('SIGKILL', seed, of);
      const { signal, code } = await reconcile(place, applyArguments(round.world, round.file), round.blow);
      // A kill that comes too late finds the run done: then this round has shown nothing, and says so below.
      expect(signal ?? code).toSatisfy((end: unknown) => end === 'SIGKILL' || end === 0);
      killed[seed] = signal === 'SIGKILL';
      // A kill after the last word finds the lease given back.
      const ends = leaseEnd(round.world);
      const { err } = await converges(round);
      // On a busy machine the lease may run out before the next run begins: then there is nothing to wait for.
      const lasts = ends !== undefined && ends > realClock().now();
      if (signal === 'SIGKILL' && lasts) expect(err).toContain('ended without releasing the lease');
    },
  );
});

describe.concurrent('SIGINT at a seeded moment', () => {
  it.for(rounds)(
    'finishes calls in flight, names the rest, and completes it in the next run: seed $seed, in $of',
    async ({ seed, of }) => {
      const round = begin('SIGINT', seed, of);
      const where = JSON.stringify(round.blow);
      const ended = await reconcile(place, applyArguments(round.world, round.file), round.blow);
      expect(ended.signal, where).toBeNull();
      const stopped = ended.err.includes('Stopping: what is in flight finishes');
      const left = /Not started:/u.test(ended.out) || /Stopped before anything/u.test(ended.err + ended.out);
      expect(ended.code, `${where} ${ended.out} ${ended.err}`).toBe(left ? 1 : 0);
      if (left) expect(stopped, where).toBe(true);
      interrupted[seed] = left;
      // Nothing hangs in the air: each create has its answer in the journal, and is reported by name.
      if (of === 'a first apply') {
        const made = addressesIn(round.world).toSorted();
        const reported = [...ended.err.matchAll(/^(Key\/k\d): created \[/gmu)].map(
          ([, address]) => address ?? '',
        );
        expect(reported.toSorted(), where).toEqual(made);
      }
      expect(openIntentsIn(round.world), where).toEqual([]);
      const { err } = await converges(round);
      expect(err, where).not.toContain('ended without releasing the lease');
    },
  );
});

/** By seed: whether the blow met a run that was under way. */
const killed: Record<number, boolean> = {};
const interrupted: Record<number, boolean> = {};

describe('the moments', () => {
  it.each([
    { signal: 'SIGKILL', met: killed },
    { signal: 'SIGINT', met: interrupted },
  ])('$signal met most runs while they were under way, else these rounds show nothing', ({ met }) => {
    expect(Object.values(met).filter(Boolean).length).toBeGreaterThanOrEqual(12);
    expect(Object.keys(met)).toHaveLength(rounds.length);
  });
});
