import { remembered } from '../model/derived.ts';
import type { PolicyKind } from './document.ts';
import { fold } from './fold.ts';
import { coversGlob, matchesGlob } from './glob.ts';
import { actionsOf } from './reference.ts';

/**
 * What a user of a service does: read and use data, and read settings. All else that these services have is
 * administration, as is an action that came after this table: it asks once too often, never too seldom. Sources: KMS
 * Developer Guide (key users and key administrators), Service Authorization Reference (access levels), Lambda
 * Developer Guide (AWSLambdaBasicExecutionRole creates its log group and streams).
 */
const uses = {
  kms: `
    Get* List* Describe* Encrypt Decrypt ReEncrypt* GenerateDataKey* GenerateMac GenerateRandom VerifyMac Sign
    Verify DeriveSharedSecret Encapsulate Decapsulate`,
  // Versions, retention and ACLs of objects are not for users: with them history ends, or others get in.
  s3: `
    Get* List* Describe* PutObject PutObjectTagging PutObjectVersionTagging PutObjectAnnotation DeleteObject
    DeleteObjectTagging DeleteObjectVersionTagging DeleteObjectAnnotation AbortMultipartUpload RestoreObject
    ReplicateObject ReplicateDelete ReplicateTags`,
  cloudtrail: `
    Get* List* Describe* LookupEvents StartQuery CancelQuery GenerateQuery* SearchSampleQueries
    StartDashboardRefresh`,
  logs: `
    Get* List* Describe* FilterLogEvents StartQuery StopQuery StartLiveTail StopLiveTail TestMetricFilter
    TestTransformer CreateLogGroup CreateLogStream PutLogEvents`,
  iam: 'Get* List* Generate* Simulate*',
} as const;

type Administered = keyof typeof uses;

/** The worst, first: they stand for what a wildcard includes. */
const worst: Readonly<Record<Administered, string>> = {
  kms: `
    PutKeyPolicy CreateGrant ScheduleKeyDeletion DisableKey DeleteImportedKeyMaterial ReplicateKey
    UpdatePrimaryRegion DisableKeyRotation TagResource UntagResource`,
  s3: `
    PutBucketPolicy DeleteBucketPolicy PutBucketAcl PutObjectAcl PutObjectVersionAcl PutEncryptionConfiguration
    PutBucketOwnershipControls PutBucketPublicAccessBlock PutReplicationConfiguration PutLifecycleConfiguration
    BypassGovernanceRetention DeleteBucket`,
  cloudtrail: 'StopLogging DeleteTrail UpdateTrail PutEventSelectors',
  logs: 'PutResourcePolicy DeleteLogGroup',
  iam: `
    PassRole PutRolePolicy AttachRolePolicy UpdateAssumeRolePolicy DeleteRolePermissionsBoundary
    CreatePolicyVersion SetDefaultPolicyVersion PutUserPolicy AttachUserPolicy PutGroupPolicy AttachGroupPolicy
    AddUserToGroup CreateAccessKey CreateLoginProfile UpdateLoginProfile`,
};

/** The services whose actions take effect in a document of a kind. */
const spokenOf: Readonly<Record<PolicyKind, readonly Administered[]>> = {
  key: ['kms'],
  bucket: ['s3'],
  role: ['kms', 's3', 'cloudtrail', 'logs', 'iam'],
};

function namesOf(service: string, names: string): readonly string[] {
  return names
    .trim()
    .split(/\s+/u)
    .map((name) => `${service}:${name}`);
}

function isUse(service: Administered, action: string): boolean {
  return namesOf(service, uses[service]).some((use) => coversGlob(fold(use), fold(action)));
}

function knownAdministration(service: Administered): readonly string[] {
  const others = (actionsOf(service) ?? []).filter((action) => !isUse(service, action));
  return [...new Set([...namesOf(service, worst[service]), ...others])];
}

const administrative: Readonly<Record<PolicyKind, readonly string[]>> = {
  key: spokenOf.key.flatMap(knownAdministration),
  bucket: spokenOf.bucket.flatMap(knownAdministration),
  role: spokenOf.role.flatMap(knownAdministration),
};

/**
 * Finds an administrator's action that an entry of a document of this kind gives, but for `excepted`. Returns
 * undefined if it gives none. What is not known is named as it is written.
 */
export function administrationIn(
  kind: PolicyKind,
  entry: string,
  excepted: readonly string[] = [],
): string | undefined {
  const given = administrationOf[kind](entry);
  const first = given.find((action) => !excepted.includes(action));
  if (first !== undefined || given.length > 0) return first;
  const service = spokenOf[kind].find((one) => fold(entry).startsWith(`${one}:`));
  if (service === undefined || isUse(service, entry)) return undefined;
  return expandAction(entry)?.length ? undefined : entry;
}

const data: Readonly<Record<PolicyKind, readonly string[]>> = {
  key: ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:Sign', 'kms:GenerateMac', 'kms:DeriveSharedSecret'],
  bucket: ['s3:GetObject', 's3:PutObject'],
  role: [],
};

/** Lists the actions that use the data which the key or bucket of such a document holds. */
export function dataActions(kind: PolicyKind): readonly string[] {
  return data[kind];
}

/** KMS actions that take effect for principals of other accounts (KMS Developer Guide, key-policy-modifying-external-accounts). */
const acrossAccounts = [
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

export function worksAcrossAccounts(action: string): boolean {
  return acrossAccounts.includes(action.slice('kms:'.length));
}

/** Entries that are remembered: far more than an estate has different ones, and little memory. */
const mostEntries = 4_096;

/** The known actions that an entry such as `kms:Generate*` names; undefined where its service is not known. */
export const expandAction = remembered(mostEntries, (entry): readonly string[] | undefined => {
  const [service = '', ...rest] = entry.split(':');
  const known = rest.length === 0 ? undefined : actionsOf(service);
  return known?.filter((action) => matchesGlob(fold(entry), fold(action)));
});

const administrationOf = {
  key: remembered(mostEntries, (entry) => administrationMatching('key', entry)),
  bucket: remembered(mostEntries, (entry) => administrationMatching('bucket', entry)),
  role: remembered(mostEntries, (entry) => administrationMatching('role', entry)),
};

function administrationMatching(kind: PolicyKind, entry: string): readonly string[] {
  return administrative[kind].filter((action) => matchesGlob(fold(entry), fold(action)));
}
