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

/** What is asked after: one resource of a Stack. */
export interface Thing {
  readonly stack: string;
  readonly account: string;
  readonly kind: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Of whoever opened the socket of the daemon: its own user, or root. */
export const everything: readonly Binding[] = [
  { role: 'operator' },
  { role: 'approver', classes: approvalClasses },
  { role: 'planner' },
];

/** Of somebody who may look and decide nothing. */
export const readOnly: readonly Binding[] = [{ role: 'viewer' }];

/** Returns true if one of the bindings lets its holder read the resource. */
export function mayRead(bindings: readonly Binding[], thing: Thing): boolean {
  return bindings.some((binding) => binding.role !== 'planner' && covers(binding, thing));
}

/** Returns true if one of the bindings has the role for the resource. */
export function mayAs(role: Role, bindings: readonly Binding[], thing: Thing): boolean {
  return bindings.some((binding) => binding.role === role && covers(binding, thing));
}

/** Returns true if the classes are each approved by a binding that covers the resource. */
export function mayApproveAll(
  bindings: readonly Binding[],
  thing: Thing,
  classes: readonly ApprovalClass[],
): boolean {
  const own = bindings.filter((binding) => binding.role === 'approver' && covers(binding, thing));
  return own.length > 0 && classes.every((one) => own.some((binding) => binding.classes?.includes(one)));
}

/** Returns true if one of the bindings has the role for the Stack as a whole: no other dimension limits it. */
export function mayWhole(role: Role, bindings: readonly Binding[], stack: string): boolean {
  return bindings.some((one) => one.role === role && isWhole(one, stack));
}

/** Returns true if the classes are each approved by a binding for the Stack as a whole. */
export function mayApproveWhole(
  bindings: readonly Binding[],
  stack: string,
  classes: readonly ApprovalClass[],
): boolean {
  const own = bindings.filter((one) => one.role === 'approver' && isWhole(one, stack));
  return own.length > 0 && classes.every((one) => own.some((binding) => binding.classes?.includes(one)));
}

/** Returns true if somebody with the bindings may read the Stack as a whole. */
export function mayReadWhole(bindings: readonly Binding[], stack: string): boolean {
  return bindings.some((one) => one.role !== 'planner' && isWhole(one, stack));
}

/**
 * Returns true if one of the bindings has the role for whatever has these labels, now and later: nothing but the Stack
 * and these labels limits it.
 */
export function mayLabelled(
  role: Role,
  bindings: readonly Binding[],
  stack: string,
  labels: Thing['labels'],
): boolean {
  return bindings.some(
    ({ labels: own = {}, ...rest }) => rest.role === role && isWhole(rest, stack) && has(labels, own),
  );
}

function isWhole({ stacks, accounts, kinds, labels }: Binding, stack: string): boolean {
  return (
    (stacks?.includes(stack) ?? true) && accounts === undefined && kinds === undefined && labels === undefined
  );
}

function covers({ stacks, accounts, kinds, labels }: Binding, thing: Thing): boolean {
  return (
    (stacks?.includes(thing.stack) ?? true) &&
    (accounts?.includes(thing.account) ?? true) &&
    (kinds?.includes(thing.kind) ?? true) &&
    has(thing.labels, labels ?? {})
  );
}

/** Returns true if all of some labels are there. A label that every object inherits, say `constructor`, is not. */
function has(labels: Thing['labels'], wanted: Thing['labels']): boolean {
  return Object.entries(wanted).every(
    ([name, value]) => Object.hasOwn(labels, name) && labels[name] === value,
  );
}
