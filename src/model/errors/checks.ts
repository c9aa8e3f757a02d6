import type { ErrorRow } from './index.ts';

/** What is wrong between several manifests; found without AWS. */
export const checkErrors = {
  'check.place': {
    class: 'invalid',
    hint: 'a key serves only its own account and Region: declare one there',
    exit: 1,
  },
  'check.key-for-s3': {
    class: 'invalid',
    hint: 'S3 encrypts with enabled symmetric keys only',
    exit: 1,
  },
  'check.encryption-context': {
    class: 'invalid',
    hint: 'allow both forms, the bucket ARN and bucket/*: then the policy holds whether or not a bucket key is used',
    exit: 1,
  },
  'check.trusted-accounts': {
    class: 'invalid',
    hint: 'if the account is meant, name it in trustedAccounts of the Stack',
    exit: 1,
  },
  'check.replica-parity': {
    class: 'invalid',
    hint: 'a replica has a policy of its own: what it lacks fails only on the day of a failover',
    exit: 1,
  },
  'check.trail-access': {
    class: 'invalid',
    hint: 'CloudTrail refuses a trail whose bucket or key does not let it in',
    exit: 1,
  },
} as const satisfies Record<string, ErrorRow>;
