import type { Address } from '../model/address.ts';
import type { Lane } from '../model/call.ts';
import type { LastApplied, Lease } from '../model/journal.ts';
import type { Outcome, PassResult } from '../model/outcome.ts';
import type { Plan, Scope, StepId } from '../model/plan.ts';
import type { ApprovalClass, Attributes, Stack } from '../model/resource.ts';
import { apply } from './apply/apply.ts';
import { liveOf } from './apply/context.ts';
import { gate } from './gate.ts';
import { declaredEdges, liveEdges, withDependencies } from './graph.ts';
import { holdLease, type Held } from './lease.ts';
import { observe, type Observed } from './observe.ts';
import { makePlan } from './plan.ts';
import type { Decide, Ports, Timing } from './ports.ts';
import { record } from './record.ts';
import { settleBeforePlan } from './settle-before-plan.ts';
import { createSweeper } from './sweep.ts';
import { lookUntilVisible } from './visible.ts';
import { withStrays } from './strays.ts';
import { attributesSeen } from './subject.ts';

export interface PassRequest {
  readonly stack: Stack;
  readonly scope: Scope;
  readonly lane: Lane;
  readonly commit?: string;
  /** Absent: look and plan only; nothing is written, to AWS or to a store. */
  readonly decide?: Decide;
}

export type PassAnswer =
  | ({ readonly is: 'planned' | 'applied' } & PassResult)
  /** Another run holds the stack's lease. */
  | { readonly is: 'refused'; readonly by: Lease };

/** What was seen, and the plan that follows from it. */
interface Looked {
  /** The declared stack, and what an earlier one left that must be taken away. */
  readonly stack: Stack;
  readonly observed: Observed;
  readonly lastApplied: ReadonlyMap<Address, LastApplied>;
  readonly attributes: Attributes;
  readonly plan: Plan;
}

/** The only way to change AWS: look, plan, and, if asked, decide and apply under the stack's lease. */
export async function pass(request: PassRequest, ports: Ports, timing: Timing): Promise<PassAnswer> {
  const { decide } = request;
  if (decide === undefined) {
    const { plan } = await look(request, ports, new Set());
    return { is: 'planned', plan, outcomes: new Map(), calls: ports.counts() };
  }
  const lease = await holdLease(ports, timing);
  if (lease.is === 'refused') return lease;
  ports.leash.tie(() => lease.held.mayStart());
  try {
    const first = await round(request, decide, lease.held, ports, timing);
    // A key that an earlier run left behind was found just before another would have been made: once more.
    const again = [...first.outcomes].some(
      ([id, outcome]) => outcome.is === 'stale' && id.endsWith('#create'),
    );
    const result = again ? merge(first, await round(request, decide, lease.held, ports, timing)) : first;
    return { is: 'applied', ...result, calls: ports.counts() };
  } finally {
    ports.leash.untie();
    await lease.held.release();
  }
}

type Round = Pick<PassResult, 'plan' | 'outcomes'>;

async function round(
  request: PassRequest,
  decide: Decide,
  held: Held,
  ports: Ports,
  timing: Timing,
): Promise<Round> {
  const first = await lookUntilVisible(() => look(request, ports, new Set()), request.stack, ports, timing);
  const sweeper = createSweeper(ports.aws, ports.clock, request.stack.settings);
  const changed = await settleBeforePlan(request.stack, first.observed.observations, ports, timing, sweeper);
  const looked = changed
    ? await lookUntilVisible(() => look(request, ports, new Set()), request.stack, ports, timing)
    : first;
  const decision = await decide(looked.plan);
  if (decision.is === 'stop') return { plan: looked.plan, outcomes: new Map() };
  const plan = gated(looked.stack, looked, decision.approved);
  const outcomes = await apply({
    plan,
    stack: looked.stack,
    kinds: ports.kinds,
    ports,
    timing,
    sweeper,
    lastApplied: looked.lastApplied,
    live: liveOf(looked.observed.observations, looked.stack, ports.kinds, looked.plan.at),
    written: new Map(),
    wrote: new Set(),
    mayStart: () => held.mayStart(),
  });
  await record({
    ...ports,
    ...looked,
    stack: looked.stack,
    plan,
    outcomes,
    observations: looked.observed.observations,
  });
  return { plan, outcomes };
}

async function look(
  request: PassRequest,
  ports: Ports,
  approved: ReadonlySet<ApprovalClass>,
): Promise<Looked> {
  const start = ports.clock.now();
  const [known, lastApplied] = await Promise.all([ports.journal.known(), ports.memory.lastApplied()]);
  const stack = await withStrays(request.stack, ports, lastApplied, { notBefore: start, lane: request.lane });
  const declared = declaredEdges(stack, ports.kinds);
  const writable = scopeOf(stack, request.scope, declared);
  const observed = await observe({
    stack,
    kinds: ports.kinds,
    scope: withDependencies(writable, declared),
    known,
    lastApplied,
    aws: ports.aws,
    start,
    lane: request.lane,
  });
  const attributes = attributesSeen(stack.resources, ports.kinds, observed.observations);
  const edges = [...declared, ...liveEdges(observed.observations, stack, ports.kinds, declared)];
  const commit = request.commit === undefined ? {} : { commit: request.commit };
  const now = ports.clock.now();
  const input = {
    stack,
    kinds: ports.kinds,
    scope: request.scope,
    writable,
    observed,
    attributes,
    lastApplied,
    edges,
    now,
    ...commit,
  };
  const looked = { stack, observed, lastApplied, attributes, plan: makePlan(input) };
  return { ...looked, plan: gated(stack, looked, approved) };
}

function gated(stack: Stack, looked: Looked, approved: ReadonlySet<ApprovalClass> | 'shown'): Plan {
  return gate({ plan: looked.plan, stack, observations: looked.observed.observations, approved });
}

/** What may be written: everything, or the targets with what they depend on, less the excluded. */
function scopeOf(stack: Stack, scope: Scope, edges: ReturnType<typeof declaredEdges>): ReadonlySet<Address> {
  if (scope.is === 'all') return new Set(stack.resources.keys());
  const targets =
    scope.targets.length === 0 ? stack.resources.keys() : withDependencies(scope.targets, edges);
  return new Set([...targets].filter((address) => !scope.exclude.includes(address)));
}

/** Two rounds as one: what the first did stays done, the rest is the second's. */
function merge(first: Round, second: Round): Round {
  const done = first.plan.steps.filter(({ id }) => first.outcomes.get(id)?.is === 'done');
  const outcomes = new Map<StepId, Outcome>();
  for (const { id } of done) outcomes.set(id, first.outcomes.get(id) ?? { is: 'not-started', why: '' });
  for (const [id, outcome] of second.outcomes) outcomes.set(id, outcome);
  const redone = new Set(second.plan.steps.map(({ id }) => id));
  return {
    plan: { ...second.plan, steps: [...done.filter(({ id }) => !redone.has(id)), ...second.plan.steps] },
    outcomes,
  };
}
