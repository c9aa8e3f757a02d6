import type { Coordination } from '../model/resource.ts';
import type { IamDocument } from './trust.ts';

type Shared = Extract<Coordination, { readonly is: 's3' }>;

/** The settings of the coordination bucket, each as the body of its call in the S3 API. */
export const coordinationSettings = {
  publicAccessBlock: {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  },
  ownershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
  versioning: { Status: 'Enabled' },
  /** By S3 itself: Keywright could not repair a key of its own here without its own journal. */
  encryption: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
  /** The lease is written again and again: its old versions must end some time. */
  lifecycle: {
    Rules: [
      {
        ID: 'old-versions',
        Status: 'Enabled',
        Filter: {},
        NoncurrentVersionExpiration: { NoncurrentDays: 90 },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
      },
    ],
  },
} as const;

/**
 * Builds the policy of the coordination bucket. It allows nothing over plain HTTP. The roles of Keywright take away
 * neither versions nor what protects them. A condition names the roles, since a principal that is deleted and created
 * again is another one (IAM User Guide, Principal).
 */
export function coordinationPolicy(
  { bucket }: Shared,
  partition: string,
  roles: readonly string[],
): IamDocument {
  const arn = `arn:${partition}:s3:::${bucket}`;
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'RefusePlainHttp',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [arn, `${arn}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
      ...(roles.length === 0
        ? []
        : [
            {
              Sid: 'KeepVersions',
              Effect: 'Deny',
              Principal: '*',
              Action: [
                's3:DeleteBucket',
                's3:DeleteBucketPolicy',
                's3:DeleteObjectVersion',
                's3:PutBucketPolicy',
                's3:PutBucketPublicAccessBlock',
                's3:PutBucketVersioning',
                's3:PutLifecycleConfiguration',
              ],
              Resource: [arn, `${arn}/*`],
              Condition: { ArnEquals: { 'aws:PrincipalArn': roles } },
            },
          ]),
    ],
  };
}
