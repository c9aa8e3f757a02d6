import type { Comparator } from '../../../model/kind/compare.ts';
import { isList, isMap, sameTree, type Tree } from '../../../model/tree.ts';
import {
  comparePolicies,
  inVersion2012,
  isStale,
  noPolicy,
  printPolicy,
  widest,
  type Policy,
} from '../../../policy/index.ts';
import { judging, policyComparator, policyOf, type Sides } from './facet.ts';
import { asWritten } from './as-written.ts';

/**
 * Wraps the policy of a bucket or role, which may be missing. With `sids`, the document has several owners and only
 * the statements of these names are ours.
 */
export function attached(document: Tree | undefined, sids?: readonly string[]): Tree {
  const shown = document === undefined || isEmpty(document) ? null : document;
  return { document: shown, ...(sids === undefined ? {} : { sids }) };
}

/** Returns the document itself; null where there is none. */
export function documentIn(tree: Tree | undefined): Tree {
  return isMap(tree) ? (tree['document'] ?? null) : null;
}

export function sidsIn(tree: Tree): readonly string[] | undefined {
  const sids = isMap(tree) ? tree['sids'] : undefined;
  return isList(sids) ? sids.filter((sid) => typeof sid === 'string') : undefined;
}

/** Returns true for a document without statements, which is none: no service takes it. */
function isEmpty(document: Tree): boolean {
  if (document === null) return true;
  return isMap(document) && isList(document['Statement']) && document['Statement'].length === 0;
}

/**
 * A statement of ours that must still hold while its successor is written beside it. The name is ours
 * wherever it is found, so that a run that was cut off leaves nothing behind.
 */
const formerly = 'KeywrightFormerly';

export function isOurs(sid: string | undefined, sids: readonly string[]): boolean {
  return sid !== undefined && (sids.includes(sid) || sid.endsWith(formerly));
}

/** Lists the statements of a document, as they are written. */
export function statementsIn(document: Tree): readonly Tree[] {
  const statements = isMap(document) ? document['Statement'] : undefined;
  if (statements === undefined) return [];
  return isList(statements) ? statements : [statements];
}

export function sidOf(statement: Tree): string | undefined {
  const sid = isMap(statement) ? statement['Sid'] : undefined;
  return typeof sid === 'string' ? sid : undefined;
}

/** Extracts the statements of these names, or all others, as a document. */
export function partOf(document: Tree, sids: readonly string[], whose: 'ours' | 'others'): Tree {
  if (!isMap(document)) return null;
  const kept = statementsIn(document).filter(
    (statement) => isOurs(sidOf(statement), sids) === (whose === 'ours'),
  );
  return attachedDocument({ ...document, Statement: kept });
}

function attachedDocument(document: Tree): Tree {
  return isEmpty(document) ? null : document;
}

/** Puts our statements into their places in the live document; those of others stay as they were written. */
export function withOurs(live: Tree, ours: Tree, sids: readonly string[]): Tree {
  const [before, after] = sameVersion(live, ours);
  const mine = statementsIn(after);
  const placed = statementsIn(before).flatMap((statement): readonly Tree[] => {
    const sid = sidOf(statement);
    if (!isOurs(sid, sids)) return [statement];
    return mine.filter((one) => sidOf(one) === sid);
  });
  const added = mine.filter((one) => !placed.includes(one));
  const frame = isMap(before) ? before : isMap(after) ? after : {};
  return attachedDocument({ ...frame, ...versionOf(after, before), Statement: [...placed, ...added] });
}

/**
 * Lists the names of statements that we wrote, that nobody changed since, and that the manifest no longer has. A
 * principal that was deleted since is not a change: S3 shows its unique id in place of the ARN.
 */
export function droppedSids(
  applied: Tree | undefined,
  live: Tree,
  wanted: readonly string[],
): readonly string[] {
  const former = applied === undefined ? undefined : sidsIn(applied);
  if (former === undefined) return [];
  return former.filter((sid) => {
    if (wanted.includes(sid)) return false;
    const [then, now] = [partOf(documentIn(applied), [sid], 'ours'), partOf(live, [sid], 'ours')];
    return then !== null && now !== null && policyComparator.equal(withNamesOfDead(now, then), then);
  });
}

