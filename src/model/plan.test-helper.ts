import { kindOf, type Address } from './address.ts';
import type { Place } from './call.ts';
import type { Gate, ResourcePlan, Step } from './plan.ts';

export const place: Place = { account: '111122223333', region: 'eu-central-1' };

/** Stops a step by a hold. */
export const heldGate = {
  is: 'blocked',
  code: 'engine.held',
  reason: 'held',
  why: 'held',
  release: 'remove the tag',
} as const satisfies Gate;

/** Builds a step that changes a resource and may run, unless told otherwise. */
export function stepOf(address: Address, name: string, more: Partial<Step> = {}): Step {
  return {
    id: `${address}#${name}`,
    address,
    kind: kindOf(address),
    place,
    name,
    half: 'expand',
    action: 'update',
    changes: [],
    calls: [],
    after: [],
    locks: [],
    risks: [],
    desired: '',
    observed: '',
    gate: { is: 'released' },
    ...more,
  };
}

/** Builds the plan of a resource that exists, is in sync and healthy, unless told otherwise. */
export function resourcePlanOf(address: Address, more: Partial<ResourcePlan> = {}): ResourcePlan {
  return {
    address,
    kind: kindOf(address),
    place,
    ids: {},
    exists: true,
    sync: 'InSync',
    health: 'Healthy',
    changes: [],
    steps: [],
    deferred: [],
    ignored: [],
    unreadable: [],
    notes: [],
    observedAt: 0,
    ...more,
  };
}
