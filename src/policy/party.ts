import { accountOf } from './caller.ts';
import { accountOfRoot, partitionOf } from './canonical.ts';
import { isEverybody } from './covers.ts';
import { showText, type Condition, type Principal, type Statement, type Text } from './document.ts';
import { fold } from './fold.ts';
import { demandsKey, operatorOf } from './operators.ts';
import { arnParts } from './values.ts';

/** The accounts and principals that a Stack trusts with access. */
export interface Trusted {
  /** Accounts of the Stack and those it trusts. */
  readonly accounts: readonly string[];
  readonly partition: string;
  /** The organization that the Stack names, `o-…`: its members count as trusted where a condition demands it. */
  readonly organization?: string;
}

/** Who gets access by one piece of a statement, its conditions taken into account. */
export type Party =
  /** The Stack's own or trusted accounts, or a service that acts for them. */
  | { readonly is: 'trusted' }
  /** Anybody else; `who` follows "allows". */
  | { readonly is: 'stranger'; readonly who: string };

const trusted: Party = { is: 'trusted' };

/** Tells whose access this principal's is. An unknown one is a stranger's. */
function partyOf(principal: Principal, conditions: readonly Condition[], trust: Trusted): Party {
  const pins = conditions.flatMap((condition) => pinOf(condition, principal, trust) ?? []);
  if (pins.some(({ is }) => is === 'trusted')) return trusted;
  const foreign = pins.find((pin) => pin.is === 'foreign');
  const name = showText(principal.value);
  if (principal.type === 'Service') {
    return stranger(
      foreign === undefined
        ? `${name} acting for any account (confused deputy)`
        : `${name} acting for ${foreign.who}`,
    );
  }
  if (isEverybody(principal)) return stranger(foreign === undefined ? 'everybody ("*")' : foreign.who);
  const account = accountOfRoot(name) ?? accountOf(name);
  if (account === undefined) return stranger(`${name}, whose account is unknown`);
  if ((partitionOf(name) ?? trust.partition) !== trust.partition)
    return stranger(`${name}, which is in another partition`);
  return isTrusted(account, trust) ? trusted : stranger(`account ${account}, which the Stack does not trust`);
}

/** Lists the parties of all that a statement names. Of an identity policy there are none. */
export function partiesOf({ principals, conditions }: Statement, trust: Trusted): readonly Party[] {
  if (principals === undefined) return [];
  if (principals.not) return [stranger('almost everyone (NotPrincipal)')];
  return principals.entries.map((principal) => partyOf(principal, conditions, trust));
}

function stranger(who: string): Party {
  return { is: 'stranger', who };
}

function isTrusted(account: string, trust: Trusted): boolean {
  return trust.accounts.includes(account);
}

type Pin =
  | { readonly is: 'trusted' }
  | { readonly is: 'foreign'; readonly who: string }
  /** Met by whoever wants to, or not to be judged. */
  | { readonly is: 'open' };

const open: Pin = { is: 'open' };

/**
 * Determines what a condition says of the caller's account; undefined where it says nothing, or lets others pass
 * too.
 */
function pinOf(condition: Condition, principal: Principal, trust: Trusted): Pin | undefined {
  const { family, negated } = operatorOf(condition.operator);
  const by = pinnedBy(condition.key, principal);
  if (family !== 'string' && family !== 'like' && family !== 'arn') return undefined;
  if (by === undefined || negated || !demandsKey(condition) || condition.values.length === 0)
    return undefined;
  const pins = condition.values.map((value) => by(value, trust, family));
  const found = pins.find(({ is }) => is === 'open') ?? pins.find(({ is }) => is === 'foreign');
  return found ?? { is: 'trusted' };
}

/** Returns true if a condition lets only one account, organization or resource through, whoever trusts it. */
export function isPin(condition: Condition, principal: Principal): boolean {
  const pin = pinOf(condition, principal, { accounts: [], partition: '' });
  return pin !== undefined && pin.is !== 'open';
}

