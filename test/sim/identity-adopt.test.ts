import { describe, expect, it } from 'vitest';
import { addressTag, stackTag } from '../../src/model/resource.ts';
import { createEstate, endings, leftOver, region, type Estate } from '../support/estate.ts';
import {
  applied,
  arnOf,
  hermit,
  keyIds,
  keyOf,
  keyYaml,
  makeKey,
  manifests,
  markTags,
  policyDenying,
  stateOf,
  storeLost,
  tagsOf,
  targetOf,
  verdictOn,
  writes,
} from '../support/estate-facts.ts';

describe('metadata.adopt takes over a key that exists', () => {
  it.each([
    { says: 'its id', adopt: (id: string) => id },
    { says: 'its ARN', adopt: (id: string) => arnOf(id) },
  ])('tags an adopted key by $says and applies its manifest without a create', async ({ adopt }) => {
    const estate = createEstate();
    const id = makeKey(estate, { tags: { owner: 'them' } });
    const yaml = manifests([
      keyYaml({
        name: 'a',
        metadata: `adopt: '${adopt(id)}'`,
        spec: 'description: ours, aliases: [alias/a]',
      }),
    ]);
    expect(verdictOn((await estate.plan(yaml)).plan, 'Key/a')).toMatchObject({
      steps: ['adopt', 'description'],
    });
    const answer = await applied(estate, yaml);
    expect(endings(answer)).toEqual({
      'Key/a#adopt': 'done',
      'Key/a#description': 'done',
      'Alias/a#create': 'done',
    });
    expect(keyIds(estate)).toEqual([id]);
    expect(tagsOf(estate, id)).toEqual({ owner: 'them', ...markTags('Key/a') });
    expect(leftOver(await estate.plan(yaml))).toEqual([]);
    const without = manifests([keyYaml({ name: 'a', spec: 'description: ours, aliases: [alias/a]' })]);
    expect(leftOver(await estate.plan(without))).toEqual([]);
  });

  it('refuses a key of another stack without a write, and takes it after that stack released it', async () => {
    const estate = createEstate();
    const id = makeKey(estate, { tags: { [stackTag]: 'theirs/ffff', [addressTag]: 'Key/x' } });
    const yaml = manifests([keyYaml({ name: 'a', metadata: `adopt: ${id}` })]);
    const answer = await applied(estate, yaml);
    expect(verdictOn(answer.plan, 'Key/a')).toEqual({
      sync: 'Unknown',
      blocked: {
        code: 'engine.ambiguous',
        reason: 'another-owner',
        why: `${arnOf(id)} belongs to Key/x of stack theirs/ffff`,
        release: 'release it in that stack first (metadata.state: released), or remove metadata.adopt',
      },
    });
    expect(writes(answer)).toEqual([]);
    estate.raw('kms', 'UntagResource', { KeyId: id, TagKeys: [stackTag, addressTag] });
    expect(endings(await applied(estate, yaml))).toMatchObject({ 'Key/a#adopt': 'done' });
    expect(leftOver(await estate.plan(yaml))).toEqual([]);
  });

  it('refuses a key of another address of this stack until the adopt line is removed', async () => {
    const estate = createEstate();
    await applied(estate, manifests([keyYaml({ name: 'b' })]));
    const id = keyOf(estate, 'Key/b');
    const yaml = (adopt: string) =>
      manifests([keyYaml({ name: 'a', metadata: adopt }), keyYaml({ name: 'b' })]);
    const answer = await applied(estate, yaml(`adopt: ${id}`));
    expect(verdictOn(answer.plan, 'Key/a')).toMatchObject({
      blocked: {
        code: 'engine.ambiguous',
        why: expect.stringContaining('belongs to Key/b of stack') as string,
      },
    });
    expect(writes(answer)).toEqual([]);
    expect(tagsOf(estate, id)).toEqual(markTags('Key/b'));
    expect(endings(await applied(estate, yaml('')))).toEqual({ 'Key/a#create': 'done' });
  });

  it('refuses a key that AWS manages without a write', async () => {
    const estate = createEstate();
    const id = awsManagedKey(estate);
    const yaml = manifests([keyYaml({ name: 'a', metadata: `adopt: ${id}` })]);
    const answer = await applied(estate, yaml);
    expect(verdictOn(answer.plan, 'Key/a')).toMatchObject({
      blocked: { release: 'AWS managed keys cannot be adopted: create a customer managed key' },
    });
    expect(writes(answer)).toEqual([]);
    expect(Object.values(endings(await applied(estate, manifests([keyYaml({ name: 'a' })]))))).toEqual([
      'done',
    ]);
  });

  it('creates nothing when the adopted key does not exist', async () => {
    const estate = createEstate();
    const yaml = manifests([keyYaml({ name: 'a', metadata: 'adopt: 00000000-1111-2222-3333-444444444444' })]);
    const answer = await applied(estate, yaml);
    expect(verdictOn(answer.plan, 'Key/a')).toMatchObject({ sync: 'Unknown', blocked: {} });
    expect(writes(answer)).toEqual([]);
    expect(keyIds(estate)).toEqual([]);
  });

  it('writes nothing to a key whose tags are hidden, since another stack may own it', async () => {
    const estate = createEstate({ principals: [hermit] });
    const id = makeKey(estate, {
      tags: { [stackTag]: 'theirs/ffff', [addressTag]: 'Key/x' },
      policy: policyDenying('kms:ListResourceTags'),
    });
    const yaml = manifests([keyYaml({ name: 'a', metadata: `adopt: ${id}` })]);
    const answer = await applied(estate, yaml);
    expect(writes(answer)).toEqual([]);
    expect(verdictOn(answer.plan, 'Key/a')).toMatchObject({ sync: 'Unknown' });
  });

  it('removes the tags and leaves the rest when an adopted key is released later', async () => {
    const estate = createEstate();
    const id = makeKey(estate, { tags: { owner: 'them' } });
    await applied(estate, manifests([keyYaml({ name: 'a', metadata: `adopt: ${id}` })]));
    const release = manifests([keyYaml({ name: 'a', metadata: 'state: released' })]);
    const answer = await applied(estate, release, { approve: ['loosen'] });
    expect(endings(answer)).toEqual({ 'Key/a#release': 'done' });
    expect(writes(answer)).toEqual(['kms:UntagResource']);
    expect(tagsOf(estate, id)).toEqual({ owner: 'them' });
    expect(stateOf(estate, id)).toBe('Enabled');
    expect(leftOver(await estate.plan(release))).toEqual([]);
    expect(leftOver(await estate.plan(release, { store: await storeLost(estate) }))).toEqual([]);
    const gone = await estate.plan(manifests([keyYaml({ name: 'other' })]));
    expect(gone.plan.orphans).toEqual([]);
    expect(verdictOn(gone.plan, 'Key/other')).toEqual({ sync: 'PendingChange', steps: ['create'] });
  });

  it('keeps the alias when a key declared with it is released', async () => {
    const estate = createEstate();
    const spec = 'description: Key a, aliases: [alias/a]';
    await applied(estate, manifests([keyYaml({ name: 'a', spec })]));
    const id = keyOf(estate, 'Key/a');
    const release = manifests([keyYaml({ name: 'a', metadata: 'state: released', spec })]);
    expect(endings(await applied(estate, release, { approve: ['loosen'] }))).toEqual({
      'Key/a#release': 'done',
    });
    expect(targetOf(estate, 'alias/a')).toBe(id);
    expect(tagsOf(estate, id)).toEqual({});
  });

  it('stays quiet about a released key whose alias is declared with it', async () => {
    const estate = createEstate();
    const spec = 'description: Key a, aliases: [alias/a]';
    await applied(estate, manifests([keyYaml({ name: 'a', spec })]));
    const release = manifests([keyYaml({ name: 'a', metadata: 'state: released', spec })]);
    await applied(estate, release, { approve: ['loosen'] });
    expect(leftOver(await estate.plan(release))).toEqual([]);
  });
});

/** Makes the key that S3 makes for itself the first time it is needed. */
function awsManagedKey(estate: Estate): string {
  const CreateBucketConfiguration = { LocationConstraint: region };
  estate.raw('s3', 'CreateBucket', { Bucket: 'managed', CreateBucketConfiguration });
  estate.raw('s3', 'PutObject', {
    Bucket: 'managed',
    Key: 'one',
    Body: new TextEncoder().encode('x'),
    ServerSideEncryption: 'aws:kms',
  });
  const found = targetOf(estate, 'alias/aws/s3');
  if (found === undefined) throw new Error('S3 made no key');
  return found;
}
