import type { Lease } from '../model/journal.ts';
import type { Outcome, PassResult } from '../model/outcome.ts';
import type { Plan, StepId } from '../model/plan.ts';
import { apply } from './apply/apply.ts';
import { liveOf } from './apply/context.ts';
import { heldToDeclared } from './declared.ts';
import { holdLease, type Held } from './lease.ts';
import { gated, look, type LookRequest } from './look.ts';
import type { Decide, Ports, Timing } from './ports.ts';
import { record, rememberStrays } from './record.ts';
import { settleBeforePlan } from './settle-before-plan.ts';
import { createSweeper } from './sweep.ts';
import { lookUntilVisible } from './visible.ts';

export interface PassRequest extends LookRequest {
  /** Absent: look and plan only; nothing is written, to AWS or to a store. */
  readonly decide?: Decide;
}

export type PassAnswer =
  | ({ readonly is: 'planned' | 'applied' } & PassResult)
  /** Another run holds the stack's lease. */
  | { readonly is: 'refused'; readonly by: Lease };

/** The only way to change AWS: look, plan, and, if asked, decide and apply under the stack's lease. */
export async function pass(request: PassRequest, given: Ports, timing: Timing): Promise<PassAnswer> {
  const ports = { ...given, kinds: heldToDeclared(given.kinds) };
  const { decide } = request;
  if (decide === undefined) {
    const { plan } = await look(request, ports);
    planned(plan, ports);
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

function planned({ steps }: Plan, { clock, progress }: Ports): void {
  progress({ is: 'planned', at: clock.now(), steps: steps.length });
}

type Round = Pick<PassResult, 'plan' | 'outcomes'>;

async function round(
  request: PassRequest,
  decide: Decide,
  held: Held,
  ports: Ports,
  timing: Timing,
): Promise<Round> {
  const first = await lookUntilVisible(() => look(request, ports), request.stack, ports, timing);
  const sweeper = createSweeper(ports.aws, ports.clock, request.stack.settings);
  const changed = await settleBeforePlan(request.stack, first.observed.observations, ports, timing, sweeper);
  const looked = changed
    ? await lookUntilVisible(() => look(request, ports), request.stack, ports, timing)
    : first;
  planned(looked.plan, ports);
  const decision = await decide(looked.plan);
  if (decision.is === 'stop') return { plan: looked.plan, outcomes: new Map() };
  const plan = gated(looked, decision.approved);
  const { observations } = looked.observed;
  const seen = { stack: looked.stack, observations, memory: ports.memory, now: ports.clock.now() };
  await rememberStrays(request.stack, seen);
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
    wrote: new Map(),
    noted: new Map(),
    mayStart: () => held.mayStart(),
  });
  await record({
    ...ports,
    ...looked,
    stack: looked.stack,
    plan,
    outcomes,
    now: ports.clock.now(),
    observations: looked.observed.observations,
  });
  return { plan, outcomes };
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
