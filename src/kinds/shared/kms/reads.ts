import { z } from 'zod';
import { idOf } from '../../../model/kind/identity.ts';
import type { Read } from '../../../model/kind/read.ts';
import type { Subject } from '../../../model/subject.ts';
import type { Tree, TreeMap } from '../../../model/tree.ts';
import { kms } from '../../../aws/services/kms.ts';
import type { Tags } from '../marks.ts';
import { documentOf } from '../policy/facet.ts';
import { tags } from './tags.ts';

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
  readonly tags: Tags;
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

export const sharedKeyReads = { metadata, policy, tags };
