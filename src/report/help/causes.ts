import type { AwsFailure } from '../../model/call.ts';

interface Cause {
  /** AWS's own name of the error. */
  readonly name: string;
  /** What its message must hold, where the name alone does not tell the cause. */
  readonly says?: string;
  readonly hint: string;
}

/** Refusals whose cause AWS names. Sources: S3 User Guide, Blocking public access; CloudTrail API, CreateTrail, errors. */
const causes: readonly Cause[] = [
  {
    name: 'AccessDenied',
    says: 'prevented by the BlockPublicPolicy setting',
    hint: 'S3 blocks public policies: narrow the principals of the policy, or set publicAccessBlock.blockPublicPolicy: false in the manifest of the Bucket. An account-level block must be removed as well',
  },
  {
    name: 'InsufficientS3BucketPolicyException',
    hint: 'declare a BucketPolicy that allows cloudtrail.amazonaws.com: s3:GetBucketAcl on the bucket; s3:PutObject on PREFIX/AWSLogs/ACCOUNT/* with s3:x-amz-acl bucket-owner-full-control',
  },
  {
    name: 'InsufficientEncryptionPolicyException',
    hint: 'the key policy must allow cloudtrail.amazonaws.com kms:GenerateDataKey* and kms:DescribeKey for this trail (aws:SourceArn, kms:EncryptionContext:aws:cloudtrail:arn), and the bucket policy s3:PutObject',
  },
  {
    name: 'KmsKeyNotFoundException',
    hint: 'use a key in the Region of the bucket: CloudTrail accepts no other',
  },
  {
    name: 'KmsException',
    hint: 'use an enabled symmetric encryption key: CloudTrail accepts no other',
  },
  {
    name: 'S3BucketDoesNotExistException',
    hint: 'create the bucket of the trail first, or declare it in the same set of manifests',
  },
  {
    name: 'InvalidCloudWatchLogsRoleArnException',
    hint: 'create the role, and let cloudtrail.amazonaws.com assume it in its trust policy: Keywright does not create roles',
  },
];

/** Tells what a person can do about a refusal whose cause AWS names; undefined for others. */
export function causeHelp({ name, message }: Pick<AwsFailure, 'name' | 'message'>): string | undefined {
  return causes.find((cause) => cause.name === name && message.includes(cause.says ?? ''))?.hint;
}
