import type { ApprovalClass } from './approval.ts';
import { approvalClasses } from './approval.ts';

/** What a caller may be to a Stack. Each of the first three reads; a planner makes speculative plans and reads nothing. */
export type Role = 'viewer' | 'operator' | 'approver' | 'planner';

/** One grant of a role. A dimension that is left out is not limited; without any binding nothing is allowed. */
export interface Binding {
  readonly role: Role;
  readonly stacks?: readonly string[];
  readonly accounts?: readonly string[];
  readonly kinds?: readonly string[];
  /** Labels that a resource must have, all of them. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Of an approver: the classes that they may approve. */
  readonly classes?: readonly ApprovalClass[];
}

/** Of whoever opened the socket of the daemon: its own user, or root. */
export const everything: readonly Binding[] = [
  { role: 'operator' },
  { role: 'approver', classes: approvalClasses },
  { role: 'planner' },
];

/** Of somebody who may look and decide nothing. */
export const readOnly: readonly Binding[] = [{ role: 'viewer' }];
