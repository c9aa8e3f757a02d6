import * as resources from '../../aws/services/resource.ts';
import type { KindHealth } from '../../model/kind/kind.ts';
import { declareKind } from '../../model/kind/declare.ts';
import type { Subject } from '../../model/subject.ts';
import { isUnknown } from '../../model/tree.ts';
import { bucketLock } from '../shared/s3/buckets.ts';
import { bucketTags, tagSet } from '../shared/s3/tags.ts';
import { markedBy, tagsAtBirth } from '../shared/tags.ts';
import { s3 } from '../../aws/services/s3.ts';
import { bucketFacets } from './facets.ts';
import { allBlocked, bucketReads, neverVersioned, type BucketReads } from './reads.ts';
import { nameCheck } from '../shared/name-check.ts';
import { nameProblem } from './names.ts';
import { BucketSpecSchema, nameOf, type BucketSpecOf } from './schema.ts';
import { degraded } from '../shared/states.ts';

/** An S3 bucket: that it exists, and what of its configuration has no kind of its own. */
export const bucket = declareKind<BucketSpecOf, BucketReads>({
  kind: 'Bucket',
  summary: 'An S3 bucket: its existence, tags, versioning, public access block and object ownership.',
  schema: BucketSpecSchema,
  identity: {
    by: 'name',
    ids: (at) => ({
      name: nameOf(at.spec),
      arn: resources.bucket.arn(nameOf(at.spec), at.settings.partition),
    }),
    marking: markedBy('Bucket', bucketTags),
    blank: () => false,
    adoption: { is: 'true' },
  },
  attributes: {
    name: { known: (spec) => knownName(spec), of: (ids) => ids['name'] },
    arn: {
      known: (spec, _place, { partition }) =>
        knownName(spec) === undefined ? undefined : resources.bucket.arn(nameOf(spec), partition),
      of: (ids) => ids['arn'],
    },
  },
  claims: (spec) => [`bucket ${nameOf(spec)}`],
  locks: (at) => [bucketLock(nameOf(at.spec))],
  reads: bucketReads,
  existence: 'bucket',
  // A bucket that the listing of its account does not show yet is younger than the listing.
  bornAt: (reads) =>
    reads.bucket?.createdAt === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(reads.bucket.createdAt),
  health: (reads, at) => healthOf(reads, at),
  facets: bucketFacets,
  create: {
    calls: ['s3:CreateBucket'],
    call: (at) =>
      s3.createBucket(at.place, {
        Bucket: at.spec.name,
        ObjectOwnership: at.spec.objectOwnership,
        CreateBucketConfiguration: {
          // us-east-1 is what no constraint means, and naming it is refused (S3 API, CreateBucket).
          ...(at.place.region === 'us-east-1' ? {} : { LocationConstraint: at.place.region }),
          Tags: tagSet(tagsAtBirth(at)),
        },
      }),
    covers: ['tags', 'objectOwnership'],
    fresh: (at) => ({
      bucket: { name: nameOf(at.spec), region: at.place.region, createdAt: undefined },
      tags: {},
      versioning: neverVersioned,
      publicAccessBlock: allBlocked,
      objectOwnership: 'BucketOwnerEnforced',
    }),
    ids: (_answer, at) => ({
      name: nameOf(at.spec),
      arn: resources.bucket.arn(nameOf(at.spec), at.settings.partition),
    }),
    // HEAD has no body.
    shownBy: ['bucket', 'tags'],
    // There, one may create one's own bucket again (S3 API, CreateBucket); its tags stay (a guess).
    answersForExisting: ({ place }) => place.region === 'us-east-1',
    lost: 'its objects are lost: the new bucket is empty',
    once: false,
  },
  immutable: [
    {
      path: '/name',
      want: (at) => at.spec.name,
      seen: (reads) => reads.bucket?.name,
      release: 'another name means another bucket',
    },
    {
      path: '/region',
      want: (at) => at.place.region,
      seen: (reads) => reads.bucket?.region,
      release: 'set metadata.region to the Region of the bucket: a bucket cannot move',
    },
  ],
  leftBehind: 'stays in AWS with its objects; nothing is copied',
  byHand: 'aws s3api delete-bucket --bucket NAME, once it is empty',
  // A bucket keeps a name that S3 reserved later, and S3 itself makes buckets whose names end with -an.
  validate: (at) => (at.metadata.adopt === undefined ? checkName(at) : []),
});

const checkName = nameCheck({
  nameOf,
  problem: nameProblem,
  hint: 'choose another name; for an existing bucket, set metadata.adopt: true',
});

function knownName({ name }: BucketSpecOf): string | undefined {
  return isUnknown(name) ? undefined : name;
}

/** Judges the health of a bucket. Only what the manifest manages can be unhealthy. */
function healthOf(reads: Partial<BucketReads>, { spec }: Subject<BucketSpecOf>): KindHealth {
  const open = Object.entries(spec.publicAccessBlock ?? {}).flatMap(([name, wanted]) =>
    wanted === true && isOff(reads, name) ? [name] : [],
  );
  if (open.length > 0) return degraded('public', `public access is not blocked: ${open.join(', ')} is off`);
  if (spec.versioning === 'Enabled' && reads.versioning !== undefined && reads.versioning !== 'Enabled')
    return degraded('unversioned', 'versioning is off: overwritten and deleted objects are lost');
  return { is: 'Healthy' };
}

function isOff({ publicAccessBlock }: Partial<BucketReads>, name: string): boolean {
  const flags: Readonly<Record<string, boolean>> = { ...publicAccessBlock };
  return flags[name] === false;
}
