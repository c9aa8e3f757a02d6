import type { Change } from '../model/change.ts';
import { pathOf } from '../model/path.ts';
import type { Tree } from '../model/tree.ts';
import { accessChange, type Access, type AccessChange } from './access.ts';
import { canonicalStatement } from './canonical.ts';
import { showText, type Effect, type Policy, type Statement, type Text } from './document.ts';
import { matchStatements, type Pair } from './match.ts';
import { printStatement } from './print.ts';
import { setsOf, type EntrySet } from './sets.ts';
import { usesVariables } from './variables.ts';

/** Whether a change gives (expand), takes away (contract), may do both, or changes no meaning. */
export type PolicyHalf = 'expand' | 'contract' | 'both' | 'neither';

export interface PolicyChange extends Change {
  readonly half: PolicyHalf;
}

/** The note of a principal that AWS shows as a unique id: the statement gives access to nobody there. */
const deletedPrincipal = 'principal was deleted';

/**
 * Lists the differences in meaning, live to want, one line an entry: `/Statement/AllowUse/Principal/AWS/arn…`. The
 * name in a path is the statement's Sid, else its place in `want` from 0. Where it has neither, the name is `live-`
 * and its place in `live`. Entries are spelled as their document spells them. Empty exactly if the two compare as
 * identical or cosmetic.
 */
export function diffPolicies(live: Policy, want: Policy): readonly PolicyChange[] {
  const version: readonly PolicyChange[] =
    live.version === want.version
      ? []
      : [
          {
            path: '/Version',
            before: live.version,
            after: want.version,
            // Without variables the two versions mean the same.
            half: usesVariables(live) || usesVariables(want) ? 'both' : 'expand',
          },
        ];
  const meaning = accessChange(live, want);
  return [
    ...version,
    ...matchStatements(live, want).flatMap((pair) => {
      const changes = pairChanges(pair);
      const half = changes.length === 0 ? 'both' : halfOfPair(pair, meaning, live, want);
      return half === 'both' ? changes : changes.map((change) => ({ ...change, half }));
    }),
  ];
}

/**
 * Tells what a pair gives and takes with the rest of both documents around it: `kms:Decrypt` beside `kms:*` is
 * nothing.
 */
function halfOfPair(pair: Pair, { gained, lost }: AccessChange, live: Policy, want: Policy): PolicyHalf {
  const at = {
    before: pair.live === undefined ? -1 : live.statements.indexOf(pair.live),
    after: pair.want === undefined ? -1 : want.statements.indexOf(pair.want),
  };
  function isOf(access: Access): boolean {
    return at[access.in] === access.statement;
  }
  const [gives, takes] = [gained.some(isOf), lost.some(isOf)];
  if (gives) return takes ? 'both' : 'expand';
  return takes ? 'contract' : 'neither';
}

/** Counts the statements that mean the same in both, by the pairs of `diffPolicies`: what its reader is not shown. */
export function unchangedStatements(live: Policy, want: Policy): number {
  return matchStatements(live, want).filter(
    (pair) => pair.live !== undefined && pair.want !== undefined && pairChanges(pair).length === 0,
  ).length;
}

function pairChanges(pair: Pair): readonly PolicyChange[] {
  const { label, live, want } = pair;
  const before = live === undefined ? undefined : printStatement(live);
  const after = want === undefined ? undefined : printStatement(want);
  const whole = { path: pathOf(['Statement', label]), before, after };
  if (live === undefined || want === undefined || live.effect !== want.effect) {
    const giving = want === undefined ? live?.effect === 'Deny' : want.effect === 'Allow';
    return [{ ...whole, half: giving ? 'expand' : 'contract', ...wholeNote(pair) }];
  }
  const [left, right] = [groupsOf(live), groupsOf(want)];
  const groups = [...new Set([...right.keys(), ...left.keys()])];
  const place = { label, effect: want.effect };
  return groups.flatMap((group) => setChanges(place, left.get(group), right.get(group), live, want));
}

function wholeNote({ live, want }: Pair): { readonly note?: string } {
  return live !== undefined && want !== undefined
    ? { note: `the statement now ${want.effect === 'Allow' ? 'allows' : 'denies'}` }
    : {};
}

function groupsOf(statement: Statement): ReadonlyMap<string, EntrySet> {
  return new Map(setsOf(statement).map((set) => [set.group, set] as const));
}

