import { motiveOf } from '../../model/motive.ts';
import type { Gate, Plan, Step } from '../../model/plan.ts';
import type { Stack } from '../../model/resource.ts';
import { anotherWriterGate, withFights } from './gates/another-writer.ts';
import { approvalGate } from './gates/approval.ts';
import { capGate, lossOf } from './gates/cap.ts';
import { destroyGate } from './gates/destroy.ts';
import { guardrailsGate } from './gates/guardrails.ts';
import { freezeGate, handlingGate } from './gates/handling.ts';
import { holdGate } from './gates/hold.ts';
import { approveModeGate, observeGate } from './gates/mode.ts';
import { pauseGate, rejectionGate, stopGate, yieldGate } from './gates/person.ts';
import { plannedGate } from './gates/planned.ts';
import { standsOnGate } from './gates/stands-on.ts';
import { stackGate } from './gates/stack.ts';
import { baselineGate, pinGate, sourceGate, upgradeGate } from './gates/unaccepted.ts';
import { limited } from './limits.ts';
import type { DecideContext, GateInput, StepGate } from './gates/types.ts';

export type { GateInput } from './gates/types.ts';
export { approvalsOf } from './gates/approval.ts';

/** The gates, in the order in which a step meets them: the first that stops it gives the reason. */
const gates: readonly StepGate[] = [
  plannedGate,
  stopGate,
  yieldGate,
  pauseGate,
  baselineGate,
  standsOnGate,
  stackGate,
  holdGate,
  observeGate,
  guardrailsGate,
  upgradeGate,
  rejectionGate,
  pinGate,
  freezeGate,
  sourceGate,
  anotherWriterGate,
  handlingGate,
  capGate,
  approvalGate,
  destroyGate,
  approveModeGate,
];

/** Decides for one step: released, waits for an approval, or blocked. Pure; nothing is sent because a file says so. */
function releases(step: Step, context: DecideContext): Gate {
  for (const gate of gates) {
    const stop = gate(step, context);
    if (stop !== undefined) return stop;
  }
  return { is: 'released' };
}

/** Decides for each step of a plan. What takes the whole plan to judge is looked up once. */
export function gate({ plan, ...given }: GateInput): Plan {
  const { loosened = [], dropped = [] } = plan.stackChange ?? {};
  const context: DecideContext = {
    ...given,
    loosened,
    dropped: new Set(given.stackApproved.has('shrink') ? [] : dropped),
    loss: lossOf(plan, given),
    unfinished: unfinishedIn(plan, given.stack),
    ...(plan.commit === undefined ? {} : { commit: plan.commit }),
  };
  const steps = plan.steps.map((step) => ({ ...step, gate: releases(step, context) }));
  const resources =
    given.rules?.daemon === undefined
      ? plan.resources
      : plan.resources.map((resource) => withFights(resource, given.rules));
  return limited({ ...plan, resources, steps }, given);
}

/**
 * Finds the accounts in which Git still changes something, or something does not work: later waves wait for them. A
 * batch does not see the rest, so to it none is finished.
 */
function unfinishedIn(
  { steps, resources, scope }: Plan,
  { settings: { waves = [] } }: Pick<Stack, 'settings'>,
): ReadonlySet<string> {
  if (scope.is === 'batch') return new Set(waves.flat());
  return new Set([
    ...steps.filter((step) => motiveOf(step) === 'follows-git').map(({ place }) => place.account),
    ...resources.filter(({ health }) => health === 'Degraded').map(({ place }) => place.account),
  ]);
}
