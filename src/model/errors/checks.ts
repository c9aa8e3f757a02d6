import type { ErrorRow } from './row.ts';

/** What is wrong between several manifests; found without AWS. */
export const checkErrors = {
  'check.place': {
    means: 'A resource names a key of another Region, or an alias or grant one of another account',
    class: 'invalid',
    hint: 'a key serves only its own account and Region: declare one there',
    exit: 1,
  },
  'check.stands-on': {
    means: 'A manifest is about the bucket in which Keywright keeps its lease and journal',
    class: 'forbidden',
    hint: 'keep the coordination bucket out of these manifests: whoever may change it decides for Keywright',
    exit: 1,
  },
  'check.key-for-s3': {
    means: 'The default encryption of a bucket names a key that S3 cannot encrypt with',
    class: 'invalid',
    hint: 'S3 encrypts with enabled symmetric keys only',
    exit: 1,
  },
  'check.key-for-trail': {
    means: 'A trail names a key that CloudTrail cannot encrypt log files with',
    class: 'invalid',
    hint: 'CloudTrail encrypts with enabled symmetric keys only',
    exit: 1,
  },
  'check.role-policies': {
    means: 'The inline policies of one role are together larger than IAM accepts',
    class: 'invalid',
    hint: 'shorten them, or attach managed policies, which have limits of their own',
    exit: 1,
  },
  'check.encryption-context': {
    means:
      'A condition or grant constraint names one form of the encryption context, and S3 sends the other: the ARN of the object without a bucket key, that of the bucket with one',
    class: 'invalid',
    hint: 'allow both forms, the bucket ARN and bucket/*: then the policy holds whether or not a bucket key is used',
    exit: 1,
  },
  'check.trusted-accounts': {
    means:
      'A policy or grant gives access to an account that the Stack neither owns nor trusts, or a key is of such an account',
    class: 'invalid',
    hint: 'if the account is meant, name it in trustedAccounts of the Stack',
    exit: 1,
  },
  'check.replica-parity': {
    means: 'The policy of a replica lacks principals that the policy of its primary names',
    class: 'invalid',
    hint: 'a replica has its own key policy: a missing statement shows only at a failover',
    exit: 1,
  },
  'check.trail-access': {
    means: 'The policy of the bucket or of the key of a trail does not let CloudTrail do what it must',
    class: 'invalid',
    hint: 'CloudTrail refuses a trail whose bucket or key does not let it in',
    exit: 1,
  },
  'check.region': {
    means:
      'A resource is in a Region that AWS does not have, or that this version of Keywright does not know',
    class: 'invalid',
    hint: 'correct the Region; one that is newer than this version is only a warning',
    exit: 1,
  },
  'check.trail-logging': {
    means: 'A trail does not declare whether it records',
    class: 'invalid',
    hint: 'CloudTrail creates trails stopped: set logging: true',
    exit: 1,
  },
  'check.public-policy': {
    means: 'A bucket policy gives access to everybody, and its bucket blocks public policies',
    class: 'invalid',
    hint: 'narrow the principals, or set publicAccessBlock.blockPublicPolicy: false',
    exit: 1,
  },
  'check.log-target': {
    means: 'S3 cannot deliver the access logs of a bucket to the bucket that its BucketLogging names',
    class: 'invalid',
    hint: 'S3 reports no failed delivery: log files only stop arriving',
    exit: 1,
  },
} as const satisfies Record<string, ErrorRow>;
