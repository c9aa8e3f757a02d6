import { ofEffect } from './covers.ts';
import type { Policy, Principal, Statement } from './document.ts';
import { commonOf, lackedBy, type Lacked, type Reader } from './narrow-common.ts';
import { uncovered } from './uncovered.ts';
import { living, mergedStatement, withOwnSids } from './union.ts';
import { inVersion2012 } from './variables.ts';

export interface NarrowInput {
  readonly live: Policy;
  /** What Git wants and what was applied last: nothing of either is taken away. */
  readonly allowed: readonly Policy[];
  /** Principals that other manifests give access here, or who uses it now: they keep their only statement for an action. */
  readonly readers?: readonly Reader[];
  /** Whose access may be taken away; undefined principals are those of a NotPrincipal, or the role of a role policy. */
  mayTake?(principal: Principal | undefined): boolean;
  /** Whether people would be locked out by this document, or no service takes it. */
  locksOut?(policy: Policy): boolean;
  /** Whose access goes first, where not all can go. */
  goesFirst?(principal: Principal | undefined): boolean;
}

/** What one principal holds by one statement. */
export interface Holding {
  readonly statement: Statement;
  readonly principal: Principal | undefined;
}

export interface Narrowed {
  readonly policy: Policy;
  readonly taken: readonly Holding[];
  /** What only drift gives and yet stays: a declared reader has nothing else, or people would be locked out. */
  readonly stays: readonly Stay[];
  /** Deny statements that are put back. */
  readonly restored: readonly Statement[];
}

export type Stay = Holding &
  ({ readonly why: 'lock-out' } | { readonly why: 'reader'; readonly for: readonly Lacked[] });

/**
 * Removes from the live document what only drift gives. The result permits nothing that the live one does not.
 * Whole statements and principals go, and of what is edited only the part stays that is allowed. An edit that
 * cannot be judged stays for a declared reader who has nothing else for that action. Returns undefined if nothing
 * is too much.
 */
export function narrowed(input: NarrowInput): Narrowed | undefined {
  const live = living(inVersion2012(input.live));
  const allowed = input.allowed.map(inVersion2012);
  const allows = allowed.flatMap((policy) => ofEffect(policy, 'Allow'));
  const extras = ofEffect(live, 'Allow')
    .flatMap(accessesOf)
    .filter((one) => input.mayTake?.(one.principal) !== false)
    .filter((one) => uncovered(allows, [statementOf(one)]).length > 0);
  const mayTake = input.mayTake;
  const lost = lostDenies(live, allowed);
  const left = without({ live, allows, readers: [], denies: [] }, extras).policy;
  const denies = mayTake === undefined ? lost : lost.filter((deny) => shutsOut(deny, left, mayTake));
  if (extras.length === 0 && denies.length === 0) return undefined;
  const readers = [...allows.map((statement) => ({ statement })), ...(input.readers ?? [])];
  const given: Given = { live, allows, readers, denies };
  const whole = without(given, extras);
  return input.locksOut?.(whole.policy) === true ? lessStrict(input, given, extras) : whole;
}

/** Takes one access after the other, while nobody is locked out. */
function lessStrict(input: NarrowInput, all: Given, extras: readonly Holding[]): Narrowed {
  const locksOut = (given: Given, some: readonly Holding[]): boolean =>
    input.locksOut?.(without(given, some).policy) === true;
  // What is put back may lock out by itself.
  const given = locksOut(all, []) ? { ...all, denies: [] } : all;
  const isFirst = ({ principal }: Holding): boolean => input.goesFirst?.(principal) === true;
  const ordered = [...extras.filter(isFirst), ...extras.filter((one) => !isFirst(one))];
  const taken = ordered.reduce<readonly Holding[]>(
    (before, one) => (locksOut(given, [...before, one]) ? before : [...before, one]),
    [],
  );
  const found = without(given, taken);
  const kept = extras.filter((one) => !taken.includes(one));
  return { ...found, stays: [...found.stays, ...kept.map((one) => ({ ...one, why: 'lock-out' as const }))] };
}

