import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plan, Step, StepId } from '../../model/plan.ts';
import type { Resource, Stack } from '../../model/resource.ts';
import { addressOfStep } from '../../model/step-id.ts';
import { passBench, type PassBench } from '../testing/pass.test-helper.ts';
import { noon, resource, stackOf } from '../testing/stack.test-helper.ts';
import { bind, type Bound } from './bind.ts';
import { footingsOf } from './footing.ts';

/** Two boxes of which every facet shall change, and a cell that rests on the first. */
const boxes = ['one', 'two'] as const;
const facets = ['shape', 'tags', 'rules', 'open'] as const;

type Facet = (typeof facets)[number];
type Name = (typeof boxes)[number];

/** What AWS holds of a facet: as it was planned from, as it shall be, or something else. */
type Live = 'old' | 'wanted' | 'other';

const declared: readonly Resource[] = [
  ...boxes.map((name) =>
    resource(`Box/${name}`, { size: 5, labels: { owner: 'me' }, rules: ['a', 'b'], open: true }),
  ),
  resource('Cell/c', { target: { $unknown: '${Box/one.id}' }, note: 'new' }),
];

const stack: Stack = stackOf(declared);

function hold(bench: PassBench, name: Name, facet: Facet, held: Live): void {
  const found = bench.aws.boxes.get(name);
  if (found === undefined) throw new Error(`no box ${name}`);
  const pick = <T>(old: T, wanted: T, other: T): T => ({ old, wanted, other })[held];
  if (facet === 'shape') found.box = { ...found.box, size: pick(1, 5, 9) };
  if (facet === 'open') found.box = { ...found.box, open: pick(false, true, true) };
  if (facet === 'tags') found.tags = { ...found.tags, owner: pick('you', 'me', 'they') };
  if (facet === 'rules') found.rules = pick(['a'], ['a', 'b'], ['c']);
}

function world(): PassBench {
  const bench = passBench();
  for (const name of boxes) {
    bench.aws.put(name, {}, { mark: `Box/${name}` });
    for (const facet of facets) hold(bench, name, facet, 'old');
  }
  bench.aws.cells.set('Cell/c', { target: 'one', note: 'old' });
  return bench;
}

async function saved(bench: PassBench): Promise<Bound> {
  const { plan } = await bench.plan(declared);
  return { plan, restsOn: footingsOf(plan, stack), madeAt: noon, expiresAt: noon + 1 };
}

function codes({ steps }: Plan): Readonly<Record<StepId, string>> {
  return Object.fromEntries(steps.map(({ id, gate }) => [id, gate.is === 'blocked' ? gate.code : 'runs']));
}

/** Adds to these steps all that come after them. */
function withFollowers(steps: readonly Step[], moved: ReadonlySet<StepId>): ReadonlySet<StepId> {
  const found = new Set(moved);
  for (const { id, after } of steps) if (after.some((one) => found.has(one))) found.add(id);
  return found;
}

const drift = fc.record({
  name: fc.constantFrom(...boxes),
  facet: fc.constantFrom(...facets),
  held: fc.constantFrom<Live>('old', 'wanted', 'other'),
});

