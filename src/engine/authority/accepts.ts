import type { ApprovalClass } from '../../model/approval.ts';
import type { Guardrails } from '../../model/guardrails.ts';

/** What of a change of the Stack was approved: `loosen`, `shrink`, both or neither. */
export type StackApprovals = ReadonlySet<ApprovalClass>;

/** A typed yes approves all that the plan shows; guardrails bound it, and may accept a Stack that lies within them. */
export function stackApprovals(
  approved: ReadonlySet<ApprovalClass> | 'shown',
  guardrails: Pick<Guardrails, 'classes' | 'acceptsStack'> | undefined,
): StackApprovals {
  const given = (['loosen', 'shrink'] as const).filter((one) => approved === 'shown' || approved.has(one));
  const allowed = given.filter((one) => guardrails?.classes?.includes(one) !== false);
  return new Set([...allowed, ...(guardrails?.acceptsStack === true ? (['loosen'] as const) : [])]);
}

/** Whether an approval accepts the Stack as it is written. */
export function accepts(approvals: StackApprovals): boolean {
  return approvals.has('loosen');
}
