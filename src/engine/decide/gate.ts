import type { Gate, Plan } from '../../model/plan.ts';
import { approvalGate } from './gates/approval.ts';
import { capGate } from './gates/cap.ts';
import { guardrailsGate } from './gates/guardrails.ts';
import { holdGate } from './gates/hold.ts';
import { approveModeGate, observeGate } from './gates/mode.ts';
import { plannedGate } from './gates/planned.ts';
import { standsOnGate } from './gates/stands-on.ts';
import { stackGate } from './gates/stack.ts';
import type { GateInput, OpenGate } from './gates/types.ts';

export type { GateInput } from './gates/types.ts';
export { approvalsOf } from './gates/approval.ts';

/** The gates, in the order in which a step meets them: the first that stops it gives the reason. */
const gates: readonly OpenGate[] = [
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

/** Decides for each step: released, waits for an approval, or blocked. Pure; nothing is sent because a file says so. */
export function gate(input: GateInput): Plan {
  const open = gates.map((one) => one(input));
  const released: Gate = { is: 'released' };
  return {
    ...input.plan,
    steps: input.plan.steps.map((step) => ({
      ...step,
      gate: open.map((judge) => judge(step)).find((stop) => stop !== undefined) ?? released,
    })),
  };
}
