import { minute } from '../../model/instant.ts';
import type { Always, Operation, OperationInput, OperationTable } from './operation.ts';

/**
 * AWS KMS. Sources: KMS API Reference (errors, paging), KMS Developer Guide "requests-per-second"
 * (charges in other Regions) and "accessing-kms" (eventual consistency: usually seconds, at times
 * minutes; Terraform waits two minutes for principals and grants, the same is done here). `always`: KMS API
 * Reference, response syntax and examples (an empty listing has an empty list and `Truncated`).
 */

const notYet = { NotFoundException: 5 * minute } as const;
/** A role made moments ago is not yet a valid principal (seen by Terraform, "create and put"). */
const principalNotYet = { MalformedPolicyDocumentException: 2 * minute } as const;
const marker = { in: 'Marker', out: 'NextMarker', more: 'Truncated' } as const;

function read(action: string, always: Always): Operation {
  return { access: 'read', iam: [`kms:${action}`], propagating: notYet, always };
}

/** KMS answers most writes with nothing. */
function write(action: string, more: Partial<Operation> = {}): Operation {
  return { access: 'write', iam: [`kms:${action}`], propagating: notYet, always: {}, ...more };
}

function regionIn(input: OperationInput, member: string): string | undefined {
  const region = input[member];
  return typeof region === 'string' ? region : undefined;
}

/** Tagging in the creating call needs the action of tagging as well. */
const creating = ['kms:CreateKey', 'kms:TagResource'] as const;

