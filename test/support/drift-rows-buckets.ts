import { region } from './estate.ts';
import {
  bareBucket,
  documentOf,
  everythingIn,
  liveStatements,
  makeAnew,
  noPlainHttp,
  ofOthers,
  putBucketPolicy,
  readers,
  retag,
  sharedBucket,
  storeBucket,
  workerPolicy,
  type Statement,
} from './bucket-world.ts';
import type { DriftRow } from './drift-row.ts';
import type { Hand } from './hand.ts';

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
    covers: 'Bucket /tags',
    why: 'another value',
    drift: (hand) => retag(hand, storeBucket, { team: 'x' }),
    address: 'Bucket/store',
    path: '/tags/team',
  },
  {
    covers: 'Bucket /tags',
    why: 'taken off',
    drift: (hand) => retag(hand, storeBucket, { team: undefined, tier: undefined }),
    address: 'Bucket/store',
    path: '/tags/tier',
  },
  {
    covers: 'Bucket /tags',
    why: 'null wants it gone, and it is back, among a tag of somebody else',
    drift: (hand) => retag(hand, storeBucket, { old: '', theirs: 'kept' }),
    address: 'Bucket/store',
    path: '/tags/old',
  },
  {
    covers: 'Bucket /versioning',
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
    covers: 'Bucket /publicAccessBlock/blockPublicAcls',
    why: 'turned off',
    drift: unblock('BlockPublicAcls'),
    address: 'Bucket/store',
    path: '/publicAccessBlock/blockPublicAcls',
  },
  {
    covers: 'Bucket /publicAccessBlock/ignorePublicAcls',
    why: 'turned off',
    drift: unblock('IgnorePublicAcls'),
    address: 'Bucket/store',
    path: '/publicAccessBlock/ignorePublicAcls',
  },
  {
    covers: 'Bucket /publicAccessBlock/blockPublicPolicy',
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
    covers: 'Bucket /publicAccessBlock/restrictPublicBuckets',
    why: 'the whole configuration was deleted',
    drift: (hand) => void hand.s3('DeletePublicAccessBlock', { Bucket: storeBucket }),
    address: 'Bucket/store',
    path: '/publicAccessBlock/restrictPublicBuckets',
  },
  {
    covers: 'Bucket /objectOwnership',
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
    covers: 'Bucket /objectOwnership',
    why: 'the controls were deleted, which is ObjectWriter',
    drift: (hand) => void hand.s3('DeleteBucketOwnershipControls', { Bucket: storeBucket }),
    address: 'Bucket/store',
    path: '/objectOwnership',
  },
  {
    covers: 'Bucket /name',
    why: 'the bucket was deleted',
    drift: (hand) => void hand.s3('DeleteBucket', { Bucket: bareBucket }),
    address: 'Bucket/bare',
    path: '/name',
    young: 'a part of a bucket made a moment ago may be asked where nobody has heard of it',
  },
];

function log(hand: Hand, change: Readonly<Record<string, unknown>>): void {
  const LoggingEnabled = {
    TargetBucket: bareBucket,
    TargetPrefix: 'store/',
    TargetObjectKeyFormat: { PartitionedPrefix: { PartitionDateSource: 'EventTime' } },
    ...change,
  };
  hand.s3('PutBucketLogging', { Bucket: storeBucket, BucketLoggingStatus: { LoggingEnabled } });
}

const bucketLoggingRows: readonly DriftRow[] = [
  {
    covers: 'BucketLogging /targetBucket',
    why: 'turned off: it is on again at once',
    drift: (hand) => void hand.s3('PutBucketLogging', { Bucket: storeBucket, BucketLoggingStatus: {} }),
    address: 'BucketLogging/store',
    path: '/targetBucket',
  },
  {
    covers: 'BucketLogging /targetBucket',
    why: 'sent to a bucket where nobody looks',
    drift: (hand) => log(hand, { TargetBucket: sharedBucket }),
    address: 'BucketLogging/store',
    path: '/targetBucket',
  },
  {
    covers: 'BucketLogging /targetPrefix',
    why: 'another prefix',
    drift: (hand) => log(hand, { TargetPrefix: 'hidden/' }),
    address: 'BucketLogging/store',
    path: '/targetPrefix',
  },
  {
    covers: 'BucketLogging /targetObjectKeyFormat',
    why: 'no partitions',
    drift: (hand) => log(hand, { TargetObjectKeyFormat: { SimplePrefix: {} } }),
    address: 'BucketLogging/store',
    path: '/targetObjectKeyFormat',
  },
  {
    covers: 'BucketLogging /bucket',
    why: 'the bucket logs nothing, as one that was made again',
    drift: (hand) => void hand.s3('PutBucketLogging', { Bucket: storeBucket, BucketLoggingStatus: {} }),
    address: 'BucketLogging/store',
    path: '/targetBucket',
  },
];

