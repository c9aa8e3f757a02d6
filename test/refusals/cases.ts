import type { Estate } from '../support/estate.ts';
import { policyFor } from '../support/gate-world.ts';
import { handOn } from '../support/hand.ts';
import { keyPolicy } from '../support/trail-world.ts';

/** Manifests that AWS would refuse, and that are refused before. */
export interface Case {
  readonly documents: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Metadata of the first document. */
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** The state of AWS before the case. */
  readonly before?: Case['documents'];
  readonly ground?: (estate: Estate) => void;
}

const region = 'eu-central-1';
const account = '111122223333';
const west = `arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const reserved = { 'aws:team': 'a' };
const fiftyOne = Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`tag${String(n)}`, 'x']));
const root = `arn:aws:iam::${account}:root`;
const bucket = { name: 'new-data' };
const audit = { bucket: 'the-logs', logging: true };

function key(statement: object): Case {
  return { documents: { 'Key/data': { policy: policyFor([], [statement]) } } };
}

function statement(more: object = {}): object {
  return {
    Sid: 'More',
    Effect: 'Allow',
    Principal: { AWS: root },
    Action: 'kms:Decrypt',
    Resource: '*',
    ...more,
  };
}

function ofBucket(document: unknown, block?: boolean): Case {
  return {
    documents: {
      'Bucket/data': {
        ...bucket,
        ...(block === undefined ? {} : { publicAccessBlock: { blockPublicPolicy: block } }),
      },
      'BucketPolicy/data': { bucket: bucket.name, ownership: 'document', document },
    },
  };
}

function inBucket(more: object = {}): object {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Read',
        Effect: 'Allow',
        Principal: { AWS: root },
        Action: 's3:GetObject',
        Resource: `arn:aws:s3:::${bucket.name}/*`,
        ...more,
      },
    ],
  };
}

function role(name: string, document: unknown): Case['documents'] {
  return { [`RolePolicy/${name}`]: { role: 'app', name, document } };
}

function inRole(more: object = {}): object {
  return {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::x/*', ...more },
    ],
  };
}

function many(count: number): object {
  return inRole({
    Resource: Array.from({ length: count }, (_, n) => `arn:aws:s3:::${'x'.repeat(40)}${String(n)}/*`),
  });
}

function trail(spec: object): Case {
  return { documents: { 'Trail/audit': { ...audit, ...spec } } };
}

const serving = keyPolicy(`arn:aws:cloudtrail:${region}:${account}:trail/audit`);

/** By service, AWS's name of the error and what we say instead. */
export const cases: Readonly<Record<string, Case>> = {
  'kms MalformedPolicyDocumentException policy.effect': key(statement({ Effect: 'Permit' })),
  'kms MalformedPolicyDocumentException policy.invalid-principal': key(
    statement({ Principal: { AWS: 'arn:aws:iam::1:role/x' } }),
  ),
  'kms MalformedPolicyDocumentException policy.characters': key(
    statement({ Condition: { StringEquals: { 'aws:PrincipalTag/team': '\u20ac' } } }),
  ),
  'kms MalformedPolicyDocumentException policy.lock-out': {
    documents: {
      'Key/data': { policy: { Version: '2012-10-17', Statement: [statement()] } },
    },
  },
  'kms TagException manifest.value': { documents: { 'Key/data': { tags: reserved } } },
  'kms LimitExceededException policy.too-large': key(
    statement({ Condition: { StringEquals: { 'kms:ViaService': 'x'.repeat(33_000) } } }),
  ),
  'kms LimitExceededException manifest.value': { documents: { 'Key/data': { tags: fiftyOne } } },
  'kms UnsupportedOperationException manifest.value': {
    documents: {
      'Key/data': { keySpec: 'RSA_2048', keyUsage: 'ENCRYPT_DECRYPT', rotation: { enabled: true } },
    },
  },
  'kms UnsupportedOperationException manifest.place': {
    documents: {
      'ReplicaKey/data': { primary: { ref: 'Key/data' }, region },
      'Key/data': { multiRegion: true },
    },
  },
  'kms UnsupportedOperationException not-multi-region': {
    before: { 'Key/data': {} },
    documents: {
      'Key/data': {},
      'ReplicaKey/data': { primary: { ref: 'Key/data' }, region: 'eu-west-1' },
    },
  },
  'kms UnsupportedOperationException immutable': {
    before: { 'Key/data': { multiRegion: false } },
    documents: { 'Key/data': { multiRegion: true } },
  },
  'kms DisabledException disabled': {
    before: { 'Key/data': { enabled: false } },
    documents: { 'Key/data': { enabled: false, rotation: { enabled: true } } },
  },
  'kms KMSInvalidStateException pending-deletion': {
    before: { 'Key/data': { description: 'data' } },
    ground: (estate) => {
      const hand = handOn(estate);
      hand.kms('ScheduleKeyDeletion', { KeyId: hand.key('Key/data'), PendingWindowInDays: 30 });
    },
    documents: { 'Key/data': { description: 'data', rotation: { enabled: true } } },
  },
  'kms AlreadyExistsException unproven': {
    before: { 'Key/data': {} },
    ground: (estate) => {
      const { KeyMetadata } = handOn(estate).kms('CreateKey') as { KeyMetadata: { KeyId: string } };
      handOn(estate).kms('CreateAlias', { AliasName: 'alias/data', TargetKeyId: KeyMetadata.KeyId });
    },
    documents: { 'Alias/data': { name: 'alias/data', target: { ref: 'Key/data' } }, 'Key/data': {} },
  },
  'kms InvalidAliasNameException manifest.value': {
    documents: { 'Alias/data': { name: 'alias/aws/mine', target: { ref: 'Key/data' } }, 'Key/data': {} },
  },
  'kms InvalidArnException manifest.value': {
    documents: {
      'Grant/app': { key: { ref: 'Key/data' }, granteePrincipal: 'app', operations: ['Decrypt'] },
      'Key/data': {},
    },
  },
  's3 NoSuchBucket missing': {
    documents: { 'BucketEncryption/data': { bucket: 'nowhere-at-all', algorithm: 'AES256' } },
  },
  's3 InvalidTag manifest.value': { documents: { 'Bucket/data': { ...bucket, tags: reserved } } },
  's3 BucketAlreadyExists another-owner': {
    ground: (estate) => {
      // HEAD of a bucket of another account (S3 API, HeadBucket).
      estate.sandbox.faults.every({ operation: 'HeadBucket' }, () => ({
        is: 'error',
        name: 'Unknown',
        message: '',
        status: 403,
      }));
    },
    documents: { 'Bucket/data': bucket },
  },
  's3 BucketAlreadyOwnedByYou unproven': {
    ground: (estate) => {
      estate.raw('s3', 'CreateBucket', {
        Bucket: bucket.name,
        CreateBucketConfiguration: { LocationConstraint: region },
      });
    },
    documents: { 'Bucket/data': bucket },
  },
  's3 InvalidBucketName manifest.value': { documents: { 'Bucket/data': { name: 'data--x-s3' } } },
  's3 InvalidArgument check.place': {
    documents: { 'BucketEncryption/data': { bucket: 'the-data', algorithm: 'aws:kms', key: west } },
  },
  's3 InvalidArgument check.key-for-s3': {
    documents: {
      'BucketEncryption/data': { bucket: 'the-data', algorithm: 'aws:kms', key: { ref: 'Key/data' } },
      'Key/data': { keySpec: 'RSA_2048', keyUsage: 'ENCRYPT_DECRYPT' },
    },
  },
  's3 InvalidRequest manifest.value': {
    documents: { 'BucketEncryption/data': { bucket: 'the-data', algorithm: 'AES256', key: west } },
  },
  's3 InvalidEncryptionAlgorithmError manifest.value': {
    documents: { 'BucketEncryption/data': { bucket: 'the-data', algorithm: 'AES512' } },
  },
  's3 AccessDenied check.public-policy': ofBucket(inBucket({ Principal: '*' }), true),
  's3 MalformedPolicy policy.effect': ofBucket(inBucket({ Effect: 'Permit' })),
  's3 MalformedPolicy policy.other-bucket': ofBucket(inBucket({ Resource: 'arn:aws:s3:::other/*' })),
  's3 MalformedPolicy policy.unsupported-resource': ofBucket(
    inBucket({ Resource: `arn:aws:s3:::${bucket.name}` }),
  ),
  's3 MalformedPolicy policy.too-large': ofBucket(
    inBucket({ Condition: { StringEquals: { 'aws:PrincipalTag/x': 'x'.repeat(21_000) } } }),
  ),
  's3 IllegalVersioningConfigurationException manifest.value': {
    documents: { 'Bucket/data': { ...bucket, versioning: 'Disabled' } },
  },
  's3 CrossLocationLoggingProhibited check.log-target': {
    documents: {
      'Bucket/logs': bucket,
      'BucketLogging/data': { bucket: 'the-data', targetBucket: { ref: 'Bucket/logs' } },
    },
    metadata: { region: 'eu-west-1' },
  },
  's3 InvalidArgument manifest.value': {
    documents: {
      'BucketLifecycle/data': {
        bucket: 'the-data',
        rules: [
          {
            id: 'one',
            status: 'Enabled',
            filter: {},
            expiration: { days: 10 },
            transitions: [{ days: 30, storageClass: 'GLACIER' }],
          },
        ],
      },
    },
  },
  's3 MalformedXML manifest.value': {
    documents: {
      'BucketLifecycle/data': { bucket: 'the-data', rules: [{ id: 'one', status: 'Enabled', filter: {} }] },
    },
  },
  'cloudtrail InvalidTrailNameException manifest.value': trail({ name: 'a..b' }),
  'cloudtrail InvalidTagParameterException manifest.value': trail({ tags: reserved }),
  'cloudtrail TagsLimitExceededException manifest.value': trail({ tags: fiftyOne }),
  'cloudtrail InsufficientEncryptionPolicyException check.trail-access': {
    documents: {
      'Trail/audit': { ...audit, key: { ref: 'Key/data' } },
      'Key/data': { policy: policyFor(['app']) },
    },
  },
  'cloudtrail InsufficientEncryptionPolicyException missing': {
    documents: {
      'Trail/audit': { ...audit, bucket: 'logs-of-audit', key: { ref: 'Key/data' } },
      'Key/data': {},
    },
  },
  'cloudtrail InsufficientS3BucketPolicyException check.trail-access': {
    documents: {
      'Trail/audit': { ...audit, bucket: bucket.name },
      ...ofBucket(inBucket()).documents,
    },
  },
  'cloudtrail InsufficientS3BucketPolicyException missing': {
    documents: { 'Trail/audit': { ...audit, bucket: bucket.name }, 'Bucket/data': bucket },
  },
  'cloudtrail InvalidCloudWatchLogsLogGroupArnException manifest.value': trail({
    cloudWatchLogs: { logGroupArn: 'my-group', roleArn: `arn:aws:iam::${account}:role/app` },
  }),
  'cloudtrail InvalidKmsKeyIdException manifest.value': trail({ key: 'not a key' }),
  'cloudtrail InvalidParameterCombinationException manifest.value': trail({
    multiRegion: true,
    globalServiceEvents: false,
  }),
  'cloudtrail InvalidS3BucketNameException manifest.value': trail({ bucket: 'No_Bucket' }),
  'cloudtrail InvalidS3PrefixException manifest.value': trail({ prefix: 'x'.repeat(201) }),
  'cloudtrail InvalidSnsTopicNameException manifest.value': trail({ snsTopic: 'not a topic!' }),
  'cloudtrail KmsException check.key-for-trail': {
    documents: {
      'Trail/audit': { ...audit, key: { ref: 'Key/data' } },
      'Key/data': { keySpec: 'RSA_2048', keyUsage: 'ENCRYPT_DECRYPT' },
    },
  },
  'cloudtrail KmsKeyDisabledException check.key-for-trail': {
    documents: {
      'Trail/audit': { ...audit, key: { ref: 'Key/data' } },
      'Key/data': { enabled: false, policy: serving },
    },
  },
  'cloudtrail KmsKeyNotFoundException check.place': {
    documents: {
      'Trail/audit': { ...audit, bucket: { ref: 'Bucket/data' }, key: west },
      'Bucket/data': bucket,
    },
  },
  'cloudtrail TrailAlreadyExistsException unproven': {
    ground: (estate) => {
      handOn(estate).cloudtrail('CreateTrail', { Name: 'audit', S3BucketName: 'logs-of-audit' });
    },
    documents: { 'Trail/audit': { ...audit, bucket: 'logs-of-audit' } },
  },
  'cloudtrail InvalidEventSelectorsException manifest.value': trail({
    eventSelectors: [{}],
    advancedEventSelectors: [{ fieldSelectors: [{ field: 'eventCategory', equals: ['Management'] }] }],
  }),
  'cloudtrail InvalidInsightSelectorsException manifest.value': trail({
    insightSelectors: [{ insightType: 'Unknown' }],
  }),
  'iam NoSuchEntityException missing': {
    documents: { 'RolePolicy/one': { role: 'ghost', name: 'one', document: inRole() } },
  },
  'iam LimitExceededException policy.too-large': { documents: role('one', many(300)) },
  'iam LimitExceededException check.role-policies': {
    documents: { ...role('one', many(100)), ...role('two', many(100)) },
  },
  'iam MalformedPolicyDocumentException policy.effect': {
    documents: role('one', inRole({ Effect: 'Permit' })),
  },
  'iam MalformedPolicyDocumentException policy.unknown-action': {
    documents: role('one', inRole({ Action: 's4:GetObject' })),
  },
  'iam MalformedPolicyDocumentException policy.foreign-resource': {
    documents: role('one', inRole({ Resource: 'arn:aws-cn:s3:::the-data/*' })),
  },
  'iam MalformedPolicyDocumentException policy.principal-element': {
    documents: role('one', inRole({ Principal: '*' })),
  },
};
