import { describe, expect, it } from 'vitest';
import { minute, second, type Duration } from '../../model/instant.ts';
import type { PassResult } from '../../model/outcome.ts';
import type { Resource } from '../../model/resource.ts';
import { idHole } from '../testing/kinds.test-helper.ts';
import { passBench, type PassBench } from '../testing/pass.test-helper.ts';
import { resource } from '../testing/stack.test-helper.ts';

const notFound = { code: 'aws.not-found', class: 'terminal', name: 'NotFoundException' } as const;
const conflict = {
  code: 'aws.conflict',
  class: 'conflict',
  name: 'Conflict',
  propagatesWithin: 120_000,
} as const;
const lost = { code: 'aws.transient', class: 'transient', name: 'ECONNRESET', effectUnknown: true } as const;
const malformed = {
  ...conflict,
  code: 'aws.malformed-policy',
  name: 'MalformedPolicyDocumentException',
} as const;

interface Wait {
  readonly wait: string;
  /** Makes AWS or the journal such that the run would wait for minutes. */
  prepare(on: PassBench): Promise<readonly Resource[]> | readonly Resource[];
  /** How what it would wait for ends when it may not wait. */
  readonly ends: Readonly<Record<string, string>>;
}

function box(spec: Resource['spec']): Resource {
  return resource('Box/a', spec);
}

function present(on: PassBench): void {
  on.aws.put('k1', {}, { mark: 'Box/a' });
}

const waits: readonly Wait[] = [
  {
    wait: 'a write to show',
    prepare(on) {
      present(on);
      on.aws.always('GetBox', () => ({ gives: { size: 1, color: 'grey', open: true, material: 'wood' } }));
      return [box({ size: 2 })];
    },
    ends: { 'Box/a#shape': 'waiting' },
  },
  {
    wait: 'a new thing to show',
    prepare(on) {
      on.aws.always('GetBox', () => ({ fails: notFound }));
      return [box({ rules: ['x'] })];
    },
    ends: { 'Box/a#create': 'waiting' },
  },
  {
    wait: 'a thing that AWS says exists',
    prepare(on) {
      on.aws.cells.set('Cell/x', { target: 'k1', note: '' });
      on.aws.always('GetCell', () => ({ fails: notFound }));
      return [resource('Cell/x', { target: 'k1' })];
    },
    ends: { 'Cell/x#create': 'waiting' },
  },
  {
    wait: 'a mark to show',
    prepare(on) {
      on.aws.put('k1');
      on.aws.always('GetTags', () => ({ gives: {} }));
      return [resource('Box/a', {}, { metadata: { adopt: 'k1' } })];
    },
    ends: { 'Box/a#adopt': 'waiting' },
  },
  {
    wait: 'another change of the same thing',
    prepare(on) {
      present(on);
      on.aws.always('SetRules', () => ({ fails: conflict }));
      return [box({ rules: ['x'] })];
    },
    ends: { 'Box/a#rules': 'waiting' },
  },
  {
    wait: 'a second look at a missing principal',
    prepare(on) {
      present(on);
      on.aws.always('SetRules', () => ({ fails: malformed }));
      const found = { missing: ['role/app'], young: [], unknown: [], known: [] };
      on.on.ports = { ...on.on.ports, named: () => Promise.resolve(found) };
      return [box({ rules: ['x'] })];
    },
    ends: { 'Box/a#rules': 'failed' },
  },
  {
    wait: 'a young journal',
    prepare(on) {
      const bornAt = on.clock.now();
      on.on.ports = {
        ...on.on.ports,
        journal: { ...on.store.journal, bornAt: () => Promise.resolve(bornAt) },
      };
      return [box({ rules: ['x'] })];
    },
    ends: { 'Box/a#create': 'waiting' },
  },
  {
    wait: 'the key of a lost answer',
    prepare(on) {
      on.aws.always('CreateBox', () => ({ fails: lost }));
      return [box({ rules: ['x'] })];
    },
    ends: { 'Box/a#create': 'waiting' },
  },
  {
    wait: 'every reader to know what a removal rests on',
    prepare: () => [box({ open: false }), resource('Cell/x', { target: idHole('Box/a') })],
    ends: { 'Box/a#create': 'done', 'Cell/x#create': 'done', 'Box/a#open': 'waiting' },
  },
  {
    wait: 'a known thing that does not show',
    async prepare(on) {
      await on.store.journal.remember('Box/a', { keyId: 'gone' });
      return [box({ size: 1 })];
    },
    ends: {},
  },
];

function endingsOf({ outcomes }: PassResult): Wait['ends'] {
  return Object.fromEntries([...outcomes].map(([id, { is }]) => [id, is]));
}

