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
    hint: 'S3 blocks policies that give access to everybody: narrow the principals of the policy, or set publicAccessBlock.blockPublicPolicy: false in the manifest of the Bucket (a block of the whole account must be lifted too)',
  },
  {
    name: 'InsufficientS3BucketPolicyException',
    hint: 'the bucket policy must allow cloudtrail.amazonaws.com s3:GetBucketAcl on the bucket and s3:PutObject on PREFIX/AWSLogs/ACCOUNT/* with s3:x-amz-acl bucket-owner-full-control: declare both statements in a BucketPolicy',
  },
  {
    name: 'InsufficientEncryptionPolicyException',
    hint: 'the key policy must allow cloudtrail.amazonaws.com kms:GenerateDataKey* and kms:DescribeKey for this trail (aws:SourceArn, kms:EncryptionContext:aws:cloudtrail:arn), and the bucket policy s3:PutObject',
  },
  {
    name: 'KmsKeyNotFoundException',
    hint: 'name a key that exists in the Region of the bucket: CloudTrail takes no other',
  },
  {
    name: 'KmsException',
    hint: 'CloudTrail needs an enabled symmetric encryption key',
  },
  {
    name: 'S3BucketDoesNotExistException',
    hint: 'create the bucket of the trail first, or declare it in the same set of manifests',
  },
  {
    name: 'InvalidCloudWatchLogsRoleArnException',
    hint: 'the role must exist, and its trust policy must let cloudtrail.amazonaws.com assume it: Keywright does not create roles',
  },
];

/** What a person can do about a refusal whose cause AWS names; undefined for others. */
export function causeHelp({ name, message }: Pick<AwsFailure, 'name' | 'message'>): string | undefined {
  return causes.find((cause) => cause.name === name && message.includes(cause.says ?? ''))?.hint;
}
