import { actionNames } from './action-names.ts';
import type { PolicyKind } from './document.ts';
import { fold } from './fold.ts';
import { matchesGlob } from './glob.ts';

const ofKeys = [
  'kms:PutKeyPolicy',
  'kms:CreateGrant',
  'kms:ScheduleKeyDeletion',
  'kms:DisableKey',
  'kms:DeleteImportedKeyMaterial',
  'kms:ReplicateKey',
  'kms:UpdatePrimaryRegion',
  'kms:DisableKeyRotation',
  'kms:TagResource',
  'kms:UntagResource',
] as const;

const ofBuckets = [
  's3:PutBucketPolicy',
  's3:DeleteBucketPolicy',
  's3:PutBucketAcl',
  's3:PutObjectAcl',
  's3:PutObjectVersionAcl',
  's3:PutEncryptionConfiguration',
  's3:PutBucketOwnershipControls',
  's3:PutBucketPublicAccessBlock',
  's3:PutReplicationConfiguration',
  's3:PutLifecycleConfiguration',
  's3:BypassGovernanceRetention',
  's3:DeleteBucket',
] as const;

/** Actions that change who has access, or that end or endanger the key or bucket. */
const administrative: Readonly<Record<PolicyKind, readonly string[]>> = {
  key: ofKeys,
  bucket: ofBuckets,
  role: [
    ...ofKeys,
    ...ofBuckets,
    's3:PutAccountPublicAccessBlock',
    's3:PutAccessPointPolicy',
    'cloudtrail:StopLogging',
    'cloudtrail:DeleteTrail',
    'cloudtrail:UpdateTrail',
    'cloudtrail:PutEventSelectors',
    'logs:PutResourcePolicy',
    'logs:DeleteLogGroup',
    'iam:PassRole',
    'iam:PutRolePolicy',
    'iam:AttachRolePolicy',
    'iam:UpdateAssumeRolePolicy',
    'iam:DeleteRolePermissionsBoundary',
    'iam:CreatePolicyVersion',
    'iam:SetDefaultPolicyVersion',
    'iam:PutUserPolicy',
    'iam:AttachUserPolicy',
    'iam:PutGroupPolicy',
    'iam:AttachGroupPolicy',
    'iam:AddUserToGroup',
    'iam:CreateAccessKey',
    'iam:CreateLoginProfile',
    'iam:UpdateLoginProfile',
  ],
};

const data: Readonly<Record<PolicyKind, readonly string[]>> = {
  key: ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:Sign', 'kms:GenerateMac', 'kms:DeriveSharedSecret'],
  bucket: ['s3:GetObject', 's3:PutObject'],
  role: [],
};

/** Actions that use the data which the key or bucket of such a document holds. */
export function dataActions(kind: PolicyKind): readonly string[] {
  return data[kind];
}

/** Actions only an administrator should have, for a document of this kind. */
export function administrativeActions(kind: PolicyKind): readonly string[] {
  return administrative[kind];
}

/** KMS actions that carry an encryption context (KMS Developer Guide, kms:EncryptionContext). */
const withContext = [
  'Encrypt',
  'Decrypt',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
  'ReEncryptFrom',
  'ReEncryptTo',
  'CreateGrant',
  'RetireGrant',
];

/** KMS actions that take effect for principals of other accounts (KMS Developer Guide, key-policy-modifying-external-accounts). */
const acrossAccounts = [
  ...withContext,
  'DescribeKey',
  'GetKeyRotationStatus',
  'GetPublicKey',
  'ListGrants',
  'RevokeGrant',
  'GenerateMac',
  'VerifyMac',
  'Sign',
  'Verify',
  'DeriveSharedSecret',
  'Encapsulate',
  'Decapsulate',
];

export function takesContext(action: string): boolean {
  return withContext.includes(action.slice('kms:'.length));
}

export function worksAcrossAccounts(action: string): boolean {
  return acrossAccounts.includes(action.slice('kms:'.length));
}

/** The actions of a service; undefined for a service whose actions Keywright does not know. */
export function actionsOf(service: string): readonly string[] | undefined {
  const key = fold(service);
  const names = Object.hasOwn(actionNames, key) ? actionNames[key] : undefined;
  return names
    ?.trim()
    .split(/\s+/u)
    .map((name) => `${key}:${name}`);
}

/** The known actions that an entry such as `kms:Generate*` names; undefined where its service is not known. */
export function expandAction(entry: string): readonly string[] | undefined {
  const [service = '', ...rest] = entry.split(':');
  const known = rest.length === 0 ? undefined : actionsOf(service);
  return known?.filter((action) => matchesGlob(fold(entry), fold(action)));
}
