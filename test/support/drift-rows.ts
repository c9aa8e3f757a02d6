import { addressTag, stackTag } from '../../src/model/resource.ts';
import type { DriftRow } from './drift-row.ts';
import { bucketDriftRows } from './drift-rows-buckets.ts';
import { familyDriftRows } from './drift-rows-family.ts';
import { trailDriftRows } from './drift-rows-trail.ts';
import { region } from './estate.ts';
import { dataPolicy, logsBucket, plainBucket } from './drift-world.ts';
import { keyArn, roleArn, stripMark, type Hand } from './hand.ts';

const changed = 'changed by hand';

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

function putPolicy(hand: Hand, policy: unknown): void {
  hand.kms('PutKeyPolicy', {
    KeyId: hand.key('Key/data'),
    PolicyName: 'default',
    Policy: JSON.stringify(policy),
  });
}

function statement(sid: string): (typeof dataPolicy.Statement)[number] {
  const found = dataPolicy.Statement.find(({ Sid }) => Sid === sid);
  if (found === undefined) throw new Error(`no statement ${sid}`);
  return found;
}

function withStatements(...statements: readonly unknown[]): unknown {
  return { ...dataPolicy, Statement: statements };
}

function putEncryption(
  hand: Hand,
  rule: {
    readonly algorithm?: string;
    readonly key?: string | null;
    readonly bucketKey?: boolean;
    readonly blocked?: readonly string[];
  },
): void {
  const { algorithm = 'aws:kms', bucketKey = true, blocked = ['SSE-C'] } = rule;
  const key = rule.key === undefined ? keyArn(hand.key('Key/data')) : rule.key;
  hand.s3('PutBucketEncryption', {
    Bucket: logsBucket,
    ServerSideEncryptionConfiguration: {
      Rules: [
        {
          ApplyServerSideEncryptionByDefault: {
            SSEAlgorithm: algorithm,
            ...(key === null ? {} : { KMSMasterKeyID: key }),
          },
          BucketKeyEnabled: bucketKey,
          BlockedEncryptionTypes: { EncryptionType: blocked },
        },
      ],
    },
  });
}

const policyRows: readonly DriftRow[] = [
  {
    covers: 'Key /policy',
    why: 'a statement for somebody else was added: taking it away protects',
    drift: (hand) =>
      putPolicy(
        hand,
        withStatements(...dataPolicy.Statement, {
          Sid: 'Intruder',
          Effect: 'Allow',
          Principal: { AWS: roleArn('intruder') },
          Action: 'kms:Decrypt',
          Resource: '*',
        }),
      ),
    address: 'Key/data',
    path: '/policy/Statement',
  },
  {
    covers: 'Key /policy',
    why: 'a Deny was taken out: putting it back protects',
    drift: (hand) => putPolicy(hand, withStatements(statement('Root'), statement('Use'))),
    address: 'Key/data',
    path: '/policy/Statement',
  },
  {
    covers: 'Key /policy',
    why: 'a principal was taken out, perhaps by an incident responder: giving access back waits',
    drift: (hand) =>
      putPolicy(
        hand,
        withStatements(
          statement('Root'),
          { ...statement('Use'), Principal: { AWS: roleArn('batch') } },
          statement('NoGrants'),
        ),
      ),
    address: 'Key/data',
    path: '/policy/Statement/Use/Principal/AWS',
    waitsFor: ['repair'],
  },
  {
    covers: 'Key /policy',
    why: 'the role was deleted and made again, so KMS shows AROA…: trusting the new one waits',
    drift(hand) {
      hand.iam('DeleteRole', { RoleName: 'app' });
      hand.iam('CreateRole', { RoleName: 'app', AssumeRolePolicyDocument: trust });
    },
    address: 'Key/data',
    path: '/policy/Statement/Use/Principal/AWS',
    waitsFor: ['repair'],
  },
];

