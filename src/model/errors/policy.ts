import type { ErrorRow } from './index.ts';

/** Problems of IAM policy documents: of their grammar, of what they would do, and of what they would undo. */
export const policyErrors = {
  'policy.json': {
    means: 'A policy given as text is no JSON',
    class: 'invalid',
    hint: 'the document must be JSON (RFC 8259)',
    exit: 1,
  },
  'policy.duplicate-key': {
    means: 'A policy has one key twice in one object',
    class: 'invalid',
    hint: 'state each key once: AWS keeps one of them and drops the other',
    exit: 1,
  },
  'policy.shape': {
    means: 'A policy, or an element of it, has a shape that IAM does not take',
    class: 'invalid',
    hint: 'see the grammar of IAM policy documents',
    exit: 1,
  },
  'policy.unknown-element': {
    means: 'A policy has an element that IAM does not know',
    class: 'invalid',
    hint: 'remove or correct the name: AWS refuses elements it does not know',
    exit: 1,
  },
  'policy.missing-element': {
    means: 'A statement lacks an element that it needs',
    class: 'invalid',
    hint: 'add the element: AWS refuses the document or ignores the statement without it',
    exit: 1,
  },
  'policy.both-elements': {
    means: 'A statement has an element and its opposite, such as Action and NotAction',
    class: 'invalid',
    hint: 'keep one of the two elements',
    exit: 1,
  },
  'policy.effect': {
    means: 'An Effect is neither Allow nor Deny',
    class: 'invalid',
    hint: 'write Allow or Deny, with this case',
    exit: 1,
  },
  'policy.version': {
    means: 'A policy has no Version, or an old one, in which variables are plain text',
    class: 'invalid',
    hint: 'write Version "2012-10-17"',
    exit: 1,
  },
  'policy.empty': {
    means: 'An element names nothing',
    class: 'invalid',
    hint: 'name at least one entry or remove the statement',
    exit: 1,
  },
  'policy.principal-element': {
    means: 'A statement has a principal where none may be, or none where one must be',
    class: 'invalid',
    hint: 'key and bucket policies need a principal, role policies must not have one',
    exit: 1,
  },
  'policy.sid': {
    means: 'A Sid stands twice, or has characters that AWS does not take',
    class: 'invalid',
    hint: 'give each statement its own Sid with the characters AWS allows',
    exit: 1,
  },
  'policy.too-large': {
    means: 'A policy is larger than AWS takes',
    class: 'invalid',
    hint: 'shorten the document: merge statements, use wildcards, drop Sids',
    exit: 1,
  },

  'policy.lock-out': {
    means: 'Under this policy nobody who may administer the key could change it any more',
    class: 'invalid',
    hint: 'let the account root or a listed key administrator keep kms:PutKeyPolicy',
    exit: 1,
  },
  'policy.keywright-locked-out': {
    means: 'Under this policy the roles of Keywright could not read or repair it any more',
    class: 'invalid',
    hint: 'let the roles of Keywright keep what they need to read and write',
    exit: 1,
  },

  'policy.wildcard-principal': {
    means: 'A statement gives access to everybody',
    class: 'invalid',
    hint: 'name the principals, or add a condition that restricts the callers',
    exit: 1,
  },
  'policy.broad-actions': {
    means: 'A statement gives all or administrative actions to somebody who is no administrator',
    class: 'invalid',
    hint: 'name the actions that are needed',
    exit: 1,
  },
  'policy.no-root-statement': {
    means: 'A key policy has no statement for the account root, so IAM policies give no access to the key',
    class: 'invalid',
    hint: 'add the statement "Enable IAM User Permissions" for the account root',
    exit: 1,
  },
  'policy.ineffective': {
    means: 'A statement does nothing',
    class: 'invalid',
    hint: 'add the missing element or remove the statement',
    exit: 1,
  },
  'policy.allow-not': {
    means:
      'An Allow says what is not meant, with NotAction, NotPrincipal or NotResource, and so allows all else',
    class: 'invalid',
    hint: 'name what is allowed instead of what is not',
    exit: 1,
  },
  'policy.unpinned-service': {
    means: 'A statement lets an AWS service in on behalf of any customer of AWS',
    class: 'invalid',
    hint: 'add aws:SourceArn or aws:SourceAccount',
    exit: 1,
  },
  'policy.s3-service-unneeded': {
    means: 'A statement lets the service S3 use a key, which S3 does not need for its default encryption',
    class: 'invalid',
    hint: 'remove the statement: S3 calls KMS on behalf of the requester, who needs the permission',
    exit: 1,
  },
  'policy.via-service': {
    means: 'A value of kms:ViaService is no service with its Region',
    class: 'invalid',
    hint: 'write the service with its region, e.g. s3.us-east-1.amazonaws.com',
    exit: 1,
  },
  'policy.no-context': {
    means: 'A condition on the encryption context stands with an action that brings none',
    class: 'invalid',
    hint: 'move the action to a statement without the encryption context condition',
    exit: 1,
  },
  'policy.cross-account-dead': {
    means: 'A statement gives another account an action that never works across accounts',
    class: 'invalid',
    hint: 'remove the action: it takes effect only inside the account of the key',
    exit: 1,
  },
  'policy.unknown-action': {
    means: 'An action is none that AWS has',
    class: 'invalid',
    hint: 'correct the action: AWS has none of this name',
    exit: 1,
  },
  'policy.alias-resource': {
    means: 'A Resource names an alias, which never matches the use of a key',
    class: 'invalid',
    hint: 'write the ARN of the key, or "*" in a key policy',
    exit: 1,
  },
  'policy.foreign-resource': {
    means: 'A key policy names something else than its own key',
    class: 'invalid',
    hint: 'write Resource "*": in a key policy it means this key',
    exit: 1,
  },
  'policy.other-bucket': {
    means: 'A bucket policy names another bucket than its own',
    class: 'invalid',
    hint: 'a bucket policy speaks of its own bucket and the objects in it',
    exit: 1,
  },
  'policy.role-action': {
    means: 'The policy of a role has actions outside of kms, s3, cloudtrail and logs',
    class: 'invalid',
    hint: 'take the action out, or allow it in the Stack: rolePolicies.allowActions',
    exit: 1,
  },
  'policy.own-role': {
    means: 'A manifest would change the policies of a role that Keywright itself runs under',
    class: 'invalid',
    hint: 'the permissions of Keywright are kept outside of what it manages',
    exit: 1,
  },
  'policy.source-network': {
    means: 'A condition on the network of the caller does not hold when S3 calls KMS for it',
    class: 'invalid',
    hint: 'S3 makes the call to KMS: except calls through AWS services with aws:ViaAWSService',
    exit: 1,
  },
  'policy.unknown-operator': {
    means: 'A condition operator is none that IAM has',
    class: 'invalid',
    hint: 'use a condition operator of the IAM reference',
    exit: 1,
  },
  'policy.wildcard-without-like': {
    means: 'A value has a wildcard under an operator that takes it literally',
    class: 'invalid',
    hint: 'use StringLike, or remove the wildcard',
    exit: 1,
  },
  'policy.optional-header': {
    means: 'A Deny on a header of S3 hits requests without the header too',
    class: 'invalid',
    hint: 'use StringNotEqualsIfExists, or guard with Null',
    exit: 1,
  },
  'policy.redundant': {
    means: 'An entry is covered by another one',
    class: 'invalid',
    hint: 'remove the entry: another one covers it',
    exit: 1,
  },
  'policy.stale-principal': {
    means: 'A principal is a unique id such as AROA…: what AWS shows for somebody who was deleted',
    class: 'invalid',
    hint: 'write the ARN: a unique id stands for a principal that was deleted',
    exit: 1,
  },
} as const satisfies Record<string, ErrorRow>;
