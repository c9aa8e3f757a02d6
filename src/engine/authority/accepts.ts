import type { ApprovalClass } from '../../model/approval.ts';
import type { Guardrails } from '../../model/guardrails.ts';
import { isWithin, type Path } from '../../model/path.ts';
import type { Loosened } from '../../model/plan.ts';
import type { Approved } from '../decide/approvals.ts';

/** What of a change of the Stack was approved: `loosen`, `shrink`, both or neither. */
export type StackApprovals = ReadonlySet<ApprovalClass>;

/**
 * Tells what approves a change of the Stack. A typed yes approves all that the plan shows, and guardrails bound it.
 * They accept a Stack by themselves only where each field that it loosens has a bound in their file. A field without
 * one could be loosened without end.
 */
export function stackApprovals(
  approved: Approved,
  guardrails: Guardrails | undefined,
  loosened: readonly Pick<Loosened, 'path' | 'address'>[],
): StackApprovals {
  const given = (['loosen', 'shrink'] as const).filter((one) => approved === 'shown' || approved.has(one));
  const allowed = given.filter((one) => guardrails?.classes?.includes(one) !== false);
  const bounded =
    guardrails?.acceptsStack === true &&
    loosened.every(({ path, address }) => address === undefined && isBounded(path, guardrails));
  return new Set([...allowed, ...(bounded ? (['loosen'] as const) : [])]);
}

/** Tests whether the guardrails have a bound for a field of the Stack. A Stack beyond a bound is refused before. */
function isBounded(path: Path, guardrails: Guardrails): boolean {
  const { accounts, roles, trustedAccounts, keyAdministrators, coordination, mode, classes, caps } =
    guardrails;
  if (isWithin(path, '/spec/accounts')) return (path.includes('/roles/') ? roles : accounts) !== undefined;
  const bounds: Readonly<Record<string, unknown>> = {
    '/spec/trustedAccounts': trustedAccounts,
    '/spec/keyAdministrators': keyAdministrators,
    '/spec/coordination': coordination,
    '/spec/mode': mode,
    '/spec/release': classes,
    '/spec/caps/count': caps?.count,
    '/spec/caps/percent': caps?.percent,
  };
  return bounds[path] !== undefined;
}

/** Tests whether an approval accepts the Stack as it is written. */
export function accepts(approvals: StackApprovals): boolean {
  return approvals.has('loosen');
}
