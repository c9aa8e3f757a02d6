import { isUnknown, sameTree, stableText } from '../model/tree.ts';
import { canonicalStatement, principalKey } from './canonical.ts';
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

/**
 * True if every request that `narrow` covers is covered by `wide`, both in canonical form and of the
 * same version and effect. Sound, not complete: false may also mean that it could not be shown.
 */
export function coversStatement(wide: Statement, narrow: Statement): boolean {
  return (
    coversButConditions(wide, narrow) &&
    wide.conditions.every((line) => narrow.conditions.some((other) => implies(other, line)))
  );
}

/** As `coversStatement`, as if neither had conditions. */
export function coversButConditions(wide: Statement, narrow: Statement): boolean {
  if (narrow.actions === undefined || narrow.resources === undefined) return true;
  return (
    coversPrincipals(wide, narrow) &&
    coversTexts(wide.actions, narrow.actions) &&
    coversTexts(wide.resources, narrow.resources)
  );
}

function coversPrincipals(wide: Statement, narrow: Statement): boolean {
  const [outer, inner] = [wide.principals, narrow.principals];
  if (outer === undefined || inner === undefined) return outer === inner;
  if (outer.not !== inner.not) return !outer.not && outer.entries.some(isEverybody);
  const keys = new Set((outer.not ? inner : outer).entries.map(principalKey));
  const everybody = !outer.not && outer.entries.some(isEverybody);
  return everybody || (outer.not ? outer : inner).entries.every((entry) => keys.has(principalKey(entry)));
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
const mostPieces = 2_000;

/**
 * The statements of a document cut into pieces of one principal, one action and one resource each,
 * canonical: so that two documents compare well that group them differently.
 */
export function piecesOf(statements: readonly Statement[]): readonly Statement[] {
  return statements.map(canonicalStatement).flatMap((statement) => {
    const principals = cut(statement.principals);
    const actions = cut(statement.actions);
    const resources = cut(statement.resources);
    if (principals.length * actions.length * resources.length > mostPieces) return [statement];
    return principals.flatMap((principal) =>
      actions.flatMap((action) =>
        resources.map((resource): Statement => ({
          effect: statement.effect,
          ...(principal === undefined ? {} : { principals: principal }),
          ...(action === undefined ? {} : { actions: action }),
          ...(resource === undefined ? {} : { resources: resource }),
          conditions: statement.conditions,
        })),
      ),
    );
  });
}

function cut<T>(selection: Selection<T> | undefined): readonly (Selection<T> | undefined)[] {
  if (selection === undefined || selection.not) return [selection];
  return selection.entries.map((entry) => ({ not: false, entries: [entry] }));
}

export function ofEffect(policy: Policy, effect: Statement['effect']): readonly Statement[] {
  return policy.statements.filter((statement) => statement.effect === effect);
}

/** The pieces of `inner` that no single statement of `outer` covers. */
export function uncovered(outer: readonly Statement[], inner: readonly Statement[]): readonly Statement[] {
  const wide = outer.map(canonicalStatement);
  return piecesOf(inner).filter((piece) => !wide.some((statement) => coversStatement(statement, piece)));
}

/** True if `wide` permits all that `narrow` permits. Both of one version; sound, not complete. */
export function permitsAll(wide: Policy, narrow: Policy): boolean {
  return (
    uncovered(ofEffect(wide, 'Allow'), ofEffect(narrow, 'Allow')).length === 0 &&
    uncovered(ofEffect(narrow, 'Deny'), ofEffect(wide, 'Deny')).length === 0
  );
}
