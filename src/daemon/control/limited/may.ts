import type { Address } from '../../../model/address.ts';
import {
  mayApproveAll,
  mayApproveWhole,
  mayAs,
  mayLabelled,
  mayWhole,
  type Binding,
  type Role,
} from '../../../model/binding.ts';
import type { Approved } from '../../../model/decisions.ts';
import type { ControllerState } from '../../controller.ts';
import { refusal, type Caller, type Refusal } from '../control.ts';
import { operations, type DecisionName } from '../operations.ts';
import { nameFor, thingsIn } from './sight.ts';

/** What a decision is about: without addresses and labels the whole Stack. */
export interface About {
  readonly addresses?: readonly Address[];
  readonly labels?: Readonly<Record<string, string>>;
}

type Holder = Pick<Caller, 'person' | 'bindings'>;

/**
 * Refuses who lacks the role of a decision for all that it is about: for each resource, for all resources with some
 * labels, or for the whole Stack, which needs a binding that nothing else limits.
 */
export function forbidden(
  decision: DecisionName,
  about: About,
  { person, bindings }: Holder,
  state: ControllerState,
): Refusal | undefined {
  const { role } = operations[decision];
  const { addresses, labels } = about;
  if (!bindings.some((one) => one.role === role))
    return bindings.some((one) => one.role === 'operator' || one.role === 'approver')
      ? refused(`${person.id} may not ${decision}: they lack the role ${role}`, role)
      : refusal('control.forbidden', `${person.id} has read access only`);
  if (addresses === undefined && labels === undefined)
    return forbiddenWhole(decision, { person, bindings }, state);
  if (labels !== undefined && !mayLabelled(role, bindings, nameFor(state), labels)) {
    const named = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
    return refused(`${person.id} may not ${decision} every resource with ${named.join(', ')}`, role);
  }
  const barred = addresses?.filter((address) => !holds(role, bindings, address, state)) ?? [];
  return barred.length === 0
    ? undefined
    : refused(
        `${person.id} may not ${decision} ${barred.join(', ')}: they lack the role ${role} there`,
        role,
      );
}

/** These take addresses: who is limited names them. */
const narrowable: readonly DecisionName[] = ['pause', 'resume', 'silence', 'sync'];

function forbiddenWhole(
  decision: DecisionName,
  { person, bindings }: Holder,
  state: ControllerState,
): Refusal | undefined {
  const { role } = operations[decision];
  const stack = nameFor(state);
  // It accepts the rules that the Stack is judged by from then on.
  const may =
    decision === 'accept-baseline'
      ? mayApproveWhole(bindings, stack, ['loosen'])
      : mayWhole(role, bindings, stack);
  if (may) return undefined;
  const message = `${person.id} may not ${decision} for the whole Stack: their access is limited`;
  return narrowable.includes(decision)
    ? refusal('control.forbidden', message, {
        command: `name the resources: reconcile ${decision} Kind/name`,
        http: 'name the resources in the field `addresses`',
      })
    : refused(message, role);
}

/** Refuses an approval by somebody who may not approve each class of each step. */
export function forbiddenApproval(
  chosen: readonly Approved[],
  { person, bindings }: Holder,
  state: ControllerState,
): Refusal | undefined {
  const things = thingsIn(state);
  const barred = chosen.filter(({ address, classes }) =>
    isOfStack(address)
      ? !mayApproveWhole(bindings, nameFor(state), classes)
      : !isEvery(things.get(address), (thing) => mayApproveAll(bindings, thing, classes)),
  );
  if (barred.length === 0) return undefined;
  const steps = barred.map(({ step, classes }) => `${step} (${classes.join(', ')})`);
  return refusal(
    'control.forbidden',
    `${person.id} may not approve ${steps.join(', ')}`,
    barred.length < chosen.length
      ? 'name the steps that you may approve'
      : 'ask an approver of these classes for these resources',
  );
}

/** Tells whether somebody has a role for a resource, or for the change of the Stack, which is one of the whole. */
function holds(role: Role, bindings: readonly Binding[], address: Address, state: ControllerState): boolean {
  if (isOfStack(address)) return mayWhole(role, bindings, nameFor(state));
  return isEvery(thingsIn(state).get(address), (thing) => mayAs(role, bindings, thing));
}

function isOfStack(address: Address): boolean {
  return address.startsWith('Stack/');
}

function isEvery<T>(all: readonly T[] | undefined, test: (one: T) => boolean): boolean {
  return all?.every(test) === true;
}

function refused(message: string, role: Role): Refusal {
  return refusal('control.forbidden', message, `ask an ${role} of it`);
}
