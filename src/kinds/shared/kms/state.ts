import type { KindHealth } from '../../../model/kind/kind.ts';
import type { KeyMetadata, SharedAt } from './reads.ts';
import { degraded } from '../states.ts';

export function isPendingDeletion(state: string): boolean {
  return state === 'PendingDeletion' || state === 'PendingReplicaDeletion';
}

/** States that end by themselves within seconds (KMS Developer Guide, key-state). */
export function isPassing(state: string): boolean {
  return state === 'Creating' || state === 'Updating';
}

/** Describes how a key of either role is, as people say it. */
export function keyHealth(metadata: KeyMetadata | undefined, at: SharedAt): KindHealth {
  const state = metadata?.state ?? 'unknown';
  if (state === 'Enabled') return { is: 'Healthy' };
  if (state === 'Disabled') {
    return at.spec.enabled === false
      ? { is: 'Healthy' }
      : degraded('disabled', 'the key is disabled: data encrypted with it cannot be read');
  }
  if (state === 'PendingReplicaDeletion')
    return degraded('pending-deletion', 'the key will be deleted after its last replica');
  if (isPendingDeletion(state)) {
    const date = metadata?.deletionDate === undefined ? '' : ` on ${metadata.deletionDate}`;
    return degraded('pending-deletion', `the key will be deleted${date}`);
  }
  return isPassing(state)
    ? { is: 'Progressing', reason: 'in-transition', why: state }
    : degraded(state === 'PendingImport' ? 'no-key-material' : 'unusable', state);
}
