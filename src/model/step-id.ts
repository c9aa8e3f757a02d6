import type { Address } from './address.ts';
import type { Step, StepId } from './plan.ts';

/**
 * Builds an id such as `Key/a#policy`: the resource, and the name of the step. A step that writes a facet has the
 * facet's name. Where one facet needs several writes, the one that only narrows drift ends in `:narrow`. The one
 * that takes away what Git takes away ends in `:contract`. Only this module builds ids and takes them apart (a lint
 * rule holds that).
 */
export function stepIdOf(address: Address, name: string): StepId {
  return `${address}#${name}`;
}

export function addressOfStep(id: StepId): Address {
  return id.slice(0, id.indexOf('#')) as Address;
}

export function nameOfStep(id: StepId): string {
  return id.slice(id.indexOf('#') + 1);
}

type Part = 'narrow' | 'contract';

const ending = /:(?:narrow|contract)$/u;

/** Returns the facet that a step of this name writes, whichever part of it. */
export function facetNameOf(stepName: string): string {
  return stepName.replace(ending, '');
}

/** Builds the name of the step that writes only this part of a facet. */
export function partNameOf(facet: string, part: Part): string {
  return `${facet}:${part}`;
}

/** Builds one id for all steps that write the same facet. */
export function facetIdOf({ address, name }: Pick<Step, 'address' | 'name'>): StepId {
  return stepIdOf(address, facetNameOf(name));
}

/** Builds the id of the step that writes only this part of the facet which another step writes. */
export function partIdOf({ address, name }: Pick<Step, 'address' | 'name'>, part: Part): StepId {
  return stepIdOf(address, partNameOf(facetNameOf(name), part));
}
