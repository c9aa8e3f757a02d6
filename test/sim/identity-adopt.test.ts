import { describe, expect, it } from 'vitest';
import { minute } from '../../src/model/instant.ts';
import { addressTag, stackTag } from '../../src/model/resource.ts';
import { createEstate, endings, leftOver, region, type Estate } from '../support/estate.ts';
import {
  applied,
  arnOf,
  documentYaml,
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
  ])('by $says: marked and brought to the manifest, nothing created', async ({ adopt }) => {
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

  it('that belongs to another stack: refused, nothing is written, and once that stack released it we take it', async () => {
    const estate = createEstate();
    const id = makeKey(estate, { tags: { [stackTag]: 'theirs/ffff', [addressTag]: 'Key/x' } });
    const yaml = manifests([keyYaml({ name: 'a', metadata: `adopt: ${id}` })]);
    const answer = await applied(estate, yaml);
    expect(verdictOn(answer.plan, 'Key/a')).toEqual({
      sync: 'Unknown',
      blocked: {
        code: 'engine.ambiguous',
        why: `${arnOf(id)} belongs to Key/x of stack theirs/ffff`,
        release: 'let that stack release it first (metadata.state: released), or take metadata.adopt out',
      },
    });
    expect(writes(answer)).toEqual([]);
    estate.raw('kms', 'UntagResource', { KeyId: id, TagKeys: [stackTag, addressTag] });
    expect(endings(await applied(estate, yaml))).toMatchObject({ 'Key/a#adopt': 'done' });
    expect(leftOver(await estate.plan(yaml))).toEqual([]);
  });

  it('that another address of this stack has: refused, and taking the line out resolves it', async () => {
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

  it('that AWS manages: refused, nothing is written', async () => {
    const estate = createEstate();
    const id = awsManagedKey(estate);
    const yaml = manifests([keyYaml({ name: 'a', metadata: `adopt: ${id}` })]);
    const answer = await applied(estate, yaml);
    expect(verdictOn(answer.plan, 'Key/a')).toMatchObject({
      blocked: { release: 'AWS managed keys cannot be adopted: create one of your own' },
    });
    expect(writes(answer)).toEqual([]);
    expect(Object.values(endings(await applied(estate, manifests([keyYaml({ name: 'a' })]))))).toEqual([
      'done',
    ]);
  });

  it('that does not exist: nothing is created in its place', async () => {
    const estate = createEstate();
    const yaml = manifests([keyYaml({ name: 'a', metadata: 'adopt: 00000000-1111-2222-3333-444444444444' })]);
    const answer = await applied(estate, yaml);
    expect(verdictOn(answer.plan, 'Key/a')).toMatchObject({ sync: 'Unknown', blocked: {} });
    expect(writes(answer)).toEqual([]);
    expect(keyIds(estate)).toEqual([]);
  });

  it('whose tags hide from us: it may belong to another stack, so nothing is written', async () => {
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

  it('and later lets it go: state released takes the mark off and leaves the rest; then nobody owns it', async () => {
    const estate = createEstate();
    const id = makeKey(estate, { tags: { owner: 'them' } });
    await applied(estate, manifests([keyYaml({ name: 'a', metadata: `adopt: ${id}` })]));
    const release = manifests([keyYaml({ name: 'a', metadata: 'state: released' })]);
    const answer = await applied(estate, release);
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

  it('a released key whose alias is declared with it: it is let go of, the alias stays', async () => {
    const estate = createEstate();
    const spec = 'description: Key a, aliases: [alias/a]';
    await applied(estate, manifests([keyYaml({ name: 'a', spec })]));
    const id = keyOf(estate, 'Key/a');
    const release = manifests([keyYaml({ name: 'a', metadata: 'state: released', spec })]);
    expect(endings(await applied(estate, release))).toEqual({ 'Key/a#release': 'done' });
    expect(targetOf(estate, 'alias/a')).toBe(id);
    expect(tagsOf(estate, id)).toEqual({});
  });

  it('a released key whose alias is declared with it: quiet once it is let go of', async () => {
    const estate = createEstate();
    const spec = 'description: Key a, aliases: [alias/a]';
    await applied(estate, manifests([keyYaml({ name: 'a', spec })]));
    const release = manifests([keyYaml({ name: 'a', metadata: 'state: released', spec })]);
    await applied(estate, release);
    expect(leftOver(await estate.plan(release))).toEqual([]);
  });
});

describe('an alias is adopted by naming its present target', () => {
  const aliasYaml = (adopt: string) =>
    manifests([
      keyYaml({ name: 'a' }),
      documentYaml('Alias', `name: a${adopt}`, 'name: alias/data, target: { ref: Key/a }'),
    ]);

  it('pointing to a foreign key: blocked with the line, which re-points it and touches nothing else', async () => {
    const estate = createEstate();
    await applied(estate, manifests([keyYaml({ name: 'a' })]));
    const id = keyOf(estate, 'Key/a');
    const foreign = makeKey(estate);
    estate.raw('kms', 'CreateAlias', { AliasName: 'alias/data', TargetKeyId: foreign });
    const answer = await applied(estate, aliasYaml(''));
    expect(verdictOn(answer.plan, 'Alias/a')).toMatchObject({
      blocked: { code: 'engine.not-ours', release: `metadata.adopt: ${foreign}` },
    });
    expect(writes(answer)).toEqual([]);
    const adopted = await applied(estate, aliasYaml(`, adopt: ${foreign}`));
    expect(endings(adopted)).toEqual({ 'Alias/a#target': 'done' });
    expect(writes(adopted)).toEqual(['kms:UpdateAlias']);
    expect(targetOf(estate, 'alias/data')).toBe(id);
    expect(leftOver(await estate.plan(aliasYaml('')))).toEqual([]);
  });

  it('naming another target than the live one: not adopted', async () => {
    const estate = createEstate();
    await applied(estate, manifests([keyYaml({ name: 'a' })]));
    const [foreign, other] = [makeKey(estate), makeKey(estate)];
    estate.raw('kms', 'CreateAlias', { AliasName: 'alias/data', TargetKeyId: foreign });
    const answer = await applied(estate, aliasYaml(`, adopt: ${other}`));
    expect(verdictOn(answer.plan, 'Alias/a')).toMatchObject({ blocked: { code: 'engine.not-ours' } });
    expect(targetOf(estate, 'alias/data')).toBe(foreign);
  });
});

describe('an alias of ours was re-pointed to a foreign key', () => {
  const yaml = manifests([keyYaml({ name: 'a', spec: 'description: Key a, aliases: [alias/a]' })]);

  async function hijacked(): Promise<{ estate: Estate; id: string; foreign: string }> {
    const estate = createEstate();
    await applied(estate, yaml);
    await estate.advance(10 * minute);
    const id = keyOf(estate, 'Key/a');
    const foreign = makeKey(estate);
    estate.raw('kms', 'UpdateAlias', { AliasName: 'alias/a', TargetKeyId: foreign });
    return { estate, id, foreign };
  }

  it('memory kept: it is drift, and the alias alone is put back', async () => {
    const { estate, id, foreign } = await hijacked();
    const answer = await applied(estate, yaml);
    expect(answer.plan.resources.find(({ address }) => address === 'Alias/a')?.sync).toBe('Drifted');
    expect(writes(answer)).toEqual(['kms:UpdateAlias']);
    expect(targetOf(estate, 'alias/a')).toBe(id);
    expect(tagsOf(estate, foreign)).toEqual({});
    expect(leftOver(await estate.plan(yaml))).toEqual([]);
  });

  it('journal and memory lost: the key is found by its mark, the alias is not taken over silently', async () => {
    const { estate, id, foreign } = await hijacked();
    const store = await storeLost(estate);
    const answer = await applied(estate, yaml, { store });
    expect(verdictOn(answer.plan, 'Alias/a')).toMatchObject({
      blocked: { code: 'engine.not-ours', release: `metadata.adopt: ${foreign}` },
    });
    expect(verdictOn(answer.plan, 'Key/a')).toEqual({ sync: 'InSync' });
    expect(writes(answer)).toEqual([]);
    // The alias of a shorthand has no manifest of its own: the line goes into one.
    const explicit = manifests([
      keyYaml({ name: 'a' }),
      documentYaml('Alias', `name: a, adopt: ${foreign}`, 'name: alias/a, target: { ref: Key/a }'),
    ]);
    expect(endings(await applied(estate, explicit, { store }))).toEqual({ 'Alias/a#target': 'done' });
    expect(targetOf(estate, 'alias/a')).toBe(id);
    expect(leftOver(await estate.plan(yaml, { store }))).toEqual([]);
  });

  it('and the index forgot our key as well: the alias never makes the foreign key ours', async () => {
    const { estate, id, foreign } = await hijacked();
    estate.raw('kms', 'UntagResource', { KeyId: id, TagKeys: [stackTag, addressTag] });
    const store = await storeLost(estate);
    const answer = await applied(estate, yaml, { store });
    expect(verdictOn(answer.plan, 'Key/a')).toMatchObject({ blocked: { code: 'engine.ambiguous' } });
    expect(writes(answer)).toEqual([]);
    expect(tagsOf(estate, foreign)).toEqual({});
    expect(keyIds(estate)).toHaveLength(2);
  });
});

describe('the encryption of a bucket', () => {
  const yaml = (adopt: string) =>
    manifests([
      keyYaml({ name: 'a' }),
      documentYaml(
        'BucketEncryption',
        `name: logs${adopt}`,
        'bucket: the-logs, algorithm: aws:kms, key: { ref: Key/a }, bucketKey: true',
      ),
    ]);

  function bucket(estate: Estate): void {
    const CreateBucketConfiguration = { LocationConstraint: region };
    estate.raw('s3', 'CreateBucket', { Bucket: 'the-logs', CreateBucketConfiguration });
  }

  function encryptUnder(estate: Estate, foreign: string): void {
    const byDefault = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: arnOf(foreign) };
    estate.raw('s3', 'PutBucketEncryption', {
      Bucket: 'the-logs',
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: byDefault, BucketKeyEnabled: true }],
      },
    });
  }

  it('AES256 counts as nothing there: it is written without a word', async () => {
    const estate = createEstate();
    bucket(estate);
    expect(Object.values(endings(await applied(estate, yaml(''))))).toEqual(['done', 'done']);
    expect(leftOver(await estate.plan(yaml('')))).toEqual([]);
  });

  it('under a foreign key: blocked with the line to add, which moves it', async () => {
    const estate = createEstate();
    bucket(estate);
    const foreign = makeKey(estate);
    encryptUnder(estate, foreign);
    const answer = await applied(estate, yaml(''));
    expect(verdictOn(answer.plan, 'BucketEncryption/logs')).toMatchObject({
      blocked: { code: 'engine.not-ours', release: 'metadata.adopt: true' },
    });
    expect(writes(answer)).toEqual(['kms:CreateKey']);
    const adopted = await applied(estate, yaml(', adopt: true'));
    expect(endings(adopted)).toEqual({ 'BucketEncryption/logs#encryption': 'done' });
    expect(leftOver(await estate.plan(yaml(', adopt: true')))).toEqual([]);
    expect(leftOver(await estate.plan(yaml('')))).toEqual([]);
    expect(stateOf(estate, foreign)).toBe('Enabled');
  });
});

/** The key that S3 makes for itself the first time it is needed. */
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
