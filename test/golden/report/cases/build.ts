import { resourcePlanOf, stepOf } from '../../../../src/model/plan.test-helper.ts';
import { kindOf, type Address } from '../../../../src/model/address.ts';
import type { AwsFailure, Call, OpName, Place } from '../../../../src/model/call.ts';
import type { Change } from '../../../../src/model/change.ts';
import type { Path } from '../../../../src/model/path.ts';
import type { Plan, ResourcePlan, Step } from '../../../../src/model/plan.ts';
import type { Tree } from '../../../../src/model/tree.ts';

export const home: Place = { account: '111122223333', region: 'eu-central-1' };
export const at = Date.UTC(2026, 10, 23, 9, 30);
export const keyId = '1234abcd-12ab-34cd-56ef-1234567890ab';
export const otherId = '0f9e8d7c-1111-4222-8333-0123456789ab';
export const keyArn = `arn:aws:kms:eu-central-1:111122223333:key/${keyId}`;
export const keyIds = { arn: keyArn, keyId };

export function call(op: OpName, input: Record<string, Tree> = {}, place = home): Call {
  return { op, at: place, input };
}

export function added(path: Path, after: Tree): Change {
  return { path, before: undefined, after };
}

export function removed(path: Path, before: Tree): Change {
  return { path, before, after: undefined };
}

export function moved(path: Path, before: Tree, after: Tree): Change {
  return { path, before, after };
}

export function failure(name: string, message: string, op: OpName, code: AwsFailure['code']): AwsFailure {
  return { code, class: 'terminal', name, message, op, at: home };
}

/** Makes a released step that updates; its id is `Address#name` as the planner makes it. */
export function step(address: Address, name: string, more: Partial<Step> = {}): Step {
  return stepOf(address, name, {
    place: home,
    desired: '0'.repeat(32),
    observed: '1'.repeat(32),
    ...more,
  });
}

/** Makes a resource that exists, is in sync and healthy, unless told otherwise. */
export function resource(address: Address, more: Partial<ResourcePlan> = {}): ResourcePlan {
  const ids = kindOf(address) === 'Key' ? keyIds : {};
  return resourcePlanOf(address, { place: home, ids, observedAt: at, ...more });
}

/**
 * Makes a plan of these resources and steps; a resource's `steps` and `changes` follow from its steps unless given.
 */
export function plan(
  resources: readonly ResourcePlan[],
  steps: readonly Step[] = [],
  more: Partial<Plan> = {},
): Plan {
  return {
    version: 1,
    stack: 'payments',
    uid: 'k7d2',
    commit: '9fceb02d0ae598e95dc970b74767f19372d61af8',
    at,
    scope: { is: 'all' },
    resources: resources.map((one) => withSteps(one, steps)),
    steps,
    orphans: [],
    diagnostics: [],
    ...more,
  };
}

function withSteps(one: ResourcePlan, steps: readonly Step[]): ResourcePlan {
  const mine = steps.filter((each) => each.address === one.address);
  return {
    ...one,
    steps: mine.map((each) => each.id),
    changes: one.changes.length > 0 ? one.changes : mine.flatMap((each) => each.changes),
    sync: one.sync === 'InSync' && mine.length > 0 ? 'PendingChange' : one.sync,
  };
}
