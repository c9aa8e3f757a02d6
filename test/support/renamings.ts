import type { Address } from '../../src/model/address.ts';
import { account, region, type Estate } from './estate.ts';
import { documentYaml, keyYaml } from './estate-facts.ts';
import { primaryYaml, replicaYaml, roles } from './family.ts';
import { auditBucket, bucketPolicy } from './trail-world.ts';

export const west = 'eu-west-1';
const south = 'eu-south-1';
/** One account with three Regions. */
export const threeRegions = `
apiVersion: keywright.dev/v1
kind: Stack
metadata: { name: test }
spec:
  uid: 0a1b2c3d4e5f
  accounts:
    - { id: '${account}', regions: [${region}, ${west}, ${south}] }
  defaults: { account: '${account}', region: ${region} }
`;

function bucket(estate: Estate, Bucket: string): void {
  const CreateBucketConfiguration = { LocationConstraint: region };
  estate.raw('s3', 'CreateBucket', { Bucket, CreateBucketConfiguration });
}

function auditLogs(estate: Estate): void {
  bucket(estate, auditBucket);
  for (const at of [region, west]) {
    const Policy = JSON.stringify(bucketPolicy({ at: '*' }));
    estate.raw('s3', 'PutBucketPolicy', { Bucket: auditBucket, Policy }, at === west ? region : at);
  }
}

const key = keyYaml({ name: 'a' });
const family = primaryYaml();
const allow = '{ Effect: Allow, Action: kms:Decrypt, Resource: "*", Sid: Use }';
function refuse(of: string): string {
  return `{ Sid: Tls, Effect: Deny, Principal: "*", Action: s3:GetObject, Resource: 'arn:aws:s3:::${of}/*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }`;
}

function document(statement: string): string {
  return `document: { Version: '2012-10-17', Statement: [${statement}] }`;
}

function alias(name: string, metadata = ''): string {
  return documentYaml('Alias', `name: a${metadata}`, `name: ${name}, target: { ref: Key/a }`);
}

function encryption(of: string): string {
  return documentYaml(
    'BucketEncryption',
    'name: a',
    `bucket: ${of}, algorithm: 'aws:kms', key: { ref: Key/a }`,
  );
}

function policyOf(of: string): string {
  return documentYaml('BucketPolicy', 'name: a', `bucket: ${of}, ${document(refuse(of))}`);
}

function logging(of: string): string {
  return documentYaml('BucketLogging', 'name: a', `bucket: ${of}, targetBucket: access-logs`);
}

function rolePolicy(role: string, name: string): string {
  return documentYaml('RolePolicy', 'name: a', `role: ${role}, name: ${name}, ${document(allow)}`);
}

function trail(name: string, at: string): string {
  return documentYaml('Trail', `name: a, region: ${at}`, `name: ${name}, bucket: ${auditBucket}`);
}

const twoKeys = [keyYaml({ name: 'a' }), keyYaml({ name: 'b' })];
function grantOn(of: string): string {
  return documentYaml(
    'Grant',
    'name: a',
    `key: { ref: Key/${of} }, granteePrincipal: ${roles[0]}, operations: [Decrypt]`,
  );
}

/** One thing under its address, before and after AWS calls it something else; its document is the last one. */
export interface Renaming {
  readonly changed: string;
  readonly address: Address;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly world?: (estate: Estate) => void;
  readonly step: string;
}

function twoBuckets(estate: Estate): void {
  bucket(estate, 'one-logs');
  bucket(estate, 'two-logs');
}

/** What AWS calls a thing, or where it lives, changes a moment after it was made. */
export const renamings: readonly Renaming[] = [
  {
    changed: 'the name of an alias',
    address: 'Alias/a',
    before: [key, alias('alias/old')],
    after: [key, alias('alias/new')],
    step: 'Alias/a#create',
  },
  {
    changed: 'the bucket of an encryption',
    address: 'BucketEncryption/a',
    before: [key, encryption('one-logs')],
    after: [key, encryption('two-logs')],
    world: twoBuckets,
    step: 'BucketEncryption/a#encryption',
  },
  {
    changed: 'the bucket that logs',
    address: 'BucketLogging/a',
    before: [logging('one-logs')],
    after: [logging('two-logs')],
    world: (estate) => {
      twoBuckets(estate);
      bucket(estate, 'access-logs');
    },
    step: 'BucketLogging/a#logging',
  },
  {
    changed: 'the bucket of a policy',
    address: 'BucketPolicy/a',
    before: [policyOf('one-logs')],
    after: [policyOf('two-logs')],
    world: twoBuckets,
    step: 'BucketPolicy/a#document',
  },
  {
    changed: 'the role of a role policy',
    address: 'RolePolicy/a',
    before: [rolePolicy('app', 'use')],
    after: [rolePolicy('batch', 'use')],
    step: 'RolePolicy/a#document',
  },
  {
    changed: 'the name of a role policy',
    address: 'RolePolicy/a',
    before: [rolePolicy('app', 'use')],
    after: [rolePolicy('app', 'use-keys')],
    step: 'RolePolicy/a#document',
  },
  {
    changed: 'the name of a bucket',
    address: 'Bucket/a',
    before: [documentYaml('Bucket', 'name: a', 'name: one-logs')],
    after: [documentYaml('Bucket', 'name: a', 'name: two-logs')],
    step: 'Bucket/a#create',
  },
  {
    changed: 'the name of a trail',
    address: 'Trail/a',
    before: [trail('audit', region)],
    after: [trail('audit-all', region)],
    world: auditLogs,
    step: 'Trail/a#create',
  },
  {
    changed: 'the Region of a trail',
    address: 'Trail/a',
    before: [trail('audit', region)],
    after: [trail('audit', west)],
    world: auditLogs,
    step: 'Trail/a#create',
  },
  {
    changed: 'the key of a grant',
    address: 'Grant/a',
    before: [...twoKeys, grantOn('a')],
    after: [...twoKeys, grantOn('b')],
    step: 'Grant/a#grants',
  },
  {
    changed: 'the Region of a replica',
    address: 'ReplicaKey/data',
    before: [family, replicaYaml('')],
    after: [family, replicaYaml('').replace(west, south)],
    step: 'ReplicaKey/data#create',
  },
];
