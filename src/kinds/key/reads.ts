import { z } from 'zod';
import { idOf } from '../../model/kind/identity.ts';
import type { Read } from '../../model/kind/read.ts';
import { kms } from '../../aws/services/kms.ts';
import { GrantList, type LiveGrant } from '../shared/kms/grant-list.ts';
import { sharedKeyReads, type SharedKeyReads } from '../shared/kms/reads.ts';
import type { KeySpecOf } from './schema.ts';

/** What one full look at a key gives. */
export type KeyReads = SharedKeyReads & {
  readonly rotation: { readonly enabled: boolean; readonly periodInDays: number | undefined };
  readonly grants: readonly LiveGrant[];
};

const rotation: Read<KeySpecOf, KeyReads['rotation']> = {
  trust: 'truth',
  asks: ['kms:GetKeyRotationStatus'],
  needed: (at) => at.spec.rotation !== undefined,
  call: (at) => kms.getKeyRotationStatus(at.place, { KeyId: idOf(at, 'keyId') }),
  parse(answer) {
    const status = z
      .object({ KeyRotationEnabled: z.boolean().nullish(), RotationPeriodInDays: z.number().nullish() })
      .parse(answer);
    return {
      enabled: status.KeyRotationEnabled ?? false,
      periodInDays: status.RotationPeriodInDays ?? undefined,
    };
  },
  // Custom key stores and imported material (KMS Developer Guide, key-state, note 7).
  inapplicable: { UnsupportedOperationException: 'KMS does not rotate keys of this origin' },
};

/** The same call as a Grant's, so a key with declared grants costs no more. */
const grants: Read<KeySpecOf, readonly LiveGrant[]> = {
  trust: 'truth',
  asks: ['kms:ListGrants'],
  look: 'fast',
  needed: ({ spec, metadata }) => spec.grants !== 'ignore' && metadata.state === 'present',
  call: (at) => kms.listGrants(at.place, { KeyId: idOf(at, 'keyId') }),
  parse: (answer) => GrantList.parse(answer).Grants ?? [],
};

export const keyReads = { ...sharedKeyReads, rotation, grants };
