import type { Guardrails } from '../../../model/guardrails.ts';
import { isLooser } from '../../../model/mode.ts';
import type { Mode } from '../../../model/resource.ts';
import { gateSentences } from '../../../report/sentences/gates.ts';
import { approvalsOf } from './approval.ts';
import { blocked, type GateInput, type StepGate } from './types.ts';

/**
 * Holds steps to the guardrails: nothing is written where they only observe, and a class that they do not list is
 * released by nobody here, not by a typed yes either (authority.md §1.1).
 */
export const guardrailsGate: StepGate = (step, { guardrails }) => {
  if (guardrails === undefined) return undefined;
  const { file, mode, classes } = guardrails;
  if (mode === 'observe') return blocked('engine.guardrails', gateSentences.guardrailsObserve({ file }));
  const beyond = approvalsOf(step).filter((one) => classes?.includes(one) === false);
  if (beyond.length === 0) return undefined;
  return blocked('engine.guardrails', gateSentences.guardrailsClasses({ file, classes: beyond }));
};

/** Returns the mode of a resource, or the one that the guardrails make of a looser one. */
export function boundedMode(mode: Mode, guardrails: Guardrails | undefined): Mode {
  const bound = guardrails?.mode ?? mode;
  return isLooser(mode, bound) ? bound : mode;
}

/** Takes the caps of the Stack or of the guardrails, whichever are lower. */
export function boundedCaps({ stack, guardrails }: Pick<GateInput, 'stack' | 'guardrails'>): {
  readonly count: number;
  readonly percent: number;
} {
  const { count, percent } = stack.settings.caps;
  const bounds = guardrails?.caps ?? {};
  return {
    count: Math.min(count, bounds.count ?? count),
    percent: Math.min(percent, bounds.percent ?? percent),
  };
}