const keyRows: readonly DriftRow[] = [
  {
    covers: 'Key /description',
    why: changed,
    drift: (hand) =>
      void hand.kms('UpdateKeyDescription', { KeyId: hand.key('Key/data'), Description: 'mine' }),
    address: 'Key/data',
    path: '/description',
  },
  {
    covers: 'Key /description',
    why: 'null is the empty one',
    drift: (hand) =>
      void hand.kms('UpdateKeyDescription', { KeyId: hand.key('Key/spare'), Description: 'mine' }),
    address: 'Key/spare',
    path: '/description',
  },
  {
    covers: 'Key /tags',
    why: 'another value',
    drift: (hand) =>
      void hand.kms('TagResource', {
        KeyId: hand.key('Key/data'),
        Tags: [{ TagKey: 'team', TagValue: 'x' }],
      }),
    address: 'Key/data',
    path: '/tags/team',
  },
  {
    covers: 'Key /tags',
    why: 'taken off',
    drift: (hand) =>
      void hand.kms('UntagResource', { KeyId: hand.key('Key/data'), TagKeys: ['team', 'tier'] }),
    address: 'Key/data',
    path: '/tags/tier',
  },
  {
    covers: 'Key /tags',
    why: 'null wants it gone, and it is back',
    drift: (hand) =>
      void hand.kms('TagResource', { KeyId: hand.key('Key/data'), Tags: [{ TagKey: 'old', TagValue: '' }] }),
    address: 'Key/data',
    path: '/tags/old',
  },
  {
    covers: 'Key /enabled',
    why: 'disabled, perhaps by an incident responder: enabling it again waits',
    drift: (hand) => void hand.kms('DisableKey', { KeyId: hand.key('Key/data') }),
    address: 'Key/data',
    path: '/enabled',
    waitsFor: ['repair'],
  },
  {
    covers: 'Key /enabled',
    why: 'enabled against the manifest: every disabling waits',
    drift: (hand) => void hand.kms('EnableKey', { KeyId: hand.key('Key/spare') }),
    address: 'Key/spare',
    path: '/enabled',
    waitsFor: ['disable'],
  },
  {
    covers: 'Key /enabled',
    why: 'its deletion was scheduled: that is called off at once and leaves it disabled, enabling it waits',
    drift: (hand) =>
      void hand.kms('ScheduleKeyDeletion', { KeyId: hand.key('Key/data'), PendingWindowInDays: 7 }),
    address: 'Key/data',
    path: '/enabled',
    waitsFor: ['repair'],
  },
  {
    covers: 'Key /enabled',
    why: 'the deletion of a disabled key was scheduled: that is called off at once',
    drift: (hand) =>
      void hand.kms('ScheduleKeyDeletion', { KeyId: hand.key('Key/spare'), PendingWindowInDays: 7 }),
    address: 'Key/spare',
    path: '/deletion',
  },
  {
    covers: 'Key /rotation/enabled',
    why: 'turned off',
    drift: (hand) => void hand.kms('DisableKeyRotation', { KeyId: hand.key('Key/data') }),
    address: 'Key/data',
    path: '/rotation/enabled',
  },
  {
    covers: 'Key /rotation/enabled',
    why: 'null is off, and it was turned on',
    drift: (hand) => void hand.kms('EnableKeyRotation', { KeyId: hand.key('Key/still') }),
    address: 'Key/still',
    path: '/rotation/enabled',
  },
  {
    covers: 'Key /rotation/periodInDays',
    why: 'a longer period',
    drift: (hand) =>
      void hand.kms('EnableKeyRotation', { KeyId: hand.key('Key/data'), RotationPeriodInDays: 2560 }),
    address: 'Key/data',
    path: '/rotation/periodInDays',
  },
];

const aliasRows: readonly DriftRow[] = [
  {
    covers: 'Key /aliases',
    why: 're-pointed to a key nobody declared',
    drift: (hand) => point(hand, 'alias/data', createKey(hand)),
    address: 'Alias/data',
    path: '/target',
  },
  {
    covers: 'Key /aliases',
    why: 'deleted',
    drift: (hand) => void hand.kms('DeleteAlias', { AliasName: 'alias/data' }),
    address: 'Alias/data',
    path: '/target',
  },
  {
    covers: 'Alias /target',
    why: 're-pointed to another key of ours',
    drift: (hand) => point(hand, 'alias/app', hand.key('Key/still')),
    address: 'Alias/app',
    path: '/target',
  },
  {
    covers: 'Alias /name',
    why: 'a name cannot be changed, only deleted',
    drift: (hand) => void hand.kms('DeleteAlias', { AliasName: 'alias/app' }),
    address: 'Alias/app',
    path: '/target',
  },
];

