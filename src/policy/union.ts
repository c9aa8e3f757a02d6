import { stableText } from '../model/tree.ts';
import { canonicalStatement, principalKey } from './canonical.ts';
import { ofEffect } from './covers.ts';
import { isStale } from './diff.ts';
import { showText, type Policy, type Selection, type Statement } from './document.ts';
import { printStatement } from './print.ts';
import { uncovered } from './uncovered.ts';
import { inVersion2012 } from './variables.ts';

/**
 * Builds a document that permits all that either permits. It is written first when a change both gives and takes,
 * so that no dependant loses access in between. It holds the Allow statements of both and only those Deny
 * statements that both imply. Spelled as `want` where it can; each Sid once. Without statements it means: no
 * policy.
 */
export function widest(live: Policy, want: Policy): Policy {
  const [before, after] = sameVersion(living(live), want);
  const [oldDenies, newDenies] = [ofEffect(before, 'Deny'), ofEffect(after, 'Deny')];
  const kept = after.statements.filter(
    (statement) => statement.effect === 'Allow' || isCovered(statement, oldDenies),
  );
  const extra = ofEffect(before, 'Allow').filter(
    (statement) => !isCovered(statement, ofEffect(after, 'Allow')),
  );
  const stillDenied = oldDenies.filter(
    (statement) =>
      isCovered(statement, newDenies) &&
      !isCovered(statement, ofEffect({ ...after, statements: kept }, 'Deny')),
  );
  return {
    version: after.version,
    versionStated: true,
    ...(want.id === undefined ? {} : { id: want.id }),
    statements: withOwnSids([...extra.reduce(mergedStatement, kept), ...stillDenied]),
  };
}

/**
 * Removes principals that were deleted. They have no access to lose, and AWS refuses a document that names the
 * unique id of one.
 */
export function living(policy: Policy): Policy {
  return { ...policy, statements: policy.statements.flatMap(livingStatement) };
}

function livingStatement(statement: Statement): readonly Statement[] {
  const { principals } = statement;
  if (principals === undefined || principals.not) return [statement];
  const entries = principals.entries.filter(({ type, value }) => type !== 'AWS' || !isStale(value));
  if (entries.length === principals.entries.length) return [statement];
  return entries.length === 0 ? [] : [{ ...statement, principals: { ...principals, entries } }];
}

function isCovered(statement: Statement, others: readonly Statement[]): boolean {
  return uncovered(others, [statement]).length === 0;
}

/** Adds a statement; where it differs from one in a single set only, that set takes both. */
export function mergedStatement(statements: readonly Statement[], added: Statement): readonly Statement[] {
  for (const [index, statement] of statements.entries()) {
    const both = joined(statement, added);
    if (both !== undefined) return statements.map((other, at) => (at === index ? both : other));
  }
  return [...statements, added];
}

function joined(a: Statement, b: Statement): Statement | undefined {
  const [left, right] = [a, b].map((statement) => canonicalStatement(statement));
  if (left === undefined || right === undefined || a.effect !== b.effect) return undefined;
  if (stableText(conditionsOf(left)) !== stableText(conditionsOf(right))) return undefined;
  const parts = (['principals', 'actions', 'resources'] as const).filter(
    (part) => stableText(partOf(left, part)) !== stableText(partOf(right, part)),
  );
  const [part, ...others] = parts;
  if (part === undefined) return a;
  const [one, two] = [a[part], b[part]];
  if (others.length > 0 || one === undefined || two === undefined || one.not || two.not) return undefined;
  return part === 'principals'
    ? { ...a, principals: bothOf(a.principals, b.principals, (entry) => principalKey(entry)) }
    : { ...a, [part]: bothOf(a[part], b[part], (text) => stableText(text)) };
}

function bothOf<T>(
  a: Selection<T> | undefined,
  b: Selection<T> | undefined,
  key: (entry: T) => string,
): Selection<T> {
  const entries = [...(a?.entries ?? []), ...(b?.entries ?? [])];
  return { not: false, entries: [...new Map(entries.map((entry) => [key(entry), entry])).values()] };
}

function conditionsOf(statement: Statement): ReturnType<typeof printStatement> {
  return printStatement({ effect: 'Allow', conditions: statement.conditions });
}

function partOf(
  statement: Statement,
  part: 'principals' | 'actions' | 'resources',
): ReturnType<typeof printStatement> {
  return printStatement({ effect: 'Allow', conditions: [], [part]: statement[part] });
}

/** Puts a number behind the Sid of a later statement whose Sid is taken; AWS wants Sids unique. */
export function withOwnSids(statements: readonly Statement[]): readonly Statement[] {
  const taken = new Set<string>(statements.map((statement) => sidOf(statement) ?? ''));
  const used = new Set<string>();
  return statements.map((statement) => {
    const sid = sidOf(statement);
    if (sid === undefined || sid === '' || !used.has(sid)) {
      if (sid !== undefined) used.add(sid);
      return statement;
    }
    let number = 2;
    while (taken.has(`${sid}${number}`)) number += 1;
    taken.add(`${sid}${number}`);
    used.add(`${sid}${number}`);
    return { ...statement, sid: `${sid}${number}` };
  });
}

function sidOf(statement: Statement): string | undefined {
  return statement.sid === undefined ? undefined : showText(statement.sid);
}

function sameVersion(live: Policy, want: Policy): readonly [Policy, Policy] {
  return live.version === want.version ? [live, want] : [inVersion2012(live), inVersion2012(want)];
}
