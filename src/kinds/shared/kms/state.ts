import type { KindHealth } from '../../../model/kind/kind.ts';
import type { KeyMetadata, SharedAt } from './reads.ts';

export function isPendingDeletion(state: string): boolean {
  return state === 'PendingDeletion' || state === 'PendingReplicaDeletion';
}

/** States that end by themselves within seconds (KMS Developer Guide, key-state). */
export function isPassing(state: string): boolean {
  return state === 'Creating' || state === 'Updating';
}

/** How a key of either role is, as people say it. */
export function keyHealth(metadata: KeyMetadata | undefined, at: SharedAt): KindHealth {
  const state = metadata?.state ?? 'unknown';
  if (state === 'Enabled') return { is: 'Healthy' };
  if (state === 'Disabled') {
    return at.spec.enabled === false
      ? { is: 'Healthy' }
      : { is: 'Degraded', reason: 'disabled', why: 'the key is disabled: nothing under it can be read' };
  }
  if (state === 'PendingReplicaDeletion')
    return {
      is: 'Degraded',
      reason: 'pending-deletion',
      why: 'the key will be deleted when the last of its replicas is gone',
    };
  if (isPendingDeletion(state)) {
    return {
      is: 'Degraded',
      reason: 'pending-deletion',
      why: `the key will be deleted${metadata?.deletionDate === undefined ? '' : ` on ${metadata.deletionDate}`}`,
    };
  }
  return isPassing(state)
    ? { is: 'Progressing', reason: 'in-transition', why: state }
    : { is: 'Degraded', reason: state === 'PendingImport' ? 'no-key-material' : 'unusable', why: state };
}
