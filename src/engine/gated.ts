import type { Plan } from '../model/plan.ts';
import { stackApprovals, type StackApprovals } from './authority/accepts.ts';
import { formerMarkIn } from './authority/former.ts';
import { acceptedNow } from './authority/judged.ts';
import { withoutQuieted } from './authority/quieted.ts';
import { withStackGate } from './authority/stack-change.ts';
import type { Approvals } from './decide/approvals.ts';
import { gate } from './decide/gate.ts';
import type { Looked } from './looked.ts';

/** Gives the plan with each step released or held, by what was approved. */
export function gated(looked: Looked, approvals: Approvals): Plan {
  const { plan, guarded, hangsOn, onlyLoosened, standsOn, guardrails, rules } = looked;
  const stackApproved = stackApprovalsFor(looked, approvals);
  return gate({
    plan: withStackGate(withoutQuieted(plan, stackApproved), stackApproved),
    stack: acceptedNow({ ...looked, stack: guarded.stack }, stackApproved, approvals.stack),
    observations: guarded.observations,
    hangsOn,
    onlyLoosened,
    standsOn,
    stackApproved,
    approvals,
    ...(guardrails === undefined ? {} : { guardrails }),
    rules,
  });
}

/** Tells what of the change of the Stack was approved. A batch accepts no Stack: its steps wait for a pass over all. */
export function stackApprovalsFor(
  { plan, guardrails, observed }: Pick<Looked, 'plan' | 'guardrails' | 'observed'>,
  { stack }: Approvals,
): StackApprovals {
  if (observed.inventory.is === 'none' || formerMarkIn(plan) !== undefined) return new Set();
  return stackApprovals(stack, guardrails, plan.stackChange?.loosened ?? []);
}
