import type { ErrorRow } from './index.ts';

/** Problems of IAM policy documents: of their grammar, of what they would do, and of what they would undo. */
export const policyErrors = {
  'policy.json': { class: 'invalid', hint: 'the document must be JSON (RFC 8259)', exit: 1 },
  'policy.duplicate-key': {
    class: 'invalid',
    hint: 'state each key once: AWS keeps one of them and drops the other',
    exit: 1,
  },
  'policy.shape': { class: 'invalid', hint: 'see the grammar of IAM policy documents', exit: 1 },
  'policy.unknown-element': {
    class: 'invalid',
    hint: 'remove or correct the name: AWS refuses elements it does not know',
    exit: 1,
  },
  'policy.missing-element': {
    class: 'invalid',
    hint: 'add the element: AWS refuses the document or ignores the statement without it',
    exit: 1,
  },
  'policy.both-elements': { class: 'invalid', hint: 'keep one of the two elements', exit: 1 },
  'policy.effect': { class: 'invalid', hint: 'write Allow or Deny, with this case', exit: 1 },
  'policy.version': { class: 'invalid', hint: 'write Version "2012-10-17"', exit: 1 },
  'policy.empty': { class: 'invalid', hint: 'name at least one entry or remove the statement', exit: 1 },
  'policy.principal-element': {
    class: 'invalid',
    hint: 'key and bucket policies need a principal, role policies must not have one',
    exit: 1,
  },
  'policy.sid': {
    class: 'invalid',
    hint: 'give each statement its own Sid with the characters AWS allows',
    exit: 1,
  },
  'policy.too-large': {
    class: 'invalid',
    hint: 'shorten the document: merge statements, use wildcards, drop Sids',
    exit: 1,
  },

  'policy.lock-out': {
    class: 'invalid',
    hint: 'let the account root or a listed key administrator keep kms:PutKeyPolicy',
    exit: 1,
  },
  'policy.keywright-locked-out': {
    class: 'invalid',
    hint: 'let the roles of Keywright keep what they need to read and write',
    exit: 1,
  },

  'policy.wildcard-principal': {
    class: 'invalid',
    hint: 'name the principals, or add a condition that restricts the callers',
    exit: 1,
  },
  'policy.broad-actions': { class: 'invalid', hint: 'name the actions that are needed', exit: 1 },
  'policy.no-root-statement': {
    class: 'invalid',
    hint: 'add the statement "Enable IAM User Permissions" for the account root',
    exit: 1,
  },
  'policy.ineffective': {
    class: 'invalid',
    hint: 'add the missing element or remove the statement',
    exit: 1,
  },
  'policy.allow-not': { class: 'invalid', hint: 'name what is allowed instead of what is not', exit: 1 },
  'policy.unpinned-service': { class: 'invalid', hint: 'add aws:SourceArn or aws:SourceAccount', exit: 1 },
  'policy.s3-service-unneeded': {
    class: 'invalid',
    hint: 'remove the statement: S3 calls KMS on behalf of the requester, who needs the permission',
    exit: 1,
  },
  'policy.via-service': {
    class: 'invalid',
    hint: 'write the service with its region, e.g. s3.us-east-1.amazonaws.com',
    exit: 1,
  },
  'policy.no-context': {
    class: 'invalid',
    hint: 'move the action to a statement without the encryption context condition',
    exit: 1,
  },
  'policy.cross-account-dead': {
    class: 'invalid',
    hint: 'remove the action: it takes effect only inside the account of the key',
    exit: 1,
  },
  'policy.unknown-action': {
    class: 'invalid',
    hint: 'correct the action: AWS has none of this name',
    exit: 1,
  },
  'policy.alias-resource': {
    class: 'invalid',
    hint: 'write the ARN of the key, or "*" in a key policy',
    exit: 1,
  },
  'policy.foreign-resource': {
    class: 'invalid',
    hint: 'write Resource "*": in a key policy it means this key',
    exit: 1,
  },
  'policy.other-bucket': {
    class: 'invalid',
    hint: 'a bucket policy speaks of its own bucket and the objects in it',
    exit: 1,
  },
  'policy.role-action': {
    class: 'invalid',
    hint: 'take the action out, or allow it in the Stack: rolePolicies.allowActions',
    exit: 1,
  },
  'policy.own-role': {
    class: 'invalid',
    hint: 'the permissions of Keywright are kept outside of what it manages',
    exit: 1,
  },
  'policy.source-network': {
    class: 'invalid',
    hint: 'S3 makes the call to KMS: except calls through AWS services with aws:ViaAWSService',
    exit: 1,
  },
  'policy.unknown-operator': {
    class: 'invalid',
    hint: 'use a condition operator of the IAM reference',
    exit: 1,
  },
  'policy.wildcard-without-like': {
    class: 'invalid',
    hint: 'use StringLike, or remove the wildcard',
    exit: 1,
  },
  'policy.optional-header': {
    class: 'invalid',
    hint: 'use StringNotEqualsIfExists, or guard with Null',
    exit: 1,
  },
  'policy.redundant': { class: 'invalid', hint: 'remove the entry: another one covers it', exit: 1 },
  'policy.stale-principal': {
    class: 'invalid',
    hint: 'write the ARN: a unique id stands for a principal that was deleted',
    exit: 1,
  },
} as const satisfies Record<string, ErrorRow>;
