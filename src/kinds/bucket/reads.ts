import { z } from 'zod';
import type { AwsFailure } from '../../model/call.ts';
import type { Read } from '../../model/kind/read.ts';
import type { Reasoned } from '../../model/reasons.ts';
import { s3 } from '../../aws/services/s3.ts';
import { uncapitalised } from '../shared/case.ts';
import type { Tags } from '../shared/marks.ts';
import { rowWhere } from '../shared/rows.ts';
import { tags } from '../shared/s3/tags.ts';
import { nameOf, type BucketSpecOf } from './schema.ts';

export interface PublicAccessBlock {
  readonly blockPublicAcls: boolean;
  readonly ignorePublicAcls: boolean;
  readonly blockPublicPolicy: boolean;
  readonly restrictPublicBuckets: boolean;
}

/** What one full look at a bucket gives. */
export type BucketReads = {
  readonly bucket: BucketFacts;
  readonly tags: Tags;
  readonly versioning: string;
  readonly publicAccessBlock: PublicAccessBlock;
  readonly objectOwnership: string;
};

export interface BucketFacts {
  readonly name: string;
  readonly region: string | undefined;
  /** Undefined where the account's listing does not show the bucket: it is younger than the listing. */
  readonly createdAt: string | undefined;
}

const Listed = z.object({
  Name: z.string(),
  BucketRegion: z.string().nullish(),
  CreationDate: z.string().nullish(),
});

/** One paged listing holds every bucket of an account with its Region; HEAD is the truth about one. */
const bucket: Read<BucketSpecOf, BucketFacts> = {
  trust: 'hint',
  asks: ['s3:ListBuckets', 's3:HeadBucket'],
  call: (at) => s3.listBuckets(at.place),
  narrow: (at) => s3.headBucket(at.place, { Bucket: at.spec.name }),
  parse(answer, at) {
    const row = rowWhere(answer, 'Buckets', 'Name', nameOf(at.spec));
    if (row === undefined) return undefined;
    const { Name, BucketRegion, CreationDate } = Listed.parse(row);
    return { name: Name, region: BucketRegion ?? undefined, createdAt: CreationDate ?? undefined };
  },
  parseNarrow: (answer, at) => ({
    name: nameOf(at.spec),
    region: z.object({ BucketRegion: z.string().nullish() }).parse(answer).BucketRegion ?? undefined,
    createdAt: undefined,
  }),
  absent: ['NotFound', 'NoSuchBucket'],
  stuck: (failure) => elsewhere(failure),
};

/**
 * Tells from the status of a HEAD why the bucket is out of reach, as HEAD answers without a body. The status is 403
 * for a bucket of somebody else, 301 for one in another Region (S3 API, HeadBucket).
 */
function elsewhere(failure: AwsFailure): ({ readonly release: string } & Reasoned) | undefined {
  if (failure.op !== 's3:HeadBucket') return undefined;
  if (failure.code === 'aws.forbidden') {
    return {
      reason: 'another-owner',
      why: 'a bucket with this name exists, in another account or without access for us',
      release: 'choose another name; or, if it is ours, allow the read role s3:ListBucket on it',
    };
  }
  if (failure.code === 'aws.wrong-region') {
    return {
      reason: 'elsewhere',
      why: 'a bucket with this name exists in another Region',
      release: 'set metadata.region to its Region, or choose another name',
    };
  }
  return undefined;
}

/** What GetBucketVersioning says of a bucket that was never versioned: nothing. */
export const neverVersioned = 'Off';

const versioning: Read<BucketSpecOf, string> = {
  trust: 'truth',
  asks: ['s3:GetBucketVersioning'],
  needed: ({ spec }) => spec.versioning !== undefined,
  call: (at) => s3.getBucketVersioning(at.place, { Bucket: at.spec.name }),
  parse: (answer) => z.object({ Status: z.string().nullish() }).parse(answer).Status ?? neverVersioned,
};

const isOn = z.boolean().default(false);

const Block = z.object({
  publicAccessBlockConfiguration: z
    .object({
      blockPublicAcls: isOn,
      ignorePublicAcls: isOn,
      blockPublicPolicy: isOn,
      restrictPublicBuckets: isOn,
    })
    .prefault({}),
});

export const nothingBlocked: PublicAccessBlock = {
  blockPublicAcls: false,
  ignorePublicAcls: false,
  blockPublicPolicy: false,
  restrictPublicBuckets: false,
};

/** Every new bucket blocks all public access (S3 User Guide, since April 2023). */
export const allBlocked: PublicAccessBlock = {
  blockPublicAcls: true,
  ignorePublicAcls: true,
  blockPublicPolicy: true,
  restrictPublicBuckets: true,
};

const publicAccessBlock: Read<BucketSpecOf, PublicAccessBlock> = {
  trust: 'truth',
  asks: ['s3:GetPublicAccessBlock'],
  needed: ({ spec }) => spec.publicAccessBlock !== undefined,
  call: (at) => s3.getPublicAccessBlock(at.place, { Bucket: at.spec.name }),
  parse: (answer) => Block.parse(uncapitalised(answer)).publicAccessBlockConfiguration,
  instead: { NoSuchPublicAccessBlockConfiguration: nothingBlocked },
};

const objectOwnership: Read<BucketSpecOf, string> = {
  trust: 'truth',
  asks: ['s3:GetBucketOwnershipControls'],
  needed: ({ spec }) => spec.objectOwnership !== undefined,
  call: (at) => s3.getBucketOwnershipControls(at.place, { Bucket: at.spec.name }),
  parse: (answer) =>
    z
      .object({ OwnershipControls: z.object({ Rules: z.array(z.object({ ObjectOwnership: z.string() })) }) })
      .parse(answer).OwnershipControls.Rules[0]?.ObjectOwnership ?? 'ObjectWriter',
  // Without controls ACLs count and the writer owns (S3 User Guide, about-object-ownership).
  instead: { OwnershipControlsNotFoundError: 'ObjectWriter' },
};

export const bucketReads = { bucket, tags, versioning, publicAccessBlock, objectOwnership };
