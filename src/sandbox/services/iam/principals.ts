import { partitionOfRegion, servicePrincipal } from '../../../model/partition.ts';
import type { Context } from '../../operation.ts';
import type { Draft } from '../../world.ts';
import { principalRow, readPrincipalArn } from './caller.ts';
import { listOf, statementsOf, type Document, type PrincipalElement, type Statement } from './document.ts';
import type { PrincipalRecord } from './records.ts';

/** A request, and the world that it meets. */
type At = Pick<Context, 'world' | 'request'>;

/** Builds a unique id: `AROA…` for a role, `AIDA…` for a user (IAM User Guide, identifiers). */
function uniqueIdOf(type: 'role' | 'user', unique: string): string {
  return `${type === 'role' ? 'AROA' : 'AIDA'}${unique.slice(0, 17).toUpperCase()}`;
}

export function newPrincipal(
  draft: Draft,
  name: {
    readonly partition: string;
    readonly type: 'role' | 'user';
    readonly name: string;
    readonly account: string;
    readonly path: string;
  },
  rest: { readonly trust: string; readonly description?: string | undefined },
): PrincipalRecord {
  return {
    type: name.type,
    name: name.name,
    path: name.path,
    arn: `arn:${name.partition}:iam::${name.account}:${name.type}${name.path}${name.name}`,
    uniqueId: uniqueIdOf(name.type, draft.unique()),
    createdAt: draft.now,
    trust: rest.trust,
    policies: {},
    ...(rest.description === undefined ? {} : { description: rest.description }),
  };
}

function byUniqueId(draft: Draft, id: string): PrincipalRecord | undefined {
  for (const account of draft.accounts) {
    const found = draft.list('principal', account).find(([, row]) => row.uniqueId === id);
    if (found !== undefined) return found[1];
  }
  return undefined;
}

/**
 * Returns a principal as AWS keeps it; undefined if there is no such. AWS keeps roles and users of known accounts by
 * unique id. So a role made again under the same name is somebody else (IAM User Guide, principal element). Accounts
 * this world does not know are taken to exist with all that is named in them (guess).
 */
export function storedPrincipal({ world: draft, request }: At, entry: string): string | undefined {
  if (entry === '*') return entry;
  if (/^\d{12}$/u.test(entry)) return `arn:${partitionOfRegion(request.region)}:iam::${entry}:root`;
  if (/^A(?:ROA|IDA)[A-Z0-9]+$/u.test(entry))
    return byUniqueId(draft, entry) === undefined ? undefined : entry;
  // The users by which CloudFront reads are of no account (CloudFront Developer Guide, origin access identity).
  if (/^arn:aws[a-z-]*:iam::cloudfront:user\/CloudFront Origin Access Identity \w+$/u.test(entry))
    return entry;
  const name = readPrincipalArn(entry);
  if (name === undefined) return undefined;
  if (name.type === 'root' || !draft.accounts.includes(name.account)) return entry;
  const row = principalRow(draft, name);
  if (row === undefined) return undefined;
  if (entry.includes(':assumed-role/')) return entry;
  return row.arn === entry ? row.uniqueId : undefined;
}

/** Returns a stored principal as AWS shows it: the ARN, or the bare unique id of one that was deleted. */
export function shownPrincipal(draft: Draft, stored: string): string {
  if (!/^A(?:ROA|IDA)[A-Z0-9]+$/u.test(stored)) return stored;
  return byUniqueId(draft, stored)?.arn ?? stored;
}

/** Returns the document as AWS keeps it, or the first principal that does not exist. */
export function storedDocument(
  at: At,
  document: Document,
): { readonly document: Document } | { readonly unknown: string } {
  let unknown: string | undefined;
  const stored = mapPrincipals(document, (type, entry) => {
    if (type === 'AWS') {
      const principal = storedPrincipal(at, entry);
      if (principal === undefined) unknown ??= entry;
      return principal ?? entry;
    }
    if (type === 'Service' && !servicePrincipal.test(entry)) unknown ??= entry;
    // No account here has a canonical id; KMS takes none at all (IAM User Guide, element Principal).
    if (type === 'CanonicalUser') unknown ??= entry;
    return entry;
  });
  return unknown === undefined ? { document: stored } : { unknown };
}

export function shownDocument(draft: Draft, document: Document): Document {
  return mapPrincipals(document, (type, entry) => (type === 'AWS' ? shownPrincipal(draft, entry) : entry));
}

function mapPrincipals(document: Document, change: (type: string, entry: string) => string): Document {
  const element = (value: PrincipalElement): PrincipalElement => {
    if (typeof value === 'string') return value;
    return Object.fromEntries(
      Object.entries(value).map(([type, entries]) => [
        type,
        Array.isArray(entries) ? entries.map((entry) => change(type, entry)) : change(type, entries),
      ]),
    );
  };
  const statement = (value: Statement): Statement => ({
    ...value,
    ...(value.Principal === undefined ? {} : { Principal: element(value.Principal) }),
    ...(value.NotPrincipal === undefined ? {} : { NotPrincipal: element(value.NotPrincipal) }),
  });
  return { ...document, Statement: statementsOf(document).map(statement) };
}

/** Lists every entry of a principal element with its type; `*` alone is an AWS principal. */
export function principalEntries(
  element: PrincipalElement | undefined,
): readonly { readonly type: string; readonly entry: string }[] {
  if (element === undefined) return [];
  if (typeof element === 'string') return [{ type: 'AWS', entry: element }];
  return Object.entries(element).flatMap(([type, entries]) =>
    listOf(entries).map((entry) => ({ type, entry })),
  );
}
