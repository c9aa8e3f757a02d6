import { describe, expect, it } from 'vitest';
import { hour } from '../../src/model/instant.ts';
import { addressTag, stackTag } from '../../src/model/resource.ts';
import { createEstate, endings, leftOver, region, type Estate } from '../support/estate.ts';
import {
  applied,
  arnOf,
  documentYaml,
  keyIds,
  keyOf,
  keyYaml,
  makeKey,
  manifests,
  markTags,
  storeLost,
  tagsOf,
  verdictOn,
  writes,
} from '../support/estate-facts.ts';

const theirs = { [stackTag]: 'theirs/ffff', [addressTag]: 'Bucket/x' };

function makeBucket(estate: Estate, tags: Readonly<Record<string, string>> = {}): void {
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  estate.raw('s3', 'CreateBucket', {
    Bucket: 'the-logs',
    CreateBucketConfiguration: { LocationConstraint: region, ...(Tags.length === 0 ? {} : { Tags }) },
  });
}

function bucketTags(estate: Estate): Readonly<Record<string, string>> {
  const { TagSet } = estate.raw('s3', 'GetBucketTagging', { Bucket: 'the-logs' }) as {
    TagSet: { Key: string; Value: string }[];
  };
  return Object.fromEntries(TagSet.map(({ Key, Value }) => [Key, Value]));
}

function bucketYaml(metadata = '', spec = ''): string {
  return manifests([documentYaml('Bucket', `name: logs${metadata}`, `name: the-logs${spec}`)]);
}

describe('a bucket exists under the declared name', () => {
  it('blocks although nothing differs when it carries no mark, until metadata.adopt says so', async () => {
    const estate = createEstate();
    makeBucket(estate);
    const answer = await applied(estate, bucketYaml());
    expect(verdictOn(answer.plan, 'Bucket/logs')).toMatchObject({
      blocked: { code: 'engine.not-ours', release: 'set metadata.adopt: true to take it over' },
    });
    expect(writes(answer)).toEqual([]);
    // A blocked look is no act of ours: the next one must not find it in memory.
    expect(leftOver(await estate.plan(bucketYaml()))).toHaveLength(1);
    expect(endings(await applied(estate, bucketYaml(', adopt: true'), { approve: ['loosen'] }))).toEqual({
      'Bucket/logs#adopt': 'done',
    });
    expect(bucketTags(estate)).toMatchObject({ [addressTag]: 'Bucket/logs' });
    expect(leftOver(await estate.plan(bucketYaml()))).toEqual([]);
  });

  it.each([
    { settings: 'equal', spec: '' },
    { settings: 'different', spec: ', versioning: Enabled' },
  ])(
    'blocks when it has the ownership tags of another stack, adoption included ($settings settings)',
    async ({ spec }) => {
      const estate = createEstate();
      makeBucket(estate, theirs);
      for (const metadata of ['', ', adopt: true']) {
        const answer = await applied(estate, bucketYaml(metadata, spec), { approve: 'shown' });
        const { blocked } = verdictOn(answer.plan, 'Bucket/logs') as {
          blocked: { code: string; release: string };
        };
        expect(blocked.code).toBe('engine.not-ours');
        expect(blocked.release).not.toMatch(/formerly|adopt/u);
        expect(writes(answer)).toEqual([]);
      }
      expect(bucketTags(estate)).toEqual(theirs);
    },
  );

  it('finds its own bucket by the mark when all memory is lost', async () => {
    const estate = createEstate();
    await applied(estate, bucketYaml());
    expect(leftOver(await estate.plan(bucketYaml(), { store: await storeLost(estate) }))).toEqual([]);
  });
});

describe('the journal names a key with the ownership tags of another stack', () => {
  // Two stacks that share a folder for their state see each other's journal.
  it('blocks and never re-tags it', async () => {
    const estate = createEstate();
    const plain = manifests([keyYaml({ name: 'a' })]);
    await applied(estate, plain);
    await estate.advance(hour);
    const id = keyOf(estate, 'Key/a');
    const Tags = [{ TagKey: stackTag, TagValue: 'theirs/ffff' }];
    estate.raw('kms', 'TagResource', { KeyId: id, Tags });
    await estate.advance(hour);
    for (const metadata of ['', `adopt: ${id}`]) {
      const answer = await applied(estate, manifests([keyYaml({ name: 'a', metadata })]), {
        approve: 'shown',
      });
      expect(verdictOn(answer.plan, 'Key/a')).toMatchObject({
        blocked: { why: `${arnOf(id)} belongs to Key/a of stack theirs/ffff` },
      });
      expect(writes(answer)).toEqual([]);
    }
    expect(keyIds(estate)).toEqual([id]);
  });

  it('never advises formerly for the address that it had there', async () => {
    const estate = createEstate();
    const id = makeKey(estate, { tags: { ...markTags('Key/old'), [stackTag]: 'theirs/ffff' } });
    await estate.store.journal.remember('Key/old', { keyId: id, arn: arnOf(id) });
    await estate.advance(hour);
    const answer = await applied(estate, manifests([keyYaml({ name: 'new' })]));
    const { blocked } = verdictOn(answer.plan, 'Key/new') as { blocked?: { release: string } };
    expect(blocked?.release ?? '').not.toContain('formerly');
    expect(tagsOf(estate, id)[stackTag]).toBe('theirs/ffff');
  });
});

describe('a setting that cannot carry a mark is as declared already', () => {
  const yaml = (adopt = '', algorithm = 'aws:kms') =>
    manifests([
      documentYaml(
        'BucketEncryption',
        `name: logs${adopt}`,
        `bucket: the-logs, algorithm: '${algorithm}', key: null`,
      ),
    ]);

  async function standing(): Promise<Estate> {
    const estate = createEstate();
    makeBucket(estate);
    estate.raw('s3', 'PutBucketEncryption', {
      Bucket: 'the-logs',
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' }, BucketKeyEnabled: false }],
      },
    });
    await estate.advance(hour);
    return estate;
  }

  it('is in sync, with a note that it is not ours, and an apply does not make it ours', async () => {
    const estate = await standing();
    const { plan } = await applied(estate, yaml());
    expect(verdictOn(plan, 'BucketEncryption/logs')).toEqual({ sync: 'InSync' });
    expect(plan.resources[0]?.notes).toEqual([
      expect.stringContaining('is not managed by this stack') as string,
    ]);
    expect((await estate.store.memory.lastApplied()).size).toBe(0);
    const changed = await applied(estate, yaml('', 'aws:kms:dsse'));
    expect(verdictOn(changed.plan, 'BucketEncryption/logs')).toMatchObject({
      blocked: { code: 'engine.not-ours' },
    });
    expect(writes(changed)).toEqual([]);
  });

  it('is ours once metadata.adopt says so', async () => {
    const estate = await standing();
    const { plan } = await applied(estate, yaml(', adopt: true'));
    expect(plan.resources[0]?.notes).toEqual([]);
    expect((await estate.store.memory.lastApplied()).has('BucketEncryption/logs')).toBe(true);
  });
});