/** No more than what it takes to read the same thing twice. */
const twoReads = second;
/** Before what seems to have drifted is read again: a part of looking. */
const secondRead = 3 * second;

async function run(wait: Wait, waitFor: Duration): Promise<PassResult & { on: PassBench; took: Duration }> {
  const on = passBench();
  const resources = await wait.prepare(on);
  on.on.waitFor = waitFor;
  const start = on.clock.now();
  const result = await on.apply(resources);
  return { ...result, on, took: on.clock.now() - start };
}

describe('a run that may not wait', () => {
  it.each(waits)('ends at once instead of waiting for $wait', async (wait) => {
    const result = await run(wait, 0);
    expect(endingsOf(result)).toEqual(wait.ends);
    expect(result.took).toBeLessThanOrEqual(secondRead + twoReads);
  });
});

describe('a run that may wait for 20 seconds', () => {
  it.each(waits)('ends after that time at the latest, waiting for $wait', async (wait) => {
    const { took } = await run(wait, 20 * second);
    expect(took).toBeLessThanOrEqual(20 * second + secondRead + twoReads);
  });

  it('does not begin a wait that must not be shortened and is longer', async () => {
    const young = waits.find(({ wait }) => wait === 'a young journal');
    if (young === undefined) throw new Error('no such wait');
    const result = await run(young, 20 * second);
    expect(result.outcomes.get('Box/a#create')).toMatchObject({ is: 'waiting' });
    expect(result.on.aws.writes()).toEqual([]);
    expect(result.took).toBe(0);
  });

  it('counts from the last step that got done', async () => {
    const on = passBench();
    for (const id of ['k1', 'k2']) on.aws.put(id, {}, { mark: id === 'k1' ? 'Box/a' : 'Box/b' });
    on.aws.latency = 15 * second;
    on.on.waitFor = 20 * second;
    const all = [
      resource('Box/a', { size: 2, rules: ['x'], labels: { team: 'one' } }),
      resource('Box/b', { size: 2, rules: ['x'], labels: { team: 'two' } }),
    ];
    expect(new Set(Object.values(endingsOf(await on.apply(all))))).toEqual(new Set(['done']));
  });
});

describe('a run that is asked to stop', () => {
  it.each(waits)('ends within a second while it waits for $wait', async (wait) => {
    const on = passBench();
    const stop = new AbortController();
    on.on.ports = { signal: stop.signal };
    const resources = await wait.prepare(on);
    const stopAt = on.clock.now() + 2 * second;
    void on.clock.sleep(2 * second).then(() => {
      stop.abort();
    });
    on.on.waitFor = 10 * minute;
    await on.apply(resources);
    expect(on.clock.now() - stopAt).toBeLessThanOrEqual(second);
  });
});

it('keeps the intent of a lost answer open when it stops to wait, and the next run settles it', async () => {
  const on = passBench();
  on.aws.script('CreateBox', { fails: lost });
  on.on.waitFor = 0;
  const all = [box({ rules: ['x'] })];
  await on.apply(all);
  expect(await on.store.journal.openIntents()).toHaveLength(1);
  on.on.waitFor = 5 * minute;
  expect(endingsOf(await on.apply(all))).toEqual({ 'Box/a#create': 'done' });
  expect(await on.store.journal.openIntents()).toEqual([]);
  expect(on.aws.boxes.size).toBe(1);
});

it('waits in the next run for what the last one wrote when that one did not', async () => {
  const on = passBench();
  const all = [box({ open: false }), resource('Cell/x', { target: idHole('Box/a') })];
  on.on.waitFor = 0;
  await on.apply(all);
  const start = on.clock.now();
  on.on.waitFor = undefined;
  expect(endingsOf(await on.apply(all))).toEqual({ 'Box/a#open': 'done' });
  expect(on.clock.now() - start).toBeGreaterThan(50 * second);
});

describe('a run that does not wait', () => {
  it('ends once AWS accepted the last write, and reports that it still propagates', async () => {
    const on = passBench();
    on.aws.latency = second;
    on.on.ports = { noWait: true };
    const begun = on.clock.now();
    const result = await on.apply([resource('Cell/x', { target: 'y' })]);
    expect(result.outcomes.get('Cell/x#create')).toMatchObject({ is: 'waiting', reason: 'confirming' });
    expect(on.aws.writes()).toHaveLength(1);
    expect(on.clock.now() - begun).toBeLessThan(minute);
  });

  it('waits anyway for the dependency of a later step', async () => {
    const on = passBench();
    on.on.ports = { noWait: true };
    const result = await on.apply([box({}), resource('Cell/x', { target: idHole('Box/a') })]);
    expect(endingsOf(result)).toEqual({ 'Box/a#create': 'done', 'Cell/x#create': 'waiting' });
  });
});
