import type { Risk } from '../model/change.ts';
import { join, type Path } from '../model/path.ts';
import { isUnknown } from '../model/tree.ts';
import { accessChange, type Access } from './access.ts';
import { administrationIn } from './actions.ts';
import { accountOf } from './caller.ts';
import { accountOfRoot, canonicalStatement } from './canonical.ts';
import { ofEffect } from './covers.ts';
import { showText, type Policy, type PolicyKind, type Principal, type Statement } from './document.ts';
import { fold } from './fold.ts';
import { impliesAll } from './implies.ts';
import { overlapButConditions } from './overlaps.ts';
import { partiesOf, type Trusted } from './party.ts';
import { prepared, uncoveredOf, type Prepared } from './uncovered.ts';
import { inVersion2012 } from './variables.ts';

export interface Trust extends Trusted {
  readonly kind: PolicyKind;
  /** ARNs of principals that may administer: account roots, listed administrators and Keywright's write role. */
  readonly administrators: readonly string[];
  /** Actions that administer nothing here, though they do in a document of this kind. */
  readonly harmless?: readonly string[];
  /** For a role policy: the ARN of the role it belongs to. */
  readonly role?: string;
  readonly at?: Path;
}

/**
 * Finds what a change adds that a person should see before it happens. That is everybody, a strange account, or a
 * service that may act for others. It is also administrative actions for one who is no administrator, or a Deny
 * that goes. Last, it is a condition that loosens or cannot be judged. Compares by meaning, so that a new Sid or
 * another grouping hides nothing. Other additions pass.
 */
export function wideningRisks(live: Policy, want: Policy, trust: Trust): readonly Risk[] {
  const before = inVersion2012(live);
  const after = inVersion2012(want);
  const { gained } = accessChange(before, after);
  const allowed = ofEffect(before, 'Allow').map(prepared);
  const risks = [
    ...gained.flatMap((access) =>
      access.effect === 'Allow' ? allowRisks(access, allowed, after, trust) : [],
    ),
    ...denyRisks(gained, before, after, trust),
  ];
  return [...new Map(risks.map((risk) => [`${risk.path ?? ''} ${risk.message}`, risk] as const)).values()];
}

function allowRisks(
  access: Access,
  allowed: readonly Prepared[],
  after: Policy,
  trust: Trust,
): readonly Risk[] {
  const { name, statement, piece } = access;
  const path = join(trust.at ?? '', 'Statement', statement);
  const messages = [
    ...strangers(piece, allowed, trust).map((who) => `allows ${who}`),
    ...administration(piece, after.statements[statement], trust),
    ...(access.elsewhere === 'conditions'
      ? ['allows under a different condition what was allowed before']
      : access.elsewhere === 'unjudged' || !access.judged
        ? ['allows the same under a condition that cannot be evaluated']
        : []),
  ];
  return messages.map((message) => ({ class: 'widen', message: `${name} ${message}`, path }));
}

/**
 * Lists those of the piece that the Stack does not trust. An account that had the same may give it to its own
 * principals.
 */
function strangers(piece: Statement, allowed: readonly Prepared[], trust: Trust): readonly string[] {
  const found = partiesOf(piece, trust).flatMap((party) => (party.is === 'stranger' ? [party.who] : []));
  return found.length > 0 && uncoveredOf(allowed, asAccounts(piece)).length === 0 ? [] : found;
}

function asAccounts(piece: Statement): Statement {
  const { principals } = piece;
  if (principals === undefined) return piece;
  const entries = principals.entries.map((principal): Principal => {
    const account = accountOf(showText(principal.value));
    return account === undefined
      ? principal
      : { type: 'AWS', value: rootOf(showText(principal.value), account) };
  });
  return { ...piece, principals: { not: principals.not, entries } };
}

function rootOf(arn: string, account: string): string {
  return `${arn.split(':').slice(0, 2).join(':')}:iam::${account}:root`;
}

function administration(piece: Statement, written: Statement | undefined, trust: Trust): readonly string[] {
  const { actions, principals } = piece;
  if (actions === undefined) return [];
  const who =
    principals === undefined
      ? [trust.role ?? 'the role']
      : principals.entries.map(({ value }) => showText(value));
  const others = who.filter((arn) => !isAdministrator(arn, trust));
  if (others.length === 0) return [];
  if (actions.not) return [`allows all actions except the named ones (NotAction) to ${others.join(', ')}`];
  const first = administrationOf(piece, trust);
  if (first === undefined) return [];
  const what = actions.entries.map((action) => asWritten(written, showText(action))).join(', ');
  const includes = fold(what) === fold(first) ? '' : `, which includes ${asWritten(written, first)},`;
  return [`gives ${what}${includes} to ${others.join(', ')}`];
}

/** Returns the action as its statement spells it; pieces are canonical, so in lower case. */
function asWritten(statement: Statement | undefined, action: string): string {
  const written = (statement?.actions?.entries ?? []).map(showText);
  return written.find((entry) => fold(entry) === action) ?? action;
}

function administrationOf(
  { actions, conditions }: Statement,
  { kind, harmless = [] }: Trust,
): string | undefined {
  const forOthers = impliesAll(conditions, [forServices]) === true ? grantsOfServices : [];
  const excepted = [...harmless, ...forOthers];
  for (const entry of actions?.entries ?? []) {
    const found = isUnknown(entry) ? undefined : administrationIn(kind, entry, excepted);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The usual way to let a service of AWS use a key: it makes and revokes its grants for the caller (KMS Developer
 * Guide, default key policy and kms:GrantIsForAWSResource). A condition that a call without the key meets says
 * nothing of the kind.
 */
const forServices = { operator: 'bool', key: 'kms:grantisforawsresource', values: ['true'] } as const;
const grantsOfServices = ['kms:CreateGrant', 'kms:RevokeGrant'];

/** Compares roots by their account: a document writes them in three forms. */
function isAdministrator(principal: string, { administrators }: Trust): boolean {
  const account = accountOfRoot(principal);
  return account === undefined
    ? administrators.includes(principal)
    : administrators.some((arn) => accountOfRoot(arn) === account);
}

function denyRisks(gained: readonly Access[], before: Policy, after: Policy, trust: Trust): readonly Risk[] {
  const left = ofEffect(after, 'Deny').map(canonicalStatement);
  return gained.flatMap((access): readonly Risk[] => {
    const statement = before.statements[access.statement];
    if (access.effect === 'Allow' || statement === undefined) return [];
    const isUnnamed =
      statement.sid !== undefined && !after.statements.some(({ sid }) => sid === statement.sid);
    const gone =
      isUnnamed || !left.some((other) => overlapButConditions(other, canonicalStatement(statement)));
    const message = gone
      ? `the Deny of ${access.name} is removed`
      : access.judged
        ? `the Deny of ${access.name} covers less than before`
        : `the Deny of ${access.name} has a condition that cannot be compared with the previous one`;
    return [{ class: 'widen', message, path: join(trust.at ?? '', 'Statement') }];
  });
}
