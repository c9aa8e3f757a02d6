import type { ApprovalClass } from '../../model/approval.ts';
import type { Approval, Person } from '../../model/decisions.ts';
import type { Guardrails } from '../../model/guardrails.ts';
import { anybody } from './admission.ts';

/** Classes that nobody may approve for commits of their own (authority.md §3.14). */
const ofTwo: ReadonlySet<ApprovalClass> = new Set(['widen', 'delete', 'loosen', 'cut-off']);

/** Who may approve: as many different persons as each class needs, and for some classes nobody who wrote the commits. */
export interface Approvers {
  readonly guardrails?: Guardrails | undefined;
  /** E-mail addresses and signers of the commits that are not settled yet, and persons who rolled back. */
  readonly contributors: readonly string[];
}

/** Tests whether these approvals of one thing are enough. One person counts once, whatever they press. */
export function isEnough(
  approvals: readonly Approval[],
  classes: readonly ApprovalClass[],
  approvers: Approvers,
): boolean {
  const persons = new Map(approvals.map(({ by }) => [by.id, by]));
  const counted = [...persons.values()].filter((by) => mayApprove(by, classes, approvers));
  const needed = classes.map((one) => approvers.guardrails?.approvals?.[one] ?? 1);
  return counted.length >= Math.max(1, ...needed);
}

/**
 * Tests whether a person may approve these classes. Who a person is in Git is in the guardrails, since a commit
 * can name anybody as its author; a person without an entry there may be the author.
 */
export function mayApprove(
  { id }: Pick<Person, 'id'>,
  classes: readonly ApprovalClass[],
  { guardrails, contributors }: Approvers,
): boolean {
  if (guardrails === undefined || contributors.length === 0) return true;
  if (!classes.some((one) => ofTwo.has(one))) return true;
  if (contributors.includes(anybody) || contributors.includes(id.toLowerCase())) return false;
  const own = guardrails.identities?.[id];
  return own?.every((one) => !contributors.includes(one.toLowerCase())) ?? false;
}
