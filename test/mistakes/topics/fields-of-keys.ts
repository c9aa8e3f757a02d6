import { resource, setOf } from '../harness/estate.ts';
import type { Mistake, Topic } from '../harness/mistake.ts';

function key(spec: string): Pick<Mistake, 'files'> {
  return { files: setOf(resource('Key', 'data', spec)) };
}

const primary = resource('Key', 'data', 'multiRegion: true');

function replica(spec: string, primarily = 'primary: { ref: Key/data }'): Pick<Mistake, 'files'> {
  return {
    files: setOf(primary, resource('ReplicaKey', 'data-west', `${primarily}\nregion: eu-west-1\n${spec}`)),
  };
}

function alias(spec: string): Pick<Mistake, 'files'> {
  return { files: setOf(primary, resource('Alias', 'data', spec)) };
}

const grantee = "granteePrincipal: 'arn:aws:iam::111122223333:role/app'";

function grant(spec: string): Pick<Mistake, 'files'> {
  return { files: setOf(primary, resource('Grant', 'app', spec)) };
}

function grantTo(more: string, operations = '[Decrypt]'): Pick<Mistake, 'files'> {
  return grant(`key: { ref: Key/data }\n${grantee}\noperations: ${operations}\n${more}`);
}

const tags = Array.from({ length: 49 }, (_, index) => `t${String(index)}: v`).join(', ');

