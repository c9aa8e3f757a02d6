import { z } from 'zod';
import { operation, scopeOf, type Context, type Operations } from '../../operation.ts';
import type { Draft } from '../../world.ts';
import { aliasNamesOf, removeAlias } from './alias-index.ts';
import { authorize } from './authorize.ts';
import { grantScopeOf } from './grant-access.ts';
import { between, keyIdInput } from './input.ts';
import { materialOf } from './materials.ts';
import type { KeyRecord } from './records.ts';
import { requireCustomerKey, resolveKey } from './resolve.ts';
import { requireState, stateOf } from './state.ts';

const dayMs = 86_400_000;
/** How long the tag index shows a deleted key: "hours" in reports (aws-sdk issue 676); the number is a guess. */
const ghostMs = 3 * 3_600_000;

const scheduleKeyDeletion = operation(
  'writes',
  z.object({ KeyId: keyIdInput, PendingWindowInDays: between(7, 30).default(30) }),
  (context, input) => {
    const key = resolveKey(context, input.KeyId, { forms: 'key', crossAccount: false });
    requireCustomerKey(context, key);
    const windowInDays = input.PendingWindowInDays;
    authorize(context, key, { keys: { 'kms:schedulekeydeletionpendingwindowindays': String(windowInDays) } });
    requireState('ScheduleKeyDeletion', key, context.now);
    // A primary waits for its replicas first (KMS Developer Guide, deleting multi-Region keys).
    const waits = hasReplicas(context, key);
    const deletion = waits ? { windowInDays } : { windowInDays, date: context.now + windowInDays * dayMs };
    const next: KeyRecord = { ...key, enabled: false, deletion };
    context.world.put('key', scopeOf(key), key.id, next);
    return {
      KeyId: key.arn,
      ...(deletion.date === undefined ? {} : { DeletionDate: new Date(deletion.date) }),
      KeyState: stateOf(next, context.now),
      PendingWindowInDays: windowInDays,
    };
  },
);

const cancelKeyDeletion = operation('writes', z.object({ KeyId: keyIdInput }), (context, input) => {
  const key = resolveKey(context, input.KeyId, { forms: 'key', crossAccount: false });
  requireCustomerKey(context, key);
  authorize(context, key);
  requireState('CancelKeyDeletion', key, context.now);
  const { deletion: _ended, ...rest } = key;
  // The key comes back disabled (KMS API Reference, CancelKeyDeletion).
  context.world.put('key', scopeOf(key), key.id, { ...rest, enabled: false });
  return { KeyId: key.arn };
});

function hasReplicas(context: Context, key: KeyRecord): boolean {
  const { family } = materialOf(context, key);
  return key.multiRegion && family?.primaryRegion === key.region && family.regions.length > 1;
}

/** Returns when the next key disappears, or undefined. */
export function nextDeletion(draft: Draft): number | undefined {
  const dates = draft
    .scopes('key')
    .flatMap((scope) => draft.list('key', scope))
    .flatMap(([, key]) => key.deletion?.date ?? []);
  return dates.length === 0 ? undefined : dates.reduce((a, b) => Math.min(a, b));
}

/**
 * Deletes the keys whose window has ended, with their aliases and grants. The last replica's end begins
 * the window of a primary that waits for it.
 */
export function deleteDueKeys(draft: Draft): void {
  for (const scope of draft.scopes('key')) {
    for (const [, key] of draft.list('key', scope)) {
      if (key.deletion?.date !== undefined && key.deletion.date <= draft.now)
        deleteKey(draft, key, key.deletion.date);
    }
  }
}

function deleteKey(draft: Draft, key: KeyRecord, at: number): void {
  const scope = scopeOf(key);
  draft.remove('key', scope, key.id);
  draft.remove('usage', scope, key.id);
  for (const name of aliasNamesOf(draft, key)) removeAlias(draft, key, name);
  for (const [id] of draft.list('grant', grantScopeOf(key))) draft.remove('grant', grantScopeOf(key), id);
  if (key.tags.length > 0) {
    const tags = key.tags.map((tag) => ({ Key: tag.TagKey, Value: tag.TagValue }));
    draft.put('ghost', scope, key.arn, { arn: key.arn, type: 'kms:key', tags, until: draft.now + ghostMs });
  }
  if (!key.multiRegion) {
    draft.remove('material', scope, key.id);
    return;
  }
  leaveFamily(draft, key, at);
}

function leaveFamily(draft: Draft, key: KeyRecord, at: number): void {
  const material = draft.get('material', key.account, key.id);
  const family = material?.family;
  if (material === undefined || family === undefined) return;
  const regions = family.regions.filter((region) => region !== key.region);
  if (regions.length === 0) {
    draft.remove('material', key.account, key.id);
    return;
  }
  draft.put('material', key.account, key.id, { ...material, family: { ...family, regions } });
  const primary = draft.get('key', `${key.account}/${family.primaryRegion}`, key.id);
  if (regions.length > 1 || primary?.deletion === undefined || primary.deletion.date !== undefined) return;
  const date = at + primary.deletion.windowInDays * dayMs;
  draft.put('key', scopeOf(primary), primary.id, { ...primary, deletion: { ...primary.deletion, date } });
}

export const deletionOperations: Operations = {
  ScheduleKeyDeletion: scheduleKeyDeletion,
  CancelKeyDeletion: cancelKeyDeletion,
};