interface Place {
  readonly label: string;
  readonly effect: Effect;
}

function setChanges(
  place: Place,
  left: EntrySet | undefined,
  right: EntrySet | undefined,
  live: Statement,
  want: Statement,
): readonly PolicyChange[] {
  const set = right ?? left;
  if (set === undefined) return [];
  const oneSided = left === undefined || right === undefined;
  const sameElement = live[asPart(set)]?.not === want[asPart(set)]?.not;
  if (oneSided && !(set.part === 'principals' && sameElement)) {
    return [wholeSet(place, left, right, live, want)];
  }
  return entryChanges(place, set, left?.entries ?? new Map(), right?.entries ?? new Map());
}

function asPart(set: EntrySet): 'principals' | 'actions' | 'resources' {
  return set.part === 'condition' ? 'actions' : set.part;
}

/** Describes a condition or an element that only one side has. */
function wholeSet(
  place: Place,
  left: EntrySet | undefined,
  right: EntrySet | undefined,
  live: Statement,
  want: Statement,
): PolicyChange {
  const set = right ?? left;
  const path = pathOf(['Statement', place.label, ...(set?.path ?? [])]);
  const change = { path, before: valuesOf(left), after: valuesOf(right) };
  if (set?.part === 'condition') return { ...change, half: halfIf(right === undefined, place.effect) };
  const part = set === undefined ? 'actions' : asPart(set);
  const switched = live[part] !== undefined && want[part] !== undefined;
  // A statement without the element covers nothing, so gaining it is gaining the statement.
  if (switched || part === 'principals') return { ...change, half: 'both' };
  return { ...change, half: halfIf(right !== undefined, place.effect) };
}

function valuesOf(set: EntrySet | undefined): Tree | undefined {
  return set === undefined ? undefined : [...set.entries.values()];
}

function entryChanges(
  place: Place,
  set: EntrySet,
  left: ReadonlyMap<string, Text>,
  right: ReadonlyMap<string, Text>,
): readonly PolicyChange[] {
  const added = [...right].filter(([key]) => !left.has(key)).map(([, text]) => text);
  const removed = [...left].filter(([key]) => !right.has(key)).map(([, text]) => text);
  const [onlyAdded, onlyRemoved] = [added[0], removed[0]];
  function at(text: Text): Change['path'] {
    return pathOf(['Statement', place.label, ...set.path, segmentOf(text)]);
  }
  function half(adding: boolean): PolicyHalf {
    return set.known ? halfIf(adding !== set.negative, place.effect) : 'both';
  }
  if (
    added.length === 1 &&
    removed.length === 1 &&
    onlyAdded !== undefined &&
    onlyRemoved !== undefined &&
    set.part === 'principals' &&
    isStale(onlyRemoved)
  ) {
    const change = { path: at(onlyAdded), before: onlyRemoved, after: onlyAdded };
    return [{ ...change, half: half(true), note: deletedPrincipal }];
  }
  return [
    ...removed.map((text): PolicyChange => ({
      path: at(text),
      before: text,
      after: undefined,
      half: half(false),
      ...(set.part === 'principals' && isStale(text) ? { note: deletedPrincipal } : {}),
    })),
    ...added.map((text): PolicyChange => ({
      path: at(text),
      before: undefined,
      after: text,
      half: half(true),
    })),
  ];
}

/**
 * Builds the path segment of a text. An Unknown and a string of its text are two entries, so their paths differ
 * too.
 */
function segmentOf(text: Text): string {
  return typeof text === 'string' ? text : `unknown ${showText(text)}`;
}

/**
 * Returns true for a unique id of a role or user. AWS shows it in place of the ARN once the principal is deleted
 * (IAM User Guide, element Principal). A new principal of the same name does not revive it.
 */
export function isStale(principal: Text): boolean {
  return typeof principal === 'string' && /^(?:AROA|AIDA)[A-Z\d]{10,}$/u.test(principal);
}

function halfIf(covers: boolean, effect: Effect): PolicyHalf {
  return covers === (effect === 'Allow') ? 'expand' : 'contract';
}

/** Lists the live principals that stand for nobody any more: why a document must be put again. */
export function stalePrincipals(policy: Policy): readonly string[] {
  return policy.statements
    .map(canonicalStatement)
    .flatMap((statement) => statement.principals?.entries ?? [])
    .flatMap(({ type, value }) => (type === 'AWS' && isStale(value) ? [showText(value)] : []));
}
