import { describe, expect, it } from 'vitest';
import { defaultTiming } from '../../src/engine/ports.ts';
import { minute, second } from '../../src/model/instant.ts';
import { memoryDisk } from '../../src/runtime/memory-files.ts';
import { createDirectoryStore } from '../../src/store/directory/store.ts';
import { storeFiles } from '../../src/store/files.ts';
import type { Store } from '../../src/store/store.ts';
import { crashAt } from '../support/crash.ts';
import { createEstate, endings, leftOver, type Estate } from '../support/estate.ts';
import { applied, keyIds, keyOf, keyYaml, manifests } from '../support/estate-facts.ts';
import { stallAt, type Stall } from '../support/stall.ts';

const first = manifests([
  keyYaml({ name: 'a', spec: 'description: Key a, rotation: { enabled: true }, aliases: [alias/a]' }),
  keyYaml({ name: 'b', spec: 'description: Key b' }),
]);
const changed = manifests([
  keyYaml({
    name: 'a',
    spec: 'description: new, rotation: { enabled: true, periodInDays: 200 }, aliases: [alias/a]',
  }),
  keyYaml({ name: 'b', spec: 'description: new as well' }),
]);

const stackId = { name: 'test', uid: '0a1b2c3d4e5f' };

/** A lease is honoured for this long after it was last renewed. */
const honoured = defaultTiming.leaseTtl + defaultTiming.requestDeadline;
const ada = 'ada@desk:1';
const bob = 'bob@desk:2';

const stores = [
  { store: 'in memory', open: (estate: Estate): Store => estate.store },
  { store: 'in a directory', open: directory },
] as const;

function directory(estate: Estate): Store {
  const opened = createDirectoryStore(storeFiles(memoryDisk().files), 'state', stackId, estate.clock);
  if ('refused' in opened) throw new Error('the directory store does not open');
  return opened;
}

describe.each(stores)('two runs at once on one store $store', ({ open }) => {
  it.each([
    { begins: 'in the same moment', after: 0 },
    { begins: 'while the other applies', after: 5 * second },
    { begins: 'long after, but the other still applies and renewed its lease', after: 3 * minute },
  ])('refuses the second apply with the name of the first (the second begins $begins)', async ({ after }) => {
    const estate = createEstate({ latencyMs: 10 * second });
    const store = open(estate);
    const [one, other] = await Promise.all([
      estate.apply(first, { store, holder: ada }),
      estate.advance(after).then(() => estate.apply(first, { store, holder: bob })),
    ]);
    expect(endings(other)).toEqual({ lease: `refused, held by ${ada}` });
    expect(other.requests).toEqual([]);
    expect(Object.values(endings(one)).every((ending) => ending === 'done')).toBe(true);
    expect(keyIds(estate)).toHaveLength(2);
    expect(leftOver(await estate.plan(first, { store }))).toEqual([]);
    // The first gave its lease back: now the other gets it, and finds nothing to do.
    expect(leftOver(await applied(estate, first, { store, holder: bob }))).toEqual([]);
  });

  it('plans without a lease while another run applies', async () => {
    const estate = createEstate({ latencyMs: 10 * second });
    const store = open(estate);
    const [, plan] = await Promise.all([
      estate.apply(first, { store, holder: ada }),
      estate.advance(minute).then(() => estate.plan(first, { store, holder: bob })),
    ]);
    expect(plan.plan.resources).toHaveLength(3);
  });

  it('refuses with the name of a dead holder while its requests may be in flight, then takes over', async () => {
    const estate = createEstate();
    const store = open(estate);
    const crash = crashAt(6, 'effect but no answer');
    void estate.apply(first, {
      store: crash.store(store),
      holder: ada,
      transport: (inner) => crash.transport(inner),
      clock: crash.clock(estate.clock),
    });
    await crash.died;
    const diedAt = estate.clock.now();
    expect(endings(await estate.apply(first, { store, holder: bob }))).toEqual({
      lease: `refused, held by ${ada}`,
    });
    await estate.advance(defaultTiming.leaseTtl);
    expect(await estate.apply(first, { store, holder: bob })).toMatchObject({
      is: 'refused',
      by: { holder: ada },
    });
    await estate.advance(diedAt + honoured + 1 - estate.clock.now());
    const taken = await estate.apply(first, { store, holder: bob });
    expect(Object.values(endings(taken)).every((ending) => ending === 'done')).toBe(true);
    expect(keyIds(estate)).toHaveLength(2);
    expect(leftOver(await estate.plan(first, { store }))).toEqual([]);
  });
});

