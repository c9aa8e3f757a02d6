import { account, createEstate, region, stackYaml, type Estate, type EstateOptions } from './estate.ts';
import type { Hand } from './hand.ts';

export const auditBucket = `audit-${account}`;
export const otherBucket = `other-${account}`;

export interface TrailModel {
  /** The name in AWS; the manifest's own name is always `audit`. */
  readonly name?: string;
  readonly [field: string]: unknown;
}

const service = { Service: 'cloudtrail.amazonaws.com' };

function anyTrail(at: string): string {
  return `arn:aws:cloudtrail:${at}:${account}:trail/*`;
}

/** Returns the bucket policy that the trails of a Region need (CloudTrail User Guide). */
export function bucketPolicy(options: { readonly at?: string; readonly bucket?: string } = {}): object {
  const { at = region, bucket = auditBucket } = options;
  const source = { 'aws:SourceArn': anyTrail(at) };
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Acl',
        Effect: 'Allow',
        Principal: service,
        Action: 's3:GetBucketAcl',
        Resource: `arn:aws:s3:::${bucket}`,
        Condition: { StringLike: source },
      },
      {
        Sid: 'Write',
        Effect: 'Allow',
        Principal: service,
        Action: 's3:PutObject',
        Resource: `arn:aws:s3:::${bucket}/*`,
        Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' }, StringLike: source },
      },
    ],
  };
}

/** Returns the key policy; `trail` is the trail's ARN, a pattern, or a reference. */
export function keyPolicy(trail: string): object {
  const source = { 'aws:SourceArn': trail };
  const context = {
    'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:*:${account}:trail/*`,
  };
  const allow = (Sid: string, Action: string, StringLike: object): object => ({
    Sid,
    Effect: 'Allow',
    Principal: service,
    Action,
    Resource: '*',
    Condition: { StringLike },
  });
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Root',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
      allow('Encrypt', 'kms:GenerateDataKey*', { ...source, ...context }),
      allow('Describe', 'kms:DescribeKey', source),
    ],
  };
}

function document(kind: string, name: string, spec: object, metadata: object = {}): string {
  const all = { apiVersion: 'keywright.dev/v1', kind, metadata: { name, ...metadata }, spec };
  return `---\n${JSON.stringify(all)}\n`;
}

/** Writes a trail and nothing else; the bucket is made by hand. */
export function trailOnly(spec: TrailModel = {}, metadata: object = {}): string {
  return `${stackYaml}${document('Trail', 'audit', { bucket: auditBucket, ...spec }, metadata)}`;
}

/** Writes a trail under a key whose policy names the trail, and the policy of its bucket. */
export function auditEstate(spec: TrailModel = {}, options: { readonly keyFor?: string } = {}): string {
  const trail = options.keyFor ?? '${Trail/audit.arn}';
  return [
    stackYaml,
    document('Key', 'audit', { description: 'Audit logs', policy: keyPolicy(trail) }),
    document('BucketPolicy', 'audit', {
      bucket: auditBucket,
      ownership: 'document',
      document: bucketPolicy(),
    }),
    document('Trail', 'audit', { bucket: auditBucket, key: { ref: 'Key/audit' }, ...spec }),
  ].join('');
}

/** Returns a trail with every field; its key is a literal so that nothing else interferes. */
export function fullSpec(keyArn: string): TrailModel {
  return {
    prefix: 'trails',
    key: keyArn,
    multiRegion: true,
    logFileValidation: true,
    globalServiceEvents: true,
    logging: true,
    eventSelectors: [
      {
        readWriteType: 'WriteOnly',
        includeManagementEvents: true,
        dataResources: [{ type: 'AWS::S3::Object', values: ['arn:aws:s3:::b/', 'arn:aws:s3:::a/'] }],
        excludeManagementEventSources: ['rdsdata.amazonaws.com'],
      },
    ],
    insightSelectors: [{ insightType: 'ApiErrorRateInsight' }, { insightType: 'ApiCallRateInsight' }],
    cloudWatchLogs: {
      logGroupArn: `arn:aws:logs:${region}:${account}:log-group:audit`,
      roleArn: `arn:aws:iam::${account}:role/admin`,
    },
    snsTopic: `arn:aws:sns:${region}:${account}:audit`,
    organization: false,
    tags: { team: 'audit', old: null },
  };
}

export interface TrailWorld {
  readonly estate: Estate;
  trail(operation: string, input?: object, at?: string): Record<string, unknown>;
  shown(name?: string): Record<string, unknown>;
  /** A key that any trail of the Region may use. */
  readonly keyArn: string;
  readonly keyId: string;
}

/** Longer than any settle time and any lag of these worlds. */
export const settled = 60 * 60_000;

/** Makes a bucket that takes the logs of every trail of the Region, and a key for them. */
export async function trailWorld(
  options: EstateOptions = {},
  extra: { readonly policy?: false } = {},
): Promise<TrailWorld> {
  const estate = createEstate({ indexLagMs: (options.lagMs ?? 0) * 3, ...options });
  estate.raw('s3', 'CreateBucket', {
    Bucket: auditBucket,
    CreateBucketConfiguration: { LocationConstraint: region },
  });
  if (extra.policy !== false) {
    estate.raw('s3', 'PutBucketPolicy', { Bucket: auditBucket, Policy: JSON.stringify(bucketPolicy()) });
  }
  const { KeyMetadata } = estate.raw('kms', 'CreateKey', {
    Policy: JSON.stringify(keyPolicy(anyTrail(region))),
  }) as { KeyMetadata: { Arn: string; KeyId: string } };
  await estate.advance(settled);
  return {
    estate,
    keyArn: KeyMetadata.Arn,
    keyId: KeyMetadata.KeyId,
    trail: (operation, input = {}, at = region) => estate.raw('cloudtrail', operation, { ...input }, at),
    shown: (name = 'audit') =>
      estate.raw('cloudtrail', 'GetTrail', { Name: name })['Trail'] as Record<string, unknown>,
  };
}

/** The trails of the drift world: every field is set in one of them, the key's policy names its trail. */
export const trailDocuments: string = [
  document('Key', 'trails', { description: 'Trails', policy: keyPolicy('${Trail/audit.arn}') }),
  document('Trail', 'audit', {
    ...fullSpec(''),
    name: 'audit',
    bucket: auditBucket,
    key: { ref: 'Key/trails' },
  }),
  document('Trail', 'second', {
    bucket: auditBucket,
    advancedEventSelectors: [
      { name: 'all', fieldSelectors: [{ field: 'eventCategory', equals: ['Management'] }] },
    ],
    insightSelectors: null,
    snsTopic: null,
    prefix: null,
    cloudWatchLogs: null,
    key: null,
    logging: true,
  }),
].join('');

/** Makes the undeclared resources that the trails of the drift world need. */
export function makeTrailGround(hand: Pick<Hand, 's3'>): void {
  for (const bucket of [auditBucket, otherBucket]) {
    const CreateBucketConfiguration = { LocationConstraint: region };
    hand.s3('CreateBucket', { Bucket: bucket, CreateBucketConfiguration });
    hand.s3('PutBucketPolicy', { Bucket: bucket, Policy: JSON.stringify(bucketPolicy({ bucket })) });
  }
}
