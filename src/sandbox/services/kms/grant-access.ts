import { scopeOf, type Context } from '../../operation.ts';
import { partitionOf, type Caller } from '../iam/caller.ts';
import type { GrantRecord, KeyRecord } from './records.ts';

/** Returns the scope in which the grants of a key are held. */
export function grantScopeOf(key: Pick<KeyRecord, 'account' | 'region' | 'id'>): string {
  return `${scopeOf(key)}/${key.id}`;
}

export function grantsOf(context: Context, key: KeyRecord): readonly GrantRecord[] {
  return context.world.list('grant', grantScopeOf(key)).map(([, grant]) => grant);
}

/**
 * Does a grant allow the caller this? Constraints on the encryption context are ignored for DescribeKey
 * and RetireGrant (KMS API Reference, CreateGrant, Constraints).
 */
export function grantAllows(
  context: Context,
  key: KeyRecord,
  caller: Caller,
  operation: string,
  encryptionContext: Readonly<Record<string, string>>,
): boolean {
  return grantsOf(context, key).some(
    (grant) =>
      grant.operations.includes(operation) &&
      isGrantee(grant, caller) &&
      (operation === 'DescribeKey' ||
        operation === 'RetireGrant' ||
        constraintsHold(grant, encryptionContext)),
  );
}

function isGrantee(grant: GrantRecord, caller: Caller): boolean {
  if (caller.type === 'service') return grant.granteeService === caller.arn;
  return namesCaller(grant.grantee, caller);
}

/** Returns true if a stored principal is this caller: by unique id, by ARN, or as the root of its account. */
export function namesCaller(stored: string | undefined, caller: Caller): boolean {
  if (stored === undefined) return false;
  return [
    caller.arn,
    caller.principalArn,
    caller.record?.uniqueId,
    `arn:${partitionOf(caller.arn)}:iam::${caller.account}:root`,
  ].includes(stored);
}

function constraintsHold(grant: GrantRecord, given: Readonly<Record<string, string>>): boolean {
  const { EncryptionContextEquals: equals, EncryptionContextSubset: subset } = grant.constraints ?? {};
  const within = (want: Readonly<Record<string, string>>) =>
    Object.entries(want).every(([name, value]) => given[name] === value);
  if (equals !== undefined) return within(equals) && Object.keys(given).length === Object.keys(equals).length;
  return subset === undefined || within(subset);
}
