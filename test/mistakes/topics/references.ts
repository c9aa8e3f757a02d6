import { account, goodSet, goodKey, resource, setOf } from '../harness/estate.ts';
import type { Mistake, Topic } from '../harness/mistake.ts';

const data = resource('Key', 'data', 'multiRegion: true');
const bucket = resource('Bucket', 'data', 'name: the-data-bucket');
const grantee = `granteePrincipal: 'arn:aws:iam::${account}:role/app'\noperations: [Decrypt]`;

function alias(target: string, name = 'data', metadata = ''): string {
  return resource('Alias', name, `name: alias/${name}\ntarget: ${target}`, metadata);
}

function policyOf(name: string, arn: string): string {
  return resource(
    'Key',
    name,
    `policy:
  Version: '2012-10-17'
  Statement:
    - { Sid: Root, Effect: Allow, Principal: { AWS: 'arn:aws:iam::${account}:root' }, Action: 'kms:*', Resource: '*' }
    - { Sid: Other, Effect: Deny, Principal: '*', Action: kms:Decrypt, Resource: '*', Condition: { ArnEquals: { 'aws:SourceArn': '${arn}' } } }`,
  );
}

function formerly(name: string, list: string, kind = 'Key'): string {
  const spec = kind === 'Key' ? 'description: x' : 'name: the-data-bucket';
  return resource(kind, name, spec, `formerly: ${list}`);
}

function ignoring(entry: string, kind = 'Key', spec = 'description: x'): Pick<Mistake, 'files'> {
  return { files: setOf(data, bucket, resource(kind, 'quiet', spec, `ignore: [${entry}]`)) };
}

function accepting(entry: string): Pick<Mistake, 'files'> {
  const spec = `policy:
  Version: '2012-10-17'
  Statement:
    - { Sid: Root, Effect: Allow, Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: kms:*, Resource: '*' }
    - { Sid: Deny, Effect: Deny, Principal: '*', Action: kms:Decrypt, Resource: '*', Condition: { StringEquals: { 's3:prefix': x } } }`;
  return { files: setOf(resource('Key', 'loud', spec, `accept: [${entry}]`)) };
}

