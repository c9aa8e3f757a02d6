import { isUnknown } from '../model/tree.ts';
import { accountOfRoot } from './canonical.ts';
import { isEverybody, mayOverlap, ofEffect } from './covers.ts';
import {
  sameText,
  type Policy,
  type Principal,
  type Selection,
  type Statement,
  type Text,
} from './document.ts';
import { coversGlob } from './glob.ts';
import { uncovered } from './uncovered.ts';
import { inVersion2012 } from './variables.ts';

/** A principal to which a manifest gives access here, as the statement that gives the same. */
export interface Reader {
  readonly statement: Statement;
  /** Unset: the document itself gives it. */
  readonly by?: string;
  /** IAM policies of this account give it, so a statement for the account is enough. */
  readonly account?: string;
  /** Nobody knows whether the principal exists under this name: it is known where a live statement names it. */
  readonly unseen?: true;
}

/** What a reader would lose. */
export interface Lacked {
  readonly piece: Statement;
  readonly by?: string;
}

/**
 * Finds what two statements have in common, once under the conditions of each. It is spelled as the narrower one of
 * each part. Parts that cannot be compared, two NotAction, say, have nothing in common that is sure.
 */
export function commonOf(live: Statement, other: Statement): readonly Statement[] {
  const parts = commonParts(live, other);
  if (parts === undefined) return [];
  const sid = other.sid === undefined ? {} : { sid: other.sid };
  return [
    { ...sid, effect: 'Allow', ...parts, conditions: other.conditions },
    { ...sid, effect: 'Allow', ...parts, conditions: live.conditions },
  ];
}

type Parts = Pick<Statement, 'principals' | 'actions' | 'resources'>;

function commonParts(live: Statement, other: Statement): Parts | undefined {
  const actions = commonTexts(live.actions, other.actions, lowerCase);
  const resources = commonTexts(live.resources, other.resources, (text) => text);
  const principals = commonPrincipals(live.principals, other.principals);
  if (actions === undefined || resources === undefined || principals === undefined) return undefined;
  return principals === 'the role' ? { actions, resources } : { principals, actions, resources };
}

/**
 * Finds what a declared reader would lose with this statement: a part of it, under its own conditions. The part
 * names an action which a manifest gives the reader and none of the `left` does. A reader is named, or is everybody
 * where everybody is declared.
 */
export function lackedBy(
  live: Statement,
  readers: readonly Reader[],
  left: readonly Statement[],
): readonly Lacked[] {
  return readers.flatMap(({ statement: declared, by, account, unseen }): readonly Lacked[] => {
    if (live.principals?.not === true || !readsBy(live, declared)) return [];
    if (unseen === true && live.principals?.entries.some(isEverybody) === true) return [];
    const parts = commonParts(live, declared) ?? (by === undefined ? unjudged(live, declared) : {});
    const { actions } = parts;
    if (actions === undefined) return [];
    const lacked = (actions.not ? ['*'] : actions.entries).filter(
      (action) => !left.some((one) => gives(one, parts, action, account)),
    );
    if (lacked.length === 0) return [];
    const kept = actions.not ? actions : { not: false, entries: lacked };
    return [{ piece: { ...live, ...parts, actions: kept }, ...(by === undefined ? {} : { by }) }];
  });
}

/** Finds what readers by other manifests have by `before` and would have by no statement of `after`. */
export function lackedBetween(before: Policy, after: Policy, readers: readonly Reader[]): readonly Lacked[] {
  if (readers.length === 0) return [];
  const left = ofEffect(inVersion2012(after), 'Allow');
  return ofEffect(inVersion2012(before), 'Allow')
    .filter((statement) => uncovered(left, [statement]).length > 0)
    .flatMap((statement) => lackedBy(statement, readers, left));
}

/** Takes an edit of actions or resources that cannot be compared: all of it, for the declared principals. */
function unjudged(live: Statement, declared: Statement): Parts {
  const principals = commonPrincipals(live.principals, declared.principals);
  if (principals === undefined) return {};
  const compared = commonTexts(live.actions, declared.actions, lowerCase);
  const apart = compared === undefined && live.actions?.not === false && declared.actions?.not === false;
  if (apart || live.actions === undefined) return {};
  return {
    ...(principals === 'the role' ? {} : { principals }),
    actions: compared ?? live.actions,
    ...(live.resources === undefined ? {} : { resources: live.resources }),
  };
}

/**
 * Returns true if a declared principal is a reader by the live statement. Everybody in general is no reader of what
 * names one principal.
 */
