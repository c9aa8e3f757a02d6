import { describe, expect, it } from 'vitest';
import type { EarlierRun } from '../../src/engine/observe/earlier-run.ts';
import { hour, minute, second, type Duration } from '../../src/model/instant.ts';
import { addressTag } from '../../src/model/resource.ts';
import { createVolatileStore } from '../../src/store/memory/volatile.ts';
import type { Store } from '../../src/store/store.ts';
import { crashAt, deadlyRequests, moments } from '../support/crash.ts';
import {
  applied,
  keyIds,
  keyYaml,
  makeKey,
  manifests,
  markTags,
  tagsOf,
  writes,
} from '../support/estate-facts.ts';
import { createEstate, endings, leftOver, type Estate, type RunOptions } from '../support/estate.ts';

const yaml = manifests([
  keyYaml({ name: 'a', spec: 'description: Key a, aliases: [alias/a]' }),
  keyYaml({ name: 'b' }),
]);

interface Told {
  readonly took: Duration;
  readonly earlier: EarlierRun | undefined;
  readonly sent: readonly string[];
}

async function apply(estate: Estate, options: RunOptions): Promise<Told> {
  const began = estate.clock.now();
  let earlier: EarlierRun | undefined;
  const answer = await applied(estate, yaml, {
    ...options,
    onEarlier: (found) => (earlier ??= found),
  });
  expect(Object.entries(endings(answer)).filter(([, end]) => end !== 'done')).toEqual([]);
  return { took: estate.clock.now() - began, earlier, sent: writes(answer) };
}

/** Makes an old AWS, and a store that begins now. */
async function world(lagMs = 0): Promise<{ readonly estate: Estate; readonly store: Store }> {
  const estate = createEstate({ lagMs, indexLagMs: lagMs * 3 });
  await estate.advance(hour);
  return { estate, store: createVolatileStore(estate.clock) };
}

function owners(estate: Estate): readonly string[] {
  return keyIds(estate)
    .map((id) => tagsOf(estate, id)[addressTag] ?? 'nobody')
    .toSorted();
}

describe('a new journal', () => {
  it('waits two minutes before the first key, and says until when', async () => {
    const { estate, store } = await world();
    const now = estate.clock.now();
    const { took, earlier } = await apply(estate, { store });
    expect(earlier).toEqual({ signs: [], waitsUntil: now + 2 * minute });
    expect(took).toBeGreaterThan(2 * minute);
  });

  it('waits for nothing when somebody says that this is the first run', async () => {
    const { estate, store } = await world();
    const { took, sent } = await apply(estate, { store, firstRun: true });
    expect(took).toBeLessThan(20 * second);
    expect(sent.filter((op) => op === 'kms:CreateKey')).toHaveLength(2);
  });

  it('waits for nothing when it was begun two minutes ago, wherever it lies', async () => {
    const { estate, store } = await world();
    await estate.advance(2 * minute);
    const { took, earlier } = await apply(estate, { store });
    expect(earlier).toEqual({ signs: [] });
    expect(took).toBeLessThan(20 * second);
  });
});

const signs = [
  {
    what: 'a mark of this Stack',
    leave: async (estate: Estate) => {
      makeKey(estate, { tags: markTags('Key/gone') });
      await Promise.resolve();
    },
    sign: { is: 'marked', addresses: ['Key/gone'] },
  },
  {
    what: 'a declared alias',
    leave: async (estate: Estate) => {
      // Of another address: its name may be taken over, and it shows that somebody was here.
      const TargetKeyId = makeKey(estate, { tags: markTags('Key/b') });
      estate.raw('kms', 'CreateAlias', { AliasName: 'alias/a', TargetKeyId });
      await Promise.resolve();
    },
    sign: { is: 'named', addresses: ['Alias/a'] },
  },
  {
    what: 'an intent without a known end',
    leave: async (estate: Estate, { journal }: Store) => {
      await journal.open({
        id: 'lost',
        address: 'Key/a',
        place: { account: '111122223333', region: 'eu-central-1' },
        at: estate.clock.now(),
        visible: [],
      });
    },
    sign: { is: 'noted' },
  },
  {
    what: 'an id in the journal',
    leave: async (estate: Estate, { journal }: Store) => {
      const keyId = makeKey(estate, { tags: markTags('Key/b') });
      await journal.remember('Key/b', { keyId });
    },
    sign: { is: 'noted' },
  },
];

