import { minute } from '../../model/instant.ts';
import type { Always, Operation, OperationInput, OperationTable } from './operation.ts';

/**
 * Amazon S3: what a bucket's configuration needs, and the objects of coordination. Sources: S3 API
 * Reference, Service Authorization Reference (actions are not always named like the API), S3 User
 * Guide "conditional-writes". `always`: S3 API Reference, response syntax; what is not configured is an error of
 * its own, but for versioning and the location of us-east-1.
 */

const noBucketYet = { NoSuchBucket: minute } as const;
/** Concurrent changes of one bucket's configuration; AWS asks to try again, the SDK does not. */
const contended = { ...noBucketYet, OperationAborted: minute } as const;

function read(action: string, always: Always): Operation {
  return { access: 'read', iam: [`s3:${action}`], bucketOwner: true, propagating: noBucketYet, always };
}

/** S3 answers a change of a bucket's configuration with nothing. */
function write(action: string, more: Partial<Operation> = {}): Operation {
  return {
    access: 'write',
    iam: [`s3:${action}`],
    bucketOwner: true,
    propagating: contended,
    always: {},
    ...more,
  };
}

/** Repeating a conditional write would report our own first attempt as another's. */
function unconditional(input: OperationInput): boolean {
  return input['IfMatch'] === undefined && input['IfNoneMatch'] === undefined;
}

export const s3Operations = {
  // HEAD has no body, and emulators leave headers out.
  's3:HeadBucket': read('ListBucket', {}),
  's3:GetBucketLocation': { ...read('GetBucketLocation', {}), elements: ['LocationConstraint'] },
  's3:GetBucketEncryption': read('GetEncryptionConfiguration', {
    'ServerSideEncryptionConfiguration.Rules': 'list',
  }),
  's3:GetBucketPolicy': read('GetBucketPolicy', { Policy: 'document' }),
  's3:GetBucketPolicyStatus': read('GetBucketPolicyStatus', { 'PolicyStatus.IsPublic': 'boolean' }),
  // The SDK takes whatever element comes for the configuration, and one without members blocks nothing.
  's3:GetPublicAccessBlock': {
    ...read('GetBucketPublicAccessBlock', { PublicAccessBlockConfiguration: 'map' }),
    elements: ['PublicAccessBlockConfiguration'],
  },
  's3:GetBucketOwnershipControls': read('GetBucketOwnershipControls', {
    'OwnershipControls.Rules': 'list',
    'OwnershipControls.Rules[].ObjectOwnership': 'text',
  }),
  // moto names an empty one after the operation.
  's3:GetBucketVersioning': {
    ...read('GetBucketVersioning', {}),
    elements: ['VersioningConfiguration', 'GetBucketVersioningResponse'],
  },
  's3:GetBucketTagging': read('GetBucketTagging', { TagSet: 'list', 'TagSet[].Key': 'text' }),
  's3:ListBuckets': {
    access: 'read',
    always: { Buckets: 'list', 'Buckets[].Name': 'text' },
    iam: ['s3:ListAllMyBuckets'],
    paging: {
      in: 'ContinuationToken',
      out: 'ContinuationToken',
      items: 'Buckets',
      limit: { field: 'MaxBuckets', max: 1000 },
    },
  },
  's3:ListObjectsV2': {
    // An empty listing has no Contents.
    ...read('ListBucket', { IsTruncated: 'boolean' }),
    paging: {
      in: 'ContinuationToken',
      out: 'NextContinuationToken',
      more: 'IsTruncated',
      items: 'Contents',
      limit: { field: 'MaxKeys', max: 1000 },
    },
  },

  's3:CreateBucket': {
    access: 'write',
    always: {},
    // Tags and ownership go into the call, so that it needs their actions too (S3 API, CreateBucket).
    iam: ['s3:CreateBucket', 's3:TagResource', 's3:PutBucketOwnershipControls'],
    alreadySoOnRepeat: ['BucketAlreadyOwnedByYou'],
    // A bucket of this name was deleted moments ago.
    propagating: { OperationAborted: 2 * minute },
  },
  's3:DeleteBucket': write('DeleteBucket', { alreadySo: ['NoSuchBucket'] }),
  's3:PutBucketEncryption': write('PutEncryptionConfiguration'),
  's3:DeleteBucketEncryption': write('PutEncryptionConfiguration'),
  's3:PutBucketPolicy': write('PutBucketPolicy', {
    propagating: { ...contended, MalformedPolicy: 2 * minute },
  }),
  's3:DeleteBucketPolicy': write('DeleteBucketPolicy', { alreadySo: ['NoSuchBucketPolicy'] }),
  's3:PutPublicAccessBlock': write('PutBucketPublicAccessBlock'),
  's3:DeletePublicAccessBlock': write('PutBucketPublicAccessBlock'),
  's3:PutBucketOwnershipControls': write('PutBucketOwnershipControls'),
  's3:DeleteBucketOwnershipControls': write('PutBucketOwnershipControls'),
  's3:PutBucketVersioning': write('PutBucketVersioning'),
  's3:PutBucketTagging': write('PutBucketTagging'),
  's3:DeleteBucketTagging': write('PutBucketTagging'),

  's3:GetObject': read('GetObject', { ETag: 'text', Body: 'text' }),
  's3:HeadObject': read('GetObject', { ETag: 'text' }),
  's3:PutObject': write('PutObject', {
    always: { ETag: 'text' },
    repeatable: unconditional,
    propagating: noBucketYet,
  }),
  's3:DeleteObject': write('DeleteObject', { repeatable: unconditional, propagating: noBucketYet }),
} as const satisfies OperationTable;
