import { partitionOfRegion } from '../../../model/partition.ts';
import { z } from 'zod';
import { operation, scopeOf, type Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import { authorize, authorizeBirth, authorizeByIdentity } from './authorize.ts';
import { acceptKeyPolicy, defaultKeyPolicy, policyInput } from './key-policy.ts';
import { between, descriptionInput, keyIdInput, oneOf, tagListInput } from './input.ts';
import { page } from './listing.ts';
import { putMaterial } from './materials.ts';
import { metadataOf } from './metadata.ts';
import { uuidOf } from './managed.ts';
import type { KeyRecord } from './records.ts';
import { requireCustomerKey, resolveKey } from './resolve.ts';
import { defaultUsageOf, keySpecs, keyUsages, specs } from './specs.ts';
import { requireState } from './state.ts';
import { requestTagKeys, requireTags } from './tag-rules.ts';

/** Customer keys of one account and Region, in any state (KMS Developer Guide, resource quotas). */
const keysPerRegion = 100_000;

const createInput = z.object({
  Policy: policyInput.optional(),
  Description: descriptionInput.default(''),
  KeyUsage: oneOf(keyUsages).optional(),
  KeySpec: oneOf(keySpecs).optional(),
  CustomerMasterKeySpec: oneOf(keySpecs).optional(),
  Origin: oneOf(['AWS_KMS', 'EXTERNAL', 'AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE']).default('AWS_KMS'),
  BypassPolicyLockoutSafetyCheck: z.boolean().default(false),
  Tags: tagListInput.default([]),
  MultiRegion: z.boolean().default(false),
});

const createKey = operation('writes', createInput, (context, input) => {
  const { account, region } = context.request;
  const keySpec = input.KeySpec ?? input.CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT';
  const keyUsage = input.KeyUsage ?? defaultUsageOf(keySpec);
  if (keyUsage === undefined || specs[keySpec]?.usages.includes(keyUsage) !== true) {
    refuse('ValidationException', `KeyUsage ${keyUsage ?? 'null'} is not compatible with KeySpec ${keySpec}`);
  }
  if (input.Origin === 'AWS_CLOUDHSM' || input.Origin === 'EXTERNAL_KEY_STORE') {
    refuse('UnsupportedOperationException', 'The sandbox has no custom key stores.');
  }
  const scope = scopeOf({ account, region });
  // Counting the living takes a walk over all: only when it may matter.
  if (
    context.world.size('key', scope) >= keysPerRegion &&
    context.world.list('key', scope).length >= keysPerRegion
  ) {
    refuse('LimitExceededException', `The quota of ${String(keysPerRegion)} KMS keys is reached.`);
  }
  const uuid = uuidOf(context.world.unique());
  const id = input.MultiRegion ? `mrk-${uuid.replaceAll('-', '')}` : uuid;
  const draft: KeyRecord = {
    id,
    account,
    region,
    arn: `arn:${partitionOfRegion(region)}:kms:${region}:${account}:key/${id}`,
    createdAt: context.now,
    description: input.Description,
    enabled: true,
    keySpec,
    keyUsage,
    origin: input.Origin,
    manager: 'CUSTOMER',
    multiRegion: input.MultiRegion,
    policy: defaultKeyPolicy({ account, region }),
    tags: requireTags([], input.Tags),
  };
  const createKeys = {
    'kms:keyspec': keySpec,
    'kms:keyusage': keyUsage,
    'kms:keyorigin': input.Origin,
    'kms:multiregion': String(input.MultiRegion),
    'kms:bypasspolicylockoutsafetycheck': String(input.BypassPolicyLockoutSafetyCheck),
    ...requestTagKeys(input.Tags),
  };
  authorizeByIdentity(context, '*', createKeys);
  authorizeBirth(context, { region, tags: requestTagKeys(input.Tags), primary: input.MultiRegion });
  const policy =
    input.Policy === undefined
      ? draft.policy
      : acceptKeyPolicy(context, draft, input.Policy, input.BypassPolicyLockoutSafetyCheck);
  const key = { ...draft, policy };
  context.world.put('key', scopeOf(key), id, key);
  putMaterial(context, key, {
    materialId: context.world.unique(),
    rotations: [],
    ...(input.MultiRegion ? { family: { primaryRegion: region, regions: [region] } } : {}),
  });
  return { KeyMetadata: metadataOf(context, key) };
});

const describeKey = operation('reads', z.object({ KeyId: keyIdInput }), (context, input) => {
  const key = resolveKey(context, input.KeyId, { forms: 'any', crossAccount: true });
  authorize(context, key, {
    keys: { 'kms:requestalias': input.KeyId.startsWith('alias/') ? input.KeyId : undefined },
  });
  return { KeyMetadata: metadataOf(context, key) };
});

const listKeys = operation(
  'reads',
  z.object({ Limit: between(1, 1000).optional(), Marker: z.string().optional() }),
  (context, input) => {
    authorizeByIdentity(context, '*');
    const entries = context.world
      .list('key', scopeOf(context.request))
      .map(([id, key]) => [id, { KeyId: key.id, KeyArn: key.arn }] as const);
    return page(context, 'Keys', entries, input, 1000);
  },
);

/**
 * Enables or disables a key and keeps everything else. Doing it twice is no error (KMS Developer Guide, enabling
 * keys).
 */
function setEnabled(enabled: boolean) {
  return operation('writes', z.object({ KeyId: keyIdInput }), (context, input) => {
    const key = resolveKey(context, input.KeyId, { forms: 'key', crossAccount: false });
    requireCustomerKey(context, key);
    authorize(context, key);
    requireState(context.request.operation, key, context.now);
    context.world.put('key', scopeOf(key), key.id, { ...key, enabled });
    return undefined;
  });
}

const updateKeyDescription = operation(
  'writes',
  z.object({ KeyId: keyIdInput, Description: descriptionInput }),
  (context, input) => {
    const key = resolveKey(context, input.KeyId, { forms: 'key', crossAccount: false });
    requireCustomerKey(context, key);
    authorize(context, key);
    requireState('UpdateKeyDescription', key, context.now);
    context.world.put('key', scopeOf(key), key.id, { ...key, description: input.Description });
    return undefined;
  },
);

const getKeyLastUsage = operation('reads', z.object({ KeyId: keyIdInput }), (context, input) => {
  const key = resolveKey(context, input.KeyId, { forms: 'key', crossAccount: false });
  authorize(context, key);
  // Tracked since 23 April 2026 at the earliest, up to one hour late (AWS Security Blog, June 2026).
  const trackedSince = Math.max(key.createdAt, Date.UTC(2026, 3, 23));
  const usage = context.world.get('usage', scopeOf(key), key.id);
  return {
    KeyId: key.id,
    KeyLastUsage:
      usage === undefined
        ? {}
        : { Operation: usage.operation, Timestamp: new Date(usage.at), KmsRequestId: usage.requestId },
    TrackingStartDate: new Date(trackedSince),
    KeyCreationDate: new Date(key.createdAt),
  };
});

export const keyOperations: Operations = {
  CreateKey: createKey,
  DescribeKey: describeKey,
  ListKeys: listKeys,
  EnableKey: setEnabled(true),
  DisableKey: setEnabled(false),
  UpdateKeyDescription: updateKeyDescription,
  GetKeyLastUsage: getKeyLastUsage,
};
