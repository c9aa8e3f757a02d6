import type { Documents, DriftRow, GateRow, KindLaws, Renaming } from '../../../test/support/kind-laws.ts';
import { account, region } from '../../../test/support/estate.ts';
import { foreignKey, keysOfReaders, policyFor } from '../../../test/support/gate-world.ts';
import { createKey, keyArn, roleArn, type Hand } from '../../../test/support/hand.ts';
import { documentYaml, keyYaml } from '../../../test/support/estate-facts.ts';
import { twoBuckets } from '../../../test/support/renamings.ts';

export const logsBucket = `logs-${account}`;
export const plainBucket = `plain-${account}`;

const documents = `
apiVersion: keywright.dev/v1
kind: BucketEncryption
metadata: { name: logs }
spec:
  bucket: ${logsBucket}
  algorithm: aws:kms
  key: { ref: Key/data }
  bucketKey: true
  blockedEncryptionTypes: [SSE-C]
---
apiVersion: keywright.dev/v1
kind: BucketEncryption
metadata: { name: plain }
spec:
  bucket: ${plainBucket}
  algorithm: AES256
  blockedEncryptionTypes: [NONE]
`;

interface RuleByHand {
  readonly bucket?: string;
  readonly algorithm?: string;
  readonly key?: string | null;
  readonly bucketKey?: boolean;
  readonly blocked?: readonly string[];
}

