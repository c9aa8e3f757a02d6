import { z } from 'zod';
import { policyText } from '../../policy/index.ts';
import type { Immutable } from '../../model/kind/kind.ts';
import { declareKind } from '../../model/kind/declare.ts';
import { freshKey, kmsKey } from '../shared/kms/key.ts';
import { byUnmanagedPolicy, joinAccess } from '../shared/kms/unmanaged-policy.ts';
import { kms } from '../../aws/services/kms.ts';
import { tagList } from '../shared/kms/tags.ts';
import { tagsAtBirth } from '../shared/tags.ts';
import { validateKeyPolicy } from '../shared/policy/risks.ts';
import { keyFacets } from './facets.ts';
import { keyIdentity } from './identity.ts';
import { unmanagedAccess } from './notes.ts';
import { keyReads, type KeyReads } from './reads.ts';
import { keyRemoval } from './removal.ts';
import { KeySpecSchema, type KeySpecOf } from './schema.ts';
import { onlyUsageOf } from './specs.ts';

const newKeyNeeded =
  'a new key cannot decrypt data of this one: declare a second Key, move all users to it, then retire this one';

const immutable: readonly Immutable<KeySpecOf, KeyReads>[] = [
  {
    path: '/keySpec',
    want: ({ spec }) => spec.keySpec,
    seen: ({ metadata }) => metadata?.keySpec,
    release: newKeyNeeded,
  },
  {
    path: '/keyUsage',
    want: ({ spec }) => spec.keyUsage,
    seen: ({ metadata }) => metadata?.keyUsage,
    release: newKeyNeeded,
  },
  {
    path: '/multiRegion',
    want: ({ spec }) => spec.multiRegion,
    seen: ({ metadata }) => metadata?.multiRegion,
    release: newKeyNeeded,
  },
  {
    path: '/keyManager',
    // AWS refuses every change of the keys it manages itself (KMS Developer Guide, concepts: AWS managed keys).
    want: () => 'CUSTOMER',
    seen: ({ metadata }) => metadata?.manager,
    release: 'AWS managed keys cannot be adopted: create a customer managed key',
  },
];

const CreateKeyAnswer = z.object({ KeyMetadata: z.object({ KeyId: z.string(), Arn: z.string() }) });

/** A customer managed KMS key with material from AWS KMS. */
export const key = declareKind<KeySpecOf, KeyReads>({
  ...kmsKey('Key'),
  summary: 'A KMS key: its policy, state, rotation, description, tags and aliases.',
  schema: KeySpecSchema,
  identity: keyIdentity,
  attributes: {
    arn: { of: (ids) => ids['arn'] },
    keyId: { of: (ids) => ids['keyId'] },
    region: { known: (_spec, place) => place.region, of: (ids) => ids['arn']?.split(':')[3] },
    account: { known: (_spec, place) => place.account, of: (ids) => ids['arn']?.split(':')[4] },
  },
  claims: () => [],
  locks: (at) => [`key:${at.ids['arn'] ?? at.address}`],
  reads: keyReads,
  foreignAccess: (reads, at) => joinAccess(byUnmanagedPolicy(reads, at), unmanagedAccess(reads.grants, at)),
  facets: keyFacets,
  create: {
    calls: ['kms:CreateKey'],
    call: (at) =>
      kms.createKey(at.place, {
        Description: at.spec.description ?? undefined,
        KeySpec: at.spec.keySpec ?? 'SYMMETRIC_DEFAULT',
        KeyUsage: at.spec.keyUsage ?? onlyUsageOf(at.spec.keySpec ?? 'SYMMETRIC_DEFAULT'),
        Origin: 'AWS_KMS',
        MultiRegion: at.spec.multiRegion ?? false,
        Policy: at.spec.policy === undefined ? undefined : policyText(at.spec.policy),
        Tags: tagList(tagsAtBirth(at)),
      }),
    covers: ['policy', 'deletion', 'description', 'tags', 'primary'],
    fresh: () => ({
      metadata: freshKey(false),
      rotation: { enabled: false, periodInDays: undefined },
      tags: {},
    }),
    ids(answer) {
      const { KeyMetadata } = CreateKeyAnswer.parse(answer);
      return { keyId: KeyMetadata.KeyId, arn: KeyMetadata.Arn };
    },
    once: true,
  },
  immutable,
  removal: keyRemoval,
  validate: (at) => validateKeyPolicy(at.spec.policy, at),
});