function point(hand: Hand, AliasName: string, TargetKeyId: string): void {
  hand.kms('UpdateAlias', { AliasName, TargetKeyId });
}

function createKey(hand: Hand, input: Readonly<Record<string, unknown>> = {}): string {
  const { KeyMetadata } = hand.kms('CreateKey', input) as { KeyMetadata: { KeyId: string } };
  return KeyMetadata.KeyId;
}

const encryptionRows: readonly DriftRow[] = [
  {
    covers: 'BucketEncryption /algorithm',
    why: 'taken back to AES256, which is how AWS says none of ours',
    drift: (hand) => void hand.s3('DeleteBucketEncryption', { Bucket: logsBucket }),
    address: 'BucketEncryption/logs',
    path: '/algorithm',
  },
  {
    covers: 'BucketEncryption /algorithm',
    why: 'another algorithm',
    drift: (hand) => putEncryption(hand, { algorithm: 'aws:kms:dsse', bucketKey: false }),
    address: 'BucketEncryption/logs',
    path: '/algorithm',
  },
  {
    covers: 'BucketEncryption /key',
    why: 'another key',
    drift: (hand) => putEncryption(hand, { key: keyArn(createKey(hand)) }),
    address: 'BucketEncryption/logs',
    path: '/key',
  },
  {
    covers: 'BucketEncryption /key',
    why: 'the AWS managed key',
    drift: (hand) => putEncryption(hand, { key: null }),
    address: 'BucketEncryption/logs',
    path: '/key',
  },
  {
    covers: 'BucketEncryption /bucketKey',
    why: changed,
    drift: (hand) => putEncryption(hand, { bucketKey: false }),
    address: 'BucketEncryption/logs',
    path: '/bucketKey',
  },
  {
    covers: 'BucketEncryption /blockedEncryptionTypes',
    why: 'SSE-C allowed again',
    drift: (hand) => putEncryption(hand, { blocked: ['NONE'] }),
    address: 'BucketEncryption/logs',
    path: '/blockedEncryptionTypes',
  },
  {
    covers: 'BucketEncryption /blockedEncryptionTypes',
    why: 'SSE-C blocked where the manifest allows it, perhaps by an incident responder: allowing it again waits',
    drift: (hand) =>
      void hand.s3('PutBucketEncryption', {
        Bucket: plainBucket,
        ServerSideEncryptionConfiguration: {
          Rules: [{ BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] } }],
        },
      }),
    address: 'BucketEncryption/plain',
    path: '/blockedEncryptionTypes',
    waitsFor: ['repair'],
  },
  {
    covers: 'BucketEncryption /bucket',
    why: 'the bucket was deleted and made again',
    drift(hand) {
      hand.s3('DeleteBucket', { Bucket: logsBucket });
      const CreateBucketConfiguration = { LocationConstraint: region };
      hand.s3('CreateBucket', { Bucket: logsBucket, CreateBucketConfiguration });
    },
    address: 'BucketEncryption/logs',
    path: '/algorithm',
  },
];

export const driftRows: readonly DriftRow[] = [
  ...keyRows,
  ...policyRows,
  ...aliasRows,
  ...encryptionRows,
  ...bucketDriftRows,
  ...trailDriftRows,
  ...familyDriftRows,
];

/** What AWS never changes in place can only be another key under our mark. */
export interface FixedRow {
  readonly covers: `${string} /${string}`;
  readonly address: string;
  /** The key that now carries the mark. */
  readonly made: Readonly<Record<string, unknown>>;
}

export const fixedRows: readonly FixedRow[] = [
  { covers: 'Key /keySpec', address: 'Key/data', made: { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' } },
  {
    covers: 'Key /keyUsage',
    address: 'Key/signer',
    made: { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' },
  },
  { covers: 'Key /multiRegion', address: 'Key/data', made: { MultiRegion: true } },
];

/** Moves the mark of an address to a new key. */
export function moveMark(hand: Hand, { address, made }: FixedRow): void {
  const old = hand.key(address);
  const { Tags } = hand.kms('ListResourceTags', { KeyId: old, Limit: 50 }) as {
    Tags: { TagKey: string; TagValue: string }[];
  };
  stripMark(hand, old);
  const marks = Tags.filter(({ TagKey }) => TagKey === stackTag || TagKey === addressTag);
  createKey(hand, { ...made, Tags: marks });
}
