import { estateAccounts, roleIn, type BucketSlot, type Draw, type KeySlot } from './random-estate.ts';

export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: unknown;
  readonly Action: unknown;
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

export interface Document {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

export function documentOf(statements: readonly Statement[]): Document {
  return { Version: '2012-10-17', Statement: statements };
}

/** How the role `reader` comes to a key. */
export type Access = 'root' | 'policy' | 'grant';

const cloudTrail = { Service: 'cloudtrail.amazonaws.com' };
const anyTrail = estateAccounts.map((account) => `arn:aws:cloudtrail:*:${account}:trail/*`);

/** Everything an administrator needs; `kms:*` would let IAM alone open the key to the account. */
const administration = ['Cancel', 'Create', 'Delete', 'Describe', 'Disable', 'Enable', 'Get', 'List', 'Put']
  .concat(['Replicate', 'Retire', 'Revoke', 'Schedule', 'TagResource', 'UntagResource', 'Update'])
  .map((verb) => (verb.endsWith('Resource') ? `kms:${verb}` : `kms:${verb}*`));

function roleOf(draw: Draw, ...names: readonly [string, ...string[]]): string {
  return roleIn(draw.pick(...estateAccounts), draw.pick(...names));
}

/** Draws a key's policy: an administrator, the readers, CloudTrail, and what chance adds. */
export function keyPolicy(
  draw: Draw,
  { place }: Pick<KeySlot, 'place'>,
  access: Access,
  forTrails: boolean,
): Document {
  const root = { AWS: `arn:aws:iam::${place.account}:root` };
  const statements: readonly (Statement | false)[] = [
    {
      Sid: access === 'root' ? 'Root' : 'Administer',
      Effect: 'Allow',
      Principal: root,
      Action: access === 'root' ? 'kms:*' : administration,
      Resource: '*',
    },
    access === 'policy' && {
      Sid: 'Readers',
      Effect: 'Allow',
      Principal: { AWS: estateAccounts.map((account) => roleIn(account, 'reader')) },
      Action: draw.pick<unknown>(
        ['kms:Decrypt', 'kms:GenerateDataKey*'],
        ['kms:GenerateDataKey', 'kms:Decrypt'],
      ),
      Resource: '*',
    },
    forTrails && {
      Sid: 'TrailEncrypts',
      Effect: 'Allow',
      Principal: cloudTrail,
      Action: 'kms:GenerateDataKey*',
      Resource: '*',
      Condition: {
        StringLike: {
          'aws:SourceArn': anyTrail,
          'kms:EncryptionContext:aws:cloudtrail:arn': anyTrail,
        },
      },
    },
    forTrails && {
      Sid: 'TrailDescribes',
      Effect: 'Allow',
      Principal: cloudTrail,
      Action: 'kms:DescribeKey',
      Resource: '*',
    },
    draw.chance(0.4) && {
      Sid: 'Use',
      Effect: 'Allow',
      Principal: { AWS: roleOf(draw, 'app', 'batch') },
      Action: draw.pick<unknown>('kms:Decrypt', ['kms:Encrypt', 'kms:Describe*']),
      Resource: '*',
      ...(draw.chance(0.4)
        ? { Condition: { StringEquals: { 'kms:ViaService': `s3.${place.region}.amazonaws.com` } } }
        : {}),
    },
    draw.chance(0.2) && {
      Sid: 'NoWorker',
      Effect: 'Deny',
      Principal: { AWS: roleIn(place.account, 'worker') },
      Action: 'kms:Decrypt',
      Resource: '*',
    },
  ];
  return documentOf(statements.filter((statement) => statement !== false));
}

function everythingIn(bucket: string): readonly string[] {
  return [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`];
}

/** Returns what CloudTrail needs of a bucket (CloudTrail User Guide, create-s3-bucket-policy-for-cloudtrail). */
export function logStatements(bucket: string): readonly Statement[] {
  const StringLike = { 'aws:SourceArn': anyTrail };
  return [
    {
      Sid: 'TrailAcl',
      Effect: 'Allow',
      Principal: cloudTrail,
      Action: 's3:GetBucketAcl',
      Resource: `arn:aws:s3:::${bucket}`,
      Condition: { StringLike },
    },
    {
      Sid: 'TrailWrites',
      Effect: 'Allow',
      Principal: cloudTrail,
      Action: 's3:PutObject',
      Resource: `arn:aws:s3:::${bucket}/*`,
      Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' }, StringLike },
    },
  ];
}

/** Returns the statements in the policy of a bucket that was made by hand. */
export function foreignStatements({ name, place, logs }: BucketSlot): readonly Statement[] {
  return [
    {
      Sid: 'Theirs',
      Effect: 'Allow',
      Principal: { AWS: roleIn(place.account, 'app') },
      Action: 's3:PutObject',
      Resource: `arn:aws:s3:::${name}/theirs/*`,
    },
    ...(logs ? logStatements(name) : []),
  ];
}

/** Returns the other account, whose reader a bucket policy may let in. */
export function partnerOf(account: string): string {
  return estateAccounts.find((id) => id !== account) ?? account;
}

/** Draws our statements for a bucket. */
export function bucketStatements(draw: Draw, slot: BucketSlot, partner: boolean): readonly Statement[] {
  const { name, place } = slot;
  const statements: readonly (Statement | false)[] = [
    (draw.chance(0.6) || !partner) && {
      Sid: 'NoPlainHttp',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: everythingIn(name),
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
    partner && {
      Sid: 'Partner',
      Effect: 'Allow',
      Principal: { AWS: roleIn(partnerOf(place.account), 'reader') },
      Action: ['s3:GetObject', 's3:PutObject'],
      Resource: `arn:aws:s3:::${name}/*`,
    },
    draw.chance(0.4) && {
      Sid: 'Users',
      Effect: 'Allow',
      Principal: { AWS: [...new Set([roleOf(draw, 'app', 'batch'), roleOf(draw, 'app', 'batch')])] },
      Action: draw.pick<unknown>('s3:GetObject', ['s3:GetObject', 's3:PutObject']),
      Resource: `arn:aws:s3:::${name}/*`,
    },
    draw.chance(0.2) && {
      Sid: 'NoIntruder',
      Effect: 'Deny',
      Principal: { AWS: roleIn(place.account, 'intruder') },
      Action: 's3:*',
      Resource: everythingIn(name),
    },
  ];
  return statements.filter((statement) => statement !== false);
}

/**
 * Draws the policy of a role. The reader may always use what policies of keys and buckets open to it; a worker gets
 * what chance gives.
 */
export function rolePolicy(draw: Draw, role: string): Document | null {
  if (draw.chance(0.1)) return null;
  const actions =
    role === 'reader'
      ? draw.pick<unknown>(
          ['s3:*', 'kms:*'],
          ['s3:GetObject', 's3:PutObject', 'kms:Decrypt', 'kms:GenerateDataKey'],
        )
      : draw.pick<unknown>('kms:Decrypt', ['s3:GetObject', 'kms:Decrypt'], 'cloudtrail:LookupEvents');
  return documentOf([{ Sid: 'Use', Effect: 'Allow', Action: actions, Resource: '*' }]);
}
