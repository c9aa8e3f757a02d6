import { partitionOf, type Caller } from './caller.ts';
import { conditionHolds, likeMatches } from './condition.ts';
import type { Keys } from './variables.ts';
import { filledIn, type Version } from './variables.ts';
import { listOf, parseDocument, statementsOf, type Document, type Statement } from './document.ts';
import { principalEntries } from './principals.ts';

export interface Ask {
  readonly caller: Caller;
  readonly action: string;
  readonly resource: string;
  readonly keys: Keys;
}

/**
 * What a resource policy says. `direct`: it names the caller itself. `delegated`: it allows the caller's
 * account, so the account's IAM policies decide (KMS Developer Guide, key policies; IAM, cross-account).
 */
export interface ResourceVerdict {
  readonly denied: boolean;
  readonly direct: boolean;
  readonly delegated: boolean;
}

export function judgeResourcePolicy(document: Document, ask: Ask): ResourceVerdict {
  let denied = false;
  let direct = false;
  let delegated = false;
  for (const statement of statementsOf(document)) {
    const who = principalMatch(statement, ask.caller);
    if (who === 'none' || !applies(statement, ask, versionOf(document))) continue;
    if (statement.Effect === 'Deny') denied = true;
    else if (who === 'direct') direct = true;
    else delegated = true;
  }
  return { denied, direct, delegated };
}

/**
 * Evaluates the IAM policies of the caller. The root user and a principal without inline policies may do everything:
 * otherwise each caller would first need a policy (a choice, not AWS's).
 */
export function judgeIdentity(ask: Ask): 'allow' | 'deny' | 'none' {
  if (ask.caller.type === 'service') return 'none';
  const policies = Object.values(ask.caller.record?.policies ?? {});
  if (policies.length === 0) return 'allow';
  const statements = policies.flatMap((text) => {
    const document = parseDocument(text) ?? { Statement: [] };
    return statementsOf(document).filter((statement) => applies(statement, ask, versionOf(document)));
  });
  if (statements.some((statement) => statement.Effect === 'Deny')) return 'deny';
  return statements.length > 0 ? 'allow' : 'none';
}

function principalMatch(statement: Statement, caller: Caller): 'direct' | 'delegated' | 'none' {
  if (statement.NotPrincipal !== undefined) {
    // The account's root spares itself, not the account's roles (IAM User Guide, NotPrincipal).
    const entries = principalEntries(statement.NotPrincipal);
    return entries.some((entry) => matchOf(entry, caller) === 'direct') ? 'none' : 'direct';
  }
  const matches = principalEntries(statement.Principal).map((entry) => matchOf(entry, caller));
  return (
    matches.find((match) => match === 'direct') ?? matches.find((match) => match === 'delegated') ?? 'none'
  );
}

function matchOf(
  { type, entry }: { readonly type: string; readonly entry: string },
  caller: Caller,
): 'direct' | 'delegated' | 'none' {
  if (type === 'Service') return caller.type === 'service' && entry === caller.arn ? 'direct' : 'none';
  if (type !== 'AWS') return 'none';
  if (entry === '*') return 'direct';
  if (caller.type === 'service') return 'none';
  if (entry === rootOf(caller)) return caller.type === 'root' ? 'direct' : 'delegated';
  const names = [caller.arn, caller.record === undefined ? caller.principalArn : caller.record.uniqueId];
  return names.includes(entry) ? 'direct' : 'none';
}

/** Builds the ARN of the root of the caller's account, in the caller's partition: `arn:aws-cn:…` is nobody here. */
function rootOf({ arn, account }: Caller): string {
  return `arn:${partitionOf(arn)}:iam::${account}:root`;
}

/**
 * Returns the version of the language. Without a Version it is that of 2008, which has no variables (IAM User Guide,
 * Version).
 */
function versionOf({ Version }: Document): Version {
  return Version ?? '2008-10-17';
}

/** Compares action, resource and condition. A statement without action or resource applies to nothing. */
function applies(statement: Statement, ask: Ask, version: Version): boolean {
  const action = ask.action.toLowerCase();
  const actionFits = fits(statement.Action, statement.NotAction, (pattern) =>
    likeMatches(pattern.toLowerCase(), action),
  );
  const resourceFits = fits(statement.Resource, statement.NotResource, (pattern) => {
    const filled = filledIn(pattern, ask.keys, version);
    return filled !== undefined && likeMatches(filled, ask.resource);
  });
  return actionFits && resourceFits && conditionHolds(statement.Condition, ask.keys, version);
}

function fits(
  only: string | readonly string[] | undefined,
  not: string | readonly string[] | undefined,
  matches: (pattern: string) => boolean,
): boolean {
  if (only !== undefined) return listOf<string>(only).some(matches);
  return not !== undefined && !listOf<string>(not).some(matches);
}
