import { beforeAll, describe, expect, it } from 'vitest';
import { minute } from '../../src/model/instant.ts';
import {
  foreignKey,
  gatesWithoutRow,
  gateWorld,
  keysOfReaders,
  policyFor,
  yamlOf,
  type GateRow,
  type GateWorld,
} from '../support/gate-world.ts';
import { endings } from '../support/estate.ts';
import { handOn, roleArn } from '../support/hand.ts';

function key(name: string): object {
  return { ref: `Key/${name}` };
}

const webReads = {
  Version: '2012-10-17',
  Statement: [{ Sid: 'Read', Effect: 'Allow', Action: 'kms:Decrypt', Resource: '${Key/twin.arn}' }],
};

const rows: readonly GateRow[] = [
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

describe('a change of a BucketEncryption in Git', () => {
  let world: GateWorld;
  const documents = {
    ...keysOfReaders,
    'BucketEncryption/data': {
      bucket: 'the-data',
      algorithm: 'aws:kms',
      key: key('data'),
      bucketKey: true,
      blockedEncryptionTypes: ['SSE-C'],
    },
  };
  beforeAll(async () => {
    world = await gateWorld(documents);
  });

  it.each(rows)('$why: needs $needs', async (row) => {
    expect(await world.needs('BucketEncryption/data', row)).toEqual(row.needs);
  });

  it('has a row for each gate that the kind declares', () => {
    expect(gatesWithoutRow('BucketEncryption', rows)).toEqual([]);
  });

  // What closes must not wait: the key that an intruder put in goes out again, whatever they did besides.
  it('is put back at once after drift, and what it opens waits as a step of its own', async () => {
    const { estate } = await gateWorld({
      ...documents,
      'BucketEncryption/data': { ...documents['BucketEncryption/data'], blockedEncryptionTypes: [] },
    });
    const open = yamlOf({
      ...documents,
      'BucketEncryption/data': { ...documents['BucketEncryption/data'], blockedEncryptionTypes: [] },
    });
    handOn(estate).s3('PutBucketEncryption', {
      Bucket: 'the-data',
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: foreignKey() },
            BucketKeyEnabled: true,
            BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] },
          },
        ],
      },
    });
    await estate.advance(60 * minute);
    const ended = endings(await estate.apply(open));
    expect(ended['BucketEncryption/data#encryption']).toBe('done');
    expect(ended['BucketEncryption/data#encryption:contract']).toContain('putting it back gives access');
  });
});

describe('a BucketEncryption for a bucket that has none', () => {
  it.each([
    { why: 'a key of the account', key: key('data'), needs: [] },
    { why: 'a key of a strange account', key: foreignKey(), needs: ['widen'] },
  ])('$why: needs $needs', async ({ key: of, needs }) => {
    const { estate } = await gateWorld({ 'Key/data': keysOfReaders['Key/data'] ?? {} });
    const spec = { bucket: 'the-data', algorithm: 'aws:kms', key: of };
    const { plan } = await estate.plan(
      yamlOf({ 'Key/data': keysOfReaders['Key/data'] ?? {}, 'BucketEncryption/data': spec }),
    );
    expect(plan.steps.flatMap(({ risks }) => risks.map((risk) => risk.class))).toEqual(needs);
  });

  it('shows SSE-C as blocked before, which is how AWS makes a bucket', async () => {
    const { estate } = await gateWorld({ 'Key/data': keysOfReaders['Key/data'] ?? {} });
    const spec = { bucket: 'the-data', algorithm: 'AES256', blockedEncryptionTypes: [] };
    const { plan } = await estate.plan(
      yamlOf({ 'Key/data': keysOfReaders['Key/data'] ?? {}, 'BucketEncryption/data': spec }),
    );
    expect(plan.steps).toMatchObject([
      {
        changes: [{ path: '/blockedEncryptionTypes', before: ['SSE-C'], after: [] }],
        risks: [{ class: 'widen', path: '/blockedEncryptionTypes' }],
      },
    ]);
  });
});
