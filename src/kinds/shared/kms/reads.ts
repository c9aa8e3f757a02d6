import { z } from 'zod';
import type { Call, Place } from '../../../model/call.ts';
import { idOf, type Read } from '../../../model/kind.ts';
import type { Subject } from '../../../model/subject.ts';
import type { Ids } from '../../../model/ids.ts';
import type { Text, Tree, TreeMap } from '../../../model/tree.ts';
import { kms } from '../../../aws/services/kms.ts';
import { indexCall, indexedTags } from '../marks.ts';
import { documentOf } from '../policy/facet.ts';

/** What a primary key and a replica of one say alike, each for its own Region. */
export interface SharedKeySpec {
  readonly description?: string | null | undefined;
  readonly enabled?: boolean | undefined;
  readonly policy?: TreeMap | undefined;
  readonly tags?: Readonly<Record<string, string | null>> | undefined;
}

export type SharedAt = Subject<SharedKeySpec>;

/** What is read of a primary key and of a replica alike. */
export type SharedKeyReads = {
  readonly metadata: KeyMetadata;
  readonly policy: Tree;
  readonly tags: Readonly<Record<string, string>>;
};

export interface KeyMetadata {
  readonly arn: string | undefined;
  readonly state: string;
  readonly description: string;
  readonly keySpec: string;
  readonly keyUsage: string | undefined;
  readonly multiRegion: boolean;
  /** Of a multi-Region key: its place among the related keys. */
  readonly family: Family | undefined;
  readonly origin: string | undefined;
  readonly manager: string | undefined;
  readonly deletionDate: string | undefined;
  readonly creationDate: string | undefined;
}

export interface Family {
  /** While the primary moves, DescribeKey shows each of the two as REPLICA (KMS Developer Guide, multi-region-update). */
  readonly role: string;
  readonly primaryRegion: string;
  readonly replicaRegions: readonly string[];
}

const Regional = z.object({ Region: z.string() });

const DescribeKeyAnswer = z.object({
  KeyMetadata: z.object({
    Arn: z.string().nullish(),
    KeyState: z.string(),
    Description: z.string().nullish(),
    KeySpec: z.string().nullish(),
    KeyUsage: z.string().nullish(),
    MultiRegion: z.boolean().nullish(),
    MultiRegionConfiguration: z
      .object({
        MultiRegionKeyType: z.string(),
        PrimaryKey: Regional,
        ReplicaKeys: z.array(Regional).nullish(),
      })
      .nullish(),
    Origin: z.string().nullish(),
    KeyManager: z.string().nullish(),
    DeletionDate: z.string().nullish(),
    CreationDate: z.string().nullish(),
  }),
});

/** KeyMetadata as DescribeKey gives it (KMS API, KeyMetadata). */
export function metadataIn(answer: unknown): KeyMetadata {
  const { KeyMetadata: key } = DescribeKeyAnswer.parse(answer);
  const family = key.MultiRegionConfiguration;
  return {
    arn: key.Arn ?? undefined,
    state: key.KeyState,
    description: key.Description ?? '',
    keySpec: key.KeySpec ?? 'SYMMETRIC_DEFAULT',
    keyUsage: key.KeyUsage ?? undefined,
    multiRegion: key.MultiRegion ?? false,
    family:
      family === undefined || family === null
        ? undefined
        : {
            role: family.MultiRegionKeyType,
            primaryRegion: family.PrimaryKey.Region,
            replicaRegions: (family.ReplicaKeys ?? []).map(({ Region }) => Region),
          },
    origin: key.Origin ?? undefined,
    manager: key.KeyManager ?? undefined,
    deletionDate: key.DeletionDate ?? undefined,
    creationDate: key.CreationDate ?? undefined,
  };
}

const metadata: Read<SharedKeySpec, KeyMetadata> = {
  trust: 'truth',
  asks: ['kms:DescribeKey'],
  call: (at) => kms.describeKey(at.place, { KeyId: idOf(at, 'keyId') }),
  parse: metadataIn,
  absent: ['NotFoundException'],
};

const policy: Read<SharedKeySpec, Tree> = {
  trust: 'truth',
  asks: ['kms:GetKeyPolicy'],
  needed: (at) => at.spec.policy !== undefined,
  call: (at) => kms.getKeyPolicy(at.place, { KeyId: idOf(at, 'keyId'), PolicyName: 'default' }),
  parse(answer) {
    const text = z.object({ Policy: z.string() }).parse(answer).Policy;
    return documentOf(text) ?? text;
  },
};

/** The tag index holds the tags of every marked key of a Region: one call in place of one a key. */
const tags: Read<SharedKeySpec, Readonly<Record<string, string>>> = {
  trust: 'hint',
  asks: ['tagging:GetResources', 'kms:ListResourceTags'],
  call: (at) => indexCall(at.place, at.settings),
  narrow: (at) => tagsCall(at.ids, at.place, idOf(at, 'keyId')),
  parse: (answer, at) => indexedTags(answer, at.ids['arn']),
  parseNarrow: (answer) => parseTags(answer),
};

export const sharedKeyReads = { metadata, policy, tags };

export function tagsCall(ids: Ids, place: Place, keyId: Text = ids['keyId'] ?? ''): Call {
  return kms.listResourceTags(place, { KeyId: keyId });
}

export function parseTags(answer: unknown): Readonly<Record<string, string>> {
  const list = z
    .object({ Tags: z.array(z.object({ TagKey: z.string(), TagValue: z.string().nullish() })).nullish() })
    .parse(answer);
  return Object.fromEntries((list.Tags ?? []).map(({ TagKey, TagValue }) => [TagKey, TagValue ?? '']));
}
