import type { ErrorCode } from '../../../model/errors/index.ts';
import type { Step } from '../../../model/plan.ts';
import type { StepGate } from './types.ts';

const ofThePlan: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'engine.outside-scope',
  'engine.waits-for-blocked',
  'engine.in-use',
  'engine.former-mark',
  'engine.stale',
  'engine.not-in-plan',
]);

/** Keeps blocked what lies in the plan itself: no approval releases it. */
export const plannedGate: StepGate = (step) =>
  step.gate.is === 'blocked' && isBlockedByPlan(step) ? step.gate : undefined;

export function isBlockedByPlan({ gate }: Step): boolean {
  return gate.is === 'blocked' && ofThePlan.has(gate.code);
}
