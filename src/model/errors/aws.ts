import type { ErrorRow } from './row.ts';

/** Failures of AWS calls, one row per way they are treated. `aws/classify.ts` maps AWS's names to them. */
export const awsErrors = {
  'aws.throttled': {
    means: 'AWS refused the call because there were too many of its sort in this account and Region',
    class: 'throttled',
    hint: 'AWS limits the rate of this call; Keywright waits and slows down',
    exit: 1,
  },
  'aws.transient': {
    means: 'AWS or the network failed, and went on failing after several attempts',
    class: 'transient',
    hint: 'AWS or the network failed for a moment; run again',
    exit: 1,
  },
  'aws.timeout': {
    means: 'No answer came within the deadline of the call',
    class: 'transient',
    hint: 'no answer in time; it is not known whether AWS did it',
    exit: 1,
  },
  'aws.not-found': {
    means: 'What the call names is not there',
    class: 'terminal',
    hint: 'the resource does not exist in this account and region',
    exit: 1,
  },
  'aws.conflict': {
    means: 'AWS is busy with another change of the same thing',
    class: 'conflict',
    hint: 'another change is under way; run again',
    exit: 1,
  },
  'aws.already-exists': {
    means: 'Something with this name is there and was not made by this call',
    class: 'conflict',
    hint: 'something with this name exists already',
    exit: 1,
  },
  'aws.invalid-state': {
    means: 'The key is disabled, being made or waiting for its deletion, and AWS refuses this call meanwhile',
    class: 'conflict',
    hint: 'the key is in a state in which AWS refuses this call',
    exit: 1,
  },
  'aws.forbidden': {
    means: 'AWS denied the call: AccessDenied',
    class: 'forbidden',
    hint: 'the role lacks this permission, or a key or bucket policy denies it',
    exit: 1,
  },
  'aws.credentials': {
    means: 'There are no credentials, or they are expired, malformed or unknown to AWS',
    class: 'forbidden',
    hint: 'AWS did not accept the credentials: sign in again or check the role',
    exit: 1,
  },
  'aws.wrong-account': {
    means: 'GetCallerIdentity names another account than the manifests; nothing was read or written there',
    class: 'forbidden',
    hint: 'the credentials belong to another account than the manifest declares',
    exit: 1,
  },
  'aws.invalid': {
    means: 'AWS found the request itself wrong',
    class: 'invalid',
    hint: 'AWS refused the request as malformed',
    exit: 1,
  },
  'aws.malformed-policy': {
    means: 'AWS refused a policy document: a mistake in it, a principal that does not exist, or a lock-out',
    class: 'invalid',
    hint: 'AWS refused the policy document: check its principals, actions and who may still change it',
    exit: 1,
  },
  'aws.limit-exceeded': {
    means: 'The account has no room for another one, or the request is too large',
    class: 'terminal',
    hint: 'a quota of the account or a size limit is reached',
    exit: 1,
  },
  'aws.unsupported': {
    means: 'The operation does not exist for this sort of key or bucket',
    class: 'terminal',
    hint: 'AWS does not offer this for this kind of key or bucket',
    exit: 1,
  },
  'aws.not-implemented': {
    means: 'The endpoint is not AWS and does not offer this operation',
    class: 'terminal',
    hint: 'the endpoint does not know this operation',
    exit: 1,
  },
  'aws.wrong-region': {
    means: 'The bucket is in another Region than the manifest says',
    class: 'terminal',
    hint: 'the bucket lives in another region: set metadata.region',
    exit: 1,
  },
  'aws.prerequisite': {
    means: 'AWS looked at something that this rests on, and it is missing or refuses',
    class: 'terminal',
    hint: 'a bucket, key, role or policy that this needs is missing or refuses it',
    exit: 1,
  },
  'aws.name-taken': {
    means: 'A bucket of this name belongs to another account',
    class: 'terminal',
    hint: 'another account has this name, and bucket names are unique in all of AWS: choose another',
    exit: 1,
  },
  'aws.precondition': {
    means: 'The lease or journal in S3 changed between reading and writing it',
    class: 'conflict',
    hint: 'another process wrote this object first',
    exit: 1,
  },
  'aws.not-sent': {
    means: 'The call was not sent: the lease ended, or the run is stopping',
    class: 'conflict',
    hint: 'Keywright may not start requests any more; run again',
    exit: 1,
  },
  'aws.odd-answer': {
    means:
      'AWS answered with success, and the answer is cut off or lacks what such an answer always has; it counts as no answer',
    class: 'transient',
    hint: 'run again; if it stays, look for a proxy or an emulator between Keywright and AWS',
    exit: 1,
  },
  'aws.unexpected': {
    means: 'AWS answered with an error that has no row in Keywright',
    class: 'terminal',
    hint: 'AWS answered with an error Keywright does not know',
    exit: 1,
  },
} as const satisfies Record<string, ErrorRow>;
