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
  /** The policy where no manifest declares one: nothing is compared with it, but who it lets in is reported. */
  readonly unmanagedPolicy: Tree;
  readonly tags: Tags;
};

const Regional = z.object({ Region: z.string() });

const Text = z
  .string()
  .nullish()
  .transform((text) => text ?? undefined);

const Metadata = z
  .object({
    Arn: Text,
    KeyState: z.string(),
    Description: Text,
    KeySpec: Text,
    KeyUsage: Text,
    MultiRegion: z.boolean().nullish(),
    // While the primary moves, each of the two is shown as REPLICA (KMS Developer Guide, multi-region-update).
    MultiRegionConfiguration: z
      .object({
        MultiRegionKeyType: z.string(),
        PrimaryKey: Regional,
        ReplicaKeys: z.array(Regional).nullish(),
      })
      .transform(({ MultiRegionKeyType: role, PrimaryKey, ReplicaKeys }) => ({
        role,
        primaryRegion: PrimaryKey.Region,
        replicaRegions: (ReplicaKeys ?? []).map(({ Region }) => Region),
      }))
      .nullish(),
    Origin: Text,
    KeyManager: Text,
    DeletionDate: Text,
    CreationDate: Text,
  })
  .transform((key) => ({
    arn: key.Arn,
    state: key.KeyState,
    description: key.Description ?? '',
    keySpec: key.KeySpec ?? 'SYMMETRIC_DEFAULT',
    keyUsage: key.KeyUsage,
    multiRegion: key.MultiRegion ?? false,
    /** Of a multi-Region key: its place among the related keys. */
    family: key.MultiRegionConfiguration ?? undefined,
    origin: key.Origin,
    manager: key.KeyManager,
    deletionDate: key.DeletionDate,
    creationDate: key.CreationDate,
  }));

/** KeyMetadata as DescribeKey gives it (KMS API, KeyMetadata). */
export type KeyMetadata = Readonly<z.infer<typeof Metadata>>;

const DescribeKeyAnswer = z.object({ KeyMetadata: Metadata });

export function metadataIn(answer: unknown): KeyMetadata {
  return DescribeKeyAnswer.parse(answer).KeyMetadata;
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

/** The same call, under a name of its own: where AWS refuses it, nothing that a manifest declares is unreadable. */
const unmanagedPolicy: Read<SharedKeySpec, Tree> = {
  ...policy,
  look: 'fast',
  needed: ({ spec, metadata: { state } }) => spec.policy === undefined && state === 'present',
};

export const sharedKeyReads = { metadata, policy, unmanagedPolicy, tags };
