import type { Address } from '../../../model/address.ts';
import { motiveOf } from '../../../model/motive.ts';
import type { Plan, Step } from '../../../model/plan.ts';
import { gateSentences } from '../../../report/sentences/gates.ts';
import { boundedCaps } from './guardrails.ts';
import { isBlockedByPlan } from './planned.ts';
import { blocked, type DecideContext, type GateInput, type StepGate } from './types.ts';

/** Stops all dangerous steps where there are more of them than the caps of the Stack allow: a daemon counts by the hour. */
export const capGate: StepGate = (step, { loss: { touched, allowed }, rules }) => {
  if (rules?.daemon !== undefined) return undefined;
  if (touched <= allowed || !countsAgainstCap(step)) return undefined;
  return blocked('engine.cap-exceeded', gateSentences.overCap({ touched, allowed }));
};

/** Counts repairs that give access or destroy, and what Git takes away. What narrows drift is never counted. */
export function countsAgainstCap(step: Step): boolean {
  const motive = motiveOf(step);
  if (motive === 'narrows-drift') return false;
  return motive === 'repairs' || (step.half === 'contract' && step.action !== 'create');
}

/**
 * Counts the resources that lose something or get access back, and their share. A share is one of the
 * estate: a batch is not the estate, so only the absolute cap holds there.
 */
export function lossOf(
  { steps, scope, resources }: Plan,
  input: Pick<GateInput, 'stack' | 'guardrails'>,
): DecideContext['loss'] {
  const { count, percent } = boundedCaps(input);
  const share = scope.is === 'batch' ? 0 : Math.floor((resources.length * percent) / 100);
  const counted = steps.filter((step) => countsAgainstCap(step) && !isBlockedByPlan(step));
  const touched = new Set<Address>(counted.map(({ address }) => address));
  return { touched: touched.size, allowed: Math.max(count, share) };
}
