import { partitionOfRegion } from '../../../model/partition.ts';
import { z } from 'zod';
import { operation, scopeOf, type Context, type Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import { authorize, authorizeBirth, authorizeByIdentity } from './authorize.ts';
import { descriptionInput, keyIdInput, tagListInput } from './input.ts';
import { acceptKeyPolicy, defaultKeyPolicy, policyInput, shownKeyPolicy } from './key-policy.ts';
import { materialOf, putMaterial } from './materials.ts';
import { metadataOf } from './metadata.ts';
import type { KeyRecord, MaterialRecord } from './records.ts';
import { requireCustomerKey, resolveKey } from './resolve.ts';
import { requireState } from './state.ts';
import { requestTagKeys, requireTags } from './tag-rules.ts';

/** "Usually a few seconds" (KMS Developer Guide, multi-Region keys); the numbers are guesses. */
const creatingMs = 3_000;
const updatingMs = 3_000;

const regionInput = z
  .string('Member must not be null')
  .regex(/^[a-z]{2,4}(?:-[a-z]+)+-\d$/u, 'Member must be a Region');

type Family = NonNullable<MaterialRecord['family']>;

/** Finds the family of a multi-Region primary. Both operations here work on primaries only. */
function primaryFamily(context: Context, key: KeyRecord): Family {
  if (!key.multiRegion) {
    refuse('UnsupportedOperationException', `${key.arn} is not a multi-Region key.`);
  }
  // Reads lag apart: a key whose family does not show yet is alone, as on its first day.
  const { family = { primaryRegion: key.region, regions: [key.region] } } = materialOf(context, key);
  if (family.primaryRegion !== key.region) {
    refuse('UnsupportedOperationException', `${key.arn} is not a multi-Region primary key.`);
  }
  return family;
}

const replicateKey = operation(
  'writes',
  z.object({
    KeyId: keyIdInput,
    ReplicaRegion: regionInput,
    Policy: policyInput.optional(),
    BypassPolicyLockoutSafetyCheck: z.boolean().default(false),
    Description: descriptionInput.default(''),
    Tags: tagListInput.default([]),
  }),
  (context, input) => {
    const primary = resolveKey(context, input.KeyId, { forms: 'key', crossAccount: false });
    requireCustomerKey(context, primary);
    const region = input.ReplicaRegion;
    authorize(context, primary, { keys: { 'kms:replicaregion': region } });
    // CreateKey "in an IAM policy that is effective in the replica key Region" (multi-region-keys-auth).
    const there = { ...context, request: { ...context.request, region } };
    authorizeByIdentity(there, '*', { 'kms:multiregion': 'true' }, 'kms:CreateKey');
    authorizeBirth(context, { region, tags: requestTagKeys(input.Tags), primary: false });
    requireState('ReplicateKey', primary, context.now);
    const family = primaryFamily(context, primary);
    // One related key a Region, also while it waits for deletion (KMS API Reference, ReplicateKey).
    if (family.regions.includes(region)) {
      refuse('AlreadyExistsException', `A related key of ${primary.arn} already exists in ${region}.`);
    }
    const draft: KeyRecord = {
      id: primary.id,
      account: primary.account,
      region,
      arn: `arn:${partitionOfRegion(region)}:kms:${region}:${primary.account}:key/${primary.id}`,
      createdAt: context.now,
      enabled: true,
      keySpec: primary.keySpec,
      keyUsage: primary.keyUsage,
      origin: primary.origin,
      manager: 'CUSTOMER',
      multiRegion: true,
      // Nothing is copied from the primary: what the call leaves out gets the default.
      description: input.Description,
      policy: defaultKeyPolicy({ account: primary.account, region }),
      tags: requireTags([], input.Tags),
      creatingUntil: context.now + creatingMs,
    };
    const policy =
      input.Policy === undefined
        ? draft.policy
        : acceptKeyPolicy(context, draft, input.Policy, input.BypassPolicyLockoutSafetyCheck);
    const replica = { ...draft, policy };
    context.world.put('key', scopeOf(replica), replica.id, replica);
    putMaterial(context, primary, {
      ...materialOf(context, primary),
      family: { ...family, regions: [...family.regions, region] },
    });
    return {
      ReplicaKeyMetadata: metadataOf(context, replica),
      ReplicaPolicy: shownKeyPolicy(context, replica),
      ReplicaTags: replica.tags,
    };
  },
);

const updatePrimaryRegion = operation(
  'writes',
  z.object({ KeyId: keyIdInput, PrimaryRegion: regionInput }),
  (context, input) => {
    const primary = resolveKey(context, input.KeyId, { forms: 'key', crossAccount: false });
    requireCustomerKey(context, primary);
    authorize(context, primary, { keys: { 'kms:primaryregion': input.PrimaryRegion } });
    requireState('UpdatePrimaryRegion', primary, context.now);
    const family = primaryFamily(context, primary);
    const scope = `${primary.account}/${input.PrimaryRegion}`;
    const replica = context.world.get('key', scope, primary.id);
    if (input.PrimaryRegion === primary.region || replica === undefined) {
      refuse('NotFoundException', `${primary.arn} has no replica key in ${input.PrimaryRegion}.`);
    }
    // "in both Regions" (multi-region-keys-auth, updating the primary Region).
    authorize({ ...context, request: { ...context.request, region: input.PrimaryRegion } }, replica, {
      keys: { 'kms:primaryregion': input.PrimaryRegion },
    });
    requireState('UpdatePrimaryRegion', replica, context.now);
    const until = context.now + updatingMs;
    context.world.put('key', scopeOf(primary), primary.id, { ...primary, updatingUntil: until });
    context.world.put('key', scope, replica.id, { ...replica, updatingUntil: until });
    putMaterial(context, primary, {
      ...materialOf(context, primary),
      family: { ...family, primaryRegion: input.PrimaryRegion, movingUntil: until },
    });
    return undefined;
  },
);

export const replicaOperations: Operations = {
  ReplicateKey: replicateKey,
  UpdatePrimaryRegion: updatePrimaryRegion,
};
