import type { Plan, StepId } from '../model/plan.ts';
import { addressOfStep } from '../model/step-id.ts';

/**
 * Tells which steps a plan asks for no more. A plan of everything speaks for what it does not name, too: what has no
 * manifest any more is named by no other one, and whoever commits can declare new names again and again.
 */
export function overBy({
  scope,
  resources,
  steps,
}: Pick<Plan, 'scope' | 'resources' | 'steps'>): (step: StepId) => boolean {
  const looked = new Set(resources.map(({ address }) => address));
  const asked = new Set(steps.map(({ id }) => id));
  return (id) => !asked.has(id) && (scope.is === 'all' || looked.has(addressOfStep(id)));
}