describe('a holder stands still past its lease', () => {
  it.each([
    { change: 'a first apply', before: undefined, after: first, went: 'when the other is done' },
    { change: 'a first apply', before: undefined, after: first, went: 'while the other applies' },
    { change: 'a change', before: first, after: changed, went: 'when the other is done' },
    { change: 'a change', before: first, after: changed, went: 'while the other applies' },
  ] as const)(
    'starts no write after a takeover at any request of $change when it continues ($went)',
    async ({ before, after, went }) => {
      const total = await requestsOf(before, after);
      expect(total).toBeGreaterThan(8);
      for (let n = 1; n <= total; n += 1) {
        const where = `request ${n} of ${total}`;
        const estate = await prepared(before);
        const stall = stallAt(n);
        const slow = run(estate, after, stall);
        await stall.stalled;
        const writesUntil = writesBy(estate);
        await estate.advance(honoured + second);
        const other = estate.apply(after, { holder: bob });
        if (went === 'while the other applies') await estate.advance(second);
        else await other;
        stall.goOn();
        const slowly = await slow;
        const quick = await other;
        expect(endings(quick), where).not.toHaveProperty('lease');
        // The slow process sends nothing after it continues: all later writes are the other's.
        const quickWrites = quick.requests.filter(({ access }) => access === 'write').length;
        expect(writesBy(estate) - writesUntil, where).toBe(quickWrites);
        for (const ending of Object.values(endings(slowly))) {
          expect(ending, where).not.toMatch(/engine\.internal/u);
        }
        expect(keyOf(estate, 'Key/a'), where).not.toBe(keyOf(estate, 'Key/b'));
        await estate.advance(10 * minute);
        expect(leftOver(await applied(estate, after, { holder: bob })), where).toEqual([]);
        expect(keyIds(estate), where).toHaveLength(2);
      }
    },
  );

  it('renews its lease and finishes when nobody took over', async () => {
    const estate = createEstate();
    const stall = stallAt(4);
    const slow = run(estate, first, stall);
    await stall.stalled;
    await estate.advance(honoured + minute);
    stall.goOn();
    await slow;
    await estate.advance(10 * minute);
    const again = await applied(estate, first, { holder: bob });
    expect(leftOver(await estate.plan(first))).toEqual([]);
    expect(Object.values(endings(again)).every((ending) => ending === 'done')).toBe(true);
    expect(keyIds(estate)).toHaveLength(2);
  });
});

async function prepared(before: string | undefined): Promise<Estate> {
  const estate = createEstate({ latencyMs: 100 });
  // Old enough not to wait before each create.
  await estate.advance(10 * minute);
  if (before !== undefined) {
    await applied(estate, before);
    await estate.advance(10 * minute);
  }
  return estate;
}

async function requestsOf(before: string | undefined, after: string): Promise<number> {
  return (await applied(await prepared(before), after)).requests.length;
}

function run(estate: Estate, yaml: string, stall: Stall): ReturnType<Estate['apply']> {
  return estate.apply(yaml, {
    holder: ada,
    transport: (inner) => stall.transport(inner),
    store: stall.store(estate.store),
    clock: stall.clock(estate.clock),
  });
}

/** Writes that AWS has received, whoever sent them. */
function writesBy(estate: Estate): number {
  return estate.sandbox.log().filter(({ operation }) => !/^(?:Get|List|Describe|Head)/u.test(operation))
    .length;
}
