import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Address } from '../../model/address.ts';
import type { Observation, Present, Seen } from '../../model/observation.ts';
import type { Plan, Step } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import type { TreeMap } from '../../model/tree.ts';
import { edgesOf } from './edges.ts';
import { declaredEdges, liveEdges } from './graph.ts';
import { makePlan } from './plan.ts';
import { attributesSeen } from '../observe/subject.ts';
import type { BoxAnswer } from '../testing/box-facets.test-helper.ts';
import { idHole, kinds } from '../testing/kinds.test-helper.ts';
import { failure, noon, present, resource, stackOf } from '../testing/stack.test-helper.ts';

/** Builds something that exists, as its reads show it. */
function seenAs(kindName: string, ids: Readonly<Record<string, string>>, reads: TreeMap): Present {
  const kind = kinds.get(kindName);
  if (kind === undefined) throw new Error('no such kind');
  const at = { ...resource('Box/any'), ids, settings: stackOf([]).settings };
  const facets = kind.facets.map((facet): [string, Seen] => {
    const tree = facet.seen(reads, at);
    return [
      facet.name,
      tree === undefined
        ? { is: 'inapplicable', reason: 'not-applicable', why: '' }
        : { is: 'value', tree, asOf: noon },
    ];
  });
  return present({ ids, reads, facets: Object.fromEntries(facets) });
}

function aBox(keyId: string, over: Partial<BoxAnswer> = {}, rules: readonly string[] = ['root']): Present {
  const box = { size: 3, color: 'grey', open: true, material: 'wood', ...over };
  return seenAs('Box', { keyId }, { box, tags: {}, rules });
}

function aCell(name: string, target: string, note = ''): Present {
  return seenAs('Cell', { name }, { cell: { target, note } });
}

const absent: Observation = { is: 'absent' };
const unknown: Observation = { is: 'unknown', failure: failure() };
const two: Observation = { is: 'ambiguous', reason: 'ambiguous', why: 'two of them', found: [], release: '' };

function planOf(pairs: readonly (readonly [Resource, Observation])[], writable?: readonly Address[]): Plan {
  const stack = stackOf(pairs.map(([one]) => one));
  const observations = new Map(pairs.map(([one, seen]) => [one.address, seen] as const));
  const declared = declaredEdges(stack, kinds);
  return makePlan({
    hangsOn: new Map(),
    stack,
    kinds,
    scope: { is: 'all' },
    writable: new Set(writable ?? stack.resources.keys()),
    observed: { observations, inventory: { is: 'complete', orphans: [], gone: [] } },
    attributes: attributesSeen(stack.resources, kinds, observations),
    lastApplied: new Map(),
    holds: [],
    standsOn: { things: new Map(), unread: [] },
    edges: edgesOf([...declared.all, ...liveEdges(observations, stack, kinds, declared.all)]),
    now: noon,
  });
}

function stepOf(plan: Plan, id: string): Step {
  const step = plan.steps.find((one) => one.id === id);
  if (step === undefined) throw new Error(`no step ${id} in ${plan.steps.map((one) => one.id).join(' ')}`);
  return step;
}

/** Collects all that a step waits for, also by way of others. */
function allBefore(plan: Plan, id: string): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (one: string): void => {
    for (const other of stepOf(plan, one).after) {
      if (found.has(other)) continue;
      found.add(other);
      visit(other);
    }
  };
  visit(id);
  return found;
}

