import { resource, setOf } from '../harness/estate.ts';
import type { Mistake, Topic } from '../harness/mistake.ts';

const key = resource('Key', 'data', 'description: x');
const ours = resource('Bucket', 'data', 'name: the-data-bucket');

function bucket(spec: string): Pick<Mistake, 'files'> {
  return { files: setOf(key, resource('Bucket', 'data', spec)) };
}

function named(more: string): Pick<Mistake, 'files'> {
  return bucket(`name: the-data-bucket\n${more}`);
}

function encryption(spec: string): Pick<Mistake, 'files'> {
  return { files: setOf(key, ours, resource('BucketEncryption', 'data', spec)) };
}

function policy(spec: string): Pick<Mistake, 'files'> {
  return { files: setOf(key, ours, resource('BucketPolicy', 'data', spec)) };
}

function rolePolicy(spec: string): Pick<Mistake, 'files'> {
  return { files: setOf(key, resource('RolePolicy', 'app', spec)) };
}

function trail(spec: string): Pick<Mistake, 'files'> {
  return { files: setOf(key, ours, resource('Trail', 'audit', spec)) };
}

function logging(more: string): Pick<Mistake, 'files'> {
  return trail(`bucket: { ref: Bucket/data }\n${more}`);
}

const statement =
  '{ Effect: Deny, Principal: "*", Action: "s3:*", Resource: "arn:aws:s3:::elsewhere/*", Condition: { Bool: { "aws:SecureTransport": "false" } } }';

function shared(statements: string): Pick<Mistake, 'files'> {
  return policy(
    `bucket: elsewhere\nownership: statements\ndocument: { Version: "2012-10-17", Statement: [${statements}] }`,
  );
}

