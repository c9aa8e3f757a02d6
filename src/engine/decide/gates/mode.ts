import { modeOf } from '../../../model/mode.ts';
import { motiveOf } from '../../../model/motive.ts';
import type { Step } from '../../../model/plan.ts';
import type { Metadata, Mode, Settings } from '../../../model/resource.ts';
import { boundedMode } from './guardrails.ts';
import { approvalsOf } from './approval.ts';
import { blocked, type DecideContext, type StepGate } from './types.ts';

/** Stops everything where the Stack or the resource only observes. */
export const observeGate: StepGate = (step, context) => {
  if (modeFor(step, context) !== 'observe') return undefined;
  const { address } = step;
  const { settings, resources } = context.stack;
  const own = resources.get(address)?.metadata ?? {};
  return blocked('engine.observe-mode', `${address} is in mode observe`, outOfObserve(settings, own));
};

/** Makes every step wait for a person in mode approve: also what the Stack releases, and what narrows drift. */
export const approveModeGate: StepGate = (step, context) => {
  const approved = context.approvals.of(step);
  const mode = boundedMode(modeFor(step, context), context.guardrails);
  if (approved === 'shown' || mode !== 'approve') return undefined;
  const needs = approvalsOf(step);
  if (needs.length > 0 && needs.every((one) => approved.has(one))) return undefined;
  return blocked('engine.approve-mode', `${step.address} is in mode approve`, 'answer yes to the plan');
};

/**
 * The mode that counts for a step. While another mode is not accepted the tighter of both counts, but what narrows
 * drift goes on as it was accepted: a commit cannot end the guard of what it opens next.
 */
function modeFor(step: Step, { stack }: Pick<DecideContext, 'stack'>): Mode {
  const resource = stack.resources.get(step.address);
  const guard = motiveOf(step) === 'narrows-drift' ? resource?.guard : undefined;
  return guard ?? modeOf(stack.settings, resource?.metadata ?? {});
}

/** Where it must be changed: the tighter of two modes holds. */
function outOfObserve(settings: Pick<Settings, 'mode'>, own: Pick<Metadata, 'mode'>): string {
  const places = [
    ...(settings.mode === 'observe' ? ['in the Stack'] : []),
    ...(own.mode === 'observe' ? ['in its metadata'] : []),
  ];
  return `set mode: enforce ${places.join(' and ')}`;
}
