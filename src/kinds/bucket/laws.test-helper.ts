import type { DriftRow, GateRow, KindLaws, Renaming } from '../../../test/support/kind-laws.ts';
import {
  bareBucket,
  bucketDocuments,
  bucketRoles,
  makeShared,
  noPlainHttp,
  putBucketPolicy,
  readers,
  retag,
  storeBucket,
} from '../../../test/support/bucket-world.ts';
import type { Hand } from '../../../test/support/hand.ts';
import { documentYaml } from '../../../test/support/estate-facts.ts';

const allBlocked = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

function unblock(setting: keyof typeof allBlocked): (hand: Hand) => void {
  return (hand) =>
    void hand.s3('PutPublicAccessBlock', {
      Bucket: storeBucket,
      PublicAccessBlockConfiguration: { ...allBlocked, [setting]: false },
    });
}

const bucketRows: readonly DriftRow[] = [
  {
    covers: '/tags',
    why: 'another value',
    drift: (hand) => retag(hand, storeBucket, { team: 'x' }),
    address: 'Bucket/store',
    path: '/tags/team',
  },
  {
    covers: '/tags',
    why: 'taken off',
    drift: (hand) => retag(hand, storeBucket, { team: undefined, tier: undefined }),
    address: 'Bucket/store',
    path: '/tags/tier',
  },
  {
    covers: '/tags',
    why: 'null wants it gone, and it is back, among a tag of somebody else',
    drift: (hand) => retag(hand, storeBucket, { old: '', theirs: 'kept' }),
    address: 'Bucket/store',
    path: '/tags/old',
  },
  {
    covers: '/versioning',
    why: 'suspended: what is overwritten is lost until it is on again',
    drift: (hand) =>
      void hand.s3('PutBucketVersioning', {
        Bucket: storeBucket,
        VersioningConfiguration: { Status: 'Suspended' },
      }),
    address: 'Bucket/store',
    path: '/versioning',
  },
  {
    covers: '/publicAccessBlock/blockPublicAcls',
    why: 'turned off',
    drift: unblock('BlockPublicAcls'),
    address: 'Bucket/store',
    path: '/publicAccessBlock/blockPublicAcls',
  },
  {
    covers: '/publicAccessBlock/ignorePublicAcls',
    why: 'turned off',
    drift: unblock('IgnorePublicAcls'),
    address: 'Bucket/store',
    path: '/publicAccessBlock/ignorePublicAcls',
  },
  {
    covers: '/publicAccessBlock/blockPublicPolicy',
    why: 'turned off, and the policy made public: the policy is narrowed first, then the block is back',
    drift(hand) {
      unblock('BlockPublicPolicy')(hand);
      putBucketPolicy(hand, storeBucket, noPlainHttp(storeBucket), {
        ...readers(storeBucket, 'reader'),
        Principal: '*',
      });
    },
    address: 'Bucket/store',
    path: '/publicAccessBlock/blockPublicPolicy',
  },
  {
    covers: '/publicAccessBlock/restrictPublicBuckets',
    why: 'the whole configuration was deleted',
    drift: (hand) => void hand.s3('DeletePublicAccessBlock', { Bucket: storeBucket }),
    address: 'Bucket/store',
    path: '/publicAccessBlock/restrictPublicBuckets',
  },
  {
    covers: '/objectOwnership',
    why: 'ACLs count again',
    drift: (hand) =>
      void hand.s3('PutBucketOwnershipControls', {
        Bucket: storeBucket,
        OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] },
      }),
    address: 'Bucket/store',
    path: '/objectOwnership',
  },
  {
    covers: '/objectOwnership',
    why: 'the controls were deleted, which is ObjectWriter',
    drift: (hand) => void hand.s3('DeleteBucketOwnershipControls', { Bucket: storeBucket }),
    address: 'Bucket/store',
    path: '/objectOwnership',
  },
  {
    covers: '/name',
    why: 'the bucket was deleted',
    drift: (hand) => void hand.s3('DeleteBucket', { Bucket: bareBucket }),
    address: 'Bucket/bare',
    path: '/name',
    young: 'a part of a bucket made a moment ago may be asked where nobody has heard of it',
  },
];

const closed = {
  blockPublicAcls: true,
  ignorePublicAcls: true,
  blockPublicPolicy: true,
  restrictPublicBuckets: true,
};

const gateRows: readonly GateRow[] = [
  ...Object.keys(closed).map((name) => ({
    why: `${name} off`,
    gate: `/publicAccessBlock/${name} loses`,
    spec: { publicAccessBlock: { ...closed, [name]: false } },
    needs: ['widen'] as const,
  })),
  {
    why: 'only blockPublicPolicy is named, and off',
    gate: '/publicAccessBlock/blockPublicPolicy loses',
    spec: { publicAccessBlock: { blockPublicPolicy: false } },
    needs: ['widen'],
  },
  {
    why: 'ACLs count again',
    gate: '/objectOwnership loses',
    spec: { objectOwnership: 'BucketOwnerPreferred' },
    needs: ['widen'],
  },
  {
    why: 'versions are no longer kept',
    gate: '/versioning loses',
    spec: { versioning: 'Suspended' },
    needs: ['disable'],
  },
  { why: 'a tag', spec: { tags: { team: 'a' } }, needs: [] },
];

const renamings: readonly Renaming[] = [
  {
    changed: 'the name of a bucket',
    address: 'Bucket/a',
    before: [documentYaml('Bucket', 'name: a', 'name: one-logs')],
    after: [documentYaml('Bucket', 'name: a', 'name: two-logs')],
    step: 'Bucket/a#create',
  },
];

/** With the policies of its buckets, and of a role. */
export const laws: KindLaws = {
  documents: bucketDocuments,
  renamings,
  principals: bucketRoles,
  ground: makeShared,
  drift: bucketRows,
  gates: {
    documents: {
      'Bucket/store': {
        name: 'gates-store',
        publicAccessBlock: closed,
        versioning: 'Enabled',
        objectOwnership: 'BucketOwnerEnforced',
      },
    },
    address: 'Bucket/store',
    rows: gateRows,
  },
  elsewhere: { specs: 'test/sim/estate-property.test.ts' },
};
