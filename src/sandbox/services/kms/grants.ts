import { partitionOfRegion } from '../../../model/partition.ts';
import { z } from 'zod';
import { byCodeUnit } from '../../../model/tree.ts';
import { operation, scopeOf, type Context, type Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import { callerOf } from '../iam/caller.ts';
import { shownPrincipal, storedPrincipal } from '../iam/principals.ts';
import { authorize, keyAccess } from './authorize.ts';
import { grantScopeOf, grantsOf, namesCaller } from './grant-access.ts';
import { createGrantInput, requireGrantShape, type CreateGrantInput } from './grant-rules.ts';
import { between, keyIdInput } from './input.ts';
import { page } from './listing.ts';
import type { GrantRecord, KeyRecord } from './records.ts';
import { resolveKey } from './resolve.ts';
import { requireState } from './state.ts';

/** KMS Developer Guide, resource quotas: grants per KMS key. */
const grantsPerKey = 50_000;

const createGrant = operation('writes', createGrantInput, (context, input) => {
  const key = resolveKey(context, input.KeyId, { forms: 'key', crossAccount: true });
  authorize(context, key, { keys: grantKeys(input) });
  requireGrantShape(key, input);
  requireState('CreateGrant', key, context.now);
  const wanted = wantedGrant(context, input);
  const held = grantsOf(context, key);
  if (input.DryRun) dryRun();
  // The same name and the same parameters are the same grant, with a token of its own (CreateGrantRequest).
  const same = input.Name === undefined ? undefined : held.find((grant) => isSame(grant, wanted));
  const token = `token-${context.world.unique()}`;
  if (same !== undefined) return { GrantId: same.id, GrantToken: token };
  if (held.length >= grantsPerKey) refuse('LimitExceededException', `${key.arn} has the maximum of grants.`);
  const id = context.world.unique();
  const grant: GrantRecord = { ...wanted, id, keyId: key.id, createdAt: context.now, token };
  context.world.put('grant', grantScopeOf(key), id, grant);
  return { GrantId: id, GrantToken: token };
});

type Wanted = Omit<GrantRecord, 'id' | 'keyId' | 'createdAt' | 'token'>;

function wantedGrant(context: Context, input: CreateGrantInput): Wanted {
  const principal = (arn: string) =>
    // A role not visible yet looks like this too (terraform-provider-aws, grant.go).
    storedPrincipal(context, arn) ?? refuse('InvalidArnException', `Invalid principal ${arn}`);
  const some = <K extends string>(name: K, value: string | undefined) =>
    (value === undefined ? {} : { [name]: value }) as Partial<Record<K, string>>;
  const {
    EncryptionContextEquals: equals,
    EncryptionContextSubset: subset,
    SourceArn,
  } = input.Constraints ?? {};
  const constraints = {
    ...(equals === undefined ? {} : { EncryptionContextEquals: equals }),
    ...(subset === undefined ? {} : { EncryptionContextSubset: subset }),
    ...some('SourceArn', SourceArn),
  };
  return {
    ...some('name', input.Name),
    ...(input.GranteePrincipal === undefined ? {} : { grantee: principal(input.GranteePrincipal) }),
    ...some('granteeService', input.GranteeServicePrincipal),
    ...(input.RetiringPrincipal === undefined ? {} : { retiring: principal(input.RetiringPrincipal) }),
    ...some('retiringService', input.RetiringServicePrincipal),
    issuingAccount: `arn:${partitionOfRegion(context.request.region)}:iam::${context.request.account}:root`,
    operations: [...new Set(input.Operations)],
    ...(Object.keys(constraints).length === 0 ? {} : { constraints }),
  };
}

function isSame(grant: GrantRecord, wanted: Wanted): boolean {
  const text = (of: Wanted) =>
    JSON.stringify([
      of.name,
      of.grantee,
      of.granteeService,
      of.retiring,
      of.retiringService,
      of.issuingAccount,
      [...of.operations].sort(byCodeUnit),
      Object.entries(of.constraints ?? {}).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : pairs(value),
      ]),
    ]);
  return text(grant) === text(wanted);
}

function pairs(context: Readonly<Record<string, string>> | undefined): readonly string[] {
  return Object.entries(context ?? {})
    .map((pair) => JSON.stringify(pair))
    .sort(byCodeUnit);
}

/** Builds the condition keys of CreateGrant (KMS Developer Guide, condition keys). */
function grantKeys(input: CreateGrantInput) {
  const constraint =
    input.Constraints?.EncryptionContextEquals !== undefined
      ? 'EncryptionContextEquals'
      : input.Constraints?.EncryptionContextSubset !== undefined
        ? 'EncryptionContextSubset'
        : undefined;
  return {
    'kms:granteeprincipal': input.GranteePrincipal,
    'kms:granteeserviceprincipal': input.GranteeServicePrincipal,
    'kms:retiringprincipal': input.RetiringPrincipal,
    'kms:retiringserviceprincipal': input.RetiringServicePrincipal,
    'kms:grantoperations': input.Operations,
    'kms:grantconstrainttype': constraint,
    'kms:grantisforawsresource': 'false',
  };
}

