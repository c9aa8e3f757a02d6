import { isUnknown } from '../model/tree.ts';
import {
  sameText,
  type Policy,
  type Principal,
  type Selection,
  type Statement,
  type Text,
} from './document.ts';
import { coversGlob, overlapsGlob } from './glob.ts';

/**
 * Returns true if every request that `narrow` covers is covered by `wide`, as if neither had conditions. Both
 * canonical.
 */
export function coversButConditions(wide: Statement, narrow: Statement): boolean {
  if (narrow.actions === undefined || narrow.resources === undefined) return true;
  return (
    coversPrincipals(wide.principals, narrow.principals) &&
    coversTexts(wide.actions, narrow.actions) &&
    coversTexts(wide.resources, narrow.resources)
  );
}

export function coversPrincipals(
  outer: Selection<Principal> | undefined,
  inner: Selection<Principal> | undefined,
): boolean {
  if (outer === undefined || inner === undefined) return outer === inner;
  if (!outer.not && outer.entries.some(isEverybody)) return true;
  if (outer.not !== inner.not) return false;
  const [wide, narrow] = outer.not ? [inner, outer] : [outer, inner];
  return narrow.entries.every((entry) => wide.entries.some((other) => samePrincipal(entry, other)));
}

export function samePrincipal(a: Principal, b: Principal): boolean {
  return a.type === b.type && sameText(a.value, b.value);
}

export function isEverybody(principal: Principal): boolean {
  return principal.type === 'AWS' && principal.value === '*';
}

export function coversTexts(outer: Selection<Text> | undefined, inner: Selection<Text>): boolean {
  if (outer === undefined) return false;
  if (!outer.not && outer.entries.includes('*')) return true;
  if (outer.not && !inner.not)
    return inner.entries.every((entry) => !outer.entries.some((other) => mayOverlap(entry, other)));
  if (outer.not !== inner.not) return false;
  const [wide, narrow] = outer.not ? [inner, outer] : [outer, inner];
  return narrow.entries.every((entry) => wide.entries.some((other) => coversText(other, entry)));
}

/** Returns true unless no text is matched by both for sure. */
export function mayOverlap(a: Text, b: Text): boolean {
  return isUnknown(a) || isUnknown(b) || overlapsGlob(a, b);
}

export function coversText(wide: Text, narrow: Text): boolean {
  if (isUnknown(wide) || isUnknown(narrow)) return wide === '*' || sameText(wide, narrow);
  return coversGlob(wide, narrow);
}

export function ofEffect(policy: Policy, effect: Statement['effect']): readonly Statement[] {
  return policy.statements.filter((statement) => statement.effect === effect);
}
