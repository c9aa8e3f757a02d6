import type { Risk } from '../model/change.ts';
import { join, type Path } from '../model/path.ts';
import { isUnknown } from '../model/tree.ts';
import { administrativeActions } from './actions.ts';
import { accountOf } from './caller.ts';
import { accountOfRoot, canonicalStatement } from './canonical.ts';
import { coversButConditions, isEverybody, ofEffect, uncovered } from './covers.ts';
import {
  showText,
  statementName,
  type Policy,
  type PolicyKind,
  type Principal,
  type Statement,
} from './document.ts';
import { matchesGlob } from './glob.ts';
import { inVersion2012 } from './variables.ts';

export interface Trust {
  readonly kind: PolicyKind;
  /** Accounts of the Stack and those it trusts. */
  readonly accounts: readonly string[];
  /** ARNs of principals that may administer, Keywright's own roles among them. */
  readonly administrators: readonly string[];
  /** For a role policy: the ARN of the role it belongs to. */
  readonly role?: string;
  readonly at?: Path;
}

/**
 * What a change adds that a person should see before it happens: everybody, a strange account,
 * administrative actions for one who is no administrator, a Deny that goes, a condition that loosens.
 * Judged by meaning, so that a new Sid or another grouping hides nothing. Other additions pass.
 */
export function wideningRisks(live: Policy, want: Policy, trust: Trust): readonly Risk[] {
  const [before, after] = [inVersion2012(live), inVersion2012(want)];
  const known = new Set(ofEffect(before, 'Allow').flatMap((statement) => accountsIn(statement)));
  const risks = [
    ...after.statements.flatMap((statement, index) =>
      statement.effect === 'Allow' ? allowRisks(before, statement, index, trust, known) : [],
    ),
    ...before.statements.flatMap((statement, index) =>
      statement.effect === 'Deny' ? denyRisks(after, statement, index, trust) : [],
    ),
  ];
  return [...new Map(risks.map((risk) => [`${risk.path ?? ''} ${risk.message}`, risk] as const)).values()];
}

function allowRisks(
  before: Policy,
  statement: Statement,
  index: number,
  trust: Trust,
  known: ReadonlySet<string>,
): readonly Risk[] {
  const old = ofEffect(before, 'Allow');
  const added = uncovered(old, [statement]);
  const name = statementName(statement, index);
  const path = join(trust.at ?? '', 'Statement', index);
  function risk(message: string): Risk {
    return { class: 'widen', message: `${name} ${message}`, path };
  }
  return added.flatMap((piece) => [
    ...strangers(piece, trust, known).map(risk),
    ...administration(piece, statement, trust).map(risk),
    ...(old.some((wide) => isLoosened(wide, piece))
      ? [risk('allows under a looser condition what was allowed before')]
      : []),
  ]);
}

/** Something before allowed the same, but for its conditions. */
function isLoosened(before: Statement, piece: Statement): boolean {
  const canonical = canonicalStatement(before);
  return canonical.conditions.length > 0 && coversButConditions(canonical, piece);
}

function strangers(piece: Statement, trust: Trust, known: ReadonlySet<string>): readonly string[] {
  const { principals } = piece;
  if (principals === undefined) return [];
  if (principals.not) return ['allows everybody but a few (NotPrincipal)'];
  return principals.entries.flatMap((principal): readonly string[] => {
    if (isEverybody(principal)) return ['allows everybody ("*")'];
    if (principal.type === 'Service') return [];
    const account = accountIn(principal);
    if (account !== undefined && (trust.accounts.includes(account) || known.has(account))) return [];
    if (account === undefined && known.has(showText(principal.value))) return [];
    return [
      account === undefined
        ? `allows ${showText(principal.value)}, whose account is not known`
        : `allows account ${account}, which the Stack does not trust`,
    ];
  });
}

/** The accounts a statement names; a principal without one stands for itself. */
function accountsIn(statement: Statement): readonly string[] {
  const entries = statement.principals?.not === false ? statement.principals.entries : [];
  return entries.map((principal) => accountIn(principal) ?? showText(principal.value));
}

function accountIn({ value }: Principal): string | undefined {
  const text = showText(value);
  return accountOfRoot(text) ?? accountOf(text);
}

function administration(piece: Statement, statement: Statement, trust: Trust): readonly string[] {
  const { actions, principals } = piece;
  if (actions === undefined) return [];
  const who =
    principals === undefined
      ? [trust.role ?? 'the role']
      : principals.entries.map(({ value }) => showText(value));
  const strange = who.filter((arn) => !isAdministrator(arn, trust));
  if (strange.length === 0) return [];
  const given = administrativeActions(trust.kind).filter((action) => isGiven(piece, action));
  const [first] = given;
  if (first === undefined) return [];
  const what = actions.not
    ? 'nearly every action (NotAction)'
    : actions.entries.map((action) => asWritten(statement, showText(action))).join(', ');
  return [`gives ${what}, which includes ${first}, to ${strange.join(', ')}`];
}

/** The action as its statement spells it; pieces are canonical, so in lower case. */
function asWritten({ actions }: Statement, action: string): string {
  const written = (actions?.entries ?? []).map(showText);
  return written.find((entry) => entry.toLowerCase() === action) ?? action;
}

function isGiven({ actions, conditions }: Statement, action: string): boolean {
  // The usual way to let a service of AWS use a key (KMS Developer Guide, kms:GrantIsForAWSResource).
  const forServices = conditions.some(({ key }) => key === 'kms:grantisforawsresource');
  if (action === 'kms:CreateGrant' && forServices) return false;
  const named = actions?.entries.some(
    (entry) => !isUnknown(entry) && matchesGlob(entry.toLowerCase(), action.toLowerCase()),
  );
  return actions?.not === true ? named !== true : named === true;
}

/** The account root of the Stack's accounts administers by nature; others are listed. */
function isAdministrator(principal: string, trust: Trust): boolean {
  const account = accountOfRoot(principal);
  if (account !== undefined) return trust.accounts.includes(account);
  return trust.administrators.includes(principal);
}

function denyRisks(after: Policy, statement: Statement, index: number, trust: Trust): readonly Risk[] {
  const lost = uncovered(ofEffect(after, 'Deny'), [statement]);
  if (lost.length === 0) return [];
  const name = statementName(statement, index);
  const gone = lost.length === uncovered([], [statement]).length;
  const message = gone ? `the Deny of ${name} goes` : `the Deny of ${name} covers less than before`;
  return [{ class: 'widen', message, path: join(trust.at ?? '', 'Statement') }];
}
