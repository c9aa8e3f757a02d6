import { describe, expect, it } from 'vitest';
import { day, hour, minute } from '../../src/model/instant.ts';
import { createVolatileStore } from '../../src/store/memory/volatile.ts';
import { account, createEstate, endings, leftOver, region, type Estate } from '../support/estate.ts';
import {
  applied,
  arnOf,
  documentYaml,
  keyIds,
  keyOf,
  keyYaml,
  manifests,
  stateOf,
  verdictOn,
  writes,
} from '../support/estate-facts.ts';

const other = keyYaml({ name: 'other' });
const present = manifests([keyYaml({ name: 'a' }), other]);

function tombstone(keyId: string, ...more: string[]): string {
  return manifests([keyYaml({ name: 'a', metadata: `state: absent, keyId: ${keyId}` }), other, ...more]);
}

async function standing(yaml = present): Promise<{ readonly estate: Estate; readonly id: string }> {
  const estate = createEstate();
  await applied(estate, yaml);
  await estate.advance(60 * day);
  return { estate, id: keyOf(estate, 'Key/a') };
}

async function blockedOn(estate: Estate, yaml: string): Promise<object | undefined> {
  const answer = await applied(estate, yaml, { approve: 'shown' });
  expect(writes(answer)).toEqual([]);
  return (verdictOn(answer.plan, 'Key/a') as { blocked?: { code: string; why: string; release: string } })
    .blocked;
}

describe('a tombstone: disable, watch for a week, schedule', () => {
  it('asks after the users once more just before it schedules the deletion', async () => {
    const { estate, id } = await standing();
    await applied(estate, tombstone(id), { approve: ['disable'] });
    await estate.advance(8 * day);
    estate.raw('s3', 'CreateBucket', {
      Bucket: 'someones-bucket',
      CreateBucketConfiguration: { LocationConstraint: region },
    });
    let used = false;
    const answer = await applied(estate, tombstone(id), {
      approve: ['delete'],
      onProgress({ is }) {
        if (is !== 'applying' || used) return;
        used = true;
        const ApplyServerSideEncryptionByDefault = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: arnOf(id) };
        estate.raw('s3', 'PutBucketEncryption', {
          Bucket: 'someones-bucket',
          ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault }] },
        });
      },
    });
    expect(Object.values(endings(answer)).join()).toMatch(/^blocked: Key\/a is still in use: /u);
    expect(stateOf(estate, id)).toBe('Disabled');
  });

  it('deletes a key step by step, each with its approval and not before its time', async () => {
    const { estate, id } = await standing();
    const yaml = tombstone(id);

    const asked = await applied(estate, yaml);
    expect(verdictOn(asked.plan, 'Key/a')).toMatchObject({ steps: ['disable: approval'] });
    expect(asked.plan.steps.map(({ gate }) => gate)).toEqual([
      {
        is: 'approval',
        classes: ['disable'],
        reason: 'waits-for-approval',
        why: 'the tombstone disables the key, so that remaining users are noticed; after 7 days without use a later run asks to schedule its deletion',
      },
    ]);
    expect(writes(asked)).toEqual([]);

    const disabled = await applied(estate, yaml, { approve: ['disable'] });
    expect(endings(disabled)).toEqual({ 'Key/a#disable': 'done' });
    expect(stateOf(estate, id)).toBe('Disabled');

    await estate.advance(7 * day - hour);
    const watched = await applied(estate, yaml, { approve: ['delete', 'disable'] });
    expect(watched.plan.steps).toEqual([]);
    expect(watched.plan.resources.find(({ address }) => address === 'Key/a')?.deferred).toEqual([
      {
        path: '/deletion',
        reason: 'watching',
        why: expect.stringMatching(/^being watched for users since \S+, until \S+$/u) as string,
      },
    ]);
    expect(writes(watched)).toEqual([]);

    await estate.advance(2 * hour);
    const waits = await applied(estate, yaml, { approve: ['disable'] });
    expect(verdictOn(waits.plan, 'Key/a')).toMatchObject({ steps: ['schedule-deletion: approval'] });
    expect(writes(waits)).toEqual([]);
    const scheduled = await applied(estate, yaml, { approve: ['delete'] });
    expect(endings(scheduled)).toEqual({ 'Key/a#schedule-deletion': 'done' });
    expect(stateOf(estate, id)).toBe('PendingDeletion');
    expect(leftOver(await estate.plan(yaml))).toEqual([]);
    expect(leftOver(await applied(estate, yaml, { approve: 'shown' }))).toEqual([]);
  });

  it('asks nobody to forget a key that a tombstone deleted', async () => {
    const { estate, yaml } = await buried();
    await estate.advance(31 * day);
    expect(keyIds(estate)).toHaveLength(1);
    expect(leftOver(await estate.plan(yaml))).toEqual([]);
  });

  it('cancels a pending deletion when the manifest returns to present', async () => {
    const { estate, id } = await buried();
    const answer = await applied(estate, present);
    expect(writes(answer)).toEqual(['kms:CancelKeyDeletion']);
    expect(stateOf(estate, id)).toBe('Disabled');
  });

  it('restarts the week with the next apply when the memory is lost after the disabling', async () => {
    const { estate, id } = await standing();
    await applied(estate, tombstone(id), { approve: ['disable'] });
    await estate.advance(8 * day);
    const { memory } = createVolatileStore(estate.clock);
    const options = { approve: ['delete'], store: { ...estate.store, memory } } as const;
    expect(writes(await applied(estate, tombstone(id), options))).toEqual([]);
    await estate.advance(6 * day);
    expect(writes(await applied(estate, tombstone(id), options))).toEqual([]);
    expect(stateOf(estate, id)).toBe('Disabled');
    await estate.advance(2 * day);
    expect(writes(await applied(estate, tombstone(id), options))).toEqual(['kms:ScheduleKeyDeletion']);
  });

  it('watches for a week a key that somebody disabled a minute ago by hand', async () => {
    const { estate, id } = await standing();
    estate.raw('kms', 'DisableKey', { KeyId: id });
    await estate.advance(minute);
    const answer = await applied(estate, tombstone(id), { approve: ['disable', 'delete'] });
    expect(stateOf(estate, id)).toBe('Disabled');
    expect(writes(answer)).toEqual([]);
  });

  it('restarts the week when somebody enabled the key during it', async () => {
    const { estate, id } = await standing();
    await applied(estate, tombstone(id), { approve: ['disable'] });
    await estate.advance(6 * day);
    estate.raw('kms', 'EnableKey', { KeyId: id });
    await applied(estate, tombstone(id), { approve: ['disable'] });
    await estate.advance(2 * day);
    expect(writes(await applied(estate, tombstone(id), { approve: ['delete'] }))).toEqual([]);
    await estate.advance(6 * day);
    expect(writes(await applied(estate, tombstone(id), { approve: ['delete'] }))).toEqual([
      'kms:ScheduleKeyDeletion',
    ]);
  });
});

