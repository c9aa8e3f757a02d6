import type { Scope } from '../../src/model/plan.ts';
import { day, hour } from '../../src/model/instant.ts';
import type { WorldJson } from '../../src/sandbox/sandbox.ts';
import { createVolatileStore } from '../../src/store/memory/volatile.ts';
import type { Store } from '../../src/store/store.ts';
import { account, createEstate, endings, region, stackYaml, type Estate } from './estate.ts';
import { copyStore } from './copy-store.ts';
import { handOn, roleArn, type Hand } from './hand.ts';
import { auditBucket, bucketPolicy } from './trail-world.ts';

export const stranger = '999988887777';
export const strangerRole = `arn:aws:iam::${stranger}:role/x`;
export const app = roleArn('app');
export const batch = roleArn('batch');
export const bucket = 'closing-data';

export type Statement = Readonly<Record<string, unknown>>;

export function policyOf(statements: readonly Statement[]): Statement {
  return { Version: '2012-10-17', Statement: statements };
}

function allow(
  Sid: string,
  AWS: string,
  Action: string | readonly string[],
  more: Statement = {},
): Statement {
  return { Sid, Effect: 'Allow', Principal: { AWS }, Action, Resource: '*', ...more };
}

const root = allow('Root', `arn:aws:iam::${account}:root`, 'kms:*');

/** What each document declares, statement by statement: drift edits these. */
export const keyStatements: readonly Statement[] = [
  root,
  allow('Use', app, 'kms:Decrypt', {
    Condition: { StringEquals: { 'kms:EncryptionContext:team': ['a', 'b'] } },
  }),
  {
    Sid: 'NoSilentKeys',
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action: 'kms:GenerateDataKeyWithoutPlaintext',
    Resource: '*',
  },
  {
    Sid: 'NoTeamC',
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action: 'kms:Encrypt',
    Resource: '*',
    Condition: { StringEquals: { 'kms:EncryptionContext:team': 'c' } },
  },
];

export const bucketStatements: readonly Statement[] = [
  allow('Read', app, 's3:GetObject', { Resource: `arn:aws:s3:::${bucket}/app/*` }),
  allow('Near', batch, 's3:GetObject', {
    Resource: `arn:aws:s3:::${bucket}/*`,
    Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
  }),
  {
    Sid: 'NoDelete',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:DeleteObject',
    Resource: `arn:aws:s3:::${bucket}/*`,
  },
];

/** Returns the statements of a role policy, with the key by reference, or by ARN once it is known. */
export function roleStatements(key: string): readonly Statement[] {
  return [
    {
      Sid: 'Use',
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: key,
      Condition: { StringEquals: { 'kms:EncryptionContext:team': 'a' } },
    },
    { Sid: 'NoWrite', Effect: 'Deny', Action: 's3:PutObject', Resource: `arn:aws:s3:::${bucket}/other/*` },
  ];
}

export const grantParameters = {
  operations: ['Decrypt', 'DescribeKey'],
  constraints: { encryptionContextSubset: { team: 'g' } },
} as const;

export interface Document {
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly spec: Readonly<Record<string, unknown>>;
}

/** What Git says, by address, with what the Stack says besides, and what of it a run is asked for. */
export interface Declared {
  readonly stack: Readonly<Record<string, unknown>>;
  readonly documents: Readonly<Record<string, Document>>;
  readonly scope: Scope;
}

