import { describe, expect, it } from 'vitest';
import { hour, minute } from '../../src/model/instant.ts';
import { holdTag } from '../../src/model/resource.ts';
import { createVolatileStore } from '../../src/store/memory/volatile.ts';
import { account, createEstate, type Estate, type RunOptions } from '../support/estate.ts';
import {
  applied,
  documentYaml,
  hermit,
  keyOf,
  keyYaml,
  manifests,
  verdictOn,
  writes,
} from '../support/estate-facts.ts';
import { grantsOn, grantYaml, roles, west } from '../support/family.ts';

const root = `arn:aws:iam::${account}:root`;
const stranger = 'arn:aws:iam::999988887777:root';
const bucketName = 'fast-data';
const fast: RunOptions = { facets: 'fast' };

function keyPolicy(...others: readonly string[]): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [root, ...others].map((AWS) => ({
      Effect: 'Allow',
      Principal: { AWS },
      Action: 'kms:*',
      Resource: '*',
    })),
  });
}

const documents = [
  keyYaml({
    name: 'data',
    spec: `description: Data, enabled: true, rotation: { enabled: true }, multiRegion: true, tags: { team: a }, policy: ${keyPolicy()}`,
  }),
  documentYaml(
    'ReplicaKey',
    'name: data',
    `primary: { ref: Key/data }, region: ${west}, policy: ${keyPolicy()}, enabled: true`,
  ),
  documentYaml('Alias', 'name: data', 'name: alias/fast, target: { ref: Key/data }'),
  grantYaml(),
  documentYaml(
    'Bucket',
    'name: data',
    `name: ${bucketName}, versioning: Enabled, tags: { team: a }, publicAccessBlock: { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true }`,
  ),
  documentYaml(
    'BucketEncryption',
    'name: data',
    "bucket: { ref: Bucket/data }, algorithm: 'aws:kms', key: { ref: Key/data }, bucketKey: true",
  ),
  documentYaml(
    'BucketPolicy',
    'name: data',
    `bucket: { ref: Bucket/data }, document: ${bucketPolicy('cloudtrail.amazonaws.com')}`,
  ),
  documentYaml('Trail', 'name: main', `bucket: { ref: Bucket/data }, logging: true`),
  documentYaml(
    'RolePolicy',
    'name: read',
    `role: app, name: read, document: ${JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${bucketName}/*` }] })}`,
  ),
];
const yaml = manifests(documents);

function bucketPolicy(service: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Acl',
        Effect: 'Allow',
        Principal: { Service: service },
        Action: 's3:GetBucketAcl',
        Resource: `arn:aws:s3:::${bucketName}`,
      },
      {
        Sid: 'Write',
        Effect: 'Allow',
        Principal: { Service: service },
        Action: 's3:PutObject',
        Resource: `arn:aws:s3:::${bucketName}/*`,
      },
    ],
  });
}

async function standing(): Promise<Estate> {
  const estate = createEstate({ principals: [...roles, hermit] });
  const { plan } = await applied(estate, yaml, { approve: 'shown' });
  expect(plan.steps.filter(({ gate }) => gate.is !== 'released')).toEqual([]);
  await estate.advance(hour);
  expect((await estate.plan(yaml)).plan.steps).toEqual([]);
  await estate.advance(hour);
  return estate;
}

function counted(requests: readonly { readonly op: string }[]): Readonly<Record<string, number>> {
  const byOp = Map.groupBy(requests, ({ op }) => op);
  return Object.fromEntries([...byOp].sort().map(([op, all]) => [op, all.length]));
}

describe('a fast look', () => {
  it('asks only what shows the fast set, existence and owner, and says which parts it read', async () => {
    const estate = await standing();
    const { plan, requests } = await estate.plan(yaml, fast);
    expect(counted(requests)).toEqual({
      'cloudtrail:DescribeTrails': 1,
      'cloudtrail:GetTrailStatus': 1,
      'iam:GetRole': 1,
      'iam:GetRolePolicy': 1,
      'kms:DescribeKey': 2,
      'kms:GetKeyPolicy': 2,
      'kms:ListGrants': 1,
      's3:GetBucketPolicy': 1,
      's3:GetPublicAccessBlock': 1,
      's3:ListBuckets': 1,
      'sts:GetCallerIdentity': 1,
    });
    expect(plan.steps).toEqual([]);
    expect(plan.scope).toEqual({ is: 'all' });
    expect(
      Object.fromEntries(plan.resources.map(({ address, sync, read }) => [address, [sync, read]])),
    ).toEqual({
      'Bucket/data': ['InSync', ['publicAccessBlock']],
      'BucketPolicy/data': ['InSync', ['document']],
      'Grant/app': ['InSync', ['dead', 'grants', 'former']],
      'Key/data': ['InSync', ['policy', 'deletion', 'enabled']],
      'ReplicaKey/data': ['InSync', ['policy', 'deletion', 'enabled']],
      'RolePolicy/read': ['InSync', ['document']],
      'Trail/main': ['InSync', ['logging']],
    });
  });

  it('plans nothing and claims nothing where only other parts drifted', async () => {
    const estate = await standing();
    const KeyId = keyOf(estate, 'Key/data');
    estate.raw('kms', 'UpdateKeyDescription', { KeyId, Description: 'changed' });
    estate.raw('kms', 'DisableKeyRotation', { KeyId });
    estate.raw('kms', 'TagResource', { KeyId, Tags: [{ TagKey: 'team', TagValue: 'b' }] });
    estate.raw('kms', 'DeleteAlias', { AliasName: 'alias/fast' });
    estate.raw('s3', 'PutBucketVersioning', {
      Bucket: bucketName,
      VersioningConfiguration: { Status: 'Suspended' },
    });
    await estate.advance(minute);
    const { plan } = await estate.plan(yaml, fast);
    expect(plan.steps).toEqual([]);
    expect(plan.resources.flatMap(({ changes }) => changes)).toEqual([]);
    expect(plan.resources.filter(({ read }) => read === undefined)).toEqual([]);
    expect((await estate.plan(yaml)).plan.steps.length).toBeGreaterThan(4);
  });

  it.each<{ what: string; act: (estate: Estate) => void; found: readonly string[] }>([
    {
      what: 'a key that was disabled',
      act: (estate) => estate.raw('kms', 'DisableKey', { KeyId: keyOf(estate, 'Key/data') }),
      found: ['Key/data#enabled'],
    },
    {
      what: 'a replica whose deletion is scheduled',
      act: (estate) =>
        estate.raw(
          'kms',
          'ScheduleKeyDeletion',
          { KeyId: keyOf(estate, 'Key/data'), PendingWindowInDays: 7 },
          west,
        ),
      found: ['ReplicaKey/data#deletion', 'ReplicaKey/data#enabled'],
    },
    {
      what: 'a statement that lets a stranger in',
      act: (estate) =>
        estate.raw('kms', 'PutKeyPolicy', {
          KeyId: keyOf(estate, 'Key/data'),
          PolicyName: 'default',
          Policy: keyPolicy(hermit),
        }),
      found: ['Key/data#policy'],
    },
    {
      what: 'a bucket policy that was deleted',
      act: (estate) => estate.raw('s3', 'DeleteBucketPolicy', { Bucket: bucketName }),
      found: ['BucketPolicy/data#document'],
    },
    {
      what: 'public access that was unblocked',
      act: (estate) => estate.raw('s3', 'DeletePublicAccessBlock', { Bucket: bucketName }),
      found: ['Bucket/data#publicAccessBlock'],
    },
    {
      what: 'a trail that was stopped',
      act: (estate) => estate.raw('cloudtrail', 'StopLogging', { Name: 'main' }),
      found: ['Trail/main#logging'],
    },
    {
      what: 'a role policy that was deleted',
      act: (estate) => estate.raw('iam', 'DeleteRolePolicy', { RoleName: 'app', PolicyName: 'read' }),
      found: ['RolePolicy/read#document'],
    },
    {
      what: 'a grant that was revoked',
      act: (estate) => {
        const KeyId = keyOf(estate, 'Key/data');
        const [grant] = grantsOn(estate, KeyId);
        estate.raw('kms', 'RevokeGrant', { KeyId, GrantId: grant?.GrantId });
      },
      found: ['Grant/app#grants'],
    },
  ])('finds $what', async ({ act, found }) => {
    const estate = await standing();
    act(estate);
    await estate.advance(10 * minute);
    const { plan } = await estate.plan(yaml, fast);
    expect(plan.steps.map(({ id }) => id)).toEqual(found);
    for (const { address } of plan.steps)
      expect(plan.resources.find((one) => one.address === address)).not.toHaveProperty('read');
  });

  it('reports a grant that somebody made by hand', async () => {
    const estate = await standing();
    estate.raw('kms', 'CreateGrant', {
      KeyId: keyOf(estate, 'Key/data'),
      GranteePrincipal: hermit,
      Operations: ['Decrypt'],
    });
    await estate.advance(10 * minute);
    const { plan } = await estate.plan(yaml, fast);
    const key = plan.resources.find(({ address }) => address === 'Key/data');
    expect(key?.foreign).toEqual([expect.stringContaining(hermit)]);
  });

  it('reads before a write what a full look reads: a hold lets hostile access go and keeps the rest', async () => {
    const estate = await standing();
    const KeyId = keyOf(estate, 'Key/data');
    estate.raw('kms', 'PutKeyPolicy', { KeyId, PolicyName: 'default', Policy: keyPolicy(stranger) });
    estate.raw('kms', 'DisableKey', { KeyId });
    estate.raw('kms', 'TagResource', { KeyId, Tags: [{ TagKey: holdTag, TagValue: 'incident 42' }] });
    await estate.advance(10 * minute);
    const answer = await applied(estate, yaml, fast);
    expect(writes(answer)).toEqual(['kms:PutKeyPolicy']);
    expect(verdictOn(answer.plan, 'Key/data')).toMatchObject({
      steps: ['policy', 'enabled: blocked'],
    });
    const { Policy } = estate.raw('kms', 'GetKeyPolicy', { KeyId, PolicyName: 'default' });
    expect(Policy).not.toContain(stranger);
  });

  it('remembers nothing of what it did not read, and forgets nothing', async () => {
    const estate = await standing();
    const { journal, memory } = estate.store;
    const before = {
      known: await journal.known(),
      things: await journal.things(),
      remembered: await memory.lastApplied(),
    };
    estate.raw('cloudtrail', 'StopLogging', { Name: 'main' });
    await estate.advance(10 * minute);
    const answer = await applied(estate, yaml, { ...fast, approve: 'shown' });
    expect(writes(answer)).toEqual(['cloudtrail:StartLogging']);
    expect(await journal.known()).toEqual(before.known);
    expect((await journal.things()).kept).toEqual(before.things.kept);
    const after = await memory.lastApplied();
    for (const [address, last] of before.remembered)
      if (address !== 'Trail/main') expect(after.get(address)).toEqual(last);
  });

  it('knows by the tag index whose a bucket is when memory is lost', async () => {
    const estate = await standing();
    const store = createVolatileStore(estate.clock);
    const { plan, requests } = await estate.plan(yaml, { ...fast, store });
    expect(counted(requests)).toMatchObject({ 'tagging:GetResources': 2 });
    expect(counted(requests)).not.toHaveProperty('s3:GetBucketTagging');
    expect(plan.resources.find(({ address }) => address === 'Bucket/data')).toMatchObject({
      sync: 'InSync',
      read: ['publicAccessBlock'],
    });
  });

  it('reads nothing of the users of a key that is declared absent, and does not call it done', async () => {
    const alone = createEstate();
    await applied(alone, manifests([keyYaml({ name: 'old' })]));
    await alone.advance(hour);
    const keyId = keyOf(alone, 'Key/old');
    const tombstone = manifests([
      keyYaml({ name: 'old', metadata: `state: absent, keyId: ${keyId}`, spec: '' }),
    ]);
    const { plan, requests } = await alone.plan(tombstone, fast);
    expect(counted(requests)).toEqual({
      'kms:DescribeKey': 1,
      'sts:GetCallerIdentity': 1,
    });
    expect(verdictOn(plan, 'Key/old')).toMatchObject({ sync: 'PendingChange' });
    expect(plan.steps).toEqual([]);
  });
});