describe('a tombstone is refused', () => {
  it('blocks when the tombstone names another key, and prints the line that releases it', async () => {
    const { estate, id } = await standing();
    const blocked = await blockedOn(estate, tombstone('00000000-1111-2222-3333-444444444444'));
    expect(blocked).toEqual({
      code: 'engine.tombstone-id',
      reason: 'other-id',
      why: `the tombstone of Key/a names 00000000-1111-2222-3333-444444444444, but the live one is ${id}`,
      release: `metadata.keyId: ${id}`,
    });
    expect(endings(await applied(estate, tombstone(id), { approve: ['disable'] }))).toEqual({
      'Key/a#disable': 'done',
    });
  });

  it('blocks when the tombstone names no key', async () => {
    const { estate, id } = await standing();
    const yaml = manifests([keyYaml({ name: 'a', metadata: 'state: absent' }), other]);
    expect(await blockedOn(estate, yaml)).toMatchObject({
      code: 'engine.tombstone-id',
      release: `metadata.keyId: ${id}`,
    });
  });

  it('blocks while a foreign grant exists, and continues when it is revoked', async () => {
    const { estate, id } = await standing();
    const GranteePrincipal = `arn:aws:iam::${account}:role/reader`;
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [] });
    estate.raw('iam', 'CreateRole', { RoleName: 'reader', AssumeRolePolicyDocument });
    const { GrantId } = estate.raw('kms', 'CreateGrant', {
      KeyId: id,
      GranteePrincipal,
      Operations: ['Decrypt'],
    });
    expect(await blockedOn(estate, tombstone(id))).toMatchObject({
      code: 'engine.in-use',
      why: expect.stringContaining('1 grant still gives access to it') as string,
      release: 'remove these uses first',
    });
    estate.raw('kms', 'RevokeGrant', { KeyId: id, GrantId });
    expect(endings(await applied(estate, tombstone(id), { approve: ['disable'] }))).toEqual({
      'Key/a#disable': 'done',
    });
  });

  it('blocks after recent use until the key has been quiet for long enough', async () => {
    const { estate, id } = await standing();
    estate.raw('kms', 'Encrypt', { KeyId: id, Plaintext: new Uint8Array([1]) });
    expect(await blockedOn(estate, tombstone(id))).toMatchObject({
      code: 'engine.in-use',
      why: expect.stringContaining('Encrypt used it today') as string,
    });
    await estate.advance(31 * day);
    expect(endings(await applied(estate, tombstone(id), { approve: ['disable'] }))).toEqual({
      'Key/a#disable': 'done',
    });
  });

  it('blocks while a bucket uses the key, and continues after the same commit moved the bucket', async () => {
    const { estate, id } = await standing();
    const CreateBucketConfiguration = { LocationConstraint: region };
    estate.raw('s3', 'CreateBucket', { Bucket: 'papers', CreateBucketConfiguration });
    const bucket = (name: string): string => `
apiVersion: keywright.dev/v1
kind: BucketEncryption
metadata: { name: papers }
spec: { bucket: papers, algorithm: aws:kms, key: { ref: Key/${name} } }
`;
    await applied(estate, manifests([keyYaml({ name: 'a' }), other, bucket('a')]));
    await estate.advance(60 * day);
    const yaml = tombstone(id, bucket('other'));
    const moved = await applied(estate, yaml, { approve: 'shown' });
    expect(endings(moved)).toEqual({ 'BucketEncryption/papers#encryption': 'done' });
    expect(verdictOn(moved.plan, 'Key/a')).toMatchObject({ blocked: { code: 'engine.in-use' } });
    await estate.advance(hour);
    expect(endings(await applied(estate, yaml, { approve: ['disable'] }))).toEqual({
      'Key/a#disable': 'done',
    });
  });

  it('blocks while the key has a replica', async () => {
    const multi = manifests([keyYaml({ name: 'a', spec: 'description: Key a, multiRegion: true' }), other]);
    const { estate, id } = await standing(multi);
    estate.raw('kms', 'ReplicateKey', { KeyId: id, ReplicaRegion: 'eu-west-1' });
    expect(await blockedOn(estate, tombstone(id))).toMatchObject({
      code: 'engine.in-use',
      why: expect.stringContaining('the key has replicas in eu-west-1') as string,
    });
  });

  it.each(['ListGrants', 'GetKeyLastUsage'])('counts %s as use when it cannot be read', async (operation) => {
    const { estate, id } = await standing();
    const message = 'not authorized';
    estate.sandbox.faults.every({ operation }, () => ({
      is: 'error',
      name: 'AccessDeniedException',
      message,
      status: 400,
    }));
    expect(await blockedOn(estate, tombstone(id))).toMatchObject({
      code: 'engine.in-use',
      why: expect.stringContaining('cannot be read (AccessDeniedException)') as string,
    });
  });

  it('blocks while the encryption of an undeclared bucket uses the key', async () => {
    const encryption = documentYaml(
      'BucketEncryption',
      'name: logs',
      'bucket: the-logs, algorithm: aws:kms, key: { ref: Key/a }',
    );
    const estate = createEstate();
    bucket(estate);
    await applied(estate, manifests([keyYaml({ name: 'a' }), other, encryption]));
    await estate.advance(60 * day);
    const id = keyOf(estate, 'Key/a');
    expect(await blockedOn(estate, tombstone(id))).toMatchObject({
      code: 'engine.in-use',
      why: expect.stringContaining('the default encryption of bucket the-logs uses it') as string,
    });
    await applied(estate, tombstone(id), { approve: 'shown' });
    expect(stateOf(estate, id)).toBe('Enabled');
    // A manifest that still refers to it is refused before AWS is asked.
    await expect(applied(estate, tombstone(id, encryption), { approve: 'shown' })).rejects.toThrow(
      'manifest.state',
    );
  });

  it('blocks when the tags are gone, since the key may have been released', async () => {
    const { estate, id } = await standing();
    estate.raw('kms', 'UntagResource', { KeyId: id, TagKeys: ['keywright:stack', 'keywright:address'] });
    const answer = await applied(estate, tombstone(id), { approve: 'shown' });
    expect(writes(answer)).toEqual([]);
    expect(stateOf(estate, id)).toBe('Enabled');
  });
});

/** Makes a key whose deletion is scheduled by its tombstone. */
async function buried(): Promise<{ readonly estate: Estate; readonly id: string; readonly yaml: string }> {
  const { estate, id } = await standing();
  const yaml = tombstone(id);
  await applied(estate, yaml, { approve: ['disable'] });
  await estate.advance(8 * day);
  await applied(estate, yaml, { approve: ['delete'] });
  expect(stateOf(estate, id)).toBe('PendingDeletion');
  expect(arnOf(id)).toContain(id);
  return { estate, id, yaml };
}

function bucket(estate: Estate): void {
  const CreateBucketConfiguration = { LocationConstraint: 'eu-central-1' };
  estate.raw('s3', 'CreateBucket', { Bucket: 'the-logs', CreateBucketConfiguration });
}
