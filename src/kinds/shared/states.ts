import type { Legality } from '../../model/kind/facet.ts';
import type { KindHealth } from '../../model/kind/kind.ts';
import type { Reasoned } from '../../model/reasons.ts';

/** Puts a write off while AWS would refuse it; a step of a facet of `unless` makes it legal. */
export function defer(
  reason: Reasoned['reason'],
  why: string,
  unless?: readonly string[],
): Extract<Legality, { readonly is: 'defer' }> {
  return { is: 'defer', reason, why, ...(unless === undefined ? {} : { unless }) };
}

/** Says that the live thing does not do its work. */
export function degraded(reason: Reasoned['reason'], why: string): KindHealth {
  return { is: 'Degraded', reason, why };
}