export const kmsOperations = {
  'kms:DescribeKey': read('DescribeKey', {
    'KeyMetadata.KeyId': 'text',
    'KeyMetadata.Arn': 'text',
    'KeyMetadata.KeyState': 'text',
  }),
  'kms:GetKeyPolicy': read('GetKeyPolicy', { Policy: 'document' }),
  'kms:GetKeyRotationStatus': read('GetKeyRotationStatus', { KeyRotationEnabled: 'boolean' }),
  'kms:GetKeyLastUsage': read('GetKeyLastUsage', { KeyId: 'text' }),
  'kms:GetPublicKey': read('GetPublicKey', { KeyId: 'text' }),
  'kms:ListKeys': {
    ...read('ListKeys', { Keys: 'list', 'Keys[].KeyId': 'text', 'Keys[].KeyArn': 'text' }),
    paging: { ...marker, items: 'Keys', limit: { field: 'Limit', max: 1000 } },
  },
  'kms:ListAliases': {
    ...read('ListAliases', { Aliases: 'list', 'Aliases[].AliasName': 'text' }),
    paging: { ...marker, items: 'Aliases', limit: { field: 'Limit', max: 100 } },
  },
  'kms:ListResourceTags': {
    ...read('ListResourceTags', { Tags: 'list', 'Tags[].TagKey': 'text' }),
    paging: { ...marker, items: 'Tags', limit: { field: 'Limit', max: 50 } },
  },
  'kms:ListGrants': {
    ...read('ListGrants', { Grants: 'list', 'Grants[].GrantId': 'text' }),
    paging: { ...marker, items: 'Grants', limit: { field: 'Limit', max: 100 } },
  },
  'kms:ListKeyRotations': {
    ...read('ListKeyRotations', { Rotations: 'list' }),
    paging: { ...marker, items: 'Rotations', limit: { field: 'Limit', max: 1000 } },
  },

  'kms:CreateKey': {
    access: 'once',
    always: { 'KeyMetadata.KeyId': 'text', 'KeyMetadata.Arn': 'text' },
    // A primary of a family is kept alike with its replicas by a service-linked role (multi-region-keys-auth).
    iam: [...creating, 'iam:CreateServiceLinkedRole'],
    propagating: principalNotYet,
  },
  'kms:ReplicateKey': {
    access: 'once',
    always: { 'ReplicaKeyMetadata.KeyId': 'text', 'ReplicaKeyMetadata.Arn': 'text' },
    iam: ['kms:ReplicateKey', ...creating],
    propagating: {
      ...notYet,
      ...principalNotYet,
      DisabledException: minute,
      KMSInvalidStateException: minute,
    },
    alsoCharges: (input, at) => {
      const region = regionIn(input, 'ReplicaRegion');
      return region === undefined ? [] : [{ quota: 'kms:CreateKey', at: { ...at, region }, cost: 2 }];
    },
  },
  'kms:RotateKeyOnDemand': { access: 'once', always: { KeyId: 'text' }, iam: ['kms:RotateKeyOnDemand'] },
  'kms:PutKeyPolicy': write('PutKeyPolicy', { propagating: { ...notYet, ...principalNotYet } }),
  'kms:EnableKey': write('EnableKey', { propagating: { ...notYet, KMSInvalidStateException: minute } }),
  'kms:DisableKey': write('DisableKey', { propagating: { ...notYet, KMSInvalidStateException: minute } }),
  'kms:EnableKeyRotation': write('EnableKeyRotation', {
    propagating: { ...notYet, DisabledException: minute, KMSInvalidStateException: minute },
  }),
  'kms:DisableKeyRotation': write('DisableKeyRotation', {
    propagating: { ...notYet, DisabledException: minute, KMSInvalidStateException: minute },
  }),
  'kms:UpdateKeyDescription': write('UpdateKeyDescription', {
    propagating: { ...notYet, KMSInvalidStateException: minute },
  }),
  'kms:TagResource': write('TagResource', {
    propagating: { ...notYet, KMSInvalidStateException: minute },
  }),
  'kms:UntagResource': write('UntagResource', {
    propagating: { ...notYet, KMSInvalidStateException: minute },
  }),
  'kms:UpdatePrimaryRegion': write('UpdatePrimaryRegion', {
    propagating: { ...notYet, DisabledException: minute, KMSInvalidStateException: minute },
    // The key here is the primary no more: it moved already and old answers hid it. What shows then decides.
    alreadySo: ['UnsupportedOperationException'],
    alsoCharges: (input, at) => {
      const region = regionIn(input, 'PrimaryRegion');
      return region === undefined
        ? []
        : [{ quota: 'kms:UpdatePrimaryRegion', at: { ...at, region }, cost: 1 }];
    },
  }),
  'kms:CreateAlias': write('CreateAlias', { alreadySoOnRepeat: ['AlreadyExistsException'] }),
  'kms:UpdateAlias': write('UpdateAlias'),
  'kms:DeleteAlias': {
    access: 'write',
    always: {},
    iam: ['kms:DeleteAlias'],
    alreadySo: ['NotFoundException'],
  },
  'kms:CreateGrant': {
    access: 'write',
    always: { GrantId: 'text' },
    // Equal parameters and an equal Name give the same grant; without a Name each call makes another.
    repeatable: (input) => typeof input['Name'] === 'string',
    iam: ['kms:CreateGrant'],
    // A replica is being made for some seconds, and takes no grants meanwhile (KMS Developer Guide, key-state).
    propagating: {
      ...notYet,
      InvalidArnException: 2 * minute,
      DisabledException: minute,
      KMSInvalidStateException: minute,
    },
  },
  'kms:RevokeGrant': {
    access: 'write',
    always: {},
    iam: ['kms:RevokeGrant'],
    alreadySo: ['NotFoundException'],
  },
  'kms:RetireGrant': {
    access: 'write',
    always: {},
    iam: ['kms:RetireGrant'],
    alreadySo: ['NotFoundException'],
  },
  'kms:ScheduleKeyDeletion': write('ScheduleKeyDeletion', {
    always: { KeyId: 'text' },
    alreadySoOnRepeat: ['KMSInvalidStateException'],
  }),
  'kms:CancelKeyDeletion': write('CancelKeyDeletion', {
    always: { KeyId: 'text' },
    alreadySoOnRepeat: ['KMSInvalidStateException'],
  }),
} as const satisfies OperationTable;
