import type { Address } from '../../../model/address.ts';
import type { Guardrails } from '../../../model/guardrails.ts';
import type { Observation } from '../../../model/observation.ts';
import type { StandsOn } from '../../../model/stands-on.ts';
import type { Loosened, Plan, Step, Stop } from '../../../model/plan.ts';
import type { StackApprovals } from '../../authority/accepts.ts';
import type { Stack } from '../../../model/resource.ts';
import { blockOf } from '../../../model/reasons.ts';
import type { Approvals } from '../approvals.ts';
import type { Rules } from '../rules.ts';
import type { HangsOn } from '../../plan/hanging.ts';

/** What gates judge by, whatever the plan. */
interface Around {
  readonly stack: Stack;
  readonly observations: ReadonlyMap<Address, Observation>;
  /** What an address hangs on: a hold there holds the address too. */
  readonly hangsOn: HangsOn;
  /** What only the Stack allows that is not accepted yet, with the reason. */
  readonly onlyLoosened: ReadonlyMap<Address, string>;
  /** What of the change of the Stack was approved. */
  readonly stackApproved: StackApprovals;
  readonly approvals: Approvals;
  /** What Keywright itself stands on. */
  readonly standsOn: StandsOn;
  /** What persons decided, and the rules of a daemon. Absent: nothing was decided, and a person is at the terminal. */
  readonly rules?: Rules;
  /** The commit that is planned. */
  readonly commit?: string;
  /** Bounds from outside of the repository. */
  readonly guardrails?: Guardrails;
}

export interface GateInput extends Around {
  readonly plan: Plan;
}

export interface DecideContext extends Around {
  /** Fields that the commit loosens. */
  readonly loosened: readonly Loosened[];
  /** Addresses that lost their manifest with many others, and whose loss nobody approved. */
  readonly dropped: ReadonlySet<Address>;
  /** Accounts in which Git still changes something, or something does not work. */
  readonly unfinished: ReadonlySet<string>;
  /** How many resources lose something or get access back, and how many may. */
  readonly loss: { readonly touched: number; readonly allowed: number };
}

/** One question about one step; undefined lets it pass. */
export type StepGate = (step: Step, context: DecideContext) => Stop | undefined;

export function blocked(...given: Parameters<typeof blockOf>): Extract<Stop, { readonly is: 'blocked' }> {
  return { is: 'blocked', ...blockOf(...given) };
}
