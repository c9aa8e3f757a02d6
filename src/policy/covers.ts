import { isUnknown, sameTree, stableText } from '../model/tree.ts';
import { canonicalStatement } from './canonical.ts';
import {
  sameText,
  type Condition,
  type Policy,
  type Principal,
  type Selection,
  type Statement,
  type Text,
} from './document.ts';
import { coversGlob } from './glob.ts';
import { operatorOf } from './operators.ts';

/** True if every request that `narrow` covers is covered by `wide`, as if neither had conditions. Both canonical. */
export function coversButConditions(wide: Statement, narrow: Statement): boolean {
  if (narrow.actions === undefined || narrow.resources === undefined) return true;
  return (
    coversPrincipals(wide.principals, narrow.principals) &&
    coversTexts(wide.actions, narrow.actions) &&
    coversTexts(wide.resources, narrow.resources)
  );
}

function coversPrincipals(
  outer: Selection<Principal> | undefined,
  inner: Selection<Principal> | undefined,
): boolean {
  if (outer === undefined || inner === undefined) return outer === inner;
  if (!outer.not && outer.entries.some(isEverybody)) return true;
  if (outer.not !== inner.not) return false;
  const [wide, narrow] = outer.not ? [inner, outer] : [outer, inner];
  return narrow.entries.every((entry) => wide.entries.some((other) => samePrincipal(entry, other)));
}

function samePrincipal(a: Principal, b: Principal): boolean {
  return a.type === b.type && sameText(a.value, b.value);
}

export function isEverybody(principal: Principal): boolean {
  return principal.type === 'AWS' && principal.value === '*';
}

function coversTexts(outer: Selection<Text> | undefined, inner: Selection<Text>): boolean {
  if (outer === undefined) return false;
  if (!outer.not && outer.entries.includes('*')) return true;
  if (outer.not !== inner.not) return false;
  const [wide, narrow] = outer.not ? [inner, outer] : [outer, inner];
  return narrow.entries.every((entry) => wide.entries.some((other) => coversText(other, entry)));
}

function coversText(wide: Text, narrow: Text): boolean {
  if (isUnknown(wide) || isUnknown(narrow)) return wide === '*' || sameText(wide, narrow);
  return coversGlob(wide, narrow);
}

/** True if every request that meets `stronger` meets `weaker`. */
function implies(stronger: Condition, weaker: Condition): boolean {
  if (stronger.key !== weaker.key || stronger.operator !== weaker.operator) return false;
  if (sameTree(stronger.values, weaker.values)) return true;
  const operator = operatorOf(weaker.operator);
  if (operator.family === undefined) return false;
  const [wide, narrow] = operator.negated ? [stronger, weaker] : [weaker, stronger];
  const values = new Set(wide.values.map(stableText));
  return narrow.values.every(
    (value) =>
      values.has(stableText(value)) ||
      (operator.family === 'like' && wide.values.some((other) => coversText(other, value))),
  );
}

/** More pieces than this are not worth cutting: the statement is then looked at as a whole. */
const mostPieces = 5_000;

/**
 * The pieces of `inner` that no single statement of `outer` covers, canonical: of one principal, one
 * action and one resource each, so that two documents compare well that group them differently. Both
 * of one version and effect. Sound, not complete: a piece given may still be covered in a way that
 * could not be shown.
 */
export function uncovered(outer: readonly Statement[], inner: readonly Statement[]): readonly Statement[] {
  const wide = outer.map(canonicalStatement);
  return inner.map(canonicalStatement).flatMap((statement) => {
    if (statement.actions === undefined || statement.resources === undefined) return [];
    const near = wide.filter((other) =>
      other.conditions.every((line) => statement.conditions.some((found) => implies(found, line))),
    );
    if (near.some((other) => coversButConditions(other, statement))) return [];
    return cutPieces(statement, near);
  });
}

/** What each statement covers is found once per entry, so that large sets stay cheap. */
function cutPieces(statement: Statement, near: readonly Statement[]): readonly Statement[] {
  const principals = cut(statement.principals);
  const actions = cut(statement.actions);
  const resources = cut(statement.resources);
  if (principals.length * actions.length * resources.length > mostPieces) return [statement];
  const reach = near.map((wide) => ({
    principals: new Set(principals.filter((one) => coversPrincipals(wide.principals, one))),
    actions: new Set(actions.filter((one) => one !== undefined && coversTexts(wide.actions, one))),
    resources: new Set(resources.filter((one) => one !== undefined && coversTexts(wide.resources, one))),
  }));
  return principals.flatMap((principal) =>
    actions.flatMap((action) =>
      resources
        .filter(
          (resource) =>
            !reach.some(
              (of) => of.principals.has(principal) && of.actions.has(action) && of.resources.has(resource),
            ),
        )
        .map((resource): Statement => ({
          effect: statement.effect,
          ...(principal === undefined ? {} : { principals: principal }),
          ...(action === undefined ? {} : { actions: action }),
          ...(resource === undefined ? {} : { resources: resource }),
          conditions: statement.conditions,
        })),
    ),
  );
}

function cut<T>(selection: Selection<T> | undefined): readonly (Selection<T> | undefined)[] {
  if (selection === undefined || selection.not) return [selection];
  return selection.entries.map((entry) => ({ not: false, entries: [entry] }));
}

export function ofEffect(policy: Policy, effect: Statement['effect']): readonly Statement[] {
  return policy.statements.filter((statement) => statement.effect === effect);
}

/** True if `wide` permits all that `narrow` permits. Both of one version; sound, not complete. */
export function permitsAll(wide: Policy, narrow: Policy): boolean {
  return (
    uncovered(ofEffect(wide, 'Allow'), ofEffect(narrow, 'Allow')).length === 0 &&
    uncovered(ofEffect(narrow, 'Deny'), ofEffect(wide, 'Deny')).length === 0
  );
}
