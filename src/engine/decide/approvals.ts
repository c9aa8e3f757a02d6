import type { ApprovalClass } from '../../model/approval.ts';
import type { Step } from '../../model/plan.ts';

/** All that the plan shows, by a typed yes to exactly this plan, or only some classes. */
export type Approved = ReadonlySet<ApprovalClass> | 'shown';

/** What a person, an option or a record approved of a plan: of each step by itself, and of the change of the Stack. */
export interface Approvals {
  of(step: Step): Approved;
  readonly stack: Approved;
}

/** Gives one answer to all of a plan: a typed yes, or the classes of `--approve`. */
export function forAll(approved: Approved): Approvals {
  return { of: () => approved, stack: approved };
}