describe('two halves', () => {
  it('opens a box before its dependants, and narrows it after them', () => {
    const plan = planOf([
      [resource('Box/a', { rules: ['bob'], size: 2, color: 'red' }), aBox('a-1')],
      [resource('Cell/x', { target: idHole('Box/a') }), absent],
    ]);
    expect(plan.steps.map(({ id }) => id)).toEqual([
      'Box/a#rules',
      'Box/a#shape',
      'Cell/x#create',
      'Box/a#rules:contract',
      'Box/a#shape:contract',
    ]);
    expect(stepOf(plan, 'Cell/x#create').after).toEqual(['Box/a#rules', 'Box/a#shape']);
    expect(stepOf(plan, 'Box/a#shape:contract').after).toEqual(['Box/a#shape', 'Cell/x#create']);
  });

  it('moves a cell to another box before the old one is closed (live edge only)', () => {
    const plan = planOf([
      [resource('Box/a', { open: false }), aBox('a-1')],
      [resource('Box/b', { open: true }), aBox('b-1', { open: false })],
      [resource('Cell/x', { target: idHole('Box/b') }), aCell('Cell/x', 'a-1')],
    ]);
    expect(plan.steps.map(({ id }) => id)).toEqual(['Box/b#open', 'Cell/x#target', 'Box/a#open']);
    expect(stepOf(plan, 'Box/a#open').after).toEqual(['Cell/x#target']);
    expect(stepOf(plan, 'Cell/x#target').after).toEqual(['Box/b#open']);
  });

  it.each([
    { why: 'nothing that rests on it changes: once', note: 'same', ids: ['Box/a#rules'] },
    {
      why: 'what rests on it changes: the union first',
      note: 'new',
      ids: ['Box/a#rules', 'Cell/x#note', 'Box/a#rules:contract'],
    },
  ])('splits a document that gains and loses; $why', ({ note, ids }) => {
    const plan = planOf([
      [resource('Box/a', { rules: ['bob'] }), aBox('a-1')],
      [resource('Cell/x', { target: idHole('Box/a'), note }), aCell('Cell/x', 'a-1', 'same')],
    ]);
    expect(plan.steps.map(({ id }) => id)).toEqual(ids);
  });

  it('tags a resource before all other steps', () => {
    const plan = planOf([
      [
        resource('Box/a', { rules: ['root', 'bob'], open: false }),
        { ...aBox('a-1'), owner: { is: 'unmarked' } },
      ],
    ]);
    expect(plan.steps.map(({ id, after }) => [id, ...after])).toEqual([
      ['Box/a#mark'],
      ['Box/a#rules', 'Box/a#mark'],
      ['Box/a#open', 'Box/a#rules', 'Box/a#mark'],
    ]);
  });

  it('lets a step wait only for facets that are written', () => {
    const plan = planOf([[resource('Box/a', { open: false, rules: ['root'] }), aBox('a-1')]]);
    expect(plan.steps.map(({ after }) => after)).toEqual([[]]);
  });

  it('orders steps when a box is narrowed and opened again while a cell moves to it', () => {
    // Nothing is opened under rules that were tampered with, and the cell waits for the opening: so the rules,
    // although they only lose, cannot wait for the cell.
    const pairs = [
      [
        resource('Box/a', { open: true, rules: ['root'] }),
        aBox('a-1', { open: false }, ['root', 'intruder']),
      ],
      [resource('Cell/x', { target: idHole('Box/a') }), absent],
    ] as const;
    expect(planOf(pairs).steps.map(({ id }) => id)).toEqual(['Box/a#rules', 'Box/a#open', 'Cell/x#create']);
  });
});

describe('random estates', () => {
  const boxes: readonly Address[] = ['Box/a', 'Box/b', 'Box/c'];
  const spec = fc.record(
    {
      size: fc.integer({ min: 1, max: 4 }),
      color: fc.constantFrom('grey', 'red'),
      rules: fc.uniqueArray(fc.constantFrom('root', 'bob', 'eve'), { maxLength: 3 }),
      labels: fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom('1', '2')),
    },
    { requiredKeys: [] },
  );
  const seen = fc.oneof(
    fc.constant(absent),
    fc.constant(unknown),
    fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.uniqueArray(fc.constantFrom('root', 'bob'), { maxLength: 2 }))
      .map(([size, rules]) => ({ size, rules })),
  );
  const cell = fc.record({
    wants: fc.constantFrom(...boxes),
    uses: fc.option(fc.constantFrom(...boxes)),
    note: fc.constantFrom('', 'new'),
  });
  type Estate = typeof estates extends fc.Arbitrary<infer E> ? E : never;
  const estates = fc.record({
    boxes: fc.array(fc.record({ spec, seen }), { minLength: 3, maxLength: 3 }),
    cells: fc.array(cell, { maxLength: 4 }),
  });

  function estateOf({ boxes: some, cells }: Estate): Plan {
    return planOf([
      ...some.map((one, index) => {
        const address = boxes[index] ?? 'Box/a';
        const live =
          'size' in one.seen ? aBox(`id-${address}`, { size: one.seen.size }, one.seen.rules) : one.seen;
        return [resource(address, one.spec), live] as const;
      }),
      ...cells.map((one, index) => {
        const address: Address = `Cell/x${index}`;
        const live = one.uses === null ? absent : aCell(address, `id-${one.uses}`);
        return [resource(address, { target: idHole(one.wants), note: one.note }), live] as const;
      }),
    ]);
  }

  it('puts every step after its dependencies, which exist', () => {
    fc.assert(
      fc.property(estates, (estate) => {
        const { steps } = estateOf(estate);
        const done = new Set<string>();
        for (const { id, after } of steps) {
          for (const other of after) expect(done).toContain(other);
          expect(done).not.toContain(id);
          done.add(id);
        }
      }),
    );
  });

  it('takes nothing from a box before all its present and future cells are done', () => {
    fc.assert(
      fc.property(estates, (estate) => {
        const plan = estateOf(estate);
        for (const { id, address, half } of plan.steps) {
          if (half !== 'contract') continue;
          const before = allBefore(plan, id);
          for (const [index, one] of estate.cells.entries()) {
            const lives = 'size' in (estate.boxes[boxes.indexOf(address)]?.seen ?? {});
            if (one.wants !== address && !(one.uses === address && lives)) continue;
            for (const { id: of } of plan.steps.filter((step) => step.address === `Cell/x${index}`))
              expect(before).toContain(of);
          }
        }
      }),
    );
  });

  it('lets a cell wait for every gain of its box', () => {
    fc.assert(
      fc.property(estates, (estate) => {
        const plan = estateOf(estate);
        for (const { id, address } of plan.steps.filter((step) => step.kind === 'Cell')) {
          const wants = estate.cells[Number(address.slice('Cell/x'.length))]?.wants;
          const gains = plan.steps.filter((step) => step.address === wants && step.half === 'expand');
          for (const { id: of } of gains) expect(allBefore(plan, id)).toContain(of);
        }
      }),
    );
  });

  it('has a first step even when boxes are opened, closed and narrowed at once', () => {
    const opened = fc.record({ want: fc.boolean(), live: fc.boolean() });
    fc.assert(
      fc.property(estates, fc.array(opened, { minLength: 3, maxLength: 3 }), (estate, lids) => {
        const { cells } = estate;
        const pairs = [
          ...estate.boxes.map((one, index) => {
            const lid = lids[index];
            const seenNow =
              'size' in one.seen
                ? aBox(`id-${index}`, { size: one.seen.size, open: lid?.live === true }, one.seen.rules)
                : one.seen;
            return [
              resource(boxes[index] ?? 'Box/a', { ...one.spec, open: lid?.want === true }),
              seenNow,
            ] as const;
          }),
          ...cells.map(({ wants, note }, index) => {
            const address: Address = `Cell/x${index}`;
            return [resource(address, { target: idHole(wants), note }), absent] as const;
          }),
        ];
        const { steps } = planOf(pairs);
        const done = new Set<string>();
        for (const { id, after } of steps) {
          for (const other of after) expect(done).toContain(other);
          done.add(id);
        }
      }),
    );
  });

  it('gives the same plan twice', () => {
    fc.assert(
      fc.property(estates, (estate) => {
        expect(JSON.stringify(estateOf(estate))).toBe(JSON.stringify(estateOf(estate)));
      }),
    );
  });
});

