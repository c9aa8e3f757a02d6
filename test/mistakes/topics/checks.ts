import { account, resource, setOf } from '../harness/estate.ts';
import type { Mistake, Topic } from '../harness/mistake.ts';

function statement(more: string): string {
  return `    - { ${more} }\n`;
}
const root = statement(
  `Sid: Root, Effect: Allow, Principal: { AWS: 'arn:aws:iam::${account}:root' }, Action: 'kms:*', Resource: '*'`,
);

function key(more = '', metadata = '', spec = ''): string {
  const policy = `policy:\n  Version: '2012-10-17'\n  Statement:\n${root}${more}`;
  return resource('Key', 'data', `${spec}${spec === '' ? '' : '\n'}${policy}`, metadata);
}

const grantee = `granteePrincipal: 'arn:aws:iam::${account}:role/app'\noperations: [Decrypt]`;
function encryption(more: string, metadata = ''): string {
  return resource(
    'BucketEncryption',
    'data',
    `bucket: the-data-bucket\nalgorithm: aws:kms\n${more}`,
    metadata,
  );
}
const elsewhere = `arn:aws:kms:us-east-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
function rolePolicy(name: string): string {
  const many = Array.from(
    { length: 60 },
    (_, n) => `arn:aws:s3:::the-data-bucket/${'x'.repeat(70)}${String(n)}`,
  );
  return resource(
    'RolePolicy',
    name,
    `role: app\nname: ${name}\ndocument:\n  Version: '2012-10-17'\n  Statement:\n    - { Effect: Allow, Action: s3:GetObject, Resource: ${JSON.stringify(many)} }`,
  );
}
function context(arns: string): string {
  return statement(
    `Sid: Use, Effect: Allow, Principal: { AWS: 'arn:aws:iam::${account}:role/app' }, Action: kms:Decrypt, Resource: '*', Condition: { StringLike: { 'kms:EncryptionContext:aws:s3:arn': ${arns} } }`,
  );
}
const stranger = "'arn:aws:iam::999988887777:role/app'";
const trailArn = `arn:aws:cloudtrail:eu-central-1:${account}:trail/audit`;
const trail = resource('Trail', 'audit', 'bucket: the-logs\nkey: { ref: Key/data }');
const open = statement(
  `Sid: Trail, Effect: Allow, Principal: { Service: cloudtrail.amazonaws.com }, Action: ['kms:GenerateDataKey*', 'kms:DescribeKey'], Resource: '*', Condition: { StringEquals: { 'aws:SourceArn': '${trailArn}' } }`,
);

function logs(prefix: string): string {
  const when = `Condition: { StringEquals: { 'aws:SourceArn': '${trailArn}' } }`;
  return resource(
    'BucketPolicy',
    'logs',
    `bucket: the-logs\nownership: document\ndocument:\n  Version: '2012-10-17'\n  Statement:\n${statement(`Sid: Acl, Effect: Allow, Principal: { Service: cloudtrail.amazonaws.com }, Action: s3:GetBucketAcl, Resource: 'arn:aws:s3:::the-logs', ${when}`)}${statement(`Sid: Put, Effect: Allow, Principal: { Service: cloudtrail.amazonaws.com }, Action: s3:PutObject, Resource: 'arn:aws:s3:::the-logs/${prefix}*', ${when}`)}`,
  );
}

const mistakes: readonly Mistake[] = [
  {
    name: 'a bucket and its key in two Regions',
    files: setOf(key('', 'region: eu-west-1'), encryption('key: { ref: Key/data }')),
  },
  { name: 'a key of another Region, by its ARN', files: setOf(key(), encryption(`key: ${elsewhere}`)) },
  {
    name: 'an alias and its key in two Regions',
    files: setOf(
      key('', 'region: eu-west-1'),
      resource('Alias', 'data', 'name: alias/data\ntarget: { ref: Key/data }'),
    ),
  },
  {
    name: 'a grant and its key in two Regions',
    files: setOf(
      key('', 'region: eu-west-1'),
      resource('Grant', 'app', `key: { ref: Key/data }\n${grantee}`),
    ),
  },
  {
    name: 'a bucket under a key of RSA',
    files: setOf(
      key('', '', 'keySpec: RSA_2048\nkeyUsage: ENCRYPT_DECRYPT'),
      encryption('key: { ref: Key/data }'),
    ),
  },
  {
    name: 'a bucket under a key that is disabled',
    files: setOf(key('', '', 'enabled: false'), encryption('key: { ref: Key/data }\nbucketKey: true')),
  },
  {
    name: 'a trail under a key that is disabled',
    files: setOf(key(open, '', 'enabled: false'), trail),
  },
  {
    name: 'a bucket under a key of an account that nobody trusts',
    files: setOf(
      encryption(`key: ${elsewhere.replace(account, '999988887777').replace('us-east-1', 'eu-central-1')}`),
    ),
    exit: 0,
  },
  {
    name: 'two policies of a role that are too large together',
    files: setOf(rolePolicy('one'), rolePolicy('two')),
  },
  {
    name: 'a bucket that logs into itself',
    files: setOf(resource('BucketLogging', 'data', 'bucket: the-data-bucket\ntargetBucket: the-data-bucket')),
  },
  {
    name: 'a bucket key, and a policy for objects only',
    files: setOf(
      key(context("'arn:aws:s3:::the-data-bucket/*'")),
      encryption('key: { ref: Key/data }\nbucketKey: true'),
    ),
  },
  {
    name: 'no bucket key, and a policy for the bucket only',
    files: setOf(
      key(context("'arn:aws:s3:::the-data-bucket'")),
      encryption('key: { ref: Key/data }\nbucketKey: false'),
    ),
  },
  {
    name: 'a bucket key, and a policy that forgets older objects',
    files: setOf(
      key(context("'arn:aws:s3:::the-data-bucket'")),
      encryption('key: { ref: Key/data }\nbucketKey: true'),
    ),
    exit: 0,
  },
  {
    name: 'a grant for objects only under a bucket key',
    files: setOf(
      key(),
      encryption('key: { ref: Key/data }\nbucketKey: true'),
      resource(
        'Grant',
        'app',
        `key: { ref: Key/data }\n${grantee}\nconstraints: { encryptionContextEquals: { 'aws:s3:arn': 'arn:aws:s3:::the-data-bucket/x' } }`,
      ),
    ),
  },
  {
    name: 'an account that nobody trusts, in a key policy',
    files: setOf(
      key(
        statement(
          `Sid: Other, Effect: Allow, Principal: { AWS: ${stranger} }, Action: kms:Decrypt, Resource: '*'`,
        ),
      ),
    ),
    exit: 0,
  },
  {
    name: 'an account that nobody trusts, in a bucket policy',
    files: setOf(
      resource(
        'BucketPolicy',
        'data',
        `bucket: the-data-bucket\nownership: document\ndocument:\n  Version: '2012-10-17'\n  Statement:\n${statement(`Sid: Other, Effect: Allow, Principal: { AWS: ${stranger} }, Action: s3:GetObject, Resource: 'arn:aws:s3:::the-data-bucket/*'`)}`,
      ),
    ),
    exit: 0,
  },
  {
    name: 'an account that nobody trusts, in a grant',
    files: setOf(
      key(),
      resource('Grant', 'app', `key: { ref: Key/data }\n${grantee.replace(account, '999988887777')}`),
    ),
    exit: 0,
  },
  {
    name: 'a replica without a policy',
    files: setOf(
      key(open.replace('cloudtrail.amazonaws.com', 'logs.amazonaws.com'), '', 'multiRegion: true'),
      resource('ReplicaKey', 'west', 'primary: { ref: Key/data }\nregion: eu-west-1'),
    ),
    exit: 0,
  },
  {
    name: 'a replica whose policy forgets an application',
    files: setOf(
      key(
        statement(
          `Sid: App, Effect: Allow, Principal: { AWS: 'arn:aws:iam::${account}:role/app' }, Action: kms:Decrypt, Resource: '*'`,
        ),
        '',
        'multiRegion: true',
      ),
      resource(
        'ReplicaKey',
        'west',
        `primary: { ref: Key/data }\nregion: eu-west-1\npolicy:\n  Version: '2012-10-17'\n  Statement:\n${root}`,
      ),
    ),
    exit: 0,
  },
  {
    name: 'a public policy under a block of public policies',
    files: setOf(
      resource('Bucket', 'site', 'name: the-site\npublicAccessBlock: { blockPublicPolicy: true }'),
      resource(
        'BucketPolicy',
        'site',
        `bucket: { ref: Bucket/site }\nownership: document\ndocument:\n  Version: '2012-10-17'\n  Statement:\n${statement("Sid: Read, Effect: Allow, Principal: '*', Action: s3:GetObject, Resource: 'arn:aws:s3:::the-site/*'")}`,
      ),
    ),
  },
  {
    name: 'a Region that AWS does not have',
    files: Object.fromEntries(
      Object.entries(setOf(resource('Bucket', 'logs', 'name: the-logs'))).map(([path, text]) => [
        path,
        text.replaceAll('eu-central-1', 'ue-central-1'),
      ]),
    ),
  },
  {
    name: 'a trail that nobody starts',
    exit: 0,
    files: setOf(resource('Trail', 'audit', 'bucket: the-logs')),
  },
  {
    name: 'a trail whose new bucket has no policy',
    exit: 0,
    files: setOf(
      resource('Bucket', 'logs', 'name: the-logs'),
      resource('Trail', 'audit', 'bucket: { ref: Bucket/logs }\nlogging: true'),
    ),
  },
  {
    name: 'a trail with a key of another Region than its bucket',
    files: setOf(
      resource('Bucket', 'logs', 'name: the-logs'),
      logs(''),
      resource('Trail', 'audit', `bucket: { ref: Bucket/logs }\nkey: ${elsewhere}`),
    ),
  },
  {
    name: 'a trail with selectors that CloudTrail refuses',
    files: setOf(
      resource(
        'Trail',
        'audit',
        'bucket: the-logs\nadvancedEventSelectors:\n  - fieldSelectors:\n      - { field: eventCategroy, equals: [Management] }\n  - fieldSelectors:\n      - { field: eventCategory, equals: [Data] }',
      ),
    ),
  },
  { name: 'a trail that its key does not let in', files: setOf(key(), trail) },
  { name: 'a trail that its bucket does not let in', files: setOf(key(open), trail, logs('other/')) },
  {
    name: 'a replica of a key that may not be multi-Region',
    files: setOf(
      resource('Key', 'data', 'description: x'),
      resource('ReplicaKey', 'west', 'primary: { ref: Key/data }\nregion: eu-west-1'),
    ),
    exit: 0,
  },
  {
    name: 'a replica of a key that is not multi-Region',
    files: setOf(
      resource('Key', 'data', 'multiRegion: false'),
      resource('ReplicaKey', 'west', 'primary: { ref: Key/data }\nregion: eu-west-1'),
    ),
  },
];

/** What is wrong only between manifests. */
export const checks: Topic = { name: 'checks', mistakes };
