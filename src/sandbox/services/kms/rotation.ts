import { z } from 'zod';
import { operation, type Context, type Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import { authorize } from './authorize.ts';
import { between, keyIdInput, oneOf } from './input.ts';
import { page } from './listing.ts';
import { currentMaterialId, materialOf, nextRotationOf, putMaterial, rotationsUntil } from './materials.ts';
import type { KeyRecord } from './records.ts';
import { requireCustomerKey, resolveKey } from './resolve.ts';
import { requireState } from './state.ts';

/** KMS Developer Guide, "Rotate AWS KMS keys"; quotas: on-demand rotations per key. */
const defaultPeriod = 365;
const onDemandMost = 25;
const nearRotationMs = 20 * 60_000;
const rotationTakesMs = 5_000; // guess

function rotates(key: KeyRecord): boolean {
  return key.keySpec === 'SYMMETRIC_DEFAULT' && key.origin === 'AWS_KMS';
}

/**
 * Refuses a replica, which takes its primary's schedule (KMS Developer Guide, multi-Region keys). The name is a
 * guess.
 */
function requirePrimary(context: Context, key: KeyRecord): void {
  const primary = materialOf(context, key).family?.primaryRegion ?? key.region;
  if (key.multiRegion && primary !== key.region) {
    refuse(
      'UnsupportedOperationException',
      `${key.arn} is a replica key; use the primary key in ${primary}.`,
    );
  }
}

function rotatingKey(context: Context, name: string): KeyRecord {
  const key = resolveKey(context, name, { forms: 'key', crossAccount: false });
  requireCustomerKey(context, key);
  return key;
}

function requireRotatable(context: Context, key: KeyRecord): void {
  requireState(context.request.operation, key, context.now);
  if (!rotates(key)) refuse('UnsupportedOperationException', `${key.arn} does not support this operation.`);
  requirePrimary(context, key);
}

const enableKeyRotation = operation(
  'writes',
  z.object({ KeyId: keyIdInput, RotationPeriodInDays: between(90, 2560).default(defaultPeriod) }),
  (context, input) => {
    const key = rotatingKey(context, input.KeyId);
    const periodInDays = input.RotationPeriodInDays;
    authorize(context, key, { keys: { 'kms:rotationperiodindays': String(periodInDays) } });
    requireRotatable(context, key);
    const material = materialOf(context, key);
    // Enabling again starts the schedule anew (KMS API Reference, EnableKeyRotation).
    const rotations = [...rotationsUntil(context, material)];
    putMaterial(context, key, { ...material, rotations, rotation: { periodInDays, since: context.now } });
    return undefined;
  },
);

const disableKeyRotation = operation('writes', z.object({ KeyId: keyIdInput }), (context, input) => {
  const key = rotatingKey(context, input.KeyId);
  authorize(context, key);
  requireRotatable(context, key);
  const { rotation, ...rest } = materialOf(context, key);
  if (rotation === undefined) return undefined;
  putMaterial(context, key, { ...rest, rotations: [...rotationsUntil(context, { ...rest, rotation })] });
  return undefined;
});

const getKeyRotationStatus = operation('reads', z.object({ KeyId: keyIdInput }), (context, input) => {
  const key = resolveKey(context, input.KeyId, { forms: 'key', crossAccount: true });
  authorize(context, key);
  requireState('GetKeyRotationStatus', key, context.now);
  const material = materialOf(context, key);
  // Reads false while the key waits for deletion, and as before once that is cancelled (KMS guide, rotation).
  const rotation = key.deletion === undefined && rotates(key) ? material.rotation : undefined;
  const next = nextRotationOf(material, context.now);
  const onDemand = material.onDemandUntil !== undefined && context.now < material.onDemandUntil;
  return {
    KeyId: key.id,
    KeyRotationEnabled: rotation !== undefined,
    ...(rotation === undefined || next === undefined
      ? {}
      : { RotationPeriodInDays: rotation.periodInDays, NextRotationDate: new Date(next) }),
    ...(onDemand
      ? { OnDemandRotationStartDate: new Date((material.onDemandUntil ?? 0) - rotationTakesMs) }
      : {}),
  };
});

const rotateKeyOnDemand = operation('writes', z.object({ KeyId: keyIdInput }), (context, input) => {
  const key = rotatingKey(context, input.KeyId);
  authorize(context, key);
  requireRotatable(context, key);
  const material = materialOf(context, key);
  const next = nextRotationOf(material, context.now);
  const running = material.onDemandUntil !== undefined && context.now < material.onDemandUntil;
  if (running || (next !== undefined && next - context.now <= nearRotationMs)) {
    refuse('ConflictException', `A rotation of ${key.arn} is in progress or due within 20 minutes.`);
  }
  const made = material.rotations.filter((rotation) => rotation.type === 'ON_DEMAND').length;
  if (made >= onDemandMost) {
    refuse(
      'LimitExceededException',
      `${key.arn} has the maximum of ${String(onDemandMost)} on-demand rotations.`,
    );
  }
  const materialId = context.world.unique();
  const done = { at: context.now, type: 'ON_DEMAND' as const, materialId };
  // The schedule of automatic rotations is not moved (KMS Developer Guide, on-demand rotation).
  putMaterial(context, key, {
    ...material,
    rotations: [...material.rotations, done],
    onDemandUntil: context.now + rotationTakesMs,
  });
  return { KeyId: key.id };
});

const listKeyRotations = operation(
  'reads',
  z.object({
    KeyId: keyIdInput,
    IncludeKeyMaterial: oneOf(['ROTATIONS_ONLY', 'ALL_KEY_MATERIAL']).default('ROTATIONS_ONLY'),
    Limit: between(1, 1000).optional(),
    Marker: z.string().optional(),
  }),
  (context, input) => {
    const key = resolveKey(context, input.KeyId, { forms: 'key', crossAccount: false });
    authorize(context, key);
    requireState('ListKeyRotations', key, context.now);
    // Keys with imported material rotate on demand, so they have a list (KMS Developer Guide, key-state).
    if (key.keySpec !== 'SYMMETRIC_DEFAULT') {
      refuse('UnsupportedOperationException', `${key.arn} does not support this operation.`);
    }
    const material = materialOf(context, key);
    const current = currentMaterialId(context, material);
    const entry = (materialId: string) => ({
      KeyId: key.id,
      KeyMaterialId: materialId,
      KeyMaterialState: materialId === current ? 'CURRENT' : 'NON_CURRENT',
    });
    const rotations = rotationsUntil(context, material).map(
      (rotation, index) =>
        [
          `${String(rotation.at).padStart(15, '0')}/${String(index)}`,
          { ...entry(rotation.materialId), RotationDate: new Date(rotation.at), RotationType: rotation.type },
        ] as const,
    );
    const first =
      input.IncludeKeyMaterial === 'ALL_KEY_MATERIAL' ? [['0', entry(material.materialId)] as const] : [];
    return page(context, 'Rotations', [...first, ...rotations], input, 1000);
  },
);

export const rotationOperations: Operations = {
  EnableKeyRotation: enableKeyRotation,
  DisableKeyRotation: disableKeyRotation,
  GetKeyRotationStatus: getKeyRotationStatus,
  RotateKeyOnDemand: rotateKeyOnDemand,
  ListKeyRotations: listKeyRotations,
};