/** Puts a default encryption as a person at the console would. */
export function putEncryption(hand: Hand, rule: RuleByHand): void {
  const { algorithm = 'aws:kms', bucketKey = true, blocked = ['SSE-C'] } = rule;
  const key = rule.key === undefined ? keyArn(hand.key('Key/data')) : rule.key;
  hand.s3('PutBucketEncryption', {
    Bucket: rule.bucket ?? logsBucket,
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

const encryptionRows: readonly DriftRow[] = [
  {
    covers: '/algorithm',
    why: 'taken back to AES256, which is how AWS says none of ours',
    drift: (hand) => void hand.s3('DeleteBucketEncryption', { Bucket: logsBucket }),
    address: 'BucketEncryption/logs',
    path: '/algorithm',
  },
  {
    covers: '/algorithm',
    why: 'another algorithm',
    drift: (hand) => putEncryption(hand, { algorithm: 'aws:kms:dsse', bucketKey: false }),
    address: 'BucketEncryption/logs',
    path: '/algorithm',
  },
  {
    covers: '/key',
    why: 'another key',
    drift: (hand) => putEncryption(hand, { key: keyArn(createKey(hand)) }),
    address: 'BucketEncryption/logs',
    path: '/key',
  },
  {
    covers: '/key',
    why: 'the AWS managed key',
    drift: (hand) => putEncryption(hand, { key: null }),
    address: 'BucketEncryption/logs',
    path: '/key',
  },
  {
    covers: '/key',
    why: 'the id of the key alone, which S3 looks for in the account of whoever writes',
    drift: (hand) => putEncryption(hand, { key: hand.key('Key/data') }),
    address: 'BucketEncryption/logs',
    path: '/key',
  },
  {
    covers: '/bucketKey',
    why: 'changed by hand',
    drift: (hand) => putEncryption(hand, { bucketKey: false }),
    address: 'BucketEncryption/logs',
    path: '/bucketKey',
  },
  {
    covers: '/blockedEncryptionTypes',
    why: 'SSE-C allowed again',
    drift: (hand) => putEncryption(hand, { blocked: ['NONE'] }),
    address: 'BucketEncryption/logs',
    path: '/blockedEncryptionTypes',
  },
  {
    covers: '/blockedEncryptionTypes',
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
    covers: '/bucket',
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

export function key(name: string): object {
  return { ref: `Key/${name}` };
}

const webReads = {
  Version: '2012-10-17',
  Statement: [{ Sid: 'Read', Effect: 'Allow', Action: 'kms:Decrypt', Resource: '${Key/twin.arn}' }],
};

const gateRows: readonly GateRow[] = [
  { why: 'a key with the same readers', spec: { key: key('twin') }, needs: [] },
  { why: 'a key with fewer readers', spec: { key: key('fewer') }, needs: [] },
  {
    why: 'a key with another reader',
    gate: '/key changes',
    spec: { key: key('more') },
    needs: ['widen'],
  },
  {
    why: 'a key with another reader, by a grant',
    gate: '/key changes',
    spec: { key: key('twin') },
    with: { 'Grant/web': { key: key('twin'), granteePrincipal: roleArn('web'), operations: ['Decrypt'] } },
    needs: ['widen'],
  },
  {
    why: 'a key with another reader, by the policy of a role',
    gate: '/key changes',
    spec: { key: key('twin') },
    with: { 'RolePolicy/web': { role: 'web', name: 'read', document: webReads } },
    needs: ['widen'],
  },
  {
    why: 'a key of the same commit with another reader',
    gate: '/key changes',
    spec: { key: key('new') },
    with: { 'Key/new': { policy: policyFor(['app', 'web']) } },
    needs: ['widen'],
  },
  {
    why: 'a key of the same commit with the same readers',
    spec: { key: key('new') },
    with: { 'Key/new': { policy: policyFor(['app']) } },
    needs: [],
  },
  {
    why: 'a key whose policy no manifest declares: who reads is not known',
    gate: '/key changes',
    spec: { key: key('bare') },
    needs: ['widen'],
  },
  {
    why: 'a key of an account that the Stack does not trust',
    gate: '/key changes',
    spec: { key: foreignKey() },
    needs: ['widen'],
  },
  { why: 'aws/s3', gate: '/key loses', spec: { key: null }, needs: ['widen'] },
  {
    why: 'AES256',
    gate: '/algorithm loses',
    spec: { algorithm: 'AES256', key: undefined, bucketKey: undefined },
    needs: ['widen'],
  },
  { why: 'two layers', spec: { algorithm: 'aws:kms:dsse', bucketKey: undefined }, needs: [] },
  { why: 'no bucket key', spec: { bucketKey: false }, needs: [] },
  {
    why: 'SSE-C is allowed',
    gate: '/blockedEncryptionTypes loses',
    spec: { blockedEncryptionTypes: [] },
    needs: ['widen'],
  },
  {
    why: 'SSE-C is allowed by the word NONE',
    gate: '/blockedEncryptionTypes loses',
    spec: { blockedEncryptionTypes: ['NONE'] },
    needs: ['widen'],
  },
];

export const gateDocuments: Documents = {
  ...keysOfReaders,
  'BucketEncryption/data': {
    bucket: 'the-data',
    algorithm: 'aws:kms',
    key: key('data'),
    bucketKey: true,
    blockedEncryptionTypes: ['SSE-C'],
  },
};

function encryption(of: string): string {
  return documentYaml(
    'BucketEncryption',
    'name: a',
    `bucket: ${of}, algorithm: 'aws:kms', key: { ref: Key/a }`,
  );
}

const renamings: readonly Renaming[] = [
  {
    changed: 'the bucket of an encryption',
    address: 'BucketEncryption/a',
    before: [keyYaml({ name: 'a' }), encryption('one-logs')],
    after: [keyYaml({ name: 'a' }), encryption('two-logs')],
    world: twoBuckets,
    step: 'BucketEncryption/a#encryption',
  },
];

export const laws: KindLaws = {
  documents,
  renamings,
  ground(hand) {
    for (const Bucket of [logsBucket, plainBucket])
      hand.s3('CreateBucket', { Bucket, CreateBucketConfiguration: { LocationConstraint: region } });
  },
  drift: encryptionRows,
  gates: { documents: gateDocuments, address: 'BucketEncryption/data', rows: gateRows },
  elsewhere: { specs: 'test/sim/estate-property.test.ts' },
};
