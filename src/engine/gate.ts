import type { Address } from '../model/address.ts';
import type { ErrorCode } from '../model/errors/index.ts';
import type { Observation } from '../model/observation.ts';
import type { Gate, Plan, Step } from '../model/plan.ts';
import { modeOf } from '../model/mode.ts';
import type { ApprovalClass } from '../model/approval.ts';
import type { Metadata, Settings, Stack } from '../model/resource.ts';

const ofThePlan: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'engine.outside-scope',
  'engine.waits-for-blocked',
  'engine.in-use',
  'engine.stale',
  'engine.not-in-plan',
]);

export interface GateInput {
  readonly plan: Plan;
  readonly stack: Stack;
  readonly observations: ReadonlyMap<Address, Observation>;
  /** Classes that a person or the Stack released; `shown`: a typed yes to exactly this plan. */
  readonly approved: ReadonlySet<ApprovalClass> | 'shown';
}

/** Decides for each step: released, waits for an approval, or blocked. Pure; nothing is sent because a file says so. */
export function gate(input: GateInput): Plan {
  const capped = overCap(input);
  return {
    ...input.plan,
    steps: input.plan.steps.map((step) => ({ ...step, gate: gateOf(step, input, capped) })),
  };
}

function gateOf(step: Step, input: GateInput, capped: string | undefined): Gate {
  if (step.gate.is === 'blocked' && isOfThePlan(step.gate.code)) return step.gate;
  const observation = input.observations.get(step.address);
  const held = holdOf(observation);
  if (held !== undefined) return held;
  const { settings, resources } = input.stack;
  const own = resources.get(step.address)?.metadata ?? {};
  const mode = modeOf(settings, own);
  if (mode === 'observe')
    return blocked('engine.observe-mode', `${step.address} is in mode observe`, outOfObserve(settings, own));
  if (capped !== undefined && countsAgainstCap(step)) {
    return blocked('engine.cap-exceeded', capped, 'raise caps in the Stack, or apply in parts');
  }
  if (input.approved === 'shown') return { is: 'released' };
  const needs = approvalsOf(step);
  const missing = needs.filter((one) => !isApproved(one, input));
  if (missing.length > 0) return { is: 'approval', classes: [...new Set(missing)], why: whyOf(step) };
  const asked = input.approved;
  if (mode === 'approve' && (needs.length === 0 || !needs.every((one) => asked.has(one)))) {
    return blocked('engine.approve-mode', `${step.address} is in mode approve`, 'answer yes to the plan');
  }
  return { is: 'released' };
}

/** What no approval releases, since it lies in the plan itself. */
function isOfThePlan(code: ErrorCode): boolean {
  return ofThePlan.has(code);
}

/** Classes of approval one step needs: by its risks, and because undoing drift may give access back. */
export function approvalsOf(step: Step): readonly ApprovalClass[] {
  const risks = step.risks.map((risk) => risk.class);
  return step.repair === 'access-giving' ? [...risks, 'repair'] : risks;
}

function isApproved(one: ApprovalClass, input: GateInput): boolean {
  return (
    input.stack.settings.release.includes(one) || (input.approved !== 'shown' && input.approved.has(one))
  );
}

function whyOf(step: Step): string {
  const risks = step.risks.map((risk) => risk.message);
  const repair =
    step.repair === 'access-giving' ? ['it was changed outside Git and putting it back gives access'] : [];
  return [...risks, ...repair].join('; ');
}

function holdOf(observation: Observation | undefined): Gate | undefined {
  if (observation?.is !== 'present') return undefined;
  if (observation.hold !== undefined) {
    return blocked(
      'engine.held',
      `the tag keywright:hold is set: ${observation.hold}`,
      'take the tag keywright:hold off',
    );
  }
  if (observation.facets['tags']?.is === 'unreadable') {
    return blocked(
      'engine.unreadable-tags',
      'its tags cannot be read, so a tag keywright:hold cannot be ruled out',
      'let the read role list its tags',
    );
  }
  return undefined;
}

/** Where it must be changed: the tighter of two modes holds. */
function outOfObserve(settings: Pick<Settings, 'mode'>, own: Pick<Metadata, 'mode'>): string {
  const places = [
    ...(settings.mode === 'observe' ? ['in the Stack'] : []),
    ...(own.mode === 'observe' ? ['in its metadata'] : []),
  ];
  return `set mode: enforce ${places.join(' and ')}`;
}

/** Caps count what takes away or gives access back, not what adds. */
function countsAgainstCap(step: Step): boolean {
  return (step.half === 'contract' && step.action !== 'create') || step.repair === 'access-giving';
}

function isOutside({ gate: { is, ...rest } }: Step): boolean {
  return is === 'blocked' && 'code' in rest && isOfThePlan(rest.code);
}

function overCap({ plan, stack }: GateInput): string | undefined {
  const { count, percent } = stack.settings.caps;
  const allowed = Math.max(count, Math.floor((plan.resources.length * percent) / 100));
  const touched = new Set(
    plan.steps.filter((step) => countsAgainstCap(step) && !isOutside(step)).map(({ address }) => address),
  ).size;
  if (touched <= allowed) return undefined;
  return `${touched} ${touched === 1 ? 'resource' : 'resources'} would lose something or get access back, the Stack allows ${allowed} at once`;
}

function blocked(code: Extract<Gate, { is: 'blocked' }>['code'], why: string, release: string): Gate {
  return { is: 'blocked', code, why, release };
}
