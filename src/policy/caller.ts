import { accountOfRoot } from './canonical.ts';
import { isStale } from './diff.ts';
import type { Principal, Selection } from './document.ts';
import { fold } from './fold.ts';
import { anyOf, type Truth } from './truth.ts';
import type { Context } from './variables.ts';

/**
 * Who asks: a user, a role or a session of it, an account's root (by ARN), an AWS service, or the bearer of a token
 * of an identity provider (the ARN of its `oidc-provider`), whose claims are condition keys.
 */
export type Caller =
  | { readonly is: 'aws'; readonly arn: string }
  | { readonly is: 'service'; readonly name: string }
  | { readonly is: 'federated'; readonly provider: string };

/** How an entry speaks of a caller: as itself, through its account (which then decides by IAM), or not. */
export interface Naming {
  readonly direct: Truth;
  readonly account: Truth;
}

export function accountOf(arn: string): string | undefined {
  return /^arn:[a-z\d-]+:[a-z\d-]+:[a-z\d-]*:(\d{12}):/u.exec(arn)?.[1];
}

function isRoot(arn: string): boolean {
  return accountOfRoot(arn) !== undefined;
}

/** Tells how a principal set, without its Not, names the caller. */
export function namingOf(selection: Selection<Principal>, caller: Caller): Naming {
  const each = selection.entries.map((entry) => namedBy(entry, caller));
  return {
    direct: anyOf(each.map((naming) => naming.direct)),
    account: anyOf(each.map((naming) => naming.account)),
  };
}

function namedBy({ type, value }: Principal, caller: Caller): Naming {
  if (typeof value !== 'string') return { direct: 'unsure', account: 'unsure' };
  if (type === 'AWS' && value === '*') return { direct: true, account: false };
  if (caller.is === 'service') {
    return {
      direct: type === 'Service' && fold(value) === fold(caller.name),
      account: false,
    };
  }
  if (caller.is === 'federated')
    return { direct: type === 'Federated' && value === caller.provider, account: false };
  // A canonical user is an account by another name that cannot be compared from here.
  if (type === 'CanonicalUser') return { direct: false, account: 'unsure' };
  if (type !== 'AWS' || isStale(value)) return { direct: false, account: false };
  const account = accountOfRoot(value);
  if (account === undefined) return { direct: isSelf(value, caller.arn), account: false };
  const own = (accountOfRoot(caller.arn) ?? accountOf(caller.arn)) === account;
  return { direct: own && isRoot(caller.arn), account: own && !isRoot(caller.arn) };
}

/**
 * Returns true if `named` names the caller. A session is named by its own ARN or by that of its role. The session's
 * ARN does not hold the role's path.
 */
function isSelf(named: string, arn: string): boolean {
  if (named === arn) return true;
  const session = /^arn:([a-z\d-]+):sts::(\d{12}):assumed-role\/([^/]+)\//u.exec(arn);
  const role = /^arn:([a-z\d-]+):iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/u.exec(named);
  return session !== null && role !== null && session.slice(1).join() === role.slice(1).join();
}

/** Collects what is certain of every call of this principal, also of one that a service makes for it. */
export function identityOf(arn: string, organization?: string): Context {
  const account = accountOfRoot(arn) ?? accountOf(arn);
  return {
    'aws:PrincipalArn': arn,
    ...(account === undefined ? {} : { 'aws:PrincipalAccount': account, 'kms:CallerAccount': account }),
    ...(organization === undefined ? {} : { 'aws:PrincipalOrgID': organization }),
    'aws:PrincipalType': isRoot(arn) ? 'Account' : /:user\//u.test(arn) ? 'User' : 'AssumedRole',
    'aws:PrincipalIsAWSService': 'false',
    'aws:PrincipalServiceName': null,
    'aws:PrincipalServiceNamesList': null,
  };
}

/** Where a key or bucket is, as far as it is known. */
export interface Surroundings {
  /** The account that owns it. */
  readonly account?: string;
  readonly region?: string;
  /** The organization of that account. */
  readonly organization?: string;
}

/**
 * Collects what every request to the key or bucket says of it, whoever makes it (IAM User Guide, global condition
 * keys).
 */
export function whereabouts({ account, region, organization }: Surroundings): Context {
  return {
    ...(region === undefined ? {} : { 'aws:RequestedRegion': region }),
    ...(account === undefined ? {} : { 'aws:ResourceAccount': account, 's3:ResourceAccount': account }),
    ...(organization === undefined ? {} : { 'aws:ResourceOrgID': organization }),
  };
}

/**
 * Collects what is certain of a call over HTTPS that this principal itself makes, no AWS service for it (IAM User
 * Guide, global condition keys; KMS Developer Guide, condition keys).
 */
export function directCall(arn: string, where: Surroundings = {}): Context {
  return {
    ...identityOf(arn, where.organization),
    ...whereabouts(where),
    'aws:SecureTransport': 'true',
    'aws:ViaAWSService': 'false',
    'aws:CalledVia': null,
    'aws:CalledViaFirst': null,
    'aws:CalledViaLast': null,
    'aws:SourceArn': null,
    'aws:SourceAccount': null,
    'aws:SourceOrgID': null,
    'kms:ViaService': null,
    'kms:EncryptionContext:*': null,
    'kms:EncryptionContextKeys': null,
    'kms:GrantIsForAWSResource': null,
    // Keywright never sends the bypass.
    'kms:BypassPolicyLockoutSafetyCheck': 'false',
  };
}

/** Returns true if a principal belongs to one of these accounts. One that was deleted gives access to nobody. */
export function isOfAccount({ type, value }: Principal, accounts: readonly string[]): boolean {
  if (type === 'CanonicalUser' || type === 'Service' || typeof value !== 'string') return false;
  if (isStale(value)) return true;
  const account = accountOfRoot(value) ?? accountOf(value);
  return account !== undefined && accounts.includes(account);
}
