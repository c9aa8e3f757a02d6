import { describe, expect, it } from 'vitest';
import { second } from '../../model/instant.ts';
import type { AnyKind } from '../../model/kind/kind.ts';
import { endings, passBench, type PassBench } from '../testing/pass.test-helper.ts';
import { kinds } from '../testing/kinds.test-helper.ts';
import { resource } from '../testing/stack.test-helper.ts';

const throttled = {
  fails: { code: 'aws.throttled', class: 'throttled', name: 'ThrottlingException' },
} as const;
const reset = { fails: { code: 'aws.transient', class: 'transient', name: 'ECONNRESET' } } as const;

/** Makes a part of the Box kind stumble over the box `k2`, as a kind does over an odd answer. */
function stumbling(
  part: 'parse' | 'state' | 'want',
  isOdd: () => boolean = () => true,
): ReadonlyMap<string, AnyKind> {
  const box = kinds.get('Box');
  const read = box?.reads['box'];
  if (box === undefined || read === undefined) throw new Error('no Box');
  const stumble = (id: unknown): void => {
    if (id === 'k2' && isOdd()) throw new TypeError('cannot read properties of undefined');
  };
  const changed: AnyKind = {
    ...box,
    reads: {
      ...box.reads,
      box: {
        ...read,
        parse(answer, at) {
          if (part === 'parse') stumble(at.ids['keyId']);
          return { ...(answer as object), id: at.ids['keyId'] };
        },
      },
    },
    state(reads) {
      if (part === 'state') stumble((reads['box'] as { readonly id?: string } | undefined)?.id);
      return box.state(reads);
    },
    facets: box.facets.map((facet) => ({
      ...facet,
      want(at, reads, applied) {
        if (part === 'want' && facet.name === 'shape') stumble(at.ids['keyId']);
        return facet.want(at, reads, applied);
      },
    })),
  };
  return new Map([...kinds, ['Box', changed]]);
}

function twoBoxes(): PassBench {
  const bench = passBench();
  bench.aws.put('k1', {}, { mark: 'Box/a' });
  bench.aws.put('k2', {}, { mark: 'Box/b' });
  return bench;
}

const bothBigger = [resource('Box/a', { size: 2 }), resource('Box/b', { size: 2 })];

describe('an answer over which a kind stumbles', () => {
  it.each(['parse', 'state', 'want'] as const)(
    'makes one resource Unknown when its %s stumbles; the other is written',
    async (part) => {
      const bench = twoBoxes();
      bench.on.kinds = stumbling(part);
      const { plan } = await bench.plan(bothBigger);
      expect(Object.fromEntries(plan.resources.map(({ address, sync }) => [address, sync]))).toEqual({
        'Box/a': 'Drifted',
        'Box/b': 'Unknown',
      });
      expect(endings(await bench.apply(bothBigger))).toEqual({ 'Box/a#shape': 'done' });
      expect(plan.resources.find(({ sync }) => sync === 'Unknown')?.why).toContain('(aws.odd-answer)');
    },
  );

  it('leaves one step waiting when it comes while that step runs', async () => {
    const bench = twoBoxes();
    let odd = false;
    bench.on.kinds = stumbling('parse', () => odd);
    bench.on.meanwhile = () => void (odd = true);
    expect(endings(await bench.apply(bothBigger))).toEqual({
      'Box/a#shape': 'done',
      'Box/b#shape': 'waiting',
    });
  });
});

describe('the ownership tags of an unreadable key', () => {
  it('does not let a box of another stack be adopted when its tags fail once', async () => {
    const bench = passBench();
    bench.aws.put('k1');
    const box = bench.aws.boxes.get('k1');
    if (box !== undefined) box.tags = { 'keywright:stack': 'other/u9', 'keywright:address': 'Box/theirs' };
    bench.aws.script('GetTags', reset);
    const { plan } = await bench.apply([resource('Box/a', { size: 1 }, { metadata: { adopt: 'k1' } })]);
    expect(plan.resources[0]).toMatchObject({ sync: 'Unknown', steps: [] });
    expect(bench.aws.writes()).toEqual([]);
  });

  it('does not let a second box be made when a sweep cannot read the tags of one', async () => {
    const bench = passBench();
    bench.aws.put('k1', {}, { mark: 'Box/a' });
    bench.aws.always('Index', () => ({ gives: [] }));
    bench.aws.always('GetTags', () => throttled);
    const result = await bench.apply([resource('Box/a', { size: 1 })]);
    expect(endings(result)['Box/a#create']).toBe('failed');
    expect(bench.aws.writes()).toEqual([]);
  });
});

describe('an index that does not answer', () => {
  it('leaves open whose a cell is that points to a box', async () => {
    const bench = passBench();
    bench.aws.cells.set('Cell/x', { target: 'k1', note: 'old' });
    bench.aws.always('Index', () => throttled);
    const { plan } = await bench.plan([resource('Cell/x', { target: 'k1', note: 'new' })]);
    expect(plan.resources[0]).toMatchObject({ sync: 'Unknown', steps: [] });
    expect(plan.resources[0]?.blocked).toBeUndefined();
  });

  it('is reported: the plan does not claim that there are no orphans', async () => {
    const bench = passBench();
    bench.aws.always('Index', () => throttled);
    const { plan } = await bench.plan([]);
    expect(plan.diagnostics).toMatchObject(
      [
        {
          severity: 'warning',
          code: 'engine.unread-index',
          message: /orphans in 111122223333\/eu-central-1 are unknown: .*ThrottlingException/u,
        },
      ].map((one) => ({ ...one, message: expect.stringMatching(one.message) as unknown })),
    );
  });
});

describe('a thing that the journal knows and AWS does not show', () => {
  const known = [resource('Box/a', { size: 1 }), resource('Box/ok', { size: 2 })];

  it('holds nobody up when it was made long ago', async () => {
    const bench = passBench();
    bench.aws.put('k1', {}, { mark: 'Box/ok' });
    await bench.store.journal.remember('Box/a', { keyId: 'gone' });
    const start = bench.clock.now();
    expect(endings(await bench.apply(known))).toEqual({ 'Box/ok#shape': 'done' });
    expect(bench.clock.now() - start).toBeLessThan(10 * second);
  });

  it('is waited for when it was made a moment ago', async () => {
    const bench = passBench();
    const now = bench.clock.now();
    await bench.store.journal.remember('Box/a', { keyId: 'young' });
    await bench.store.memory.applied('Box/a', { keyId: 'young' }, 'create', {
      tree: {},
      before: {},
      at: now,
    });
    bench.on.ports = {
      progress: ({ is }) => {
        if (is === 'settling' && !bench.aws.boxes.has('young')) bench.aws.put('young', {}, { mark: 'Box/a' });
      },
    };
    const { plan } = await bench.apply([resource('Box/a', { size: 1 })]);
    expect(plan.resources[0]).toMatchObject({ sync: 'InSync' });
    expect(bench.aws.writes()).toEqual([]);
  });
});