const mistakes: readonly Mistake[] = [
  { name: 'a misspelt field of a key', ...key('descripton: x') },
  { name: 'a field of another kind in a key', ...key('bucketKey: true') },
  { name: 'a field of a key in the case of AWS', ...key('KeySpec: RSA_2048') },
  { name: 'a field of a key named __defineGetter__', ...key('__defineGetter__: x') },
  { name: 'a description that is a number', ...key('description: 2026') },
  { name: 'a description that is a date', ...key('description: [2026-11-30]') },
  { name: 'enabled: no', ...key('enabled: no') },
  { name: 'enabled: "true"', ...key('enabled: "true"') },
  { name: 'multiRegion: on', ...key('multiRegion: on') },
  { name: 'a key spec that is none', ...key('keySpec: AES_256') },
  { name: 'a key spec that is misspelt', ...key('keySpec: RSA_2084\nkeyUsage: SIGN_VERIFY') },
  { name: 'a usage that is misspelt', ...key('keyUsage: ENCRYPT_DECRIPT') },
  { name: 'a key spec of two usages and none said', ...key('keySpec: RSA_2048') },
  { name: 'a usage that the key spec does not have', ...key('keySpec: HMAC_256\nkeyUsage: SIGN_VERIFY') },
  { name: 'rotation: true', ...key('rotation: true') },
  { name: 'a misspelt field of the rotation', ...key('rotation: { enabled: true, period: 365 }') },
  { name: 'a rotation that does not say whether', ...key('rotation: { periodInDays: 365 }') },
  { name: 'a rotation enabled with a word', ...key('rotation: { enabled: yes }') },
  { name: 'a period of a year in words', ...key('rotation: { enabled: true, periodInDays: 365d }') },
  { name: 'a period of a month', ...key('rotation: { enabled: true, periodInDays: 30 }') },
  { name: 'a period of ten years', ...key('rotation: { enabled: true, periodInDays: 3650 }') },
  { name: 'a period of half a day', ...key('rotation: { enabled: true, periodInDays: 90.5 }') },
  {
    name: 'a period of a key that does not rotate',
    ...key('rotation: { enabled: false, periodInDays: 365 }'),
  },
  {
    name: 'rotation of a key of RSA',
    ...key('keySpec: RSA_2048\nkeyUsage: SIGN_VERIFY\nrotation: { enabled: true }'),
  },
  { name: 'tags as AWS has them', ...key('tags: [{ TagKey: owner, TagValue: me }]') },
  { name: 'a tag that is a number', ...key('tags: { cost-center: 4711 }') },
  { name: 'a tag that is a list', ...key('tags: { owner: [a, b] }') },
  { name: 'a tag of AWS', ...key('tags: { "aws:owner": me }') },
  { name: 'a tag of Keywright', ...key('tags: { "keywright:address": Key/other }') },
  { name: 'a tag with an emoji', ...key('tags: { owner: "\u{1f511}" }') },
  { name: 'a tag that is too long', ...key(`tags: { owner: ${'x'.repeat(300)} }`) },
  { name: 'a tag whose key is empty', ...key('tags: { "": x }') },
  { name: 'forty-nine tags', ...key(`tags: { ${tags} }`) },
  { name: 'a tag named constructor', ...key('tags: { constructor: { a: b } }') },
  { name: 'an alias of AWS', ...key('aliases: [alias/aws/s3]') },
  { name: 'an alias without its prefix', ...key('aliases: [customer-data]') },
  { name: 'aliases that are text', ...key('aliases: alias/data') },
  { name: 'an alias twice', ...key('aliases: [alias/data, alias/data]') },
  { name: 'grants of a key that shall be removed', ...key('grants: remove') },
  { name: 'a policy that is a list of statements', ...key('policy: [{ Effect: Allow }]') },
  { name: 'a policy that is a number', ...key('policy: 1') },
  { name: 'a policy that is text and no JSON', ...key('policy: \'{ "Version": }\'') },
  {
    name: 'a policy whose JSON says a key twice',
    ...key('policy: \'{ "Version": "2012-10-17", "Version": "2008-10-17", "Statement": [] }\''),
  },
  { name: 'a policy whose JSON is a word', ...key('policy: \'"none"\'') },
  { name: 'a policy whose JSON is ten thousand deep', ...key(`policy: '${'{"a":'.repeat(10_000)}'`) },
  { name: 'a policy whose JSON has a __proto__', ...key(`policy: '{ "__proto__": { "Statement": [] } }'`) },
  { name: 'a policy by path', ...key('policy: policies/data.json') },

  { name: 'a replica of nothing', ...replica('', '') },
  { name: 'a replica of a key by id alone', ...replica('', 'primary: mrk-1234abcd12ab34cd56ef1234567890ab') },
  { name: 'a replica of a replica', ...replica('', 'primary: { ref: ReplicaKey/data-east }') },
  { name: 'a replica with a rotation of its own', ...replica('rotation: { enabled: true }') },
  {
    name: 'a Region of a replica in words',
    files: setOf(primary, resource('ReplicaKey', 'data-west', 'primary: { ref: Key/data }\nregion: Ireland')),
  },
  { name: 'a description of a replica that is too long', ...replica(`description: ${'x'.repeat(9_000)}`) },
  { name: 'a replica that is enabled by a number', ...replica('enabled: 1') },
  { name: 'a tag of a replica that is a boolean', ...replica('tags: { backup: true }') },

  { name: 'an alias resource without a target', ...alias('name: alias/data') },
  { name: 'an alias resource without its prefix', ...alias('name: data\ntarget: { ref: Key/data }') },
  { name: 'an alias of an alias', ...alias('name: alias/data\ntarget: alias/other') },
  { name: 'an alias of a bucket', ...alias('name: alias/data\ntarget: { ref: Bucket/data }') },
  { name: 'a target with a misspelt ref', ...alias('name: alias/data\ntarget: { reff: Key/data }') },
  { name: 'a target that is a list', ...alias('name: alias/data\ntarget: [Key/data]') },
  {
    name: 'a field of an alias that is none',
    ...alias('name: alias/data\ntarget: { ref: Key/data }\ndescription: x'),
  },

  { name: 'a grant without operations', ...grant(`key: { ref: Key/data }\n${grantee}`) },
  { name: 'a grant with an empty list of operations', ...grantTo('', '[]') },
  { name: 'an operation in the case of IAM', ...grantTo('', '[kms:Decrypt]') },
  { name: 'an operation that is misspelt', ...grantTo('', '[Decrypt, GenerateDatakeys]') },
  { name: 'operations that are text', ...grantTo('', 'Decrypt') },
  { name: 'a grant on no key', ...grant(`${grantee}\noperations: [Decrypt]`) },
  { name: 'a grant on a key by alias', ...grant(`key: alias/data\n${grantee}\noperations: [Decrypt]`) },
  { name: 'a grant for nobody', ...grant('key: { ref: Key/data }\noperations: [Decrypt]') },
  {
    name: 'a grant for a role by name',
    ...grant('key: { ref: Key/data }\ngranteePrincipal: app\noperations: [Decrypt]'),
  },
  {
    name: 'a grant for everybody',
    ...grant('key: { ref: Key/data }\ngranteePrincipal: "*"\noperations: [Decrypt]'),
  },
  {
    name: 'a grant for a role and a service',
    ...grantTo(
      'granteeServicePrincipal: dynamodb.amazonaws.com\nretiringPrincipal: arn:aws:iam::111122223333:root\nconstraints: { sourceArn: "arn:aws:dynamodb:eu-central-1:111122223333:table/t" }',
    ),
  },
  {
    name: 'a grant for a service without its source',
    ...grant(
      'key: { ref: Key/data }\ngranteeServicePrincipal: dynamodb.amazonaws.com\nretiringPrincipal: arn:aws:iam::111122223333:root\noperations: [Decrypt]',
    ),
  },
  {
    name: 'a grant for a service by its short name',
    ...grant('key: { ref: Key/data }\ngranteeServicePrincipal: dynamodb\noperations: [Decrypt]'),
  },
  {
    name: 'two who may retire a grant',
    ...grantTo(
      'retiringPrincipal: arn:aws:iam::111122223333:root\nretiringServicePrincipal: dynamodb.amazonaws.com',
    ),
  },
  { name: 'who may retire a grant, by number', ...grantTo('retiringPrincipal: 111122223333') },
  {
    name: 'two constraints that exclude each other',
    ...grantTo('constraints: { encryptionContextEquals: { a: b }, encryptionContextSubset: { a: b } }'),
  },
  { name: 'an encryption context that is empty', ...grantTo('constraints: { encryptionContextEquals: {} }') },
  {
    name: 'an encryption context of nine pairs',
    ...grantTo(
      'constraints: { encryptionContextSubset: { a: b, c: d, e: f, g: h, i: j, k: l, m: n, o: p, q: r } }',
    ),
  },
  {
    name: 'an encryption context with a number',
    ...grantTo('constraints: { encryptionContextEquals: { tenant: 42 } }'),
  },
  {
    name: 'an encryption context with a list named hasOwnProperty',
    ...grantTo('constraints: { encryptionContextSubset: { hasOwnProperty: [1] } }'),
  },
  { name: 'a misspelt constraint', ...grantTo('constraints: { encryptionContextEqual: { a: b } }') },
  { name: 'a source that is no ARN', ...grantTo('constraints: { sourceArn: table/t }') },
  {
    name: 'a constraint on an operation that takes no context',
    ...grantTo('constraints: { encryptionContextEquals: { a: b } }', '[Decrypt, Sign]'),
  },
];

/** The specs of what belongs to KMS. */
export const fieldsOfKeys: Topic = { name: 'fields-of-keys', mistakes };
