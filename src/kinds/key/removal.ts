import type { Removal } from '../../model/kind/end.ts';
import { sharedKeyRemoval } from '../shared/kms/removal.ts';
import type { KeyReads } from './reads.ts';
import type { KeySpecOf } from './schema.ts';

/** A primary key goes after its replicas: else it would wait for them, perhaps for ever (PendingReplicaDeletion). */
export const keyRemoval: Removal<KeySpecOf, KeyReads> = {
  ...sharedKeyRemoval,
  blockers(at, reads, extra, now) {
    const family = reads.metadata?.family;
    const here = at.place.region;
    const replicas = (family?.replicaRegions ?? []).filter((region) => region !== here);
    const moved = family !== undefined && family.primaryRegion !== here;
    return [
      ...(replicas.length === 0 ? [] : [`the key has replicas in ${replicas.join(', ')}`]),
      ...(moved ? [`the primary key of its family is now in ${family.primaryRegion}`] : []),
      ...sharedKeyRemoval.blockers(at, reads, extra, now),
    ];
  },
};