const mistakes: readonly Mistake[] = [
  { name: 'a ref to a key that nobody declares', files: setOf(data, alias('{ ref: Key/date }')) },
  { name: 'a ref without a kind', files: setOf(data, alias('{ ref: data }')) },
  { name: 'a ref with a name in upper case', files: setOf(data, alias('{ ref: Key/Data }')) },
  { name: 'a ref with more beside it', files: setOf(data, alias('{ ref: Key/data, attribute: arn }')) },
  { name: 'a ref that is a list', files: setOf(data, alias('{ ref: [Key/data] }')) },
  { name: 'a hole for a key that nobody declares', files: setOf(data, policyOf('more', '${Key/dta.arn}')) },
  { name: 'a hole with a misspelt attribute', files: setOf(data, policyOf('more', '${Key/data.ARN}')) },
  { name: 'a hole with a kind that is none', files: setOf(data, policyOf('more', '${Kee/data.arn}')) },
  {
    name: 'a hole with an attribute named constructor',
    files: setOf(data, alias('"${Key/data.constructor}"')),
  },
  { name: 'a hole that is never closed', files: setOf(data, alias('"${Key/data.keyId"')) },
  { name: 'a hole of Terraform', files: setOf(data, policyOf('more', '${aws_kms_key.data.arn}')) },
  {
    name: 'a misspelt name of the account',
    files: setOf(data, policyOf('more', 'arn:aws:s3:::${acount.id}')),
  },
  {
    name: 'a hole in the name of a bucket',
    files: setOf(resource('Bucket', 'data', 'name: data-${environment}')),
  },
  {
    name: 'a grant whose name rests on a key that AWS names',
    files: setOf(
      data,
      resource(
        'Grant',
        'app',
        `key: { ref: Key/data }\n${grantee}\nconstraints: { encryptionContextEquals: { key: '\${Key/data.keyId}' } }`,
      ),
    ),
  },
  {
    name: 'a trail under the ARN of an alias, by a hole',
    files: setOf(
      data,
      bucket,
      resource('Trail', 'audit', 'bucket: { ref: Bucket/data }\nkey: "${Alias/data.arn}"'),
      alias('{ ref: Key/data }'),
    ),
  },
  {
    name: 'a value that is wrong once its hole is filled',
    files: setOf(data, resource('Bucket', 'more', 'name: DATA-${region}')),
  },

  {
    name: 'two keys that wait for each other',
    files: setOf(policyOf('one', '${Key/two.arn}'), policyOf('two', '${Key/one.arn}')),
  },
  { name: 'a key that waits for itself', files: setOf(policyOf('one', '${Key/one.arn}')) },

  {
    name: 'one alias, twice',
    files: setOf(
      data,
      alias('{ ref: Key/data }', 'data'),
      resource('Alias', 'again', 'name: alias/data\ntarget: { ref: Key/data }'),
    ),
    about: 'alias/data',
  },
  {
    name: 'one alias, in a list and as a resource',
    files: setOf(
      resource('Key', 'data', 'aliases: [alias/data]'),
      resource('Alias', 'again', 'name: alias/data\ntarget: { ref: Key/data }'),
    ),
    about: 'alias/data',
  },
  {
    name: 'two keys with one alias in their lists',
    files: setOf(
      resource('Key', 'data', 'aliases: [alias/data]'),
      resource('Key', 'more', 'aliases: [alias/data]'),
    ),
    about: 'Alias/data',
  },
  {
    name: 'one bucket, twice',
    files: setOf(data, bucket, resource('Bucket', 'again', 'name: the-data-bucket')),
    about: 'the-data-bucket',
  },
  {
    name: 'one encryption, twice',
    files: setOf(
      data,
      bucket,
      resource('BucketEncryption', 'one', 'bucket: the-data-bucket\nalgorithm: AES256'),
      resource('BucketEncryption', 'two', 'bucket: { ref: Bucket/data }\nalgorithm: AES256'),
    ),
    about: 'BucketEncryption/one',
  },
  {
    name: 'one bucket policy, twice',
    files: setOf(
      data,
      bucket,
      resource('BucketPolicy', 'one', 'bucket: the-data-bucket\nownership: document\ndocument: null'),
      resource('BucketPolicy', 'two', 'bucket: the-data-bucket\nownership: document\ndocument: null'),
    ),
    about: 'BucketPolicy/one',
  },
  {
    name: 'one role policy, twice',
    files: setOf(
      data,
      resource('RolePolicy', 'one', 'role: app\nname: use\ndocument: null'),
      resource('RolePolicy', 'two', 'role: app\nname: use\ndocument: null'),
    ),
    about: 'RolePolicy/one',
  },
  {
    name: 'one trail, twice',
    files: setOf(
      data,
      bucket,
      resource('Trail', 'audit', 'bucket: { ref: Bucket/data }'),
      resource('Trail', 'again', 'name: audit\nbucket: { ref: Bucket/data }'),
    ),
    about: 'Trail/audit',
  },
  {
    name: 'two replicas of one key in one Region',
    files: setOf(
      data,
      resource('ReplicaKey', 'one', 'primary: { ref: Key/data }\nregion: eu-west-1'),
      resource('ReplicaKey', 'two', 'primary: { ref: Key/data }\nregion: eu-west-1'),
    ),
    about: 'ReplicaKey/one',
  },
  {
    name: 'a replica beside its primary',
    files: setOf(data, resource('ReplicaKey', 'one', 'primary: { ref: Key/data }\nregion: eu-central-1')),
  },
  {
    name: 'a replica in two Regions at once',
    files: setOf(
      data,
      resource('ReplicaKey', 'one', 'primary: { ref: Key/data }\nregion: eu-west-1', 'region: eu-central-1'),
    ),
  },

  { name: 'a former address that still is', files: setOf(data, formerly('new', '[Key/data]')) },
  { name: 'a former address of another kind', files: setOf(data, formerly('new', '[Bucket/old]')) },
  {
    name: 'one former address of two keys',
    files: setOf(formerly('new', '[Key/old]'), formerly('newer', '[Key/old]')),
  },
  {
    name: 'a former address of a bucket that still is',
    files: setOf(
      bucket,
      formerly('new', '[Bucket/data]', 'Bucket').replace('the-data-bucket', 'the-new-bucket'),
    ),
  },
  { name: 'a former address that is a name', files: setOf(formerly('new', '[old]')) },
  { name: 'former addresses that are text', files: setOf(formerly('new', 'Key/old')) },

  { name: 'ignoring what the kind does not have', ...ignoring('{ path: /tag, reason: x }') },
  { name: 'ignoring whether a key is enabled', ...ignoring('{ path: /enabled, reason: x }') },
  {
    name: 'ignoring whether a trail logs',
    ...ignoring('{ path: /logging, reason: x }', 'Trail', 'bucket: { ref: Bucket/data }'),
  },
  {
    name: 'ignoring everything of a replica',
    ...ignoring(
      '{ path: /enabled, reason: x }',
      'ReplicaKey',
      'primary: { ref: Key/data }\nregion: eu-west-1',
    ),
  },
  { name: 'ignoring without a reason', ...ignoring('{ path: /tags/owner }') },
  { name: 'ignoring with an empty reason', ...ignoring('{ path: /tags/owner, reason: "" }') },
  { name: 'ignoring a path with dots', ...ignoring('{ path: tags.owner, reason: x }') },
  {
    name: 'ignoring until the end of a month',
    ...ignoring('{ path: /tags/owner, reason: x, until: end of May }'),
  },
  {
    name: 'ignoring until a day that is none',
    ...ignoring('{ path: /tags/owner, reason: x, until: 2027-02-30 }'),
  },
  {
    name: 'ignoring with a field of another tool',
    ...ignoring('{ path: /tags/owner, reason: x, expires: 2027-01-31 }'),
  },
  { name: 'ignoring by a list of paths', ...ignoring('/tags/owner') },
  {
    name: 'ignoring what ended',
    ...ignoring('{ path: /tags/owner, reason: x, until: 2026-01-31 }'),
    exit: 0,
  },

  {
    name: 'accepting a warning that there is not',
    ...accepting('{ code: policy.s3-context, reason: x, until: 2027-01-31 }'),
    exit: 0,
  },
  {
    name: 'accepting a code that there is not',
    ...accepting('{ code: policy.s3context, reason: x, until: 2027-01-31 }'),
  },
  { name: 'accepting without an end', ...accepting('{ code: policy.s3-context, reason: x }') },
  {
    name: 'accepting what ended',
    ...accepting('{ code: policy.unsupported-condition-key, reason: x, until: 2026-01-31 }'),
    exit: 0,
  },
  {
    name: 'using a key that goes away',
    files: setOf(
      resource('Key', 'data', 'description: x', 'state: absent\nkeyId: 1234abcd-12ab-34cd-56ef-1234567890ab'),
      alias('{ ref: Key/data }'),
    ),
  },
  {
    name: 'using a key that is let go',
    files: setOf(
      resource('Key', 'data', 'description: x', 'state: released'),
      resource('Grant', 'app', `key: { ref: Key/data }\n${grantee}`),
    ),
  },
  {
    name: 'a shorthand alias whose address is taken',
    files: {
      ...goodSet,
      'manifests/more.yaml':
        resource('Key', 'more', 'aliases: [alias/other]') +
        '---\n' +
        resource('Alias', 'other', 'name: alias/elsewhere\ntarget: { ref: Key/more }'),
    },
    about: 'Alias/other',
  },
  {
    name: 'two aliases of one key that differ in case only',
    files: {
      ...goodSet,
      'manifests/key.yaml': goodKey + '  aliases: [alias/Customer_Data, alias/customer_data]\n',
    },
    about: 'alias/Customer_Data',
  },
];

/** What names something else: references, claims, former addresses, what is ignored, what goes away. */
export const references: Topic = { name: 'references', mistakes };
