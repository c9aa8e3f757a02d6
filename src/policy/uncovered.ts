import { canonicalStatement } from './canonical.ts';
import { coversButConditions, coversPrincipals, coversTexts } from './covers.ts';
import type { Condition, Principal, Selection, Statement, Text } from './document.ts';
import { demandsImply, demandsOf, type Demand } from './implies.ts';
import { operatorOf } from './operators.ts';
import { anyOf, type Truth } from './truth.ts';

/** A statement in canonical form with its conditions read, for comparing it with many others. */
export interface Prepared {
  readonly statement: Statement;
  readonly demands: readonly Demand[];
}

export function prepared(statement: Statement): Prepared {
  const canonical = canonicalStatement(statement);
  return { statement: canonical, demands: demandsOf(canonical.conditions) };
}

/** A part of a statement that nothing else could be shown to cover. */
export interface Uncovered {
  /** Place of its statement among those that were asked about. */
  readonly of: number;
  /** Canonical, of one principal, action and resource, and of some of the values of its conditions. */
  readonly piece: Statement;
  /** False if it may be covered after all: that hangs on a condition that cannot be judged. */
  readonly judged: boolean;
}

/**
 * Finds the pieces of `inner` that no single statement of `outer` covers. So two documents compare well that group
 * them differently. Both of one version and effect. Sound, not complete: a piece given may still be covered in a
 * way that could not be shown.
 */
export function uncovered(outer: readonly Statement[], inner: readonly Statement[]): readonly Uncovered[] {
  const wide = outer.map(prepared);
  return inner.flatMap((statement, of) => uncoveredOf(wide, statement).map((found) => ({ of, ...found })));
}

type Piece = Omit<Uncovered, 'of'>;

/** Finds the uncovered pieces of one statement, as `uncovered` does. */
export function uncoveredOf(wide: readonly Prepared[], inner: Statement): readonly Piece[] {
  const { statement, demands } = prepared(inner);
  if (statement.actions === undefined || statement.resources === undefined) return [];
  const judged = wide.map((other) => ({ other, holds: demandsImply(demands, other.demands) }));
  const near = judged.flatMap(({ other, holds }) => (holds === true ? [other.statement] : []));
  if (near.some((other) => coversButConditions(other, statement))) return [];
  const far = judged.filter(({ holds }) => holds !== true);
  const values = valuesOf(statement);
  // Of one candidate the same is asked for many pieces.
  const known = new Map<Prepared, readonly Truth[]>();
  function holdsByValue(other: Prepared): readonly Truth[] {
    const found = known.get(other) ?? values.map((one) => demandsImply(one.demands, other.demands));
    known.set(other, found);
    return found;
  }
  return cutPieces(statement, near).flatMap((piece): readonly Piece[] => {
    const candidates = far.filter(({ other }) => coversButConditions(other.statement, piece));
    const holds = values.map((_, index) =>
      anyOf(candidates.map(({ other }) => holdsByValue(other)[index] ?? false)),
    );
    if (!holds.includes(true)) {
      return [
        {
          piece,
          judged: !holds.includes('unsure') && !candidates.some(({ holds: one }) => one === 'unsure'),
        },
      ];
    }
    return values.flatMap((one, index) =>
      holds[index] === true
        ? []
        : [{ piece: { ...piece, conditions: one.conditions }, judged: holds[index] !== 'unsure' }],
    );
  });
}

/** Above this count a statement is not cut by the values of its conditions. */
const mostValues = 64;

interface ByValue {
  readonly conditions: readonly Condition[];
  readonly demands: readonly Demand[];
}

/** Splits the conditions, once for each of their values: together they hold where the whole does. */
function valuesOf({ conditions }: Statement): readonly ByValue[] {
  const count = conditions.reduce((all, line) => all * (canBeSplit(line) ? line.values.length : 1), 1);
  const split = conditions.reduce<readonly (readonly Condition[])[]>(
    (lines, line) => {
      const each =
        count <= mostValues && canBeSplit(line)
          ? line.values.map((value) => ({ ...line, values: [value] }))
          : [line];
      return lines.flatMap((before) => each.map((one) => [...before, one]));
    },
    [[]],
  );
  return split.map((one) => ({ conditions: one, demands: demandsOf(one) }));
}

/**
 * Returns true if the values of a condition are joined by OR. They are not where each value of the request must be
 * one of them.
 */
function canBeSplit({ operator: name, values }: Condition): boolean {
  const { negated, quantifier } = operatorOf(name);
  return !negated && quantifier !== 'all' && values.length > 1;
}

/** More pieces than this are not worth cutting: the statement is then looked at as a whole. */
const mostPieces = 5_000;

/**
 * Cuts a statement into pieces. What each statement covers is found once per entry, so that large sets stay cheap.
 */
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
        .map((resource): Statement => pieceOf(statement, principal, action, resource)),
    ),
  );
}

function pieceOf(
  { effect, conditions }: Statement,
  principals: Selection<Principal> | undefined,
  actions: Selection<Text> | undefined,
  resources: Selection<Text> | undefined,
): Statement {
  return {
    effect,
    ...(principals === undefined ? {} : { principals }),
    ...(actions === undefined ? {} : { actions }),
    ...(resources === undefined ? {} : { resources }),
    conditions,
  };
}

function cut<T>(selection: Selection<T> | undefined): readonly (Selection<T> | undefined)[] {
  if (selection === undefined || selection.not) return [selection];
  return selection.entries.map((entry) => ({ not: false, entries: [entry] }));
}
