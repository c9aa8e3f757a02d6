import type { HeldBy } from './display.ts';
import { kindOf, type Address } from '../../model/address.ts';
import type { StepId } from '../../model/plan.ts';
import { addressOfStep, facetNameOf, nameOfStep } from '../../model/step-id.ts';

/** Writes a step as people say it: `Key/a (policy)`; the halves of one write have one name. */
export function stepText(id: StepId): string {
  return `${addressOfStep(id)} (${partText(addressOfStep(id), nameOfStep(id))})`;
}

/** Tells why a step that is released itself does not run. */
export function heldText({ step, gate }: HeldBy): string {
  return `after ${stepText(step)}, which ${gate === 'approval' ? 'waits for approval' : 'is blocked'}`;
}

/** Tells what a step writes of a resource. */
export function partText(address: Address, step: string): string {
  const facet = facetNameOf(step);
  return plainly[kindOf(address)]?.[facet] ?? facet;
}

/** Facets that no field of a manifest is named after. */
const plainly: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Grant: { grants: 'grant', former: 'previous grant', dead: 'grant to a deleted principal' },
  Trail: { former: 'trail with the old name' },
};

export function stepsText(ids: readonly StepId[]): string {
  return fewText(ids.map(stepText));
}

/** Lists the first few of many, and how many more. */
export function fewText(texts: readonly string[], most = 10): string {
  const shown = texts.slice(0, most).join(', ');
  return texts.length > most ? `${shown} and ${texts.length - most} more` : shown;
}
