import { refuse } from '../../refusal.ts';
import type { KeyRecord } from './records.ts';

export type KeyState =
  | 'Creating'
  | 'Disabled'
  | 'Enabled'
  | 'PendingDeletion'
  | 'PendingImport'
  | 'PendingReplicaDeletion'
  | 'Unavailable'
  | 'Updating';

/** Returns the state that DescribeKey shows at `now`. */
export function stateOf(key: KeyRecord, now: number): KeyState {
  if (key.deletion !== undefined) {
    return key.deletion.date === undefined ? 'PendingReplicaDeletion' : 'PendingDeletion';
  }
  if (key.creatingUntil !== undefined && now < key.creatingUntil) return 'Creating';
  if (key.updatingUntil !== undefined && now < key.updatingUntil) return 'Updating';
  if (key.origin === 'EXTERNAL' && key.importedMaterial !== true) return 'PendingImport';
  if (key.unavailable === true) return 'Unavailable';
  return key.enabled ? 'Enabled' : 'Disabled';
}

/**
 * KMS Developer Guide, "Key states of AWS KMS keys" (2026). One column a state, in the order below;
 * PendingReplicaDeletion goes with PendingDeletion. A number is the guide's footnote: see `footnotes`.
 * Where the guide gives 2 or 3 for a call, 3 is taken: it is what KMS is seen to answer.
 */
const columns = [
  'Enabled',
  'Disabled',
  'PendingDeletion',
  'PendingImport',
  'Unavailable',
  'Creating',
  'Updating',
];

const always = 'ok ok ok ok ok ok ok';
const crypto = 'ok 1  3  5  11 14 ok';

/* prettier-ignore */
const matrix: Readonly<Record<string, string>> = {
  DescribeKey: always, GetKeyPolicy: always, ListGrants: always, ListAliases: always,
  ListResourceTags: always, ListKeyPolicies: always, PutKeyPolicy: always, RevokeGrant: always,
  RetireGrant: always, DeleteAlias: always,
  // Not in the guide's table; metadata only, so taken as always allowed (guess).
  GetKeyLastUsage: always,
  GetKeyRotationStatus: 'ok ok ok 6  7  ok ok',
  ListKeyRotations:     'ok ok ok ok 7  ok ok',
  EnableKeyRotation:    'ok 1  3  6  7  14 ok',
  DisableKeyRotation:   'ok 1  3  6  7  14 ok',
  RotateKeyOnDemand:    'ok 1  3  5  7  14 ok',
  TagResource:          'ok ok 3  ok ok ok ok',
  UntagResource:        'ok ok 3  ok ok ok ok',
  UpdateKeyDescription: 'ok ok 3  ok ok ok ok',
  CreateAlias:          'ok ok 3  ok ok ok ok',
  // Of the destination; the source may be pending deletion (footnote 10).
  UpdateAlias:          'ok ok 3  ok ok ok ok',
  CreateGrant:          'ok 1  3  5  ok 14 ok',
  EnableKey:            'ok ok 3  5  ok 14 15',
  DisableKey:           'ok ok 3  5  ok 14 15',
  ReplicateKey:         'ok 1  3  5  11 14 15',
  UpdatePrimaryRegion:  'ok 1  3  5  11 14 ok',
  ScheduleKeyDeletion:  'ok ok 3  ok ok ok 15',
  CancelKeyDeletion:    '4  4  ok 4  4  4  4',
  Encrypt: crypto, Decrypt: crypto, GenerateDataKey: crypto, GenerateDataKeyWithoutPlaintext: crypto,
  ReEncrypt: crypto,
  GetPublicKey: crypto,
};

const footnotes: Readonly<Record<string, { readonly name: string; readonly says: string }>> = {
  1: { name: 'DisabledException', says: 'is disabled.' },
  3: { name: 'KMSInvalidStateException', says: 'is pending deletion.' },
  4: { name: 'KMSInvalidStateException', says: 'is not pending deletion.' },
  5: { name: 'KMSInvalidStateException', says: 'is pending import.' },
  6: {
    name: 'UnsupportedOperationException',
    says: 'has origin EXTERNAL, which is not valid for this operation.',
  },
  7: {
    name: 'UnsupportedOperationException',
    says: 'is in a custom key store, which this operation does not support.',
  },
  11: { name: 'KMSInvalidStateException', says: 'is unavailable.' },
  14: { name: 'KMSInvalidStateException', says: 'is creating.' },
  15: { name: 'KMSInvalidStateException', says: 'is updating.' },
};

/** Returns the error of an operation on a key in a state, or undefined where KMS allows it. */
function stateError(
  operation: string,
  state: KeyState,
): { readonly name: string; readonly says: string } | undefined {
  const row = matrix[operation]?.split(/\s+/u);
  const column = columns.indexOf(state === 'PendingReplicaDeletion' ? 'PendingDeletion' : state);
  const cell = row?.[column];
  return cell === undefined || cell === 'ok' ? undefined : footnotes[cell];
}

/** Refuses the request as KMS does where the key's state does not allow the operation. */
export function requireState(operation: string, key: KeyRecord, now: number): void {
  const error = stateError(operation, stateOf(key, now));
  if (error !== undefined) refuse(error.name, `${key.arn} ${error.says}`);
}
