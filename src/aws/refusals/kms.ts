import type { kmsOperations } from '../services/kms.ts';
import { apply, each, never, plan, schema, type Refusals } from './refusal.ts';

/** KMS API Reference, errors of each operation; KMS Developer Guide, key-state and limits. */

/** What every operation may answer. */
export const kmsCommon: Refusals = {
  AccessDeniedException: [apply('an IAM policy, a key policy or an organization does not allow the call')],
  ...each(
    ['DependencyTimeoutException', 'KMSInternalException'],
    apply('KMS, or a service that it needs, does not answer'),
  ),
  InvalidArnException: [
    never('ids and ARNs of keys are those that KMS gave, or the schema checks their form'),
  ],
  NotFoundException: [apply('the key was deleted after the plan was made')],
  ValidationException: [never('the schema checks the form of each member')],
};

const policy: Refusals = {
  MalformedPolicyDocumentException: [
    schema('policy.effect', 'an Effect that is neither Allow nor Deny'),
    schema('policy.invalid-principal', 'a principal has no valid form'),
    schema('policy.characters', 'a character that KMS does not accept in a policy'),
    schema('policy.lock-out', 'the policy locks out everyone who could change it'),
    apply('a principal does not exist'),
  ],
};

const tags: Refusals = {
  TagException: [
    schema('manifest.value', 'a tag key that AWS reserves, or with a character that it refuses'),
  ],
};

const deleting = plan('pending-deletion', 'the deletion of the key is pending');
const callsOff = never('a pending deletion is called off first, which leaves the key disabled');

export const kmsRefusals = {
  CreateKey: {
    ...policy,
    ...tags,
    LimitExceededException: [
      schema('policy.too-large', 'a policy of more than 32 KiB'),
      apply('the account has as many keys as its quota allows'),
    ],
    UnsupportedOperationException: [
      schema('manifest.value', 'a usage that keys of this spec do not have'),
      apply('a key spec that the Region does not have'),
    ],
    ...each(
      [
        'CloudHsmClusterInvalidConfigurationException',
        'CustomKeyStoreInvalidStateException',
        'CustomKeyStoreNotFoundException',
        'XksKeyAlreadyInUseException',
        'XksKeyInvalidConfigurationException',
        'XksKeyNotFoundException',
      ],
      never('Keywright makes keys whose material is made by KMS only'),
    ),
  },
  ReplicateKey: {
    ...policy,
    ...tags,
    AlreadyExistsException: [
      never('a replica that is there already is taken over, since its primary is ours'),
    ],
    DisabledException: [plan('disabled', 'the primary key is disabled')],
    KMSInvalidStateException: [
      plan('pending-deletion', 'the deletion of the primary key is pending'),
      apply('the primary key is still being made'),
    ],
    LimitExceededException: [
      schema('policy.too-large', 'a policy of more than 32 KiB'),
      apply('the account has as many keys as its quota allows'),
    ],
    UnsupportedOperationException: [
      schema('manifest.place', 'the Region of the primary key itself'),
      plan('not-multi-region', 'the primary is not a multi-Region key'),
    ],
  },
  PutKeyPolicy: {
    ...policy,
    KMSInvalidStateException: [apply('the key is still being made')],
    LimitExceededException: [schema('policy.too-large', 'a policy of more than 32 KiB')],
    UnsupportedOperationException: [
      plan('immutable', 'the key is managed by AWS, or differs in what was fixed when it was made'),
    ],
  },
  EnableKey: {
    KMSInvalidStateException: [callsOff, apply('the key is still being made')],
    LimitExceededException: [apply('the account has as many keys as its quota allows')],
  },
  DisableKey: { KMSInvalidStateException: [callsOff, apply('the key is still being made')] },
  EnableKeyRotation: {
    DisabledException: [plan('disabled', 'the key is disabled')],
    KMSInvalidStateException: [deleting],
    UnsupportedOperationException: [schema('manifest.value', 'an asymmetric key or an HMAC key')],
  },
  DisableKeyRotation: {
    DisabledException: [plan('disabled', 'the key is disabled')],
    KMSInvalidStateException: [deleting],
    UnsupportedOperationException: [schema('manifest.value', 'an asymmetric key or an HMAC key')],
  },
  UpdateKeyDescription: { KMSInvalidStateException: [callsOff] },
  TagResource: {
    ...tags,
    KMSInvalidStateException: [callsOff],
    LimitExceededException: [schema('manifest.value', 'more than 50 tags')],
  },
  UntagResource: { ...tags, KMSInvalidStateException: [callsOff] },
  UpdatePrimaryRegion: {
    DisabledException: [plan('disabled', 'the key is disabled')],
    KMSInvalidStateException: [apply('a key of the family is still being changed')],
    UnsupportedOperationException: [apply('the key has become the primary meanwhile')],
  },
  CreateAlias: {
    AlreadyExistsException: [plan('unproven', 'the alias exists, and nothing shows that it is ours')],
    InvalidAliasNameException: [
      schema('manifest.value', 'a name that KMS does not accept, or that AWS reserves'),
    ],
    KMSInvalidStateException: [apply('the deletion of the key was scheduled after the plan was made')],
    LimitExceededException: [apply('the key has 50 aliases')],
  },
  UpdateAlias: {
    KMSInvalidStateException: [apply('the deletion of the key was scheduled after the plan was made')],
    LimitExceededException: [apply('the key has 50 aliases')],
  },
  CreateGrant: {
    DisabledException: [plan('disabled', 'the key is disabled')],
    DryRunOperationException: [never('no dry run is asked for')],
    InvalidArnException: [
      schema('manifest.value', 'a principal that is not an ARN'),
      apply('the principal does not exist'),
    ],
    InvalidGrantTokenException: [never('no grant token is sent')],
    KMSInvalidStateException: [apply('the deletion of the key is pending, or a replica is still being made')],
    LimitExceededException: [apply('the key has 50,000 grants')],
  },
  RevokeGrant: {
    DryRunOperationException: [never('no dry run is asked for')],
    InvalidGrantIdException: [never('ids of grants are those that KMS gave')],
    KMSInvalidStateException: [apply('the key is still being made')],
  },
  ScheduleKeyDeletion: {
    KMSInvalidStateException: [apply('the deletion is pending already: an earlier request arrived')],
  },
  CancelKeyDeletion: {
    KMSInvalidStateException: [apply('no deletion is pending: an earlier request arrived')],
  },
} satisfies Partial<Record<keyof typeof kmsOperations, Refusals>>;
