import type { Address } from '../../../model/address.ts';
import type { ApprovalClass } from '../../../model/approval.ts';
import type { Guardrails } from '../../../model/guardrails.ts';
import type { Observation } from '../../../model/observation.ts';
import type { StandsOn } from '../../../model/stands-on.ts';
import type { Plan, Step, Stop } from '../../../model/plan.ts';
import type { StackApprovals } from '../../authority/accepts.ts';
import type { Stack } from '../../../model/resource.ts';
import { blockOf } from '../../../model/reasons.ts';

export interface GateInput {
  readonly plan: Plan;
  readonly stack: Stack;
  readonly observations: ReadonlyMap<Address, Observation>;
  /** What an address hangs on: a hold there holds the address too. */
  readonly hangsOn: ReadonlyMap<Address, readonly Address[]>;
  /** What only the Stack allows that is not accepted yet, with the reason. */
  readonly onlyLoosened: ReadonlyMap<Address, string>;
  /** What of the change of the Stack was approved. */
  readonly stackApproved: StackApprovals;
  /** Classes that a person or the Stack released; `shown`: a typed yes to exactly this plan. */
  readonly approved: ReadonlySet<ApprovalClass> | 'shown';
  /** What Keywright itself stands on. */
  readonly standsOn: StandsOn;
  /** Bounds from outside of the repository. */
  readonly guardrails?: Guardrails;
}

/** One question about one step; undefined lets it pass. */
export type StepGate = (step: Step) => Stop | undefined;

/** A gate looks at the whole plan once, then judges each step by itself. */
export type OpenGate = (input: GateInput) => StepGate;

export function blocked(...given: Parameters<typeof blockOf>): Extract<Stop, { readonly is: 'blocked' }> {
  return { is: 'blocked', ...blockOf(...given) };
}
