import type { Facet } from '../../model/kind/facet.ts';
import { showPath } from '../../model/path.ts';
import { asText, isMap } from '../../model/tree.ts';
import { s3 } from '../../aws/services/s3.ts';
import { capitalised } from '../shared/case.ts';
import { field } from '../shared/facet/field.ts';
import { put } from '../shared/facet/put.ts';
import { whole } from '../shared/facet/whole.ts';
import { bucketTagsFacet } from '../shared/s3/tags.ts';
import { each, where } from '../shared/policy/risk-rules.ts';
import { nothingBlocked, type BucketReads } from './reads.ts';
import type { BucketSpecOf } from './schema.ts';

type BucketFacet = Facet<BucketSpecOf, BucketReads>;

const objectOwnership: BucketFacet = field({
  path: '/objectOwnership',
  about: 'The owner of objects from other accounts, and whether ACLs apply.',
  read: 'objectOwnership',
  put: put(s3.putBucketOwnershipControls, ({ at, target }) => ({
    Bucket: at.spec.name,
    OwnershipControls: { Rules: [{ ObjectOwnership: asText(target) }] },
  })),
  half: ({ after }) => (after === 'BucketOwnerEnforced' ? 'contract' : 'expand'),
  gates: [
    {
      on: 'loses',
      class: 'widen',
      when: 'moving from BucketOwnerEnforced to another',
      restoring: 'waits',
      finds: where(({ before }) => before === 'BucketOwnerEnforced', 'ACLs grant access again'),
    },
  ],
  repair: ({ after }) => (after === 'BucketOwnerEnforced' ? 'protective' : 'access-giving'),
  keepsOut: true,
});

const versioning: BucketFacet = field({
  path: '/versioning',
  about: 'Whether S3 keeps overwritten and deleted objects.',
  read: 'versioning',
  put: put(s3.putBucketVersioning, ({ at, target }) => ({
    Bucket: at.spec.name,
    VersioningConfiguration: { Status: asText(target) },
  })),
  half: ({ after }) => (after === 'Enabled' ? 'expand' : 'contract'),
  gates: [
    {
      on: 'loses',
      class: 'disable',
      when: 'suspending it',
      restoring: 'waits',
      finds: where(
        ({ before }) => before === 'Enabled',
        'objects overwritten or deleted afterwards cannot be restored',
      ),
    },
  ],
});

const publicAccessBlock: BucketFacet = whole({
  path: '/publicAccessBlock',
  about: 'The four public access block settings. One call writes all; Keywright sends unset ones unchanged.',
  read: 'publicAccessBlock',
  look: 'fast',
  // What a call leaves out is off: it replaces all four (S3 API, PutPublicAccessBlock).
  put: put(s3.putPublicAccessBlock, ({ at, target }) => ({
    Bucket: at.spec.name,
    PublicAccessBlockConfiguration: capitalised({
      ...nothingBlocked,
      ...(isMap(target) ? target : {}),
    }) as Readonly<Record<string, boolean>>,
  })),
  // What opens comes before the policy that needs it, what closes after the policy that was narrowed.
  half: ({ after }) => (after === true ? 'contract' : 'expand'),
  gates: [
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
        after === false ? `${showPath(path)} is turned off, so public access becomes possible` : undefined,
      ),
    },
  ],
  repair: ({ after }) => (after === true ? 'protective' : 'access-giving'),
  keepsOut: true,
});

/** In the order in which they may be written: the policy of the bucket comes after what opens it. */
export const bucketFacets: readonly BucketFacet[] = [
  bucketTagsFacet,
  objectOwnership,
  versioning,
  publicAccessBlock,
];