type PinReader = (value: Text, trust: Trusted, family: 'string' | 'like' | 'arn') => Pin;

/**
 * Finds the reader of a condition key for a caller's account, or for the account that a service acts for (IAM User Guide, global
 * condition keys).
 */
function pinnedBy(key: string, principal: Principal): PinReader | undefined {
  switch (fold(key)) {
    case 'kms:calleraccount':
    case 'aws:principalaccount':
    case 'aws:sourceaccount':
    case 's3:dataaccesspointaccount':
      return accountPin;
    case 'aws:principalarn':
    case 'aws:sourcearn':
    case 's3:dataaccesspointarn':
      return arnPin;
    case 'aws:principalorgid':
    case 'aws:sourceorgid':
    case 'aws:principalorgpaths':
    case 'aws:sourceorgpaths':
      return organizationPin;
    default:
      return isContextOf(key, principal) ? arnPin : undefined;
  }
}

/**
 * The ARN that a service puts into the encryption context when it acts for a resource. Any other context is the
 * caller's choice. Sources: CloudWatch Logs User Guide (encrypt log data), CloudTrail User Guide (key policy for
 * CloudTrail), S3 User Guide (encryption context).
 */
const serviceContexts: Readonly<Record<string, string>> = {
  logs: 'kms:encryptioncontext:aws:logs:arn',
  cloudtrail: 'kms:encryptioncontext:aws:cloudtrail:arn',
  s3: 'kms:encryptioncontext:aws:s3:arn',
};

function isContextOf(key: string, { type, value }: Principal): boolean {
  const [service = ''] = fold(showText(value)).split('.');
  return (
    type === 'Service' && Object.hasOwn(serviceContexts, service) && serviceContexts[service] === fold(key)
  );
}

function accountPin(value: Text, trust: Trusted): Pin {
  if (typeof value !== 'string' || !/^\d{12}$/u.test(value)) return open;
  return isTrusted(value, trust)
    ? { is: 'trusted' }
    : { is: 'foreign', who: `account ${value}, which the Stack does not trust` };
}

/**
 * Determines the pin by the account in the ARN. ArnLike compares part by part. Under StringLike a wildcard reaches
 * over colons, and so does what a variable stands for. Then nothing before the account may vary (IAM User Guide,
 * condition operators).
 */
function arnPin(value: Text, trust: Trusted, family: 'string' | 'like' | 'arn'): Pin {
  if (typeof value !== 'string') return open;
  const parts = arnParts(value);
  const account = parts[4];
  if (parts.length < 6 || account === undefined) return open;
  const before = parts.slice(0, 4).join(':');
  if (before.includes('${')) return open;
  if (family === 'like' && /[*?]/u.test(before) && !trailOfAnyRegion.test(value)) return open;
  if (account !== '') return accountPin(account, trust);
  // The ARN of a bucket names no account, and a bucket of that name may be anybody's.
  return /[*?]|\$\{/u.test(parts[5] ?? '')
    ? open
    : { is: 'foreign', who: `${value}, whose account is unknown` };
}

/**
 * CloudTrail documents this pattern under StringLike (User Guide, key policy for CloudTrail), and no ARN of CloudTrail
 * has a colon behind its account: names of trails are letters, digits, `.`, `_` and `-`.
 */
const trailOfAnyRegion = /^arn:[a-z\d-]+:cloudtrail:\*:\d{12}:trail\/[^:]*$/u;

function organizationPin(value: Text, { organization }: Trusted): Pin {
  const id = typeof value === 'string' ? value.split('/')[0] : undefined;
  if (id === undefined || !/^o-[a-z\d]+$/u.test(id)) return open;
  return id === organization
    ? { is: 'trusted' }
    : { is: 'foreign', who: `organization ${id}, which the Stack does not name` };
}
