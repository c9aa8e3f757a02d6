import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { Subject } from '../../../model/subject.ts';
import type { Given, NarrowedTo, Narrows, Starved, Taken } from '../../../model/narrows.ts';
import type { Tree } from '../../../model/tree.ts';
import {
  gainsOf,
  isOfAccount,
  lackedBetween,
  lossesOf,
  narrowed,
  noPolicy,
  printPolicy,
  showText,
  shutsOut,
  statementName,
  type Holding,
  type Reader,
  type Stay,
  type Policy,
  type Principal,
} from '../../../policy/index.ts';
import { withoutUse } from '../kms/use.ts';
import { asOurs, attached, documentIn, partOf, sidsIn, withOurs } from './attached.ts';
import { policyOf } from './facet.ts';
import { trustedIds } from './trusted.ts';
import { asWritten } from './as-written.ts';

export interface NarrowDocument {
  readonly live: Tree;
  readonly want: Tree;
  readonly applied: Tree;
  readonly narrows: Narrows;
  readonly at: Pick<Subject<unknown>, 'settings'>;
  /** The errors of a document that locks people out. */
  lockOut?(policy: Policy): readonly Diagnostic[];
  /** Set where there may be no document at all: without statements it is deleted. A key always has one. */
  readonly mayGo?: true;
  /** Principals that other manifests give access here. */
  readonly readers: readonly Reader[];
}

/** Strips the live document of what only drift gives; null documents permit nothing. Undefined: nothing goes. */
export function narrowedDocument(input: NarrowDocument): NarrowedTo | undefined {
  const [live, want, applied] = [input.live, input.want, input.applied].map(read);
  if (live === undefined || want === undefined || applied === undefined) return undefined;
  const allowed = [want, applied];
  const mayTake = choose(input, allowed);
  const before = input.lockOut?.(live).length ?? 0;
  const isHostile = hostileTo(input, allowed);
  const found = narrowed({
    live,
    allowed,
    readers: input.readers,
    ...(mayTake === undefined ? {} : { mayTake }),
    locksOut: (policy) =>
      (input.mayGo !== true && policy.statements.length === 0) ||
      (input.lockOut?.(policy).length ?? 0) > before,
    goesFirst: isHostile,
  });
  if (found === undefined) return undefined;
  return {
    tree: asWritten(printPolicy(found.policy), [input.live, input.want]),
    hostile:
      found.taken.length + found.restored.length > 0 &&
      found.taken.every((one) => !isOfRole(one) && isHostile(one.principal)) &&
      found.restored.every((deny) => shutsOut(deny, found.policy, isHostile)),
    stays: found.stays.map((one) => stayText(one, live)),
  };
}

/** Does the same to the policy of a bucket or role, which may be missing. Only some of its statements may be ours. */
export function narrowedAttached(input: NarrowDocument): NarrowedTo | undefined {
  const sids = sidsIn(input.want);
  const mine = (tree: Tree): Tree =>
    sids === undefined ? documentIn(tree) : partOf(documentIn(tree), sids, 'ours');
  const { live, want, applied } = input;
  const found = narrowedDocument({
    ...input,
    live: mine(live),
    want: mine(want),
    applied: mine(applied),
    mayGo: true,
  });
  if (found === undefined) return undefined;
  const tree =
    sids === undefined
      ? attached(found.tree)
      : attached(withOurs(documentIn(live), asOurs(found.tree, sids), sids), sids);
  return { ...found, tree };
}

/** Lists what a write of the document takes from readers by other manifests who have nothing else. */
export function starvedBetween(
  before: Tree | undefined,
  after: Tree | undefined,
  readers: readonly Reader[],
  role = 'the role',
): readonly Starved[] {
  const [old, next] = [read(before), read(after)];
  if (old === undefined || next === undefined) return [];
  return lackedBetween(old, next, readers).map(({ piece, by = '' }) => ({
    who: (piece.principals?.entries ?? []).map(({ value }) => showText(value)).join(', ') || role,
    what: (piece.actions?.entries ?? []).map(showText).join(', '),
    by,
  }));
}

/** Lists whose access a write of the document takes away. */
export function takenBetween(
  before: Tree | undefined,
  after: Tree | undefined,
  role = 'the role',
): readonly Taken[] {
  const [old, next] = [read(before), read(after)];
  if (old === undefined || next === undefined) return [];
  return lossesOf(old, next).map(({ principal, actions, last }) => {
    const means = withoutUse(actions);
    return {
      who: principal ?? role,
      what: actions.join(', '),
      last,
      ...(means === undefined ? {} : { means }),
    };
  });
}

/** Lists the principals that a write of the document gives access. */
export function givenBetween(
  before: Tree | undefined,
  after: Tree | undefined,
  role = 'the role',
): readonly Given[] {
  const [old, next] = [read(before), read(after)];
  if (old === undefined || next === undefined) return [];
  return gainsOf(old, next).map(({ principal, actions }) => ({
    who: principal ?? role,
    what: actions.join(', '),
  }));
}

function read(document: Tree | undefined): Policy | undefined {
  return document === null || document === undefined ? noPolicy : policyOf(document);
}

function choose(
  input: NarrowDocument,
  allowed: readonly Policy[],
): ((principal: Principal | undefined) => boolean) | undefined {
  switch (input.narrows) {
    case 'drift':
      return undefined;
    case 'hostile':
      return hostileTo(input, allowed);
    case 'public':
      return (principal) => principal === undefined || isPublic(principal);
  }
}

/**
 * Returns a test for who is outside the declared and trusted ones (authority.md §2.10). Everybody is always outside.
 */
function hostileTo(
  { at: { settings }, readers }: NarrowDocument,
  allowed: readonly Policy[],
): (principal: Principal | undefined) => boolean {
  const given = readers.map(({ statement }) => statement);
  const declared = new Set(
    [...allowed, { statements: given }].flatMap(({ statements }) =>
      statements.flatMap(({ effect, principals }) =>
        effect === 'Allow' && principals?.not === false
          ? principals.entries.map(({ type, value }) => `${type} ${showText(value)}`)
          : [],
      ),
    ),
  );
  const accounts = trustedIds(settings);
  return (principal) => {
    if (principal === undefined || isPublic(principal)) return true;
    return (
      !declared.has(`${principal.type} ${showText(principal.value)}`) && !isOfAccount(principal, accounts)
    );
  };
}

function isPublic({ type, value }: Principal): boolean {
  return type === 'AWS' && value === '*';
}

function isOfRole({ statement }: Holding): boolean {
  return statement.principals === undefined;
}

function stayText(stay: Stay, live: Policy): string {
  const name = statementName(stay.statement, live.statements.indexOf(stay.statement));
  if (stay.why === 'lock-out')
    return `${name} was added outside Git and stays: without it, everyone would be locked out of this policy`;
  const named = stay.for.flatMap(({ piece }) => piece.principals?.entries ?? []);
  const who = [...new Set(named.map(({ value }) => showText(value)))].join(', ') || 'the role';
  const by = [...new Set(stay.for.flatMap((one) => one.by ?? []))];
  const given = by.length === 0 ? '' : `, which has the same access from ${by.join(' and ')},`;
  return `${name} was edited outside Git and stays for ${who}${given} until the repair is approved: ${who} has no other statement for its actions`;
}
