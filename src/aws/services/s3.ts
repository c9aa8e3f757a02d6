import type * as S3 from '@aws-sdk/client-s3';
import { minute } from '../../model/instant.ts';
import { callsOf, type Operations } from './calls.ts';
import { after, contended, has, perSecond, type Always, type Operation } from './operation.ts';
import type { OperationInput } from './resource.ts';
import { bucket, object } from './resource.ts';

/**
 * Amazon S3: what a bucket's configuration needs, and the objects of coordination. Sources: S3 API
 * Reference, Service Authorization Reference (actions are not always named like the API), S3 User
 * Guide "conditional-writes". `always`: S3 API Reference, response syntax; what is not configured is an error of
 * its own, but for versioning, logging and the location of us-east-1.
 */

const rate = perSecond(
  'AWS publishes no rate for listing objects or for the configuration of buckets: a guess',
  'guess',
);
const objectRate = perSecond('S3 User Guide, optimizing-performance: at least this much per prefix');

const noBucketYet = { NoSuchBucket: after(minute, 's3:CreateBucket') } as const;
/** Concurrent changes of one bucket's configuration; AWS asks to try again, the SDK does not. */
const notFree = { ...noBucketYet, OperationAborted: contended(minute) } as const;

function read(action: string, always: Always, quota = rate(50)): Operation {
  return {
    access: 'read',
    quota,
    iam: [`s3:${action}`],
    resource: bucket,
    bucketOwner: true,
    propagating: noBucketYet,
    always,
  };
}

/** Declares a write of a bucket's configuration. S3 answers it with nothing. */
function write(action: string, more: Partial<Operation> = {}): Operation {
  return { ...read(action, {}, rate(10)), access: 'write', propagating: notFree, ...more };
}

/** Declares a write of an object, whose conditions may need to read it (S3 User Guide, conditional-writes). */
function writeObject(action: string, always: Always): Operation {
  return {
    ...read(action, always, objectRate(3500)),
    access: 'write',
    iam: [`s3:${action}`, 's3:GetObject'],
    iamOnly: { 's3:GetObject': has('IfMatch') },
    resource: object,
    repeatable: unconditional,
  };
}

/**
 * Returns true for a write without conditions. A repeated conditional write would report our own first attempt as
 * another's.
 */
function unconditional({ IfMatch, IfNoneMatch }: OperationInput): boolean {
  return IfMatch === undefined && IfNoneMatch === undefined;
}

const token = { in: 'ContinuationToken' } as const;

export const s3Operations = {
  // HEAD has no body, and emulators leave headers out.
  HeadBucket: read('ListBucket', {}, rate(100)),
  GetBucketLocation: { ...read('GetBucketLocation', {}), elements: ['LocationConstraint'] },
  GetBucketEncryption: read('GetEncryptionConfiguration', {
    'ServerSideEncryptionConfiguration.Rules': 'list',
  }),
  GetBucketPolicy: read('GetBucketPolicy', { Policy: 'document' }),
  // The SDK takes whatever element comes for the configuration, and one without members blocks nothing.
  GetPublicAccessBlock: {
    ...read('GetBucketPublicAccessBlock', { PublicAccessBlockConfiguration: 'map' }),
    elements: ['PublicAccessBlockConfiguration'],
  },
  GetBucketOwnershipControls: read('GetBucketOwnershipControls', {
    'OwnershipControls.Rules': 'list',
    'OwnershipControls.Rules[].ObjectOwnership': 'text',
  }),
  // moto names an empty one after the operation.
  GetBucketVersioning: {
    ...read('GetBucketVersioning', {}),
    elements: ['VersioningConfiguration', 'GetBucketVersioningResponse'],
  },
  GetBucketLogging: { ...read('GetBucketLogging', {}), elements: ['BucketLoggingStatus'] },
  GetBucketLifecycleConfiguration: read('GetLifecycleConfiguration', { Rules: 'list' }),
  GetBucketTagging: read('GetBucketTagging', { TagSet: 'list', 'TagSet[].Key': 'text' }),
  ListBuckets: {
    access: 'read',
    quota: rate(5),
    always: { Buckets: 'list', 'Buckets[].Name': 'text' },
    iam: ['s3:ListAllMyBuckets'],
    paging: {
      ...token,
      out: 'ContinuationToken',
      items: 'Buckets',
      limit: { field: 'MaxBuckets', max: 1000 },
    },
  },
  ListObjectsV2: {
    // An empty listing has no Contents.
    ...read('ListBucket', { IsTruncated: 'boolean' }),
    paging: {
      ...token,
      out: 'NextContinuationToken',
      more: 'IsTruncated',
      items: 'Contents',
      limit: { field: 'MaxKeys', max: 1000 },
    },
  },

  CreateBucket: {
    access: 'write',
    quota: rate(5),
    always: {},
    // Tags and ownership go into the call, so that it needs their actions too (S3 API, CreateBucket).
    iam: ['s3:CreateBucket', 's3:TagResource', 's3:PutBucketOwnershipControls'],
    iamOnly: {
      's3:TagResource': ({ CreateBucketConfiguration: of }) =>
        typeof of === 'object' && of !== null && 'Tags' in of,
      's3:PutBucketOwnershipControls': has('ObjectOwnership'),
    },
    resource: bucket,
    alreadySoOnRepeat: ['BucketAlreadyOwnedByYou'],
    // A bucket of this name was deleted moments ago.
    propagating: { OperationAborted: contended(2 * minute) },
  },
  PutBucketEncryption: write('PutEncryptionConfiguration'),
  // A principal that is too young: its age is the only reason to wait.
  PutBucketPolicy: write('PutBucketPolicy', {
    propagating: { ...notFree, MalformedPolicy: after(2 * minute) },
  }),
  DeleteBucketPolicy: write('DeleteBucketPolicy', { alreadySo: ['NoSuchBucketPolicy'] }),
  PutPublicAccessBlock: write('PutBucketPublicAccessBlock'),
  PutBucketOwnershipControls: write('PutBucketOwnershipControls'),
  PutBucketVersioning: write('PutBucketVersioning'),
  // The target bucket, or what lets S3 write to it, was made moments ago.
  PutBucketLogging: write('PutBucketLogging', {
    propagating: {
      ...notFree,
      InvalidTargetBucketForLogging: after(
        2 * minute,
        's3:CreateBucket',
        's3:PutBucketPolicy',
        's3:PutBucketOwnershipControls',
      ),
    },
  }),
  PutBucketLifecycleConfiguration: write('PutLifecycleConfiguration', {
    instants: [
      'LifecycleConfiguration.Rules.Expiration.Date',
      'LifecycleConfiguration.Rules.Transitions.Date',
    ],
  }),
  DeleteBucketLifecycle: write('PutLifecycleConfiguration'),
  PutBucketTagging: write('PutBucketTagging'),
  DeleteBucketTagging: write('PutBucketTagging'),

  GetObject: { ...read('GetObject', { ETag: 'text', Body: 'text' }, objectRate(5500)), resource: object },
  PutObject: {
    ...writeObject('PutObject', { ETag: 'text' }),
    iam: ['s3:PutObject', 's3:GetObject', 's3:PutObjectRetention'],
    iamOnly: { 's3:GetObject': has('IfMatch'), 's3:PutObjectRetention': has('ObjectLockMode') },
    instants: ['ObjectLockRetainUntilDate'],
  },
  DeleteObject: writeObject('DeleteObject', {}),
} as const satisfies Operations<typeof S3>;

export const s3 = callsOf<typeof S3, keyof typeof s3Operations>('s3', s3Operations);
