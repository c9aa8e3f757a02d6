import type { Address } from '../../model/address.ts';
import type { PlanRecord } from '../../model/history.ts';
import { isoOf, type Instant } from '../../model/instant.ts';
import { withId } from '../../report/display/with-id.ts';
import type { Gate, Plan, StepId } from '../../model/plan.ts';
import { planIdOf } from '../../model/plan-id.ts';
import { appliedView, episodeView, eventView } from '../../report/display/history.ts';
import { rejectionView } from '../../report/display/in-effect.ts';
import { withFirstSeen } from '../../report/display/first-seen.ts';
import { detailsOf } from '../../report/display/details.ts';
import { displayOf } from '../../report/display/make.ts';
import { planRowOf, type PlanRow } from '../../report/display/plan-row.ts';
import {
  isAskedFor,
  ownedOf,
  type OwnedResource,
  type ResourceFilter,
} from '../../report/display/resources.ts';
import { approvables, stackStep } from '../decide/approved.ts';
import { standingRejections } from '../decide/rejections.ts';
import type { Controller, ControllerState } from '../controller.ts';
import { recordsAt } from '../records-at.ts';
import type { AnswerOf } from './operations.ts';

/** How many plans, events and episodes an answer has unless it is asked for more. */
const usual = 20;

/** Lists the owned resources of one controller that a filter asks for. */
export function ownedBy(
  state: ControllerState,
  filter: ResourceFilter & { readonly details?: true },
  now: Instant,
): readonly OwnedResource[] {
  const at = { stack: stackName(state), source: state.source };
  return recordsAt(state, now)
    .filter((record) => isAskedFor(record, filter))
    .map((record) => {
      const owned = ownedOf(record, at);
      return filter.details === undefined
        ? owned
        : { ...owned, details: detailsOf(record, state.stack, state.plan) };
    });
}

/** Lists the current plan, and what history keeps of those before. */
export async function plansOf(
  { name, state, history }: Controller,
  limit = usual,
): Promise<readonly PlanRow[]> {
  const current = currentPlan(state());
  const kept = await history.plans({ limit });
  const applied = kept.find(({ id }) => id === current?.id);
  const earlier = kept.filter(({ id }) => id !== current?.id);
  return [...(current === undefined ? [] : [{ ...applied, ...current }]), ...earlier]
    .slice(0, limit)
    .map((record) => {
      const isCurrent = record.id === current?.id;
      return planRowOf(record, {
        source: name,
        current: isCurrent,
        waiting: isCurrent ? waitingIn(record.plan) : [],
        rejected: isCurrent ? standingRejections(state().decisions, record.plan).map(rejectionView) : [],
      });
    });
}

/** Lists what a person can release; of an earlier plan nothing can be. */
function waitingIn(plan: Plan): PlanRow['waiting'] {
  const gates = new Map<StepId, Gate>(plan.steps.map(({ id, gate }) => [id, gate]));
  if (plan.stackChange !== undefined) gates.set(stackStep(plan), plan.stackChange.gate);
  return approvables({ plan, guardrails: '' }).flatMap(({ step, classes }) => {
    const gate = gates.get(step);
    if (gate === undefined || gate.is === 'released') return [];
    return [{ step, classes, reason: gate.reason, why: gate.why }];
  });
}

/** Finds a plan by its name, or the current one. */
export async function planOf(
  { state, history }: Controller,
  id: string | undefined,
): Promise<AnswerOf<'plan'> | undefined> {
  const current = currentPlan(state());
  const isCurrent = id === undefined || id === current?.id;
  const found = isCurrent ? current : await history.plan(id);
  if (found === undefined) return undefined;
  const display = displayOf(found.plan, found.outcomes);
  return withId(isCurrent ? withFirstSeen(display, state().open) : display, found.id);
}

/**
 * Tells what happened to one resource: drift, writes and decisions, and the documents to which it can be put back.
 */
export async function historyOf(
  { name, state, history }: Controller,
  address: Address,
  { limit = usual, now }: { readonly limit?: number | undefined; readonly now: Instant },
): Promise<AnswerOf<'history'>> {
  const [episodes, events, applied] = await Promise.all([
    history.episodes({ address }, { limit }),
    history.events({ address }, { limit }),
    history.applied(address, { limit }),
  ]);
  return {
    source: name,
    stack: stackName(state()),
    address,
    at: isoOf(now),
    episodes: episodes.map(episodeView),
    events: events.map(eventView),
    applied: applied.map(appliedView),
  };
}

export function stackName({ stack, source }: ControllerState): string {
  return stack?.settings.name ?? source;
}

function currentPlan({ plan, inForce }: ControllerState): PlanRecord | undefined {
  if (plan === undefined) return undefined;
  const commit = plan.commit ?? inForce?.commit?.id;
  return { id: planIdOf(plan), at: plan.at, ...(commit === undefined ? {} : { commit }), plan };
}
