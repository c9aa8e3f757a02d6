/**
 * Default request rates of AWS, per second, account and Region (IAM: per account). AWS raises some on
 * request; Keywright starts from these times a share and learns the rest from throttling.
 */
interface QuotaGroup {
  /** Where the numbers come from; `guess` where AWS publishes none. */
  readonly source: string;
  readonly guess?: true;
  readonly rates: Readonly<Record<string, number>>;
}

export interface Quota {
  readonly rate: number;
  readonly source: string;
  readonly guess: boolean;
}

const groups: readonly QuotaGroup[] = [
  {
    source: 'KMS Developer Guide, requests-per-second (2026): each operation by itself, adjustable',
    rates: {
      'kms:CancelKeyDeletion': 5,
      'kms:CreateAlias': 5,
      'kms:CreateGrant': 50,
      'kms:CreateKey': 5,
      'kms:DeleteAlias': 15,
      'kms:DescribeKey': 2000,
      'kms:DisableKey': 5,
      'kms:DisableKeyRotation': 5,
      'kms:EnableKey': 5,
      'kms:EnableKeyRotation': 15,
      'kms:GetKeyLastUsage': 5,
      'kms:GetKeyPolicy': 1000,
      'kms:GetKeyRotationStatus': 1000,
      'kms:GetPublicKey': 2000,
      'kms:ListAliases': 500,
      'kms:ListGrants': 100,
      'kms:ListKeyRotations': 100,
      'kms:ListKeys': 500,
      'kms:ListResourceTags': 2000,
      'kms:PutKeyPolicy': 15,
      'kms:ReplicateKey': 5,
      'kms:RetireGrant': 50,
      'kms:RevokeGrant': 50,
      'kms:RotateKeyOnDemand': 5,
      'kms:ScheduleKeyDeletion': 15,
      'kms:TagResource': 10,
      'kms:UntagResource': 5,
      'kms:UpdateAlias': 5,
      'kms:UpdateKeyDescription': 5,
      'kms:UpdatePrimaryRegion': 5,
    },
  },
  {
    source: 'AWS General Reference, CloudTrail endpoints and quotas (2026): not adjustable',
    rates: {
      'cloudtrail:AddTags': 1,
      'cloudtrail:CreateTrail': 1,
      'cloudtrail:DeleteTrail': 1,
      'cloudtrail:DescribeTrails': 10,
      'cloudtrail:GetEventSelectors': 10,
      'cloudtrail:GetInsightSelectors': 10,
      'cloudtrail:GetTrail': 10,
      'cloudtrail:GetTrailStatus': 10,
      'cloudtrail:ListTags': 10,
      'cloudtrail:ListTrails': 10,
      'cloudtrail:LookupEvents': 2,
      'cloudtrail:PutEventSelectors': 1,
      'cloudtrail:PutInsightSelectors': 1,
      'cloudtrail:RemoveTags': 1,
      'cloudtrail:StartLogging': 1,
      'cloudtrail:StopLogging': 1,
      'cloudtrail:UpdateTrail': 1,
    },
  },
  {
    source: 'AWS General Reference, Resource Groups Tagging API quotas (2026)',
    rates: { 'tagging:GetResources': 15 },
  },
  {
    source: 'IAM User Guide, IAM and STS quotas: shared by AssumeRole, GetCallerIdentity and others',
    rates: { sts: 600 },
  },
  {
    source: 'S3 User Guide, optimizing-performance: at least this much per prefix',
    rates: { 's3:GetObject': 5500, 's3:HeadObject': 5500, 's3:PutObject': 3500, 's3:DeleteObject': 3500 },
  },
  {
    source: 'AWS publishes no rate for listing objects or for the configuration of buckets: a guess',
    guess: true,
    rates: {
      's3:CreateBucket': 5,
      's3:DeleteBucket': 5,
      's3:DeleteBucketEncryption': 10,
      's3:DeleteBucketOwnershipControls': 10,
      's3:DeleteBucketPolicy': 10,
      's3:DeleteBucketTagging': 10,
      's3:DeletePublicAccessBlock': 10,
      's3:GetBucketEncryption': 50,
      's3:GetBucketLocation': 50,
      's3:GetBucketOwnershipControls': 50,
      's3:GetBucketPolicy': 50,
      's3:GetBucketPolicyStatus': 50,
      's3:GetBucketTagging': 50,
      's3:GetBucketVersioning': 50,
      's3:GetPublicAccessBlock': 50,
      's3:HeadBucket': 100,
      's3:ListBuckets': 5,
      's3:ListObjectsV2': 50,
      's3:PutBucketEncryption': 10,
      's3:PutBucketOwnershipControls': 10,
      's3:PutBucketPolicy': 10,
      's3:PutBucketTagging': 10,
      's3:PutBucketVersioning': 10,
      's3:PutPublicAccessBlock': 10,
    },
  },
  {
    source: 'AWS publishes no rate for IAM; one control plane an account: a guess',
    guess: true,
    rates: {
      'iam:DeleteRolePolicy': 5,
      'iam:GetRole': 15,
      'iam:GetRolePolicy': 15,
      'iam:ListRolePolicies': 15,
      'iam:PutRolePolicy': 5,
    },
  },
];

/** By name of quota: an operation's name, or that of a shared quota. */
export const quotas: ReadonlyMap<string, Quota> = new Map(
  groups.flatMap(({ source, guess, rates }) =>
    Object.entries(rates).map(([name, rate]): [string, Quota] => [
      name,
      { rate, source, guess: guess === true },
    ]),
  ),
);

/** Requests a second that AWS allows by default; a quota without a row is a mistake here. */
export function quotaOf(name: string): Quota {
  const quota = quotas.get(name);
  if (quota === undefined) throw new Error(`${name} has no row in aws/quotas.ts`);
  return quota;
}

/** Part of AWS's rates that Keywright uses unless told: the estate's own applications come first. */
export const defaultShare = 0.5;

/** What may be saved up at a rate of so many a second: one second's worth, at least one request. */
export function capacityOf(rate: number): number {
  return Math.max(1, rate);
}
