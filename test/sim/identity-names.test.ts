import { describe, expect, it } from 'vitest';
import { minute } from '../../src/model/instant.ts';
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
  stateOf,
  storeLost,
  tagsOf,
  targetOf,
  verdictOn,
  writes,
} from '../support/estate-facts.ts';

describe('an alias is adopted by naming its present target', () => {
  const aliasYaml = (adopt: string) =>
    manifests([
      keyYaml({ name: 'a' }),
      documentYaml('Alias', `name: a${adopt}`, 'name: alias/data, target: { ref: Key/a }'),
    ]);

  it('blocks an alias on a foreign key with the line that re-points only the alias', async () => {
    const estate = createEstate();
    await applied(estate, manifests([keyYaml({ name: 'a' })]));
    const id = keyOf(estate, 'Key/a');
    const foreign = makeKey(estate);
    estate.raw('kms', 'CreateAlias', { AliasName: 'alias/data', TargetKeyId: foreign });
    const answer = await applied(estate, aliasYaml(''));
    expect(verdictOn(answer.plan, 'Alias/a')).toMatchObject({
      blocked: { code: 'engine.not-ours', release: `set metadata.adopt: ${foreign} to take it over` },
    });
    expect(writes(answer)).toEqual([]);
    const adopted = await applied(estate, aliasYaml(`, adopt: ${foreign}`), { approve: ['loosen', 'widen'] });
    expect(endings(adopted)).toEqual({ 'Alias/a#target': 'done' });
    expect(writes(adopted)).toEqual(['kms:UpdateAlias']);
    expect(targetOf(estate, 'alias/data')).toBe(id);
    expect(leftOver(await estate.plan(aliasYaml('')))).toEqual([]);
  });

  it('refuses to adopt an alias when the manifest names another target', async () => {
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

  it('repairs only the alias as drift when the memory is kept', async () => {
    const { estate, id, foreign } = await hijacked();
    const answer = await applied(estate, yaml);
    expect(answer.plan.resources.find(({ address }) => address === 'Alias/a')?.sync).toBe('Drifted');
    expect(writes(answer)).toEqual(['kms:UpdateAlias']);
    expect(targetOf(estate, 'alias/a')).toBe(id);
    expect(tagsOf(estate, foreign)).toEqual({});
    expect(leftOver(await estate.plan(yaml))).toEqual([]);
  });

  it('finds the key by its tags and does not take over the alias silently when journal and memory are lost', async () => {
    const { estate, id, foreign } = await hijacked();
    const store = await storeLost(estate);
    const answer = await applied(estate, yaml, { store });
    expect(verdictOn(answer.plan, 'Alias/a')).toMatchObject({
      blocked: { code: 'engine.not-ours', release: `set metadata.adopt: ${foreign} to take it over` },
    });
    expect(verdictOn(answer.plan, 'Key/a')).toEqual({ sync: 'InSync' });
    expect(writes(answer)).toEqual([]);
    // The alias of a shorthand has no manifest of its own: the line goes into one.
    const explicit = manifests([
      keyYaml({ name: 'a' }),
      documentYaml('Alias', `name: a, adopt: ${foreign}`, 'name: alias/a, target: { ref: Key/a }'),
    ]);
    expect(endings(await applied(estate, explicit, { store, approve: ['loosen', 'widen'] }))).toEqual({
      'Alias/a#target': 'done',
    });
    expect(targetOf(estate, 'alias/a')).toBe(id);
    expect(leftOver(await estate.plan(yaml, { store }))).toEqual([]);
  });

  it('leaves the foreign key to its owner when the index lost our key as well', async () => {
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

  it('replaces AES256 without a question', async () => {
    const estate = createEstate();
    bucket(estate);
    expect(Object.values(endings(await applied(estate, yaml(''))))).toEqual(['done', 'done']);
    expect(leftOver(await estate.plan(yaml('')))).toEqual([]);
  });

  it('blocks encryption with a foreign key, with the line that replaces it', async () => {
    const estate = createEstate();
    bucket(estate);
    const foreign = makeKey(estate);
    encryptUnder(estate, foreign);
    const answer = await applied(estate, yaml(''));
    expect(verdictOn(answer.plan, 'BucketEncryption/logs')).toMatchObject({
      blocked: { code: 'engine.not-ours', release: 'set metadata.adopt: true to take it over' },
    });
    expect(writes(answer)).toEqual(['kms:CreateKey']);
    const adopted = await applied(estate, yaml(', adopt: true'), { approve: ['loosen', 'widen'] });
    expect(endings(adopted)).toEqual({ 'BucketEncryption/logs#encryption': 'done' });
    expect(leftOver(await estate.plan(yaml(', adopt: true')))).toEqual([]);
    expect(leftOver(await estate.plan(yaml('')))).toEqual([]);
    expect(stateOf(estate, foreign)).toBe('Enabled');
  });
});