describe('the reasons that hold a step back', () => {
  function gateOf(plan: Plan, id: string): string {
    const { gate } = stepOf(plan, id);
    return gate.is === 'blocked' ? gate.code : gate.is;
  }

  const wanting = resource('Cell/x', { target: idHole('Box/a') });

  it.each<{ why: string; box: readonly [Resource, Observation]; gate: string }>([
    { why: 'its box is there', box: [resource('Box/a'), aBox('a-1')], gate: 'released' },
    { why: 'its box is made by this plan', box: [resource('Box/a'), absent], gate: 'released' },
    {
      why: 'its box is blocked',
      box: [resource('Box/a', { material: 'oak' }), aBox('a-1')],
      gate: 'engine.waits-for-blocked',
    },
    { why: 'its box is ambiguous', box: [resource('Box/a'), two], gate: 'engine.waits-for-blocked' },
    {
      why: 'its box cannot be looked at',
      box: [resource('Box/a'), unknown],
      gate: 'engine.waits-for-blocked',
    },
  ])('$why: $gate', ({ box, gate }) => {
    expect(gateOf(planOf([box, [wanting, absent]]), 'Cell/x#create')).toBe(gate);
  });

  it('says whom it waits for and why', () => {
    const plan = planOf([
      [resource('Box/a', { material: 'oak' }), aBox('a-1')],
      [wanting, absent],
    ]);
    expect(stepOf(plan, 'Cell/x#create').gate).toMatchObject({
      why: 'waits for Box/a: material is wood and the manifest declares oak; AWS cannot change it in-place',
      release: 'see Box/a',
    });
  });

  it('plans independent resources anyway', () => {
    const plan = planOf([
      [resource('Box/a'), unknown],
      [resource('Box/b', { size: 9 }), aBox('b-1')],
    ]);
    expect(gateOf(plan, 'Box/b#shape')).toBe('released');
  });

  it('keeps a box open while a cell of ours may still use it', () => {
    const plan = planOf([
      [resource('Box/a', { open: false }), aBox('a-1')],
      [wanting, unknown],
    ]);
    expect(gateOf(plan, 'Box/a#open')).not.toBe('released');
  });

  it('keeps a box open while a dependent cell is blocked', () => {
    const foreign = { ...aCell('Cell/x', 'z-1'), owner: { is: 'unclaimed' } } as const;
    const plan = planOf([
      [resource('Box/a', { open: false }), aBox('a-1')],
      [wanting, foreign],
    ]);
    expect(plan.resources.find(({ address }) => address === 'Cell/x')?.blocked?.code).toBe('engine.not-ours');
    expect(gateOf(plan, 'Box/a#open')).not.toBe('released');
  });

  describe('the scope', () => {
    const pairs = [
      [resource('Box/a', { size: 9 }), aBox('a-1')],
      [resource('Cell/x', { target: idHole('Box/a'), note: 'new' }), aCell('Cell/x', 'a-1')],
      [resource('Cell/y', { note: 'new' }), aCell('Cell/y', 'z')],
    ] as const;

    it.each<{ why: string; writable: readonly Address[]; open: readonly string[] }>([
      {
        why: 'all',
        writable: ['Box/a', 'Cell/x', 'Cell/y'],
        open: ['Box/a#shape', 'Cell/x#note', 'Cell/y#note'],
      },
      {
        why: 'what a change outside must come before',
        writable: ['Cell/x', 'Cell/y'],
        open: ['Cell/y#note'],
      },
      { why: 'a box without its cells', writable: ['Box/a'], open: ['Box/a#shape'] },
      { why: 'nothing', writable: [], open: [] },
    ])('$why', ({ writable, open }) => {
      const plan = planOf(pairs, writable);
      expect(plan.steps.filter(({ gate }) => gate.is === 'released').map(({ id }) => id)).toEqual(open);
      const held = plan.steps.filter(({ gate }) => gate.is === 'blocked').map(({ gate }) => gate);
      for (const gate of held) expect(gate).toMatchObject({ code: 'engine.outside-scope' });
    });

    it('names what it waits for outside', () => {
      expect(stepOf(planOf(pairs, ['Cell/x']), 'Cell/x#note').gate).toMatchObject({
        why: 'waits for Box/a, which has a pending change outside this scope',
      });
    });
  });
});

