import type { StepId } from '../../model/plan.ts';
import { addressOfStep, facetNameOf, nameOfStep } from '../../model/step-id.ts';

/** `Key/a (policy)`: a step as people say it; the halves of one write have one name. */
export function stepText(id: StepId): string {
  return `${addressOfStep(id)} (${facetNameOf(nameOfStep(id))})`;
}

export function stepsText(ids: readonly StepId[]): string {
  return fewText(ids.map(stepText));
}

/** The first few of many, and how many more. */
export function fewText(texts: readonly string[], most = 10): string {
  const shown = texts.slice(0, most).join(', ');
  return texts.length > most ? `${shown} and ${texts.length - most} more` : shown;
}
