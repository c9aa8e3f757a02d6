import type { Step, StepId } from '../../model/plan.ts';
import type { HeldBy } from './display.ts';

/**
 * Finds steps that are released themselves but come after one that is not: each with that one. Needs one walk only,
 * since the steps are in an order that satisfies `after`.
 */
export function heldSteps(steps: readonly Step[]): ReadonlyMap<StepId, HeldBy> {
  const stopped = new Map<StepId, HeldBy>();
  const held = new Map<StepId, HeldBy>();
  for (const step of steps) {
    const cause = step.after.map((id) => stopped.get(id)).find((id) => id !== undefined);
    if (step.gate.is !== 'released') stopped.set(step.id, { step: step.id, gate: step.gate.is });
    else if (cause !== undefined) stopped.set(step.id, cause);
    if (cause !== undefined) held.set(step.id, cause);
  }
  return held;
}
