import type * as Kms from '@aws-sdk/client-kms';
import { minute } from '../../model/instant.ts';
import { callsOf, type Operations } from './calls.ts';
import { after, has, perSecond, type Always, type Charge, type Operation } from './operation.ts';
import type { OperationInput } from './resource.ts';
import { key } from './resource.ts';
import type { Place } from '../../model/call.ts';

/**
 * AWS KMS. Sources: KMS API Reference (errors, paging), KMS Developer Guide "requests-per-second"
 * (charges in other Regions) and "accessing-kms" (eventual consistency: usually seconds, at times
 * minutes; Terraform waits two minutes for principals and grants, the same is done here). `always`: KMS API
 * Reference, response syntax and examples (an empty listing has an empty list and `Truncated`).
 */

const rate = perSecond(
  'KMS Developer Guide, requests-per-second (2026): a separate quota for each operation, adjustable',
);

const made = ['kms:CreateKey', 'kms:ReplicateKey'] as const;
const revived = [...made, 'kms:EnableKey', 'kms:CancelKeyDeletion'] as const;
const notYet = { NotFoundException: after(5 * minute, ...made) } as const;
/**
 * A role made moments ago is not yet a valid principal (seen by Terraform, "create and put"). Keywright makes no roles:
 * only the age of the role is a reason to wait.
 */
const principalNotYet = { MalformedPolicyDocumentException: after(2 * minute) } as const;
/** A key that is being made, or moved, is refused for some seconds (KMS Developer Guide, key-state). */
const stateNotYet = {
  ...notYet,
  KMSInvalidStateException: after(minute, ...revived, 'kms:UpdatePrimaryRegion'),
} as const;
const notEnabledYet = { ...stateNotYet, DisabledException: after(minute, ...revived) } as const;

function read(perSecond: number, always: Always): Operation {
  return { access: 'read', quota: rate(perSecond), resource: key, propagating: notYet, always };
}

function list(perSecond: number, items: string, max: number, always: Always = {}): Operation {
  const paging = {
    in: 'Marker',
    out: 'NextMarker',
    more: 'Truncated',
    items,
    limit: { field: 'Limit', max },
  };
  return { ...read(perSecond, { [items]: 'list', ...always }), paging };
}

/** Describes a write, which KMS mostly answers with nothing. */
function write(perSecond: number, more: Partial<Operation> = {}): Operation {
  return { ...read(perSecond, {}), access: 'write', ...more };
}

/** Returns the charge of a request in the Region that one of its members names. */
function alsoIn(member: string, quota: string, cost: number) {
  return (input: OperationInput, at: Place): readonly Charge[] => {
    const region = input[member];
    return typeof region === 'string' ? [{ quota, at: { ...at, region }, cost }] : [];
  };
}

export const kmsOperations = {
  DescribeKey: read(2000, {
    'KeyMetadata.KeyId': 'text',
    'KeyMetadata.Arn': 'text',
    'KeyMetadata.KeyState': 'text',
  }),
  GetKeyPolicy: read(1000, { Policy: 'document' }),
  GetKeyRotationStatus: read(1000, { KeyRotationEnabled: 'boolean' }),
  GetKeyLastUsage: read(5, { KeyId: 'text' }),
  ListKeys: list(500, 'Keys', 1000, { 'Keys[].KeyId': 'text', 'Keys[].KeyArn': 'text' }),
  ListAliases: list(500, 'Aliases', 100, { 'Aliases[].AliasName': 'text' }),
  ListResourceTags: list(2000, 'Tags', 50, { 'Tags[].TagKey': 'text' }),
  ListGrants: list(100, 'Grants', 100, { 'Grants[].GrantId': 'text' }),

  CreateKey: {
    access: 'once',
    quota: rate(5),
    always: { 'KeyMetadata.KeyId': 'text', 'KeyMetadata.Arn': 'text' },
    // A primary of a family is kept alike with its replicas by a service-linked role (multi-region-keys-auth).
    iam: ['kms:CreateKey', 'kms:TagResource', 'iam:CreateServiceLinkedRole'],
    iamOnly: {
      'kms:TagResource': has('Tags'),
      'iam:CreateServiceLinkedRole': ({ MultiRegion }) => MultiRegion === true,
    },
    propagating: principalNotYet,
  },
  ReplicateKey: {
    access: 'once',
    quota: rate(5),
    always: { 'ReplicaKeyMetadata.KeyId': 'text', 'ReplicaKeyMetadata.Arn': 'text' },
    iam: ['kms:ReplicateKey', 'kms:CreateKey', 'kms:TagResource'],
    iamOnly: { 'kms:TagResource': has('Tags') },
    resource: key,
    propagating: { ...notEnabledYet, ...principalNotYet },
    alsoCharges: alsoIn('ReplicaRegion', 'kms:CreateKey', 2),
  },
  PutKeyPolicy: write(15, { propagating: { ...notYet, ...principalNotYet } }),
  EnableKey: write(5, { propagating: stateNotYet }),
  DisableKey: write(5, { propagating: stateNotYet }),
  EnableKeyRotation: write(15, { propagating: notEnabledYet }),
  DisableKeyRotation: write(5, { propagating: notEnabledYet }),
  UpdateKeyDescription: write(5, { propagating: stateNotYet }),
  TagResource: write(10, { propagating: stateNotYet }),
  UntagResource: write(5, { propagating: stateNotYet }),
  UpdatePrimaryRegion: write(5, {
    propagating: notEnabledYet,
    // The key here is the primary no more: it moved already and old answers hid it. What shows then decides.
    alreadySo: ['UnsupportedOperationException'],
    alsoCharges: alsoIn('PrimaryRegion', 'kms:UpdatePrimaryRegion', 1),
  }),
  CreateAlias: write(5, { alreadySoOnRepeat: ['AlreadyExistsException'] }),
  // KMS may not find an alias that was created moments ago (KMS API, UpdateAlias: NotFoundException; a guess).
  UpdateAlias: write(5, {
    propagating: { NotFoundException: after(5 * minute, ...made, 'kms:CreateAlias') },
  }),
  CreateGrant: write(50, {
    always: { GrantId: 'text' },
    // Equal parameters and an equal Name give the same grant; without a Name each call makes another.
    repeatable: ({ Name }) => typeof Name === 'string',
    // A replica is being made for some seconds, and takes no grants meanwhile (KMS Developer Guide, key-state).
    propagating: { ...notEnabledYet, InvalidArnException: after(2 * minute) },
  }),
  RevokeGrant: {
    access: 'write',
    quota: rate(50),
    always: {},
    resource: key,
    alreadySo: ['NotFoundException'],
  },
  ScheduleKeyDeletion: write(15, {
    always: { KeyId: 'text' },
    alreadySoOnRepeat: ['KMSInvalidStateException'],
  }),
  CancelKeyDeletion: write(5, { always: { KeyId: 'text' }, alreadySoOnRepeat: ['KMSInvalidStateException'] }),
} as const satisfies Operations<typeof Kms>;

export const kms = callsOf<typeof Kms, keyof typeof kmsOperations>('kms', kmsOperations);
