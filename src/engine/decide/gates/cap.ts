import { motiveOf } from '../../../model/motive.ts';
import type { Step } from '../../../model/plan.ts';
import { boundedCaps } from './guardrails.ts';
import { isBlockedByPlan } from './planned.ts';
import { blocked, type GateInput, type OpenGate } from './types.ts';

/** Stops all dangerous steps where there are more of them than the caps of the Stack allow. */
export const capGate: OpenGate = (input) => {
  const over = overCap(input);
  return (step) =>
    over === undefined || !countsAgainstCap(step)
      ? undefined
      : blocked('engine.cap-exceeded', over, 'raise caps in the Stack, or apply in parts');
};

/** Counts repairs that give access or destroy, and what Git takes away. What narrows drift is never counted. */
function countsAgainstCap(step: Step): boolean {
  const motive = motiveOf(step);
  if (motive === 'narrows-drift') return false;
  return motive === 'repairs' || (step.half === 'contract' && step.action !== 'create');
}

function overCap(input: GateInput): string | undefined {
  const { plan } = input;
  const { count, percent } = boundedCaps(input);
  const allowed = Math.max(count, Math.floor((plan.resources.length * percent) / 100));
  const counted = plan.steps.filter((step) => countsAgainstCap(step) && !isBlockedByPlan(step));
  const touched = new Set(counted.map(({ address }) => address)).size;
  if (touched <= allowed) return undefined;
  return `${touched} ${touched === 1 ? 'resource' : 'resources'} would lose something or get access back, the Stack allows ${allowed} at once`;
}
