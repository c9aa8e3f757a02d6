import { isUnknown } from '../model/tree.ts';
import type { Principal, Selection, Statement, Text } from './document.ts';
import { coversPrincipals, coversText, isEverybody, mayOverlap, samePrincipal } from './covers.ts';

/**
 * Returns true if some request may be covered by both, as if neither had conditions. Both canonical. Sound the other
 * way round: what it denies has no request in common.
 */
export function overlapButConditions(a: Statement, b: Statement): boolean {
  return (
    overlapPrincipals(a.principals, b.principals) &&
    overlapTexts(a.actions, b.actions) &&
    overlapTexts(a.resources, b.resources)
  );
}

function overlapPrincipals(
  a: Selection<Principal> | undefined,
  b: Selection<Principal> | undefined,
): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (a.not && b.not) return true;
  if (a.not || b.not) return !coversPrincipals({ ...(a.not ? a : b), not: false }, a.not ? b : a);
  return a.entries.some((one) =>
    b.entries.some(
      (other) =>
        isEverybody(one) ||
        isEverybody(other) ||
        samePrincipal(one, other) ||
        isUnknown(one.value) ||
        isUnknown(other.value),
    ),
  );
}

function overlapTexts(a: Selection<Text> | undefined, b: Selection<Text> | undefined): boolean {
  // A statement without Action or Resource covers nothing.
  if (a === undefined || b === undefined) return false;
  if (a.not && b.not) return true;
  if (a.not || b.not) {
    const [excluded, named] = a.not ? [a, b] : [b, a];
    return named.entries.some((entry) => !excluded.entries.some((other) => coversText(other, entry)));
  }
  return a.entries.some((one) => b.entries.some((other) => mayOverlap(one, other)));
}
