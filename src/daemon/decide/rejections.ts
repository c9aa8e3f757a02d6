import type { Decisions, Rejection } from '../../model/decisions.ts';
import type { Plan } from '../../model/plan.ts';
import { approvedStack } from './approved.ts';

/**
 * Gives the rejections that hold something back. One of a step that changed since holds nothing; without a plan nobody
 * can tell, and each is given.
 */
export function standingRejections(
  { rejections }: Pick<Decisions, 'rejections'>,
  plan: Plan | undefined,
): readonly Rejection[] {
  if (plan === undefined || rejections.length === 0) return rejections;
  const stack = approvedStack({ plan, guardrails: '' });
  const steps = [
    ...plan.steps.map(({ id: step, desired, observed }) => ({ step, desired, observed })),
    ...(stack === undefined ? [] : [stack]),
  ];
  return rejections.filter(({ of }) =>
    steps.some(
      ({ step, desired, observed }) => step === of.step && desired === of.desired && observed === of.observed,
    ),
  );
}
