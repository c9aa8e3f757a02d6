import type { Gate, Plan, Step } from '../../model/plan.ts';
import { approvalGate } from './gates/approval.ts';
import { capGate, lossOf } from './gates/cap.ts';
import { guardrailsGate } from './gates/guardrails.ts';
import { holdGate } from './gates/hold.ts';
import { approveModeGate, observeGate } from './gates/mode.ts';
import { plannedGate } from './gates/planned.ts';
import { standsOnGate } from './gates/stands-on.ts';
import { stackGate } from './gates/stack.ts';
import type { DecideContext, GateInput, StepGate } from './gates/types.ts';

export type { GateInput } from './gates/types.ts';
export { approvalsOf } from './gates/approval.ts';

/** The gates, in the order in which a step meets them: the first that stops it gives the reason. */
const gates: readonly StepGate[] = [
  plannedGate,
  standsOnGate,
  stackGate,
  holdGate,
  observeGate,
  guardrailsGate,
  capGate,
  approvalGate,
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
  };
  return { ...plan, steps: plan.steps.map((step) => ({ ...step, gate: releases(step, context) })) };
}
