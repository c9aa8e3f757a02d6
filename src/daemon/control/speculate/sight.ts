import { mayWhole, type Binding } from '../../../model/binding.ts';
import type { Plan } from '../../../model/plan.ts';
import type { Resource, Stack } from '../../../model/resource.ts';
import type { Controller, ControllerState } from '../../controller.ts';
import { refusal, type Caller, type Refusal } from '../control.ts';
import { limitedPlan } from '../limited/plan.ts';
import { nameFor, sightOf } from '../limited/sight.ts';

/** Gives a controller to whoever may plan any of its Stack; undefined: it is as if it did not exist. */
export function plannable(controller: Controller, bindings: readonly Binding[]): Controller | undefined {
  return plannersOf(bindings, nameFor(controller.state())).length > 0 ? controller : undefined;
}

/** Refuses who may plan nothing anywhere. */
export function forbiddenToPlan({ person, bindings }: Caller): Refusal | undefined {
  if (bindings.some(({ role }) => role === 'planner')) return undefined;
  return refusal(
    'control.forbidden',
    `${person.id} may not plan manifests: they lack the role planner`,
    'use a token with the role planner',
  );
}

/** Leaves of a plan of sent manifests the resources that a planner may plan. */
export function plannedFor(
  bindings: readonly Binding[],
  { plan, stack }: { readonly plan: Plan; readonly stack: Stack },
  state: ControllerState,
): Plan {
  const name = nameFor(state);
  if (mayWhole('planner', bindings, name)) return plan;
  const reading = plannersOf(bindings, name).map((one) => ({ ...one, role: 'viewer' as const }));
  return limitedPlan(plan, sightOf(reading, joined(state, stack, plan)));
}

/**
 * Joins the Stack in force with the sent one, under the name in force. A resource counts by the labels of both, and one
 * whose account changes by none: whoever sends manifests would otherwise choose what they see. A manifest that finds
 * something which its address did not stand for counts by its own labels and by none: nobody knows whose that is.
 */
function joined(state: ControllerState, sent: Stack, plan: Plan): ControllerState {
  const { stack: inForce } = state;
  const before = inForce?.resources ?? new Map<Resource['address'], Resource>();
  const moves = ({ address, place }: Pick<Resource, 'address' | 'place'>): boolean => {
    const account = before.get(address)?.place.account;
    return account !== undefined && account !== place.account;
  };
  const strange = new Set(
    plan.resources.filter((one) => isStrange(one, state)).map(({ address }) => address),
  );
  const resources = new Map(before);
  for (const [address, resource] of sent.resources) {
    const labels = strange.has(address) ? {} : before.get(address)?.metadata.labels;
    if (moves(resource)) resources.delete(address);
    else resources.set(address, labels === undefined ? resource : { ...resource, guardLabels: labels });
  }
  return {
    ...state,
    stack: {
      ...sent,
      settings: { ...sent.settings, name: nameFor(state) },
      resources,
    },
    status: new Map(),
    plan: {
      ...plan,
      resources: plan.resources.filter((one) => !moves(one)),
      steps: plan.steps.filter((one) => !moves(one)),
    },
  };
}

/**
 * Tests whether a plan found something that its address does not stand for in the Stack in force: by an earlier name, by
 * a name in AWS, by an id or by its tags.
 */
function isStrange(
  { address, exists, ids }: Plan['resources'][number],
  { stack, status }: ControllerState,
): boolean {
  if (!exists) return false;
  const known = status.get(address)?.ids ?? {};
  // An id that the daemon does not know yet may be of another resource.
  const isKnown = Object.entries(ids).every(([name, id]) => known[name] === id);
  return stack?.resources.has(address) !== true || !isKnown;
}

function plannersOf(bindings: readonly Binding[], stack: string): readonly Binding[] {
  return bindings.filter(({ role, stacks }) => role === 'planner' && (stacks?.includes(stack) ?? true));
}
