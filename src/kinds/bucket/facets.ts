import { minute } from '../../model/instant.ts';
import type { Facet, Legality } from '../../model/kind.ts';
import { showPath } from '../../model/path.ts';
import { asText, given, isMap } from '../../model/tree.ts';
import { s3 } from '../../aws/services/s3.ts';
import { each, gatedBy } from '../shared/policy/risk-rules.ts';
import type { BucketReads } from './reads.ts';
import type { BucketSpecOf } from './schema.ts';
import { tagsFacet } from './tags.ts';

type BucketFacet = Facet<BucketSpecOf, BucketReads>;

const now: Legality = { is: 'now' };

/** The configuration of a bucket is eventually consistent (S3 User Guide, data consistency model). */
const confirm = { equalReads: 2, withinMs: 2 * minute };

const objectOwnership: BucketFacet = {
  name: 'objectOwnership',
  about: 'Who owns objects of others, and whether ACLs count.',
  root: '/objectOwnership',
  paths: ['/objectOwnership'],
  reads: ['objectOwnership'],
  compare: 'tree',
  want: ({ spec }) => spec.objectOwnership,
  seen: (reads) => reads.objectOwnership,
  half: ({ after }) => (after === 'BucketOwnerEnforced' ? 'contract' : 'expand'),
  legal: () => now,
  calls: ['s3:PutBucketOwnershipControls'],
  write: ({ at, target }) => [
    s3.putBucketOwnershipControls(at.place, {
      Bucket: at.spec.name,
      OwnershipControls: { Rules: [{ ObjectOwnership: asText(target) }] },
    }),
  ],
  confirm,
  ...gatedBy<BucketSpecOf, BucketReads>([
    {
      paths: ['/objectOwnership'],
      on: 'loses',
      class: 'widen',
      when: 'moving from BucketOwnerEnforced to another',
      restoring: 'waits',
      finds: each(({ before }) => (before === 'BucketOwnerEnforced' ? 'ACLs give access again' : undefined)),
    },
  ]),
  repair: ({ after }) => (after === 'BucketOwnerEnforced' ? 'protective' : 'access-giving'),
  keepsOut: true,
};

const versioning: BucketFacet = {
  name: 'versioning',
  about: 'Whether S3 keeps what is overwritten or deleted.',
  root: '/versioning',
  paths: ['/versioning'],
  reads: ['versioning'],
  compare: 'tree',
  want: ({ spec }) => spec.versioning,
  seen: (reads) => reads.versioning,
  half: ({ after }) => (after === 'Enabled' ? 'expand' : 'contract'),
  legal: () => now,
  calls: ['s3:PutBucketVersioning'],
  write: ({ at, target }) => [
    s3.putBucketVersioning(at.place, {
      Bucket: at.spec.name,
      VersioningConfiguration: { Status: asText(target) },
    }),
  ],
  confirm,
  ...gatedBy<BucketSpecOf, BucketReads>([
    {
      paths: ['/versioning'],
      on: 'loses',
      class: 'disable',
      when: 'suspending it',
      restoring: 'waits',
      finds: each(({ before }) =>
        before === 'Enabled'
          ? 'what is overwritten or deleted from then on cannot be brought back'
          : undefined,
      ),
    },
  ]),
  repair: () => 'protective',
};

const publicAccessBlock: BucketFacet = {
  name: 'publicAccessBlock',
  about:
    'The four settings that block public access; one call writes all, and those the manifest leaves out go back as they were read.',
  root: '/publicAccessBlock',
  paths: ['/publicAccessBlock'],
  reads: ['publicAccessBlock'],
  compare: 'tree',
  // The settings that are given: the others are not managed.
  want: ({ spec: { publicAccessBlock: block } }) => (block === undefined ? undefined : given(block)),
  seen: (reads) => (reads.publicAccessBlock === undefined ? undefined : { ...reads.publicAccessBlock }),
  // What opens comes before the policy that needs it, what closes after the policy that was narrowed.
  half: ({ after }) => (after === true ? 'contract' : 'expand'),
  legal: () => now,
  calls: ['s3:PutPublicAccessBlock'],
  // What a call leaves out is off: it replaces all four (S3 API, PutPublicAccessBlock).
  write({ at, target }) {
    const block = isMap(target) ? target : {};
    return [
      s3.putPublicAccessBlock(at.place, {
        Bucket: at.spec.name,
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: block['blockPublicAcls'] === true,
          IgnorePublicAcls: block['ignorePublicAcls'] === true,
          BlockPublicPolicy: block['blockPublicPolicy'] === true,
          RestrictPublicBuckets: block['restrictPublicBuckets'] === true,
        },
      }),
    ];
  },
  confirm,
  ...gatedBy<BucketSpecOf, BucketReads>([
    {
      paths: [
        '/publicAccessBlock/blockPublicAcls',
        '/publicAccessBlock/ignorePublicAcls',
        '/publicAccessBlock/blockPublicPolicy',
        '/publicAccessBlock/restrictPublicBuckets',
      ],
      on: 'loses',
      class: 'widen',
      when: 'turning one of them off',
      restoring: 'waits',
      finds: each(({ path, after }) =>
        after === false ? `${showPath(path)} is turned off: public access is possible` : undefined,
      ),
    },
  ]),
  repair: ({ after }) => (after === true ? 'protective' : 'access-giving'),
  keepsOut: true,
};

/** In the order in which they may be written: the policy of the bucket comes after what opens it. */
export const bucketFacets: readonly BucketFacet[] = [
  tagsFacet,
  objectOwnership,
  versioning,
  publicAccessBlock,
];
