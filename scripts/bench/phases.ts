import { observe } from '../../src/engine/observe/observe.ts';
import type { ObserveInput } from '../../src/engine/observe/observed.ts';
import { declaredEdges, topological } from '../../src/engine/plan/graph.ts';
import { defaultTiming } from '../../src/engine/ports.ts';
import { estimateOf } from '../../src/estimate/estimate.ts';
import type { Plan } from '../../src/model/plan.ts';
import { displayOf } from '../../src/report/display/make.ts';
import { planText } from '../../src/report/human/plan.ts';
import { planJson } from '../../src/report/json/plan.ts';
import { plainLook } from '../../src/report/text/style.ts';
import { mixed } from './manifests.ts';
import { createWorld, load, type World } from './world.ts';

/** The parts of a run whose work must grow in proportion to the estate. */
export const phases = ['load', 'graph', 'plan', 'render', 'apply', 'observe', 'pass'] as const;

export type Phase = (typeof phases)[number];

/**
 * Makes an estate of so many resources and looks at it again, each part within `measure`: `plan` is of an estate that
 * is to be made, `pass` of one in which nothing differs.
 */
export async function runPhases(
  resources: number,
  measure: (phase: Phase, work: () => unknown) => Promise<void>,
): Promise<void> {
  const texts = mixed(resources / 5);
  const world = createWorld({ texts });
  const { stack, machine } = world;
  await measure('load', () => load(texts, world.clock.now()));
  await measure('graph', () => {
    const edges = declaredEdges(stack, machine.kinds);
    topological([...stack.resources.keys()].map((id) => ({ id, after: edges.from(id).map(({ to }) => to) })));
  });
  let plan: Plan | undefined;
  await measure('plan', async () => {
    plan = (await world.plan()).plan;
  });
  await measure('render', () => {
    if (plan !== undefined) render(plan, world);
  });
  await measure('apply', world.apply);
  await world.settle();
  const input = await observeInput(world);
  await measure('observe', () => observe(input, { is: 'all' }));
  await world.settle();
  await measure('pass', world.plan);
}

async function observeInput({ stack, machine, estate, clock }: World): Promise<ObserveInput> {
  const { journal, memory, aws } = estate;
  return {
    stack,
    kinds: machine.kinds,
    scope: new Set(stack.resources.keys()),
    known: await journal.known(),
    lastApplied: await memory.lastApplied(),
    things: await journal.things(),
    holds: await journal.holds(),
    pruneOf: () => 'approve',
    aws,
    start: clock.now(),
  };
}

/** Renders a plan as people and programs get it, with its estimate. */
function render(plan: Plan, { stack, machine }: World): void {
  const { kinds } = machine;
  const estimate = estimateOf({ plan, stack, kinds, timing: defaultTiming, journalBornAt: 0 });
  const display = displayOf(plan, undefined, estimate);
  planText(display, { look: plainLook, calls: 'names', source: () => undefined });
  planJson(display);
}
