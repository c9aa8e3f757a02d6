import type { ErrorRow } from './row.ts';

/** Failures of AWS calls, one row per way they are treated. `aws/classify.ts` maps AWS's names to them. */
export const awsErrors = {
  'aws.throttled': {
    means: 'AWS throttled the call: too many such requests in this account and Region',
    class: 'throttled',
    hint: 'AWS throttles this operation; Keywright backs off and retries',
    exit: 1,
  },
  'aws.transient': {
    means: 'AWS or the network failed repeatedly',
    class: 'transient',
    hint: 'AWS or the network failed temporarily; run again',
    exit: 1,
  },
  'aws.timeout': {
    means: 'The call timed out',
    class: 'transient',
    hint: 'the call timed out, so AWS may or may not have executed it; run again',
    exit: 1,
  },
  'aws.not-found': {
    means: 'The resource that the call names does not exist',
    class: 'terminal',
    hint: 'the resource does not exist in this account and region',
    exit: 1,
  },
  'aws.conflict': {
    means: 'AWS is already changing this resource',
    class: 'conflict',
    hint: 'another change of this resource is in progress; run again',
    exit: 1,
  },
  'aws.already-exists': {
    means: 'A resource with this name already exists, and this call did not create it',
    class: 'conflict',
    hint: 'a resource with this name already exists: adopt it, or choose another name',
    exit: 1,
  },
  'aws.invalid-state': {
    means: 'The key is disabled, being created or pending deletion, and AWS refuses this call in that state',
    class: 'conflict',
    hint: 'AWS refuses this call in the current key state: enable the key, or cancel its deletion',
    exit: 1,
  },
  'aws.forbidden': {
    means: 'AWS denied the call: AccessDenied',
    class: 'forbidden',
    hint: 'the role lacks this permission, or a key policy or bucket policy denies it',
    exit: 1,
  },
  'aws.credentials': {
    means: 'The credentials are missing, expired, malformed or unknown to AWS',
    class: 'forbidden',
    hint: 'AWS rejected the credentials: sign in again, or check the role',
    exit: 1,
  },
  'aws.wrong-account': {
    means:
      'GetCallerIdentity returned an account other than the one in the manifests; nothing was read or written there',
    class: 'forbidden',
    hint: 'the credentials belong to an account that the manifests do not declare: use credentials of the declared account',
    exit: 1,
  },
  'aws.invalid': {
    means: 'AWS rejected the request as invalid',
    class: 'invalid',
    hint: 'AWS rejected the request as invalid: see its message',
    exit: 1,
  },
  'aws.malformed-policy': {
    means: 'AWS rejected a policy document: a syntax error, a principal that does not exist, or a lockout',
    class: 'invalid',
    hint: 'AWS rejected the policy document: check its principals, its actions, and who can still change it',
    exit: 1,
  },
  'aws.limit-exceeded': {
    means: 'A quota of the account or a size limit was reached',
    class: 'terminal',
    hint: 'request a higher quota, or make the document smaller',
    exit: 1,
  },
  'aws.unsupported': {
    means: 'AWS does not support the operation for this type of key or bucket',
    class: 'terminal',
    hint: 'AWS does not support this for this type of key or bucket: remove the setting',
    exit: 1,
  },
  'aws.not-implemented': {
    means: 'The endpoint is not AWS and does not implement this operation',
    class: 'terminal',
    hint: 'the endpoint does not implement this operation: use AWS, or an emulator that does',
    exit: 1,
  },
  'aws.wrong-region': {
    means: 'The bucket is not in the Region that the manifest declares',
    class: 'terminal',
    hint: 'the bucket is in another Region: correct metadata.region',
    exit: 1,
  },
  'aws.prerequisite': {
    means: 'AWS rejected the change because a prerequisite is missing or denies access',
    class: 'terminal',
    hint: 'a required bucket, key, role or policy is missing or denies access: fix it, then run again',
    exit: 1,
  },
  'aws.name-taken': {
    means: 'A bucket with this name belongs to another account',
    class: 'terminal',
    hint: 'bucket names are globally unique, and another account owns this one: choose another name',
    exit: 1,
  },
  'aws.precondition': {
    means: 'The lease or journal in S3 changed between the read and the write',
    class: 'conflict',
    hint: 'another process wrote this object first; run again',
    exit: 1,
  },
  'aws.not-sent': {
    means: 'The call was not sent: the lease expired, or the run is stopping',
    class: 'conflict',
    hint: 'this run may not send further requests; run again',
    exit: 1,
  },
  'aws.odd-answer': {
    means: 'AWS reported success with a truncated or incomplete response; Keywright treats it as no response',
    class: 'transient',
    hint: 'run again; if it recurs, check for a proxy or an emulator between Keywright and AWS',
    exit: 1,
  },
  'aws.unexpected': {
    means: 'AWS returned an error that Keywright does not recognize',
    class: 'terminal',
    hint: 'AWS returned an error that Keywright does not recognize: see its message',
    exit: 1,
  },
} as const satisfies Record<string, ErrorRow>;
