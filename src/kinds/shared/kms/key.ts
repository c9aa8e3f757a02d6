import { kms } from '../../../aws/services/kms.ts';
import type { Kind } from '../../../model/kind/kind.ts';
import { aliasParts } from './alias-parts.ts';
import { metadataIn, type KeyMetadata, type SharedKeyReads, type SharedKeySpec } from './reads.ts';
import { isPendingDeletion, keyHealth } from './state.ts';
import { byUnmanagedPolicy } from './unmanaged-policy.ts';

interface SpecOfKey extends SharedKeySpec {
  readonly aliases?: readonly string[] | undefined;
}

/** Defines what a primary key and a replica declare alike. */
export function kmsKey(
  kind: 'Key' | 'ReplicaKey',
): Pick<
  Kind<SpecOfKey, SharedKeyReads>,
  'kind' | 'expand' | 'existence' | 'state' | 'bornAt' | 'deletesAt' | 'health' | 'foreignAccess' | 'endsUse'
> {
  return {
    kind,
    expand: (at) => aliasParts(kind, at),
    existence: 'metadata',
    state: ({ metadata }) => metadata?.state ?? 'unknown',
    bornAt: ({ metadata }) => bornAt(metadata),
    deletesAt: ({ metadata }) => deletesAt(metadata),
    health: ({ metadata }, at) => keyHealth(metadata, at),
    foreignAccess: byUnmanagedPolicy,
    endsUse: [kms.putKeyPolicy.op, kms.disableKey.op, kms.scheduleKeyDeletion.op],
  };
}

export function bornAt(metadata: KeyMetadata | undefined): number | undefined {
  return metadata?.creationDate === undefined ? undefined : Date.parse(metadata.creationDate);
}

/**
 * Returns the date of deletion. A primary whose replicas are still there has none yet (KMS API, DeletionDate of
 * KeyMetadata).
 */
function deletesAt(metadata: KeyMetadata | undefined): number | undefined {
  if (metadata?.deletionDate === undefined || !isPendingDeletion(metadata.state)) return undefined;
  return Date.parse(metadata.deletionDate);
}

/** Builds what AWS shows of a fresh key, where the creating call says nothing. */
export function freshKey(MultiRegion: boolean): KeyMetadata {
  const shown = { KeyState: 'Enabled', MultiRegion, Origin: 'AWS_KMS', KeyManager: 'CUSTOMER' };
  return metadataIn({ KeyMetadata: shown });
}