function readsBy({ principals: live }: Statement, { principals: declared }: Statement): boolean {
  if (live === undefined || declared === undefined) return live === declared;
  if (declared.not) return false;
  const open = live.entries.some(isEverybody);
  return declared.entries.some((one) => open || live.entries.some((other) => samePrincipal(one, other)));
}

/** Tests whether a statement that is left gives the same action on what was read, under whichever conditions. */
function gives(
  statement: Statement,
  { principals: to, resources }: Parts,
  action: Text,
  account: string | undefined,
): boolean {
  if (statement.effect !== 'Allow') return false;
  const names = (one: Principal, other: Principal): boolean =>
    isEverybody(other) ||
    samePrincipal(one, other) ||
    (account !== undefined && other.type === 'AWS' && rootAccount(other.value) === account);
  const { actions, principals } = statement;
  const named =
    to === undefined ||
    (principals?.not === false &&
      to.entries.every((one) => principals.entries.some((other) => names(one, other))));
  if (!named || actions === undefined || !reaches(statement.resources, resources)) return false;
  return actions.not
    ? !actions.entries.some((one) => covers(one, action, lowerCase))
    : actions.entries.some((one) => covers(one, action, lowerCase) || covers(action, one, lowerCase));
}

/** Returns true if every resource is one that a statement speaks of, if only in part. */
function reaches(given: Selection<Text> | undefined, wanted: Selection<Text> | undefined): boolean {
  if (given === undefined || wanted === undefined || given.not || wanted.not) return true;
  const same = (text: string): string => text;
  return wanted.entries.every((one) =>
    given.entries.some((other) => covers(other, one, same) || covers(one, other, same)),
  );
}

function rootAccount(value: Text): string | undefined {
  return isUnknown(value) ? undefined : accountOfRoot(value);
}

function commonPrincipals(
  live: Selection<Principal> | undefined,
  other: Selection<Principal> | undefined,
): Selection<Principal> | 'the role' | undefined {
  if (live === undefined || other === undefined) return live === other ? 'the role' : undefined;
  if (other.not) return undefined;
  const named = live.not
    ? other.entries.filter((one) => !isEverybody(one) && !live.entries.some((not) => samePrincipal(not, one)))
    : other.entries.flatMap((one) => live.entries.flatMap((mine) => narrowerPrincipal(mine, one)));
  return named.length === 0 ? undefined : { not: false, entries: named };
}

function narrowerPrincipal(a: Principal, b: Principal): readonly Principal[] {
  if (isEverybody(a) || samePrincipal(a, b)) return [b];
  return isEverybody(b) ? [a] : [];
}

function samePrincipal(a: Principal, b: Principal): boolean {
  return a.type === b.type && sameText(a.value, b.value);
}

function commonTexts(
  live: Selection<Text> | undefined,
  other: Selection<Text> | undefined,
  fold: (text: string) => string,
): Selection<Text> | undefined {
  if (live === undefined || other === undefined) return undefined;
  if (live.not || other.not) return live.not === other.not ? undefined : spared(live, other, fold);
  const entries = other.entries.flatMap((one) =>
    live.entries.flatMap((mine): readonly Text[] => {
      if (covers(mine, one, fold)) return [one];
      return covers(one, mine, fold) ? [mine] : [];
    }),
  );
  return entries.length === 0 ? undefined : { not: false, entries: [...new Set(entries)] };
}

/** Returns what the one names and the other does not exclude; undefined if it excludes a part of something named. */
function spared(
  a: Selection<Text>,
  b: Selection<Text>,
  fold: (text: string) => string,
): Selection<Text> | undefined {
  const [excluded, named] = a.not ? [a, b] : [b, a];
  const left = named.entries.filter((one) => !excluded.entries.some((other) => covers(other, one, fold)));
  const isCut = left.some((one) =>
    excluded.entries.some((other) => mayOverlap(folded(one, fold), folded(other, fold))),
  );
  return isCut || left.length === 0 ? undefined : { not: false, entries: left };
}

function folded(text: Text, fold: (text: string) => string): Text {
  return isUnknown(text) ? text : fold(text);
}

function covers(wide: Text, narrow: Text, fold: (text: string) => string): boolean {
  if (isUnknown(wide) || isUnknown(narrow)) return wide === '*' || sameText(wide, narrow);
  return coversGlob(fold(wide), fold(narrow));
}

function lowerCase(text: string): string {
  return text.toLowerCase();
}
