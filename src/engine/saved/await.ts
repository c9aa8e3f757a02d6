import type { Instant } from '../../model/instant.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Gate, Plan, ResourcePlan, Step, StepId } from '../../model/plan.ts';
import { blockOf } from '../../model/reasons.ts';
import { savedSentences } from '../../report/sentences/saved.ts';
import { bind } from './bind.ts';
import { goneOf } from './gone.ts';
import { pairsOf } from './pairs.ts';

export interface Ended {
  readonly plan: Plan;
  readonly outcomes: ReadonlyMap<StepId, Outcome>;
}

/** Lists the steps that AWS keeps waiting, tried or written and not shown yet, and those skipped for them. */
export function awaitedOf({ plan, outcomes }: Ended): readonly Step[] {
  const waits = (id: StepId): boolean => {
    const outcome = outcomes.get(id);
    if (outcome?.is === 'skipped') return waits(outcome.cause);
    return outcome?.is === 'waiting';
  };
  return plan.steps.filter(({ id }) => waits(id));
}

/**
 * Holds a fresh plan to what an apply waits for. No step besides those runs, and none whose write AWS accepted runs
 * again. Nor does one that comes after one that does not show yet.
 */
export function bindToAwaited(fresh: Plan, ended: Ended): Plan {
  const awaited = awaitedOf(ended);
  const pairs = pairsOf(fresh.steps, awaited);
  const hidden = hiddenOf(fresh, ended);
  const bound = bind(fresh, { ...boundless, plan: { ...ended.plan, steps: awaited } });
  const kept = bound.steps.flatMap((step): readonly Step[] => {
    const earlier = awaited.find((one) => pairs.fresh(one)?.id === step.id);
    if (earlier === undefined) return [];
    return [hidden.has(earlier.id) ? { ...step, gate: notShown } : step];
  });
  const ids = new Set(kept.map(({ id }) => id));
  return {
    ...bound,
    steps: kept.map((step) => ({ ...step, after: step.after.filter((id) => ids.has(id)) })),
  };
}

/** Returns the state of the awaited steps after another round, which began with the plan `fresh`. */
export function endedAfter(ended: Ended, fresh: Plan, outcomes: Ended['outcomes'], now: Instant): Ended {
  const awaited = awaitedOf(ended);
  const hidden = hiddenOf(fresh, ended);
  const pairs = pairsOf(fresh.steps, awaited);
  const next = new Map(ended.outcomes);
  const goneNow = (step: Step, before: Outcome): Outcome => {
    const of = (plan: Plan): ResourcePlan | undefined =>
      plan.resources.find(({ address }) => address === step.address);
    return goneOf(step, of(ended.plan), of(fresh)).is === 'already' ? shown(before, now) : before;
  };
  for (const step of awaited) {
    const before = ended.outcomes.get(step.id);
    const counterpart = pairs.fresh(step);
    if (before === undefined || hidden.has(step.id)) continue;
    const outcome = counterpart === undefined ? goneNow(step, before) : outcomes.get(counterpart.id);
    if (outcome !== undefined) next.set(step.id, outcome);
  }
  return { plan: ended.plan, outcomes: next };
}

function shown(before: Outcome, now: Instant): Outcome {
  const sent = before.is === 'waiting' ? before.sent : undefined;
  return { is: 'done', calls: sent?.calls ?? 0, took: sent === undefined ? 0 : now - sent.at };
}

/** Finds the awaited steps that must still wait: AWS does not show what was written, or what comes before them. */
function hiddenOf(fresh: Plan, ended: Ended): ReadonlySet<StepId> {
  const pairs = pairsOf(fresh.steps, awaitedOf(ended));
  const resources = new Map(fresh.resources.map((one) => [one.address, one]));
  const hidden = new Set<StepId>();
  for (const step of awaitedOf(ended)) {
    const outcome = ended.outcomes.get(step.id);
    const resource = resources.get(step.address);
    const sent = outcome?.is === 'waiting' && outcome.sent !== undefined;
    const unclear =
      resource !== undefined &&
      (resource.blocked !== undefined || ['Settling', 'Unknown'].includes(resource.sync));
    const unseen = sent && (pairs.fresh(step) !== undefined || unclear);
    if (unseen || step.after.some((id) => hidden.has(id))) hidden.add(step.id);
  }
  return hidden;
}

const boundless = { restsOn: new Map(), madeAt: 0, expiresAt: Number.POSITIVE_INFINITY } as const;

const notShown: Gate = {
  is: 'blocked',
  ...blockOf('engine.not-in-plan', savedSentences.notShown(), 'confirming'),
};
