import type { StepId } from '../../model/plan.ts';
import { facetNameOf } from '../../model/step-name.ts';

/** `Key/a (policy)`: a step as people say it; the halves of one write have one name. */
export function stepText(id: StepId): string {
  const at = id.indexOf('#');
  if (at === -1) return id;
  return `${id.slice(0, at)} (${facetNameOf(id.slice(at + 1))})`;
}

/** The first few of many, and how many more. */
export function stepsText(ids: readonly StepId[], most = 10): string {
  const shown = ids.slice(0, most).map(stepText).join(', ');
  return ids.length > most ? `${shown} and ${ids.length - most} more` : shown;
}