describe('a container that is not there', () => {
  const missing: Observation = {
    is: 'absent',
    missing: { why: 'there is no shelf', release: 'make one' },
  };

  it('blocks what belongs into it', () => {
    const plan = planOf([[resource('Cell/x', { target: 'z' }), missing]]);
    expect(plan.steps).toEqual([]);
    expect(plan.resources[0]).toMatchObject({
      health: 'Blocked',
      blocked: { code: 'engine.missing-container', reason: 'missing', why: 'there is no shelf' },
    });
  });

  it('does not, if this plan makes it', () => {
    const plan = planOf([
      [resource('Box/a'), absent],
      [resource('Cell/x', { target: idHole('Box/a') }), missing],
    ]);
    expect(plan.steps.map(({ id, gate }) => [id, gate.is])).toEqual([
      ['Box/a#create', 'released'],
      ['Cell/x#create', 'released'],
    ]);
  });

  it('continues when the manifest removes that container', () => {
    const plan = planOf([
      [resource('Box/a', {}, { metadata: { state: 'absent', keyId: 'a-1' } }), absent],
      [resource('Cell/x', { target: idHole('Box/a') }), missing],
    ]);
    expect(plan.steps).toEqual([]);
  });
});

describe('a resource in the plan', () => {
  it('carries what was seen and what follows', () => {
    const plan = planOf([[resource('Box/a', { size: 9, color: 'grey' }), aBox('a-1')]]);
    expect(plan.resources).toMatchObject([
      {
        address: 'Box/a',
        kind: 'Box',
        ids: { keyId: 'a-1' },
        exists: true,
        state: 'Enabled',
        sync: 'Drifted',
        health: 'Healthy',
        changes: [{ path: '/size', before: 3, after: 9, label: 'differs' }],
        steps: ['Box/a#shape'],
        observedAt: noon,
      },
    ]);
  });

  it('is left out where it was not looked at, or is of a kind nobody knows', () => {
    const stranger: Resource = { ...resource('Box/s'), kind: 'Stranger' };
    const plan = planOf([[stranger, absent]]);
    expect(plan.resources).toEqual([]);
  });

  it('locks what its kind says, so that two steps of one lock never meet', () => {
    const plan = planOf([[resource('Box/a', { size: 9 }), aBox('a-1')]]);
    expect(plan.steps[0]?.locks).toEqual(['a-1']);
  });

  it('calls hold what is not assigned yet as unknown, so that a plan can print them', () => {
    const plan = planOf([
      [resource('Box/a', { size: 9 }), absent],
      [resource('Cell/x', { target: idHole('Box/a') }), absent],
    ]);
    expect(stepOf(plan, 'Cell/x#create').calls[0]?.input).toEqual({
      Name: 'Cell/x',
      Target: idHole('Box/a'),
    });
    expect(stepOf(plan, 'Box/a#shape').calls[0]?.input['Id']).toEqual({ $unknown: '${Box/a.keyId}' });
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });
});
