import { approvalsOf } from '../../engine/decide/gate.ts';
import { addressOf } from '../../model/address.ts';
import type { ApprovalClass } from '../../model/approval.ts';
import type { Approved } from '../../model/decisions.ts';
import { derived } from '../../model/derived.ts';
import { digestOf } from '../../model/digest.ts';
import { endings } from '../../model/endings.ts';
import type { Gate, Plan, Step, StepId } from '../../model/plan.ts';
import { planIdOf } from '../../model/plan-id.ts';
import { stableText, type Tree } from '../../model/tree.ts';

/** What an approval is made of: a plan, and the digest of the guardrails that it was made under. */
export interface ApprovedUnder {
  readonly plan: Plan;
  readonly guardrails: string;
}

/** Finds resources by address, once for each plan: thousands of steps may wait. */
const byAddress = derived(
  (resources: Plan['resources']) => new Map(resources.map((resource) => [resource.address, resource])),
);

/** Defines what exactly the approval of a step binds (authority.md §3.13). */
export function approvedOf(step: Step, { plan, guardrails }: ApprovedUnder): Approved {
  const resource = byAddress(plan.resources).get(step.address);
  return {
    ...whose(plan, guardrails),
    account: step.place.account,
    awsId: resource?.exists === true ? stableText({ ...resource.ids }) : '',
    address: step.address,
    step: step.id,
    classes: [...new Set(approvalsOf(step))].sort(byRank),
    calls: digestOf(treeOf(step.calls)),
    desired: step.desired,
    observed: step.observed,
  };
}

/**
 * Defines what the approval of a change of the Stack binds. Returns undefined where nothing of it waits for a person.
 */
export function approvedStack({ plan, guardrails }: ApprovedUnder): Approved | undefined {
  const { stackChange } = plan;
  if (stackChange === undefined || stackChange.gate.is === 'released') return undefined;
  const { loosened, dropped, managed } = stackChange;
  return {
    ...whose(plan, guardrails),
    account: '',
    awsId: '',
    address: addressOf('Stack', plan.stack),
    step: stackStep(plan),
    classes: [
      ...(dropped.length > 0 ? (['shrink'] as const) : []),
      ...(loosened.length > 0 ? (['loosen'] as const) : []),
    ],
    calls: digestOf([]),
    desired: digestOf(treeOf({ loosened, dropped })),
    observed: digestOf(managed),
  };
}

/** Builds the name under which the change of a Stack is approved, beside the steps of a plan. */
export function stackStep({ stack }: Pick<Plan, 'stack'>): StepId {
  return `${addressOf('Stack', stack)}#change`;
}

/** Lists everything of a plan that a person can release. */
export function approvables(under: ApprovedUnder): readonly Approved[] {
  const stack = approvedStack(under);
  return [
    ...(stack === undefined ? [] : [stack]),
    ...under.plan.steps.filter(isApprovable).map((step) => approvedOf(step, under)),
  ];
}

/**
 * Returns true for a step that waits for nothing but a person. What waits for the Stack is released with the Stack.
 */
export function isApprovable({ gate }: { readonly gate: Gate }): boolean {
  if (gate.is === 'approval') return !gate.classes.some((one) => one === 'loosen' || one === 'shrink');
  if (gate.is === 'released') return false;
  const ending = endings[gate.reason];
  return ending === 'approval' || ending === 'time';
}

/**
 * Tests whether an approval is of exactly this. The plan is only named, to be looked up: a batch is another plan than
 * the one in which the person saw the step, and the step is bound by all of its own fields.
 */
export function isOf(approval: Approved, step: Approved): boolean {
  const { plan: _, ...given } = approval;
  const { plan: __, ...wanted } = step;
  return stableText(treeOf(given)) === stableText(treeOf(wanted));
}

function whose(plan: Plan, guardrails: string): Pick<Approved, 'uid' | 'guardrails' | 'commit' | 'plan'> {
  return { uid: plan.uid, guardrails, commit: plan.commit ?? '', plan: planIdOf(plan) };
}

function byRank(a: ApprovalClass, b: ApprovalClass): number {
  return a < b ? -1 : 1;
}

/** Turns plain data of the model into the tree that it is. */
function treeOf(value: object): Tree {
  return JSON.parse(JSON.stringify(value)) as Tree;
}
