import { createHash } from 'node:crypto';
import { approvalClasses } from '../../src/model/approval.ts';
import type { Binding } from '../../src/model/binding.ts';

/** Who asks the API in the lane, and what they may do. */
export const callers = {
  viewer: [{ role: 'viewer' }],
  operator: [{ role: 'operator' }],
  approver: [{ role: 'approver', classes: approvalClasses }],
  planner: [{ role: 'planner' }],
  stranger: [{ role: 'viewer', stacks: ['another'] }],
} as const satisfies Record<string, readonly Binding[]>;

export type CallerName = keyof typeof callers;

/** Makes the token of a caller, in the form that `reconcile token` gives. */
export function tokenOf(name: string): string {
  return `kw_${createHash('sha256').update(name).digest('hex')}`;
}
