import { z } from 'zod';
import { policyText } from '../../policy/index.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Legality } from '../../model/kind/facet.ts';
import type { Immutable } from '../../model/kind/kind.ts';
import { declareKind } from '../../model/kind/declare.ts';
import { isUnknown, type Text } from '../../model/tree.ts';
import { freshKey, kmsKey } from '../shared/kms/key.ts';
import { kms } from '../../aws/services/kms.ts';
import { sharedKeyFacets } from '../shared/kms/facets.ts';
import { keyIdsOf } from '../shared/kms/ids.ts';
import { sharedKeyRemoval } from '../shared/kms/removal.ts';
import { isPendingDeletion } from '../shared/kms/state.ts';
import { keyTags, tagList } from '../shared/kms/tags.ts';
import { markedBy, tagsAtBirth } from '../shared/tags.ts';
import { validateKeyPolicy } from '../shared/policy/risks.ts';
import { primaryOf, replicaKeyReads, type At, type ReplicaKeyReads } from './reads.ts';
import { ReplicaKeySpecSchema, type ReplicaKeySpecOf } from './schema.ts';
import { defer } from '../shared/states.ts';

const immutable: readonly Immutable<ReplicaKeySpecOf, ReplicaKeyReads>[] = [
  {
    path: '/region',
    want: ({ place }) => place.region,
    // Without this the primary itself would be taken for its replica, and marked as such.
    seen: ({ metadata, primary }) =>
      metadata?.arn !== undefined && metadata.arn === primary?.arn
        ? 'the value of its primary'
        : metadata?.arn?.split(':')[3],
    release: 'set spec.region or metadata.region to its Region',
  },
];

const ReplicateKeyAnswer = z.object({
  ReplicaKeyMetadata: z.object({ KeyId: z.string(), Arn: z.string() }).optional(),
});

/** A replica of a multi-Region key: the same material and id in another Region, with all else its own. */
export const replicaKey = declareKind<ReplicaKeySpecOf, ReplicaKeyReads>({
  ...kmsKey('ReplicaKey'),
  summary: 'A replica of a multi-Region KMS key: its own policy, state, description, tags and aliases.',
  schema: ReplicaKeySpecSchema,
  identity: {
    by: 'name',
    ids: idsOf,
    marking: markedBy('ReplicaKey', keyTags),
    blank: () => false,
    ours: ({ primaryIsOurs }) => primaryIsOurs === true,
    adoption: { is: 'true' },
  },
  attributes: { arn: { of: (ids) => ids['arn'] }, keyId: { of: (ids) => ids['keyId'] } },
  place: ({ region }) => (region === undefined ? {} : { region }),
  claims: ({ primary }, { account, region }) => [`the replica of ${shown(primary)} in ${account}/${region}`],
  hangsOn: { paths: ['/primary'] },
  locks: (at) => [`key:${at.ids['arn'] ?? at.address}`, `family:${primaryOf(at).keyId ?? at.address}`],
  reads: replicaKeyReads,
  facets: sharedKeyFacets,
  create: {
    reads: ['primary'],
    legal: replicable,
    calls: ['kms:ReplicateKey'],
    // Sent to where the primary is now; nothing is copied from it but the material (KMS API, ReplicateKey).
    call: (at, { primary }) =>
      kms.replicateKey(placeOfPrimary(at, primary?.family?.primaryRegion), {
        KeyId: primaryOf(at).keyId ?? idToCome(at.spec.primary),
        ReplicaRegion: at.place.region,
        Policy: at.spec.policy === undefined ? undefined : policyText(at.spec.policy),
        Description: at.spec.description ?? undefined,
        Tags: tagList(tagsAtBirth(at)),
      }),
    covers: ['policy', 'deletion', 'description', 'tags'],
    fresh: () => ({
      metadata: freshKey(true),
      tags: {},
    }),
    ids(answer, at) {
      const made = ReplicateKeyAnswer.parse(answer).ReplicaKeyMetadata;
      return made === undefined ? (idsOf(at) ?? {}) : { keyId: made.KeyId, arn: made.Arn };
    },
    // One related key a Region: a repetition is refused, so it needs no intent (KMS API, ReplicateKey).
    once: false,
  },
  immutable,
  removal: sharedKeyRemoval,
  validate: (at) => [...validateKeyPolicy(at.spec.policy, at), ...placeProblems(at)],
});

function idsOf(at: At): { readonly keyId: string; readonly arn: string } | undefined {
  const keyId = primaryOf(at).keyId;
  const arn = keyId === undefined ? undefined : keyIdsOf(keyId, at)['arn'];
  return keyId === undefined || arn === undefined ? undefined : { keyId, arn };
}

/** Returns the id of a primary that is still to be made: the last hole of its ARN. */
function idToCome(primary: ReplicaKeySpecOf['primary']): Text {
  return isUnknown(primary)
    ? { $unknown: primary.$unknown.slice(primary.$unknown.lastIndexOf('${')) }
    : primary;
}

function shown(primary: ReplicaKeySpecOf['primary']): string {
  if (!isUnknown(primary)) return primary;
  return /\$\{(Key\/[^}]+)\.keyId\}/u.exec(primary.$unknown)?.[1] ?? primary.$unknown;
}

function placeOfPrimary(at: At, discovered: string | undefined): At['place'] {
  const declared = primaryOf(at).place ?? at.place;
  return discovered === undefined ? declared : { ...declared, region: discovered };
}

/**
 * Defers the call while the primary cannot be replicated: ReplicateKey wants an enabled one (KMS Developer Guide,
 * key-state).
 */
function replicable(_at: At, { primary }: Partial<ReplicaKeyReads>): Legality {
  if (primary?.multiRegion === false)
    return defer('not-multi-region', 'its primary is not a multi-Region key and can never have a replica');
  const state = primary?.state ?? 'Enabled';
  if (state === 'Disabled')
    return defer('disabled', 'its primary is disabled and cannot be replicated', ['enabled']);
  if (isPendingDeletion(state))
    return defer('pending-deletion', 'its primary is pending deletion', ['enabled']);
  return { is: 'now' };
}

function placeProblems(at: At): readonly Diagnostic[] {
  const { region } = at.spec;
  const declared = primaryOf(at).place;
  const problems: readonly (false | Pick<Diagnostic, 'path' | 'message' | 'hint'>)[] = [
    region !== undefined &&
      region !== at.place.region && {
        path: '/region',
        message: `spec.region is ${region}, but metadata.region is ${at.place.region}`,
        hint: 'keep one of the two',
      },
    declared?.region === at.place.region && {
      path: '/primary',
      message: `its primary is also in ${declared.region}: a replica must be in another Region`,
      hint: 'set region to another Region of the account',
    },
    declared !== undefined &&
      declared.account !== at.place.account && {
        path: '/primary',
        message: `its primary belongs to account ${declared.account}: a replica must be in the same account`,
        hint: `set metadata.account to '${declared.account}'`,
      },
  ];
  return problems.flatMap((one) =>
    one === false ? [] : [{ severity: 'error', code: 'manifest.place', ...one }],
  );
}
