import {
  noDecisions,
  type Approval,
  type Approved,
  type Decisions,
  type Person,
} from '../../model/decisions.ts';
import { hour, type Instant } from '../../model/instant.ts';
import type { Plan, Step } from '../../model/plan.ts';
import { resourcePlanOf, stepOf } from '../../model/plan.test-helper.ts';
import { approvedOf } from './approved.ts';

export const noon: Instant = Date.UTC(2026, 10, 2, 12);

export const ada: Person = { id: 'uid:1000', name: 'ada' };
export const bob: Person = { id: 'uid:1001', name: 'bob' };

export const digest = 'guardrails-1';

/** A step that destroys something, and so waits for a person. */
export const disables: Step = stepOf('Key/a', 'enabled', {
  half: 'contract',
  risks: [{ class: 'disable', message: 'nothing goes in or out' }],
  calls: [
    { op: 'kms:DisableKey', at: { account: '111122223333', region: 'eu-central-1' }, input: { KeyId: 'k' } },
  ],
  desired: 'off',
  observed: 'on',
});

export function planOf(steps: readonly Step[] = [disables], over: Partial<Plan> = {}): Plan {
  const addresses = [...new Set(steps.map(({ address }) => address))];
  return {
    version: 1,
    stack: 'shop',
    uid: 'u1',
    commit: 'c1',
    at: noon,
    scope: { is: 'all' },
    resources: addresses.map((address) => resourcePlanOf(address, { ids: { keyId: 'k' } })),
    steps,
    orphans: [],
    diagnostics: [],
    ...over,
  };
}

export function approvalOf(of: Approved | Step, over: Partial<Approval> = {}): Approval {
  return {
    id: 'a1',
    by: ada,
    at: noon,
    until: noon + 4 * hour,
    of: 'step' in of ? of : approvedOf(of, { plan: planOf([of]), guardrails: digest }),
    ...over,
  };
}

export function decisionsOf(over: Partial<Decisions> = {}): Decisions {
  return { ...noDecisions, ...over };
}