export const declared: Declared = {
  stack: {},
  scope: { is: 'all' },
  documents: {
    'Key/data': {
      spec: {
        enabled: true,
        multiRegion: true,
        policy: policyOf(keyStatements),
        rotation: { enabled: true },
        aliases: ['alias/data'],
      },
    },
    'Key/other': {
      spec: {
        description: 'first',
        enabled: true,
        policy: policyOf([root, allow('Use', app, 'kms:Encrypt')]),
      },
    },
    'Bucket/data': {
      spec: {
        name: bucket,
        tags: { team: 'data' },
        versioning: 'Enabled',
        objectOwnership: 'BucketOwnerEnforced',
        publicAccessBlock: {
          blockPublicAcls: true,
          ignorePublicAcls: true,
          blockPublicPolicy: true,
          restrictPublicBuckets: true,
        },
      },
    },
    'BucketEncryption/data': {
      spec: {
        bucket: { ref: 'Bucket/data' },
        algorithm: 'aws:kms',
        key: { ref: 'Key/data' },
        bucketKey: true,
        blockedEncryptionTypes: ['SSE-C'],
      },
    },
    'BucketPolicy/data': {
      spec: { bucket: { ref: 'Bucket/data' }, ownership: 'document', document: policyOf(bucketStatements) },
    },
    'RolePolicy/app': {
      spec: { role: 'app', name: 'use', document: policyOf(roleStatements('${Key/data.arn}')) },
    },
    'Grant/app': { spec: { key: { ref: 'Key/data' }, granteePrincipal: app, ...grantParameters } },
    'Trail/audit': {
      spec: {
        bucket: auditBucket,
        logFileValidation: true,
        logging: true,
        eventSelectors: [{ readWriteType: 'All', includeManagementEvents: true }],
      },
    },
  },
};

export function yamlOf({ stack, documents }: Declared): string {
  const texts = Object.entries(documents).map(([address, { metadata = {}, spec }]) => {
    const [kind = '', name = ''] = address.split('/');
    const all = { apiVersion: 'keywright.dev/v1', kind, metadata: { name, ...metadata }, spec };
    return `---\n${JSON.stringify(all)}\n`;
  });
  const more = Object.entries(stack).map(([name, value]) => `  ${name}: ${JSON.stringify(value)}\n`);
  return `${stackYaml}${more.join('')}${texts.join('')}`;
}

/** The declared world as somebody finds it. */
export interface ClosingWorld {
  readonly estate: Estate;
  readonly store: Store;
  readonly hand: Hand;
  /** Of Key/data and of Key/other. */
  readonly data: string;
  readonly other: string;
}

interface Made {
  readonly world: WorldJson;
  readonly at: number;
  readonly store: Store;
}

/** Applies once; each case opens a copy of its own, whose reads lag by so much at most. */
export function closingWorlds(): (lagMs: number) => Promise<ClosingWorld> {
  let made: Promise<Made> | undefined;
  return async (lagMs) => {
    made ??= make();
    const { world, at, store: first } = await made;
    const estate = createEstate({ world, lagMs });
    await estate.advance(at - estate.clock.now());
    const store = createVolatileStore({ now: () => 0 });
    await copyStore(first, store);
    const hand = handOn(estate);
    return { estate, store, hand, data: hand.key('Key/data'), other: hand.key('Key/other') };
  };
}

async function make(): Promise<Made> {
  const estate = createEstate({ principals: [app, batch, strangerRole], accounts: [account, stranger] });
  const hand = handOn(estate);
  const CreateBucketConfiguration = { LocationConstraint: region };
  hand.s3('CreateBucket', { Bucket: auditBucket, CreateBucketConfiguration });
  hand.s3('PutBucketPolicy', { Bucket: auditBucket, Policy: JSON.stringify(bucketPolicy()) });
  // A principal without a policy may do everything in the embedded AWS: this one has what others give it.
  const nothing = { Effect: 'Allow', Action: 'none:None', Resource: '*' };
  const PolicyDocument = JSON.stringify(policyOf([nothing]));
  hand.iam('PutRolePolicy', { RoleName: 'batch', PolicyName: 'nothing', PolicyDocument });
  await estate.advance(hour);
  const ended = endings(await estate.apply(yamlOf(declared), { approve: 'shown' }));
  const left = Object.entries(ended).filter(([, ending]) => ending !== 'done');
  if (left.length > 0) throw new Error(`the world is not made: ${JSON.stringify(left)}`);
  for (const Key of ['app/x', 'other/x'])
    hand.s3('PutObject', { Bucket: bucket, Key, Body: 'text', ServerSideEncryption: 'AES256' });
  await estate.advance(day);
  return { world: estate.sandbox.world(), at: estate.clock.now(), store: estate.store };
}