function statementIn(hand: Hand, sid: string): Statement {
  const found = liveStatements(hand, storeBucket)[sid];
  if (found === undefined) throw new Error(`no statement ${sid}`);
  return found as Statement;
}

const bucketPolicyRows: readonly DriftRow[] = [
  {
    covers: 'BucketPolicy /document',
    why: 'a statement for somebody else was added: taking it away protects',
    drift: (hand) =>
      putBucketPolicy(hand, storeBucket, statementIn(hand, 'NoPlainHttp'), statementIn(hand, 'Readers'), {
        ...readers(storeBucket, 'worker'),
        Sid: 'Intruder',
      }),
    address: 'BucketPolicy/store',
    path: '/document/Statement',
  },
  {
    covers: 'BucketPolicy /document',
    why: 'a Deny was taken out: putting it back protects',
    drift: (hand) => putBucketPolicy(hand, storeBucket, statementIn(hand, 'Readers')),
    address: 'BucketPolicy/store',
    path: '/document/Statement',
  },
  {
    covers: 'BucketPolicy /document',
    why: 'a reader was taken out, perhaps by an incident responder: giving access back waits',
    drift: (hand) =>
      putBucketPolicy(hand, storeBucket, noPlainHttp(storeBucket), readers(storeBucket, 'writer')),
    address: 'BucketPolicy/store',
    path: '/document/Statement/Readers/Principal/AWS',
    waitsFor: ['repair'],
  },
  {
    covers: 'BucketPolicy /document',
    why: 'a role was deleted and made again, so S3 shows AROA…: trusting the new one waits',
    drift: (hand) => makeAnew(hand, 'reader'),
    address: 'BucketPolicy/store',
    path: '/document/Statement/Readers/Principal/AWS',
    waitsFor: ['repair'],
  },
  {
    covers: 'BucketPolicy /document',
    why: 'deleted: giving access back waits',
    drift: (hand) => void hand.s3('DeleteBucketPolicy', { Bucket: storeBucket }),
    address: 'BucketPolicy/store',
    path: '/document',
    waitsFor: ['repair'],
  },
  {
    covers: 'BucketPolicy /ownership',
    why: 'our statement was weakened in a policy with several owners: only ours is put back',
    drift: (hand) =>
      putBucketPolicy(
        hand,
        sharedBucket,
        { ...ofOthers, Sid: 'TheirOther' },
        {
          ...noPlainHttp(sharedBucket),
          Action: 's3:PutObject',
          Resource: everythingIn(sharedBucket)[1] ?? '',
        },
      ),
    address: 'BucketPolicy/shared',
    path: '/document/Statement/NoPlainHttp',
  },
  {
    covers: 'BucketPolicy /bucket',
    why: 'the bucket was deleted and made again',
    drift(hand) {
      hand.s3('DeleteBucket', { Bucket: sharedBucket });
      const CreateBucketConfiguration = { LocationConstraint: region };
      hand.s3('CreateBucket', { Bucket: sharedBucket, CreateBucketConfiguration });
    },
    address: 'BucketPolicy/shared',
    path: '/document',
  },
];

function putWorkerPolicy(hand: Hand, change: Partial<Statement>): void {
  hand.iam('PutRolePolicy', {
    RoleName: 'worker',
    PolicyName: 'use-keys',
    PolicyDocument: JSON.stringify(documentOf({ ...workerPolicy, ...change })),
  });
}

const rolePolicyRows: readonly DriftRow[] = [
  {
    covers: 'RolePolicy /document',
    why: 'more is allowed: narrowing protects',
    drift: (hand) => putWorkerPolicy(hand, { Action: ['kms:*', 'iam:PassRole'] }),
    address: 'RolePolicy/worker',
    path: '/document/Statement/UseKeys',
  },
  {
    covers: 'RolePolicy /document',
    why: 'less is allowed: giving it back waits',
    drift: (hand) => putWorkerPolicy(hand, { Action: 'kms:Decrypt' }),
    address: 'RolePolicy/worker',
    path: '/document/Statement/UseKeys/Action',
    waitsFor: ['repair'],
  },
  {
    covers: 'RolePolicy /name',
    why: 'deleted: giving it back waits',
    drift: (hand) => void hand.iam('DeleteRolePolicy', { RoleName: 'worker', PolicyName: 'use-keys' }),
    address: 'RolePolicy/worker',
    path: '/document',
    waitsFor: ['repair'],
  },
  {
    covers: 'RolePolicy /role',
    why: 'the role was deleted and made again: the new one is given nothing unasked',
    drift: (hand) => makeAnew(hand, 'worker'),
    address: 'RolePolicy/worker',
    path: '/document',
    waitsFor: ['repair'],
  },
];

export const bucketDriftRows: readonly DriftRow[] = [
  ...bucketRows,
  ...bucketLoggingRows,
  ...bucketPolicyRows,
  ...rolePolicyRows,
];
