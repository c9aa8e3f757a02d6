import { isUnknown } from '../model/tree.ts';
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
import { impliesAll } from './implies.ts';
import { operatorOf } from './operators.ts';
import type { Truth } from './truth.ts';

/** True if every request that `narrow` covers is covered by `wide`, as if neither had conditions. Both canonical. */
function coversButConditions(wide: Statement, narrow: Statement): boolean {
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

function coversTexts(outer: Selection<Text> | undefined, inner: Selection<Text>): boolean {
  if (outer === undefined) return false;
  if (!outer.not && outer.entries.includes('*')) return true;
  if (outer.not !== inner.not) return false;
  const [wide, narrow] = outer.not ? [inner, outer] : [outer, inner];
  return narrow.entries.every((entry) => wide.entries.some((other) => coversText(other, entry)));
}

export function coversText(wide: Text, narrow: Text): boolean {
  if (isUnknown(wide) || isUnknown(narrow)) return wide === '*' || sameText(wide, narrow);
  return coversGlob(wide, narrow);
}

/** More pieces than this are not worth cutting: the statement is then looked at as a whole. */
const mostPieces = 5_000;

/** The same of the values of its conditions. */
const mostValues = 64;

/** A part of a statement that nothing else could be shown to cover. */
export interface Uncovered {
  /** Place of its statement among those that were asked about. */
  readonly of: number;
  /** Canonical, of one principal, action and resource, and of one value a condition where that can be said. */
  readonly piece: Statement;
  /** False if it may be covered after all: that hangs on a condition that cannot be judged. */
  readonly judged: boolean;
}

/**
 * The pieces of `inner` that no single statement of `outer` covers, so that two documents compare well that group
 * them differently. Both of one version and effect. Sound, not complete: a piece given may still be covered in a
 * way that could not be shown.
 */
export function uncovered(outer: readonly Statement[], inner: readonly Statement[]): readonly Uncovered[] {
  const wide = outer.map(canonicalStatement);
  return inner.map(canonicalStatement).flatMap((statement, of) => {
    if (statement.actions === undefined || statement.resources === undefined) return [];
    if (nearTo(statement, wide, true).some((other) => coversButConditions(other, statement))) return [];
    return byValue(statement).flatMap((one) =>
      cutPieces(one, nearTo(one, wide, true), nearTo(one, wide, 'unsure')).map((found) => ({ of, ...found })),
    );
  });
}

/** Those whose conditions hold wherever those of the statement do. */
function nearTo(statement: Statement, wide: readonly Statement[], truth: Truth): readonly Statement[] {
  return wide.filter((other) => impliesAll(statement.conditions, other.conditions) === truth);
}

/** The statement once for each value of its conditions: together they cover what it covers. */
function byValue(statement: Statement): readonly Statement[] {
  const all = statement.conditions.reduce<readonly (readonly Condition[])[]>(
    (lines, line) => {
      const each = canBeSplit(line) ? line.values.map((value) => ({ ...line, values: [value] })) : [line];
      return lines.flatMap((before) => each.map((one) => [...before, one]));
    },
    [[]],
  );
  return all.length > mostValues ? [statement] : all.map((conditions) => ({ ...statement, conditions }));
}

/** The values of a condition are joined by OR, but not where each value of the request must be one of them. */
function canBeSplit({ operator: name, values }: Condition): boolean {
  const { negated, quantifier } = operatorOf(name);
  return !negated && quantifier !== 'all' && values.length > 1;
}

interface Piece {
  readonly piece: Statement;
  readonly judged: boolean;
}

/** What each statement covers is found once per entry, so that large sets stay cheap. */
function cutPieces(
  statement: Statement,
  near: readonly Statement[],
  perhaps: readonly Statement[],
): readonly Piece[] {
  if (near.some((wide) => coversButConditions(wide, statement))) return [];
  const sets: Sets = {
    principals: cut(statement.principals),
    actions: cut(statement.actions),
    resources: cut(statement.resources),
  };
  const { principals, actions, resources } = sets;
  if (principals.length * actions.length * resources.length > mostPieces) {
    return [{ piece: statement, judged: !perhaps.some((wide) => coversButConditions(wide, statement)) }];
  }
  const [sure, unsure] = [near, perhaps].map((wide) => wide.map((one) => reachOf(one, sets)));
  return principals.flatMap((principal) =>
    actions.flatMap((action) =>
      resources
        .filter((resource) => sure?.some((reach) => reach(principal, action, resource)) !== true)
        .map((resource): Piece => ({
          piece: {
            effect: statement.effect,
            ...(principal === undefined ? {} : { principals: principal }),
            ...(action === undefined ? {} : { actions: action }),
            ...(resource === undefined ? {} : { resources: resource }),
            conditions: statement.conditions,
          },
          judged: unsure?.some((reach) => reach(principal, action, resource)) !== true,
        })),
    ),
  );
}

interface Sets {
  readonly principals: readonly (Selection<Principal> | undefined)[];
  readonly actions: readonly (Selection<Text> | undefined)[];
  readonly resources: readonly (Selection<Text> | undefined)[];
}

function reachOf(
  wide: Statement,
  sets: Sets,
): (
  principal: Selection<Principal> | undefined,
  action: Selection<Text> | undefined,
  resource: Selection<Text> | undefined,
) => boolean {
  const principals = new Set(sets.principals.filter((one) => coversPrincipals(wide.principals, one)));
  const actions = new Set(sets.actions.filter((one) => one !== undefined && coversTexts(wide.actions, one)));
  const resources = new Set(
    sets.resources.filter((one) => one !== undefined && coversTexts(wide.resources, one)),
  );
  return (principal, action, resource) =>
    principals.has(principal) && actions.has(action) && resources.has(resource);
}

function cut<T>(selection: Selection<T> | undefined): readonly (Selection<T> | undefined)[] {
  if (selection === undefined || selection.not) return [selection];
  return selection.entries.map((entry) => ({ not: false, entries: [entry] }));
}

export function ofEffect(policy: Policy, effect: Statement['effect']): readonly Statement[] {
  return policy.statements.filter((statement) => statement.effect === effect);
}
