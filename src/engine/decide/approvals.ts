import type { ApprovalClass } from '../../model/approval.ts';
import type { Plan, Step, Stop } from '../../model/plan.ts';

/** All that the plan shows, by a typed yes to exactly this plan, or only some classes. */
export type Approved = ReadonlySet<ApprovalClass> | 'shown';

/** What a person, an option or a record approved of a plan: of each step by itself, and of the change of the Stack. */
export interface Approvals {
  of(step: Step): Approved;
  readonly stack: Approved;
  /** Who approved a step, by the id that their credential proves. Absent: whoever runs this. */
  by?(step: Step): readonly string[];
  /** Told of the gated plan before its first call: what is counted or used up is stored first, or nothing is sent. */
  begin?(plan: Plan): Promise<void>;
  /** Asked right before the first call of a step, which gives no second chance to an approval. */
  use?(step: Step): Promise<Stop | undefined>;
}

/** Gives one answer to all of a plan: a typed yes, or the classes of `--approve`. */
export function forAll(approved: Approved): Approvals {
  return { of: () => approved, stack: approved };
}