function shown(context: Context, key: Pick<KeyRecord, 'arn'>, grant: GrantRecord) {
  const principal = (stored: string | undefined) =>
    stored === undefined ? undefined : shownPrincipal(context.world, stored);
  const entry = {
    KeyId: key.arn,
    GrantId: grant.id,
    // Null where none was given (KMS API Reference, GrantListEntry, Name).
    Name: grant.name,
    CreationDate: new Date(grant.createdAt),
    // A service grantee shows in both members (guess for the first).
    GranteePrincipal: principal(grant.grantee) ?? grant.granteeService,
    GranteeServicePrincipal: grant.granteeService,
    RetiringPrincipal: principal(grant.retiring) ?? grant.retiringService,
    RetiringServicePrincipal: grant.retiringService,
    IssuingAccount: grant.issuingAccount,
    Operations: grant.operations,
    Constraints: grant.constraints,
  };
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
}

const listGrants = operation(
  'reads',
  z.object({
    KeyId: keyIdInput,
    Limit: between(1, 100).optional(),
    Marker: z.string().optional(),
    GrantId: z.string().optional(),
    GranteePrincipal: z.string().optional(),
  }),
  (context, input) => {
    const key = resolveKey(context, input.KeyId, { forms: 'key', crossAccount: true });
    authorize(context, key);
    requireGrantId(input.GrantId);
    const entries = grantsOf(context, key)
      .filter((grant) => input.GrantId === undefined || grant.id === input.GrantId)
      .map((grant) => [grant.id, shown(context, key, grant)] as const)
      .filter(([, grant]) => [undefined, grant['GranteePrincipal']].includes(input.GranteePrincipal));
    return page(context, 'Grants', entries, input, 100);
  },
);

const listRetirableGrants = operation(
  'reads',
  z.object({
    RetiringPrincipal: z.string().min(1),
    Limit: between(1, 100).optional(),
    Marker: z.string().optional(),
  }),
  (context, input) => {
    const place = `${scopeOf(context.request)}/`;
    const entries = context.world
      .scopes('grant')
      .filter((scope) => scope.startsWith(place))
      .flatMap((scope) => context.world.list('grant', scope))
      .flatMap(([id, grant]) => {
        const key = context.world.get('key', scopeOf(context.request), grant.keyId);
        return key === undefined ? [] : [[`${grant.keyId}/${id}`, shown(context, key, grant)] as const];
      })
      .filter(([, grant]) => grant['RetiringPrincipal'] === input.RetiringPrincipal);
    return page(context, 'Grants', entries, input, 100);
  },
);

const grantIdInput = z.string('Member must not be null').min(1).max(128);

function requireGrantId(id: string | undefined): void {
  if (id !== undefined && !/^[0-9a-f]{64}$/u.test(id))
    refuse('InvalidGrantIdException', `Invalid grant id ${id}`);
}

const revokeGrant = operation(
  'writes',
  z.object({ KeyId: keyIdInput, GrantId: grantIdInput, DryRun: z.boolean().default(false) }),
  (context, input) => {
    const key = resolveKey(context, input.KeyId, { forms: 'key', crossAccount: true });
    authorize(context, key);
    removeGrant(context, key, input.GrantId, input.DryRun);
    return undefined;
  },
);

/** By token, or by key ARN and grant id (KMS API Reference, RetireGrant). */
const retireGrant = operation(
  'writes',
  z.object({
    GrantToken: z.string().optional(),
    KeyId: keyIdInput.optional(),
    GrantId: grantIdInput.optional(),
    DryRun: z.boolean().default(false),
  }),
  (context, input) => {
    const byToken = input.GrantToken === undefined ? undefined : tokenGrant(context, input.GrantToken);
    const keyName = byToken?.keyId ?? input.KeyId;
    const grantId = byToken?.id ?? input.GrantId;
    if (keyName === undefined || grantId === undefined) {
      refuse('ValidationException', 'Specify GrantToken, or KeyId and GrantId.');
    }
    const key = resolveKey(context, keyName, { forms: 'key', crossAccount: true });
    const grant = grantsOf(context, key).find((held) => held.id === grantId);
    const caller = callerOf(context);
    const may =
      grant !== undefined &&
      (namesCaller(grant.retiring, caller) ||
        (namesCaller(grant.grantee, caller) && grant.operations.includes('RetireGrant')) ||
        keyAccess(context, key, { action: 'RetireGrant', caller }));
    if (grant !== undefined && !may) authorize(context, key, { action: 'RetireGrant', caller });
    removeGrant(context, key, grantId, input.DryRun);
    return undefined;
  },
);

function tokenGrant(context: Context, token: string): GrantRecord {
  const found = context.world
    .scopes('grant')
    .filter((scope) => scope.startsWith(`${scopeOf(context.request)}/`))
    .flatMap((scope) => context.world.list('grant', scope))
    .find(([, grant]) => grant.token === token);
  return found?.[1] ?? refuse('InvalidGrantTokenException', 'Invalid grant token');
}

function removeGrant(context: Context, key: KeyRecord, id: string, dry: boolean): void {
  requireGrantId(id);
  requireState(context.request.operation, key, context.now);
  if (context.world.get('grant', grantScopeOf(key), id) === undefined) {
    refuse('NotFoundException', `Grant ${id} of ${key.arn} was not found`);
  }
  if (dry) dryRun();
  context.world.remove('grant', grantScopeOf(key), id);
}

/** Success of a dry run is an error (KMS Developer Guide, "Testing your permissions"). */
export function dryRun(): never {
  refuse('DryRunOperationException', 'The request would have succeeded, but the DryRun option is set.', 412);
}

export const grantOperations: Operations = {
  CreateGrant: createGrant,
  ListGrants: listGrants,
  ListRetirableGrants: listRetirableGrants,
  RevokeGrant: revokeGrant,
  RetireGrant: retireGrant,
};
