import type { ErrorRow } from './row.ts';

/** What is wrong between several manifests; found without AWS. */
export const checkErrors = {
  'check.place': {
    means: 'A resource names a key in another Region, or an alias or grant names a key in another account',
    class: 'invalid',
    hint: 'a key works only in its own account and Region: declare a key there',
    exit: 1,
  },
  'check.stands-on': {
    means: 'A manifest declares the bucket that holds the lease and journal of Keywright',
    class: 'forbidden',
    hint: 'keep the coordination bucket out of these manifests: write access to it is control over Keywright',
    exit: 1,
  },
  'check.key-for-s3': {
    means: 'The default encryption of a bucket names a key with which S3 cannot encrypt',
    class: 'invalid',
    hint: 'S3 encrypts only with enabled symmetric keys',
    exit: 1,
  },
  'check.key-for-trail': {
    means: 'A trail names a key with which CloudTrail cannot encrypt log files',
    class: 'invalid',
    hint: 'CloudTrail encrypts only with enabled symmetric keys',
    exit: 1,
  },
  'check.role-policies': {
    means: 'The inline policies of one role together exceed the IAM size limit',
    class: 'invalid',
    hint: 'shorten the policies, or attach managed policies, which have separate limits',
    exit: 1,
  },
  'check.encryption-context': {
    means:
      'A condition or grant constraint does not match the encryption context that S3 sends: the object ARN without an S3 Bucket Key, the bucket ARN with an S3 Bucket Key',
    class: 'invalid',
    hint: 'allow the bucket ARN and bucket/*: the policy then matches with and without an S3 Bucket Key',
    exit: 1,
  },
  'check.trusted-accounts': {
    means: 'A policy, grant or key involves an account that the Stack neither owns nor trusts',
    class: 'invalid',
    hint: 'if the access is intended, add the account to trustedAccounts of the Stack',
    exit: 1,
  },
  'check.replica-parity': {
    means: 'The key policy of a replica lacks principals that the policy of its primary has',
    class: 'invalid',
    hint: 'a replica has a separate key policy: copy the missing statements before a failover needs them',
    exit: 1,
  },
  'check.trail-access': {
    means: 'The bucket policy or key policy of a trail does not allow CloudTrail what it needs',
    class: 'invalid',
    hint: 'CloudTrail rejects a trail whose bucket or key denies it access: add the missing statement',
    exit: 1,
  },
  'check.region': {
    means: 'A resource is in a Region that does not exist, or that this version of Keywright does not know',
    class: 'invalid',
    hint: 'correct the Region; a Region newer than this version is only a warning',
    exit: 1,
  },
  'check.trail-logging': {
    means: 'A trail does not declare whether it logs',
    class: 'invalid',
    hint: 'CloudTrail does not start logging for a new trail: set logging: true',
    exit: 1,
  },
  'check.public-policy': {
    means: 'A bucket policy is public, and its bucket blocks public policies',
    class: 'invalid',
    hint: 'narrow the principals, or set publicAccessBlock.blockPublicPolicy: false',
    exit: 1,
  },
  'check.log-target': {
    means: 'S3 cannot deliver access logs to the target bucket of a BucketLogging',
    class: 'invalid',
    hint: 'S3 does not report failed deliveries: the log files silently stop arriving',
    exit: 1,
  },
} as const satisfies Record<string, ErrorRow>;