describe('a saved plan, held against AWS', () => {
  it('releases every step when nothing moved', async () => {
    const bench = world();
    const before = await saved(bench);
    const { plan } = await bench.plan(declared);
    const bound = bind(plan, before);
    expect(bound.steps).toEqual(plan.steps);
    expect(bound.steps).toHaveLength(9);
    expect(bound.saved?.already).toEqual([]);
  });

  it('makes a dependant stale when its dependency moved, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(drift, { maxLength: 4 }), async (drifts) => {
        const bench = world();
        const before = await saved(bench);
        const now = new Map<string, Live>();
        for (const { name, facet, held } of drifts) {
          hold(bench, name, facet, held);
          // A box that is open is open: there is no third way.
          now.set(`Box/${name}#${facet}`, facet === 'open' && held === 'other' ? 'wanted' : held);
        }
        await bench.clock.sleep(3_600_000);
        const { plan } = await bench.plan(declared);
        const bound = bind(plan, before);
        const having = (held: Live): readonly string[] =>
          [...now].filter(([, one]) => one === held).map(([id]) => id);
        const stale = withFollowers(plan.steps, new Set(having('other')));
        const expected = plan.steps.map(({ id }) => [id, stale.has(id) ? 'engine.stale' : 'runs']);
        expect(codes(bound)).toEqual(Object.fromEntries(expected));
        expect(bound.saved?.already.toSorted()).toEqual(having('wanted').toSorted());
        for (const id of having('other')) {
          const gate = bound.steps.find((step) => step.id === id)?.gate;
          const moved = gate?.is === 'blocked' ? (gate.moved ?? []) : [];
          expect(new Set(moved.map(({ address }) => address))).toEqual(new Set([addressOfStep(id)]));
        }
      }),
      { numRuns: 60, seed: 20_261_129 },
    );
  });

  it('makes a step stale that lost its subject', async () => {
    const bench = world();
    const before = await saved(bench);
    bench.aws.cells.delete('Cell/c');
    await bench.clock.sleep(3_600_000);
    const { plan } = await bench.plan(declared);
    const bound = codes(bind(plan, before));
    expect(bound['Cell/c#create']).toBe('engine.not-in-plan');
    expect(bound['Cell/c#note']).toBe('engine.stale');
    expect(bound['Box/two#shape']).toBe('runs');
  });

  it('runs nothing unplanned of other values', async () => {
    const bench = world();
    const before = await saved(bench);
    const others = declared.map((one) =>
      one.kind === 'Box' ? { ...one, spec: { ...one.spec, size: 7 } } : one,
    );
    const { plan } = await bench.plan(others);
    const bound = codes(bind(plan, before));
    expect(bound['Box/one#shape']).toBe('engine.stale');
    expect(bound['Box/one#tags']).toBe('runs');
  });
});

describe('a file that shows something else than it would do', () => {
  const open = { $unknown: '${Box/one.id}' };
  it.each<{ why: string; step: StepId; forge: (step: Step) => Partial<Step>; gate: string }>([
    {
      why: 'as it was written it runs',
      step: 'Box/one#rules',
      forge: () => ({}),
      gate: 'runs',
    },
    {
      why: 'a change that was left out',
      step: 'Box/one#rules',
      forge: () => ({ changes: [] }),
      gate: 'engine.stale',
    },
    {
      why: 'a harmless value in place of the real one',
      step: 'Box/one#shape',
      forge: ({ changes }) => ({ changes: changes.map((one) => ({ ...one, after: 1 })) }),
      gate: 'engine.stale',
    },
    {
      why: 'a change whose value is said to be known later',
      step: 'Box/one#shape',
      forge: ({ changes }) => ({ changes: changes.map((one) => ({ ...one, after: open })) }),
      gate: 'engine.stale',
    },
    {
      why: 'a call whose value is said to be known later',
      step: 'Box/one#shape',
      forge: ({ calls }) => ({
        calls: calls.map((call) => ({ ...call, input: { ...call.input, Shape: open } })),
      }),
      gate: 'engine.stale',
    },
    {
      why: 'a call of which nothing is known',
      step: 'Box/one#shape',
      forge: ({ calls }) => ({ calls: calls.map((call) => ({ ...call, input: open })) }),
      gate: 'engine.stale',
    },
  ])('$why: $gate', async ({ step: id, forge, gate }) => {
    const bench = world();
    const honest = await saved(bench);
    const steps = honest.plan.steps.map((step) => (step.id === id ? { ...step, ...forge(step) } : step));
    const { plan: fresh } = await bench.plan(declared);
    expect(codes(bind(fresh, { ...honest, plan: { ...honest.plan, steps } }))[id]).toBe(gate);
  });

  it('makes a step stale with an unshown danger', async () => {
    const bench = world();
    const all = [resource('Box/one', { rules: ['a', '*'] })];
    const { plan } = await bench.plan(all);
    const quiet = plan.steps.map((step) => ({ ...step, risks: [] }));
    const bound: Bound = { plan, restsOn: new Map(), madeAt: noon, expiresAt: noon + 1 };
    expect(codes(bind(plan, bound))['Box/one#rules']).toBe('runs');
    const forged = bind(plan, { ...bound, plan: { ...plan, steps: quiet } });
    expect(codes(forged)['Box/one#rules']).toBe('engine.stale');
  });
});