it.each(signs)('is not believed to be the first run where there is $what', async ({ leave, sign }) => {
  const { estate, store } = await world();
  await leave(estate, store);
  let earlier: EarlierRun | undefined;
  const answer = await estate.apply(yaml, {
    store,
    firstRun: true,
    onEarlier: (found) => (earlier ??= found),
  });
  expect(earlier?.signs).toContainEqual(sign);
  const made = answer.requests.filter(({ op }) => op === 'kms:CreateKey');
  for (const { at } of made) expect(at).toBeGreaterThanOrEqual(hour + 2 * minute);
});

const lags = [
  { lag: 'no lag', lagMs: 0 },
  { lag: 'a lag longer than the restart', lagMs: 100 * second },
] as const;

// The first run gets the flag of a first run, dies, and runs again: with the flag out of habit, or without it.
describe.each(lags)('a first run that dies at any request, $lag', ({ lagMs }) => {
  describe.each([true, false])('and is still the first run: %s', (firstRun) => {
    it.each(moments)('%s: one key for each address', async (moment) => {
      const whole = await world(lagMs);
      const total = (await applied(whole.estate, yaml, { store: whole.store, firstRun: true })).requests
        .length;
      for (const n of deadlyRequests(total, moment, lagMs)) {
        const { estate, store } = await world(lagMs);
        const crash = crashAt(n, moment);
        void estate.apply(yaml, {
          firstRun: true,
          ...crash.ports({ store, clock: estate.clock }),
        });
        await crash.died;
        // The lease of the dead process runs out.
        await estate.advance(91 * second);
        await apply(estate, { store, firstRun, holder: 'test@here:2' });
        expect(owners(estate), `request ${n} of ${total}`).toEqual(['Key/a', 'Key/b']);
        await estate.advance(hour);
        expect(leftOver(await estate.plan(yaml, { store })), `request ${n} of ${total}`).toEqual([]);
      }
    });
  });

  it.each(moments)(
    'makes one key per address when it loses its journal without --first-run, %s',
    async (moment) => {
      const whole = await world(lagMs);
      const total = (await applied(whole.estate, yaml, { store: whole.store, firstRun: true })).requests
        .length;
      for (const n of deadlyRequests(total, moment, lagMs)) {
        const { estate, store } = await world(lagMs);
        const crash = crashAt(n, moment);
        void estate.apply(yaml, {
          firstRun: true,
          ...crash.ports({ store, clock: estate.clock }),
        });
        await crash.died;
        const anew = createVolatileStore(estate.clock);
        // Reads that go backwards for so long may hide a key from two looks: then the run after this one goes on.
        await applied(estate, yaml, { store: anew, holder: 'test@here:2' });
        await estate.advance(hour);
        await apply(estate, { store: anew, holder: 'test@here:3' });
        expect(owners(estate), `request ${n} of ${total}`).toEqual(['Key/a', 'Key/b']);
      }
    },
  );
});

it('finds the keys of an earlier run when its journal is lost despite --first-run', async () => {
  const { estate, store } = await world();
  await apply(estate, { store, firstRun: true });
  const { earlier, sent } = await apply(estate, { store: createVolatileStore(estate.clock), firstRun: true });
  expect(earlier?.signs).toEqual([
    { is: 'marked', addresses: ['Key/a', 'Key/b'] },
    { is: 'named', addresses: ['Alias/a'] },
  ]);
  expect(sent).not.toContain('kms:CreateKey');
  expect(owners(estate)).toEqual(['Key/a', 'Key/b']);
});