/** Puts the principals that we wrote in place of the ids of deleted ones. Who was added since stays. */
function withNamesOfDead(now: Tree, then: Tree): Tree {
  const written = statementsIn(then).flatMap(principalsIn);
  if (!isMap(now)) return now;
  const Statement = statementsIn(now).map((statement): Tree => {
    const principals = principalsIn(statement);
    const alive = principals.filter((one) => typeof one !== 'string' || !isStale(one));
    if (!isMap(statement) || !isMap(statement['Principal']) || alive.length === principals.length)
      return statement;
    return { ...statement, Principal: { ...statement['Principal'], AWS: [...alive, ...written] } };
  });
  return { ...now, Statement };
}

function principalsIn(statement: Tree): readonly Tree[] {
  const principal = isMap(statement) ? statement['Principal'] : undefined;
  const aws = isMap(principal) ? principal['AWS'] : undefined;
  if (aws === undefined) return [];
  return isList(aws) ? aws : [aws];
}

/** Brings two documents to one version, which says whether `${` begins a variable. */
function sameVersion(live: Tree, ours: Tree): readonly [Tree, Tree] {
  if (live === null || ours === null || versionText(live) === versionText(ours)) return [live, ours];
  return [in2012(live), in2012(ours)];
}

function in2012(document: Tree): Tree {
  const policy = policyOf(document);
  if (policy === undefined || policy.version === '2012-10-17') return document;
  return printPolicy(inVersion2012(policy));
}

function versionText(document: Tree): Tree {
  return (isMap(document) ? document['Version'] : undefined) ?? '2008-10-17';
}

function versionOf(...documents: readonly Tree[]): { readonly Version?: Tree } {
  const first = documents.find((document) => isMap(document) && document['Version'] !== undefined);
  return first === undefined ? {} : { Version: versionText(first) };
}

function readBoth(seen: Tree, want: Tree): Sides {
  const [before, after] = [read(documentIn(seen)), read(documentIn(want))];
  // Without statements a version means nothing, so it is no difference.
  return { live: versionedAs(before, after), wanted: versionedAs(after, before) };
}

function read(document: Tree): Policy | undefined {
  return isEmpty(document) ? noPolicy : policyOf(document);
}

function versionedAs(policy: Policy | undefined, other: Policy | undefined): Policy | undefined {
  if (policy === undefined || other === undefined || policy.statements.length > 0) return policy;
  return { ...policy, version: other.version };
}

const byMeaning = judging(readBoth, { of: documentIn, as: attached, nothing: attached(null) });

/** Judges documents by meaning; where statements are shared, ours alone. No document is one without statements. */
export const attachedComparator: Comparator = {
  meaning: 'by meaning, not by spelling; with shared statements, only ours',
  equal(seen, want) {
    const sids = sidsIn(want);
    const part = (tree: Tree): Tree =>
      sids === undefined ? tree : attached(partOf(documentIn(tree), sids, 'ours'));
    const { live, wanted } = readBoth(part(seen), part(want));
    if (live === undefined || wanted === undefined) return sameTree(documentIn(seen), documentIn(want));
    return comparePolicies(live, wanted) !== 'different';
  },
  canonical(tree) {
    const document = documentIn(tree);
    return document === null ? null : policyComparator.canonical(document);
  },
  ...byMeaning,
  widest(seen, want) {
    const sids = sidsIn(want);
    return sids === undefined
      ? byMeaning.widest(seen, want)
      : widestShared(documentIn(seen), documentIn(want), sids);
  },
};

/** Builds what allows all that either allows, of our statements; the names of those that will go say so. */
function widestShared(live: Tree, want: Tree, sids: readonly string[]): Tree {
  const [before, after] = [partOf(live, sids, 'ours'), partOf(want, sids, 'ours')];
  const ours = readBoth(attached(before), attached(after));
  if (ours.live === undefined || ours.wanted === undefined) return attached(want, sids);
  const union = asWritten(printPolicy(widest(ours.live, ours.wanted)), [want, live]);
  return attached(withOurs(live, asOurs(union, sids), sids), sids);
}

/** Gives the document Sids that show all of its statements to be ours. */
export function asOurs(document: Tree, sids: readonly string[]): Tree {
  if (!isMap(document)) return document;
  const named = statementsIn(document).map((statement): Tree => {
    const sid = sidOf(statement);
    return sid === undefined || isOurs(sid, sids) || !isMap(statement)
      ? statement
      : { ...statement, Sid: `${sid}${formerly}` };
  });
  return { ...document, Statement: named };
}
