import { partitionOfRegion } from '../../../model/partition.ts';
import type { Context } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import { callerOf, type Caller } from '../iam/caller.ts';
import type { Keys } from '../iam/variables.ts';
import { callerKeys } from '../iam/global-keys.ts';
import type { Document } from '../iam/document.ts';
import { judgeIdentity, judgeResourcePolicy, type Ask } from '../iam/evaluate.ts';
import { aliasNamesOf } from './alias-index.ts';
import { grantAllows } from './grant-access.ts';
import type { KeyRecord } from './records.ts';

export interface Demand {
  /** IAM action without prefix, where it differs from the operation. */
  readonly action?: string;
  readonly caller?: Caller;
  /** Condition keys of this operation, names in lower case. */
  readonly keys?: Keys;
  /** Judged instead of the key's own policy. */
  readonly policy?: Document;
  readonly encryptionContext?: Readonly<Record<string, string>>;
  /** `s3.us-east-1.amazonaws.com`, when a service calls for the principal. */
  readonly viaService?: string;
}

/**
 * Returns true if the caller may do this to the key (KMS Developer Guide, "Determining access to AWS KMS keys"). A
 * Deny anywhere wins. Else it takes a key policy that names the caller, or one that names the caller's account while
 * IAM allows. A grant also allows. A caller of another account needs both the key policy and IAM.
 */
export function keyAccess(context: Context, key: KeyRecord, demand: Demand): boolean {
  const caller = demand.caller ?? callerOf(context);
  const action = `kms:${demand.action ?? context.request.operation}`;
  const ask: Ask = { caller, action, resource: key.arn, keys: keysOf(context, key, caller, demand) };
  const policy = judgeResourcePolicy(demand.policy ?? key.policy, ask);
  const identity = judgeIdentity(ask);
  if (policy.denied || identity === 'deny') return false;
  const sameAccount = caller.type === 'service' || caller.account === key.account;
  const byPolicy = sameAccount
    ? policy.direct || (policy.delegated && identity === 'allow')
    : (policy.direct || policy.delegated) && identity === 'allow';
  return (
    byPolicy || grantAllows(context, key, caller, action.slice('kms:'.length), demand.encryptionContext ?? {})
  );
}

/** Refuses the request with AWS's AccessDeniedException unless the caller may do this to the key. */
export function authorize(context: Context, key: KeyRecord, demand: Demand = {}): void {
  if (keyAccess(context, key, demand)) return;
  const action = `kms:${demand.action ?? context.request.operation}`;
  const who = (demand.caller ?? callerOf(context)).arn;
  refuse(
    'AccessDeniedException',
    `User: ${who} is not authorized to perform: ${action} on resource: ${key.arn} because no resource-based policy allows the ${action} action`,
  );
}

/** Authorizes operations on no key (CreateKey, ListKeys, ListAliases) or on an alias: IAM alone decides. */
export function authorizeByIdentity(
  context: Context,
  resource: string,
  keys: Keys = {},
  action = `kms:${context.request.operation}`,
): void {
  const caller = callerOf(context);
  const ask: Ask = { caller, action, resource, keys: { ...callerKeys(context, caller), ...keys } };
  if (judgeIdentity(ask) === 'allow') return;
  refuse(
    'AccessDeniedException',
    `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
  );
}

/**
 * Checks additional permissions of a create (KMS Developer Guide, tag-permissions and multi-region-keys-auth): tags
 * need TagResource on all keys of the account and Region, a primary of a family its service-linked role.
 */
export function authorizeBirth(
  context: Context,
  { region, tags, primary }: { readonly region: string; readonly tags: Keys; readonly primary: boolean },
): void {
  const { account } = context.request;
  const there = { ...context, request: { ...context.request, region } };
  if (Object.keys(tags).length > 0) {
    authorizeByIdentity(
      there,
      `arn:${partitionOfRegion(region)}:kms:${region}:${account}:key/*`,
      tags,
      'kms:TagResource',
    );
  }
  if (!primary) return;
  const service = 'mrk.kms.amazonaws.com';
  authorizeByIdentity(
    context,
    `arn:${partitionOfRegion(region)}:iam::${account}:role/aws-service-role/${service}/AWSServiceRoleForKeyManagementServiceMultiRegionKeys`,
    { 'iam:awsservicename': service },
    'iam:CreateServiceLinkedRole',
  );
}

/** Builds the condition keys of a request (KMS Developer Guide, "Condition keys for AWS KMS"). */
function keysOf(context: Context, key: KeyRecord, caller: Caller, demand: Demand): Keys {
  const tags = key.tags.map((tag) => [`aws:resourcetag/${tag.TagKey.toLowerCase()}`, tag.TagValue] as const);
  const aliases = aliasNamesOf(context.world, key);
  const context_ = Object.entries(demand.encryptionContext ?? {});
  return {
    ...callerKeys(context, caller),
    'aws:resourceaccount': key.account,
    'kms:calleraccount': caller.account === '' ? undefined : caller.account,
    'kms:keyspec': key.keySpec,
    'kms:keyusage': key.keyUsage,
    'kms:keyorigin': key.origin,
    'kms:multiregion': String(key.multiRegion),
    'kms:resourcealiases': aliases.length === 0 ? undefined : aliases,
    'kms:viaservice': demand.viaService,
    ...Object.fromEntries(tags),
    ...Object.fromEntries(
      context_.map(([name, value]) => [`kms:encryptioncontext:${name.toLowerCase()}`, value]),
    ),
    ...(context_.length === 0 ? {} : { 'kms:encryptioncontextkeys': context_.map(([name]) => name) }),
    ...demand.keys,
  };
}