const mistakes: readonly Mistake[] = [
  { name: 'a bucket without a name', ...bucket('versioning: Enabled') },
  { name: 'a bucket named in upper case', ...bucket('name: TheData') },
  { name: 'a bucket under a reserved suffix', ...bucket('name: the-data-s3alias') },
  { name: 'a bucket named by its ARN', ...bucket('name: arn:aws:s3:::the-data-bucket') },
  { name: 'a bucket named by an address of IP', ...bucket('name: 192.168.5.4') },
  { name: 'a bucket whose name needs AWS to be known', ...bucket('name: data-${Key/data.keyId}') },
  { name: 'versioning: true', ...named('versioning: true') },
  { name: 'versioning in lower case', ...named('versioning: enabled') },
  { name: 'public access blocked in one word', ...named('publicAccessBlock: true') },
  { name: 'a misspelt switch of public access', ...named('publicAccessBlock: { blockPublicAcl: true }') },
  { name: 'a switch of public access in words', ...named('publicAccessBlock: { blockPublicPolicy: "yes" }') },
  { name: 'an ownership of objects that is none', ...named('objectOwnership: BucketOwner') },
  { name: 'encryption inside a bucket', ...named('encryption: aws:kms') },
  { name: 'a tag of a bucket that is nested', ...named('tags: { toString: { a: b } }') },

  { name: 'encryption of no bucket', ...encryption('algorithm: AES256') },
  {
    name: 'encryption of a bucket by a path',
    ...encryption('bucket: s3://the-data-bucket/\nalgorithm: AES256'),
  },
  { name: 'encryption without an algorithm', ...encryption('bucket: { ref: Bucket/data }') },
  {
    name: 'an algorithm by its other name',
    ...encryption('bucket: { ref: Bucket/data }\nalgorithm: SSE-KMS'),
  },
  {
    name: 'an algorithm in the wrong case',
    ...encryption('bucket: { ref: Bucket/data }\nalgorithm: aes256'),
  },
  { name: 'KMS without a key', ...encryption('bucket: { ref: Bucket/data }\nalgorithm: aws:kms') },
  {
    name: 'a key for SSE-S3',
    ...encryption('bucket: { ref: Bucket/data }\nalgorithm: AES256\nkey: { ref: Key/data }'),
  },
  {
    name: 'a key by alias',
    ...encryption('bucket: { ref: Bucket/data }\nalgorithm: aws:kms\nkey: alias/data'),
  },
  {
    name: 'a key by its id',
    ...encryption(
      'bucket: { ref: Bucket/data }\nalgorithm: aws:kms\nkey: 1234abcd-12ab-34cd-56ef-1234567890ab',
    ),
  },
  {
    name: 'a key that is a role',
    ...encryption(
      'bucket: { ref: Bucket/data }\nalgorithm: aws:kms\nkey: arn:aws:iam::111122223333:role/app',
    ),
  },
  {
    name: 'a bucket key under DSSE',
    ...encryption(
      'bucket: { ref: Bucket/data }\nalgorithm: aws:kms:dsse\nkey: { ref: Key/data }\nbucketKey: true',
    ),
  },
  {
    name: 'a bucket key in words',
    ...encryption(
      'bucket: { ref: Bucket/data }\nalgorithm: aws:kms\nkey: { ref: Key/data }\nbucketKey: enabled',
    ),
  },
  {
    name: 'a bucket key in the case of AWS',
    ...encryption(
      'bucket: { ref: Bucket/data }\nalgorithm: aws:kms\nkey: { ref: Key/data }\nbucketKeyEnabled: true',
    ),
  },
  {
    name: 'NONE beside another blocked type',
    ...encryption('bucket: { ref: Bucket/data }\nalgorithm: AES256\nblockedEncryptionTypes: [NONE, SSE-C]'),
  },
  {
    name: 'a blocked type that is none',
    ...encryption('bucket: { ref: Bucket/data }\nalgorithm: AES256\nblockedEncryptionTypes: [SSE-S3]'),
  },

  { name: 'a bucket policy without a document', ...policy('bucket: { ref: Bucket/data }') },
  {
    name: 'a bucket policy under the name of a key policy',
    ...policy('bucket: { ref: Bucket/data }\npolicy: null'),
  },
  {
    name: 'an ownership that is none',
    ...policy('bucket: { ref: Bucket/data }\ndocument: null\nownership: shared'),
  },
  { name: 'a shared policy with a statement without a Sid', ...shared(statement) },
  {
    name: 'a shared policy with the same Sid twice',
    ...shared(`${statement.replace('{', '{ Sid: Tls,')}, ${statement.replace('{', '{ Sid: Tls,')}`),
  },
  {
    name: 'a Sid that Keywright keeps for itself',
    ...shared(statement.replace('{', '{ Sid: TlsKeywrightFormerly,')),
  },

  {
    name: 'a role policy for the ARN of a role',
    ...rolePolicy('role: arn:aws:iam::111122223333:role/app\nname: use\ndocument: null'),
  },
  { name: 'a role policy without a name', ...rolePolicy('role: app\ndocument: null') },
  {
    name: 'a role policy with a space in its name',
    ...rolePolicy('role: app\nname: use it\ndocument: null'),
  },
  {
    name: 'a role policy whose role is a reference',
    ...rolePolicy('role: { ref: Role/app }\nname: use\ndocument: null'),
  },
  { name: 'a role policy without a document', ...rolePolicy('role: app\nname: use') },

  { name: 'a trail without a bucket', ...trail('logging: true') },
  { name: 'a trail whose bucket is a key', ...trail('bucket: { ref: Key/data }') },
  { name: 'a trail with an empty prefix', ...logging('prefix: ""') },
  { name: 'a trail whose name is two letters', ...logging('name: ab') },
  {
    name: 'a trail whose name is that of the resource and too short',
    files: setOf(key, ours, resource('Trail', 'ab', 'bucket: { ref: Bucket/data }')),
  },
  {
    name: 'a trail under a key by alias',
    ...logging('key: arn:aws:kms:eu-central-1:111122223333:alias/data'),
  },
  { name: 'logging: on', ...logging('logging: on') },
  { name: 'a switch of the API', ...logging('isMultiRegionTrail: true') },
  {
    name: 'a multi-Region trail without global events',
    ...logging('multiRegion: true\nglobalServiceEvents: false'),
  },
  {
    name: 'both kinds of event selectors',
    ...logging(
      'eventSelectors: [{ readWriteType: All }]\nadvancedEventSelectors: [{ fieldSelectors: [{ field: eventCategory, equals: [Management] }] }]',
    ),
  },
  { name: 'no event selector', ...logging('eventSelectors: []') },
  {
    name: 'six event selectors',
    ...logging(
      'eventSelectors: [{}, { readWriteType: All }, { readWriteType: ReadOnly }, { readWriteType: WriteOnly }, { includeManagementEvents: true }, { includeManagementEvents: false }]',
    ),
  },
  { name: 'an event selector of one word', ...logging('eventSelectors: [All]') },
  { name: 'a read-write type that is misspelt', ...logging('eventSelectors: [{ readWriteType: Readonly }]') },
  {
    name: 'a resource of a type that needs advanced selectors',
    ...logging('eventSelectors: [{ dataResources: [{ type: "AWS::SNS::Topic", values: [] }] }]'),
  },
  {
    name: 'a resource without its ARNs',
    ...logging('eventSelectors: [{ dataResources: [{ type: "AWS::S3::Object" }] }]'),
  },
  {
    name: 'a source of events that cannot be left out',
    ...logging('eventSelectors: [{ excludeManagementEventSources: [s3.amazonaws.com] }]'),
  },
  {
    name: 'an advanced selector without conditions',
    ...logging('advancedEventSelectors: [{ name: all, fieldSelectors: [] }]'),
  },
  {
    name: 'a condition with a misspelt operator',
    ...logging(
      'advancedEventSelectors: [{ fieldSelectors: [{ field: eventCategory, equal: [Management] }] }]',
    ),
  },
  {
    name: 'a condition whose values are text',
    ...logging(
      'advancedEventSelectors: [{ fieldSelectors: [{ field: eventCategory, equals: Management }] }]',
    ),
  },
  { name: 'an insight that is none', ...logging('insightSelectors: [{ insightType: ApiCallRate }]') },
  {
    name: 'one insight twice, in two ways',
    ...logging(
      'insightSelectors: [{ insightType: ApiErrorRateInsight }, { insightType: ApiErrorRateInsight, eventCategories: [Data] }]',
    ),
  },
  {
    name: 'a log group by name',
    ...logging('cloudWatchLogs: { logGroupArn: audit, roleArn: "arn:aws:iam::111122223333:role/logs" }'),
  },
  {
    name: 'a log group without its role',
    ...logging('cloudWatchLogs: { logGroupArn: "arn:aws:logs:eu-central-1:111122223333:log-group:audit:*" }'),
  },
  { name: 'a topic by name', ...logging('snsTopic: audit') },
  { name: 'a trail of the organization in words', ...logging('organization: o-1234567890') },
];

/** The specs of buckets, roles and trails. */
export const fieldsOfBuckets: Topic = { name: 'fields-of-buckets', mistakes };
