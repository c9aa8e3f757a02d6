import { z } from 'zod';
import type { Immutable, Kind } from '../../model/kind.ts';
import type { Health } from '../../model/plan.ts';
import { callOf } from '../call.ts';
import { policyText } from '../policy-facet.ts';
import { validateKeyPolicy } from '../policy-risks.ts';
import { isPendingDeletion, keyFacets, wantedTags } from './facets.ts';
import { keyIdentity, markTags } from './identity.ts';
import { keyReads, type At, type KeyMetadata, type KeyReads } from './reads.ts';
import { keyRemoval } from './removal.ts';
import { KeySpecSchema, type KeySpecOf } from './schema.ts';
import { onlyUsageOf } from './specs.ts';

const newKeyNeeded =
  'a new key cannot read data encrypted under this one: declare a second Key, move what uses this one to it, then retire this one';

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
    release: 'AWS managed keys cannot be adopted: create one of your own',
  },
];

const CreateKeyAnswer = z.object({ KeyMetadata: z.object({ KeyId: z.string(), Arn: z.string() }) });

/** A customer managed KMS key with material from AWS KMS. */
export const key: Kind<KeySpecOf, KeyReads> = {
  kind: 'Key',
  summary: 'A KMS key: its policy, state, rotation, description, tags and aliases.',
  schema: KeySpecSchema,
  identity: keyIdentity,
  attributes: { arn: { of: (ids) => ids['arn'] }, keyId: { of: (ids) => ids['keyId'] } },
  claims: () => [],
  expand: ({ name, spec }) =>
    (spec.aliases ?? []).map((alias, index) => ({
      kind: 'Alias',
      name: aliasResourceName(alias),
      spec: { name: alias, target: { ref: `Key/${name}` } },
      path: `/aliases/${index}`,
    })),
  locks: (at) => [`key:${at.ids['arn'] ?? at.address}`],
  reads: keyReads,
  existence: 'metadata',
  state: ({ metadata }) => metadata?.state ?? 'unknown',
  bornAt: ({ metadata }) =>
    metadata?.creationDate === undefined ? undefined : Date.parse(metadata.creationDate),
  health: ({ metadata }, at) => healthOf(metadata, at),
  facets: keyFacets,
  create: {
    call: (at) =>
      callOf('kms:CreateKey', at.place, {
        Description: at.spec.description ?? undefined,
        KeySpec: at.spec.keySpec ?? 'SYMMETRIC_DEFAULT',
        KeyUsage: at.spec.keyUsage ?? onlyUsageOf(at.spec.keySpec ?? 'SYMMETRIC_DEFAULT'),
        Origin: 'AWS_KMS',
        MultiRegion: at.spec.multiRegion ?? false,
        Policy: at.spec.policy === undefined ? undefined : policyText(at.spec.policy),
        // The mark goes into the creating call: there is no moment in which the key is nobody's.
        Tags: [...markTags(at), ...tagsAtBirth(at)],
      }),
    covers: ['policy', 'deletion', 'description', 'tags'],
    fresh: () => ({
      metadata: {
        state: 'Enabled',
        description: '',
        keySpec: 'SYMMETRIC_DEFAULT',
        keyUsage: undefined,
        multiRegion: false,
        origin: 'AWS_KMS',
        manager: 'CUSTOMER',
        deletionDate: undefined,
        creationDate: undefined,
      },
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
  onVanish: 'orphan',
  removal: keyRemoval,
  validate: (at) => validateKeyPolicy(at.spec.policy, at),
};

function tagsAtBirth(at: At): readonly { readonly TagKey: string; readonly TagValue: string }[] {
  const wanted = wantedTags(at);
  if (typeof wanted !== 'object' || wanted === null) return [];
  return Object.entries(wanted).flatMap(([TagKey, TagValue]) =>
    typeof TagValue === 'string' ? [{ TagKey, TagValue }] : [],
  );
}

/** `alias/App_data` → `app-data`: an Alias needs a manifest name of its own. */
export function aliasResourceName(alias: string): string {
  return alias
    .replace(/^alias\//u, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '');
}

function healthOf(metadata: KeyMetadata | undefined, at: At): { readonly is: Health; readonly why?: string } {
  const state = metadata?.state ?? 'unknown';
  if (state === 'Enabled') return { is: 'Healthy' };
  if (state === 'Disabled') {
    return at.spec.enabled === false
      ? { is: 'Healthy' }
      : { is: 'Degraded', why: 'the key is disabled: nothing under it can be read' };
  }
  if (isPendingDeletion(state)) {
    return {
      is: 'Degraded',
      why: `the key will be deleted${metadata?.deletionDate === undefined ? '' : ` on ${metadata.deletionDate}`}`,
    };
  }
  return state === 'Creating' || state === 'Updating'
    ? { is: 'Progressing', why: state }
    : { is: 'Degraded', why: state };
}