interface Given {
  readonly live: Policy;
  readonly allows: readonly Statement[];
  readonly readers: readonly Reader[];
  /** Put back. */
  readonly denies: readonly Statement[];
}

function without({ live, allows, readers, denies }: Given, extras: readonly Holding[]): Narrowed {
  const kept = live.statements.flatMap((statement) => rest(statement, extras));
  const liveAllows = ofEffect(live, 'Allow');
  const common = extras.flatMap((extra) => allows.flatMap((other) => commonOf(statementOf(extra), other)));
  const sure = common
    .filter((piece) => uncovered(allows, [piece]).length === 0 && uncovered(liveAllows, [piece]).length === 0)
    .reduce(addedTo, kept);
  const lacking = extras.map((extra) => ({ extra, needs: lackedBy(statementOf(extra), readers, sure) }));
  const statements = lacking.flatMap(({ needs }) => needs.map(({ piece }) => piece)).reduce(addedTo, sure);
  return {
    policy: { ...live, statements: withOwnSids([...replacedBy(denies, statements), ...denies]) },
    restored: denies,
    taken: extras.filter((one) => uncovered(statements, [statementOf(one)]).length > 0),
    stays: lacking.flatMap(({ extra, needs }) =>
      needs.length === 0 ? [] : [{ ...extra, why: 'reader' as const, for: needs }],
    ),
  };
}

function addedTo(statements: readonly Statement[], piece: Statement): readonly Statement[] {
  const known = statements.filter(({ effect }) => effect === piece.effect);
  return uncovered(known, [piece]).length === 0 ? statements : mergedStatement(statements, piece);
}

/** Removes a weaker Deny under the same name, which gives way to the whole one. */
function replacedBy(denies: readonly Statement[], statements: readonly Statement[]): readonly Statement[] {
  return statements.filter(
    (statement) => statement.effect === 'Allow' || uncovered(denies, [statement]).length > 0,
  );
}

/** Finds the Deny statements that both Git and what was applied last have, and that are gone. */
function lostDenies(live: Policy, allowed: readonly Policy[]): readonly Statement[] {
  const [want, ...others] = allowed;
  if (want === undefined || others.length === 0) return [];
  return ofEffect(want, 'Deny').filter(
    (deny) =>
      others.every((policy) => uncovered(ofEffect(policy, 'Deny'), [deny]).length === 0) &&
      uncovered(ofEffect(live, 'Deny'), [deny]).length > 0,
  );
}

/** Tests whether the Deny keeps out a principal that a remaining statement lets in: everybody, say, but our account. */
export function shutsOut(
  deny: Statement,
  policy: Policy,
  isStranger: (principal: Principal | undefined) => boolean,
): boolean {
  return ofEffect(policy, 'Allow')
    .flatMap(accessesOf)
    .some((one) => isStranger(one.principal) && commonOf(statementOf(one), deny).length > 0);
}

/** Splits a statement principal by principal, since it may name both a declared principal and a foreign one. */
function accessesOf(statement: Statement): readonly Holding[] {
  const { principals } = statement;
  if (principals === undefined || principals.not) return [{ statement, principal: undefined }];
  return principals.entries.map((principal) => ({ statement, principal }));
}

function statementOf({ statement, principal }: Holding): Statement {
  return principal === undefined
    ? statement
    : { ...statement, principals: { not: false, entries: [principal] } };
}

/** Returns what is left of a statement, as it was written. */
function rest(statement: Statement, extras: readonly Holding[]): readonly Statement[] {
  const gone = extras.filter((one) => one.statement === statement);
  if (gone.length === 0) return [statement];
  const { principals } = statement;
  if (principals === undefined || principals.not) return [];
  const left = principals.entries.filter((entry) => !gone.some(({ principal }) => principal === entry));
  return left.length === 0 ? [] : [{ ...statement, principals: { not: false, entries: left } }];
}
