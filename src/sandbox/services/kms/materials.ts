import { scopeOf, type Context } from '../../operation.ts';
import type { KeyRecord, MaterialRecord } from './records.ts';

const dayMs = 86_400_000;

/**
 * Returns where a key's material is held. Keys of a family share one row, held by account; others hold theirs by
 * account and Region.
 */
function placeOf(key: KeyRecord): string {
  return key.multiRegion ? key.account : scopeOf(key);
}

export function materialOf(context: Context, key: KeyRecord): MaterialRecord {
  const material = context.world.get('material', placeOf(key), key.id);
  // Reads lag apart: the key may show before its material. Then the material is as on the first day.
  return material ?? { materialId: context.world.secret(`material/${key.id}`), rotations: [] };
}

export function putMaterial(context: Context, key: KeyRecord, material: MaterialRecord): void {
  context.world.put('material', placeOf(key), key.id, material);
}

export type Rotation = MaterialRecord['rotations'][number];

/** Lists all rotations until `now`: those recorded, and the automatic ones that the schedule has brought since. */
export function rotationsUntil(context: Context, material: MaterialRecord): readonly Rotation[] {
  const { rotation } = material;
  if (rotation === undefined) return material.rotations;
  const periodMs = rotation.periodInDays * dayMs;
  const due = Math.max(0, Math.floor((context.now - rotation.since) / periodMs));
  const automatic = Array.from({ length: due }, (_, index): Rotation => {
    const at = rotation.since + (index + 1) * periodMs;
    return {
      at,
      type: 'AUTOMATIC',
      materialId: context.world.secret(`material/${material.materialId}/${String(at)}`),
    };
  });
  return [...material.rotations, ...automatic].sort((a, b) => a.at - b.at);
}

export function nextRotationOf(material: MaterialRecord, now: number): number | undefined {
  const { rotation } = material;
  if (rotation === undefined) return undefined;
  const periodMs = rotation.periodInDays * dayMs;
  const due = Math.max(0, Math.floor((now - rotation.since) / periodMs));
  return rotation.since + (due + 1) * periodMs;
}

export function currentMaterialId(context: Context, material: MaterialRecord): string {
  return rotationsUntil(context, material).at(-1)?.materialId ?? material.materialId;
}
