import type { ErrorRow } from './index.ts';

/** Failures of AWS calls, one row per way they are treated. `aws/classify.ts` maps AWS's names to them. */
export const awsErrors = {
  'aws.throttled': {
    class: 'throttled',
    hint: 'AWS limits the rate of this call; Keywright waits and slows down',
    exit: 1,
  },
  'aws.transient': { class: 'transient', hint: 'AWS or the network failed for a moment; run again', exit: 1 },
  'aws.timeout': {
    class: 'transient',
    hint: 'no answer in time; it is not known whether AWS did it',
    exit: 1,
  },
  'aws.propagating': {
    class: 'propagating',
    hint: 'AWS has not yet made an earlier change visible everywhere; run again in a few minutes',
    exit: 1,
  },
  'aws.not-found': {
    class: 'terminal',
    hint: 'the resource does not exist in this account and region',
    exit: 1,
  },
  'aws.conflict': { class: 'conflict', hint: 'another change is under way; run again', exit: 1 },
  'aws.already-exists': { class: 'conflict', hint: 'something with this name exists already', exit: 1 },
  'aws.invalid-state': {
    class: 'conflict',
    hint: 'the key is in a state in which AWS refuses this call',
    exit: 1,
  },
  'aws.forbidden': {
    class: 'forbidden',
    hint: 'the role lacks this permission, or a key or bucket policy denies it',
    exit: 1,
  },
  'aws.credentials': {
    class: 'forbidden',
    hint: 'AWS did not accept the credentials: sign in again or check the role',
    exit: 1,
  },
  'aws.wrong-account': {
    class: 'forbidden',
    hint: 'the credentials belong to another account than the manifest declares',
    exit: 1,
  },
  'aws.invalid': { class: 'invalid', hint: 'AWS refused the request as malformed', exit: 1 },
  'aws.malformed-policy': {
    class: 'invalid',
    hint: 'AWS refused the policy document: check its principals, actions and who may still change it',
    exit: 1,
  },
  'aws.limit-exceeded': {
    class: 'terminal',
    hint: 'a quota of the account or a size limit is reached',
    exit: 1,
  },
  'aws.unsupported': {
    class: 'terminal',
    hint: 'AWS does not offer this for this kind of key or bucket',
    exit: 1,
  },
  'aws.not-implemented': { class: 'terminal', hint: 'the endpoint does not know this operation', exit: 1 },
  'aws.wrong-region': {
    class: 'terminal',
    hint: 'the bucket lives in another region: set metadata.region',
    exit: 1,
  },
  'aws.prerequisite': {
    class: 'terminal',
    hint: 'a bucket, key, role or policy that this needs is missing or refuses it',
    exit: 1,
  },
  'aws.name-taken': {
    class: 'terminal',
    hint: 'another account has this name, and bucket names are unique in all of AWS: choose another',
    exit: 1,
  },
  'aws.precondition': { class: 'conflict', hint: 'another process wrote this object first', exit: 1 },
  'aws.not-sent': {
    class: 'conflict',
    hint: 'Keywright may not start requests any more; run again',
    exit: 1,
  },
  'aws.unexpected': {
    class: 'terminal',
    hint: 'AWS answered with an error Keywright does not know',
    exit: 1,
  },
} as const satisfies Record<string, ErrorRow>;
