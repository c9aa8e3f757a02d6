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
  stateOf,
  storeLost,
  tagsOf,
  verdictOn,
  writes,
} from '../support/estate-facts.ts';

const plain = manifests([keyYaml({ name: 'a' })]);
const named = manifests([keyYaml({ name: 'a', spec: 'description: Key a, aliases: [alias/a]' })]);

/** Makes an estate that holds Key/a, and its id. */
async function standing(yaml: string): Promise<{ readonly estate: Estate; readonly id: string }> {
  const estate = createEstate({ principals: [hermit] });
  await applied(estate, yaml);
  return { estate, id: keyOf(estate, 'Key/a') };
}

function strip(estate: Estate, KeyId: string): void {
  estate.raw('kms', 'UntagResource', { KeyId, TagKeys: [stackTag, addressTag] });
}

function forge(estate: Estate, KeyId: string): void {
  const Tags = Object.entries(markTags('Key/a')).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
  estate.raw('kms', 'TagResource', { KeyId, Tags });
}

describe('somebody took the mark off a key of ours', () => {
  it('re-tags a key that the journal names, and does nothing else to it', async () => {
    const { estate, id } = await standing(plain);
    strip(estate, id);
    expect(verdictOn((await estate.plan(plain)).plan, 'Key/a')).toEqual({
      sync: 'PendingChange',
      steps: ['mark'],
    });
    const answer = await applied(estate, plain);
    expect(endings(answer)).toEqual({ 'Key/a#mark': 'done' });
    expect(writes(answer)).toEqual(['kms:TagResource']);
    expect(tagsOf(estate, id)).toEqual(markTags('Key/a'));
    expect(leftOver(await estate.plan(plain))).toEqual([]);
  });

  it('blocks with the line to add when only the alias still names the key', async () => {
    const { estate, id } = await standing(named);
    strip(estate, id);
    const store = await storeLost(estate);
    const answer = await applied(estate, named, { store });
    expect(verdictOn(answer.plan, 'Key/a')).toEqual({
      sync: 'Unknown',
      blocked: {
        code: 'engine.ambiguous',
        reason: 'unproven',
        why: `alias/a already points to ${arnOf(id)}, which does not have our ownership tags`,
        release: `set metadata.adopt: ${id} to take it over, delete that alias, or choose another name`,
      },
    });
    expect(writes(answer)).toEqual([]);
    const adopted = manifests([
      keyYaml({ name: 'a', metadata: `adopt: ${id}`, spec: 'description: Key a, aliases: [alias/a]' }),
    ]);
    const again = await applied(estate, adopted, { store, approve: ['loosen'] });
    expect(endings(again)).toEqual({ 'Key/a#adopt': 'done' });
    expect(tagsOf(estate, id)).toEqual(markTags('Key/a'));
    expect(leftOver(await estate.plan(adopted, { store }))).toEqual([]);
    expect(leftOver(await estate.plan(named, { store }))).toEqual([]);
    expect(keyIds(estate)).toEqual([id]);
  });

  it('leaves the old key alone and creates another when journal, memory and alias are lost too', async () => {
    const { estate, id } = await standing(plain);
    strip(estate, id);
    const store = await storeLost(estate);
    const answer = await applied(estate, plain, { store });
    expect(endings(answer)).toEqual({ 'Key/a#create': 'done' });
    expect(keyIds(estate)).toHaveLength(2);
    expect(tagsOf(estate, id)).toEqual({});
    expect(keyOf(estate, 'Key/a')).not.toBe(id);
  });

  it.each([
    { lost: 'the journal', left: 'memory' },
    { lost: 'memory', left: 'the journal' },
  ])(
    'blocks when $left alone names the key, and re-tags it when a declared alias points there too',
    async ({ lost }) => {
      const { estate, id } = await standing(named);
      strip(estate, id);
      const fresh = await storeLost(estate);
      const store =
        lost === 'memory'
          ? { ...estate.store, memory: fresh.memory }
          : { ...estate.store, journal: fresh.journal };
      const blocked = await applied(estate, plain, { store });
      expect(verdictOn(blocked.plan, 'Key/a')).toMatchObject({
        blocked: {
          code: 'engine.unproven',
          release: `if it is yours, set metadata.adopt: ${id}; if not: reconcile forget Key/a`,
        },
      });
      expect(writes(blocked)).toEqual([]);
      expect(endings(await applied(estate, named, { store }))).toEqual({ 'Key/a#mark': 'done' });
      expect(tagsOf(estate, id)).toEqual(markTags('Key/a'));
      expect(keyIds(estate)).toEqual([id]);
    },
  );

  it('tags it again by metadata.adopt when the journal alone names it', async () => {
    const { estate, id } = await standing(plain);
    strip(estate, id);
    const store = { ...estate.store, memory: (await storeLost(estate)).memory };
    const adopting = manifests([keyYaml({ name: 'a', metadata: `adopt: ${id}` })]);
    expect(endings(await applied(estate, adopting, { store, approve: ['loosen'] }))).toEqual({
      'Key/a#adopt': 'done',
    });
    expect(leftOver(await estate.plan(plain, { store }))).toEqual([]);
  });
});

/** Writes the way out. It names the key of our own journal, and the command that takes the mark off the other. */
function keeping(id: string, other: string): string {
  return `keep ${arnOf(id)}, which is in the journal, and remove the ownership tags of the other (first cancel its deletion if one is pending): aws kms untag-resource --region ${region} --key-id ${other} --tag-keys keywright:stack keywright:address`;
}

describe('a key that is not ours carries our mark', () => {
  it('names both keys and chooses none until the tags of the other are removed', async () => {
    const { estate, id } = await standing(plain);
    const forged = makeKey(estate);
    forge(estate, forged);
    const answer = await applied(estate, plain);
    expect(verdictOn(answer.plan, 'Key/a')).toEqual({
      sync: 'Unknown',
      blocked: {
        code: 'engine.ambiguous',
        reason: 'ambiguous',
        why: expect.stringMatching(/^\S+ and \S+ all have the ownership tags of Key\/a$/u) as string,
        release: keeping(id, forged),
      },
    });
    expect(writes(answer)).toEqual([]);
    expect(stateOf(estate, forged)).toBe('Enabled');
    estate.raw('kms', 'UntagResource', { KeyId: forged, TagKeys: [addressTag] });
    expect(leftOver(await applied(estate, plain))).toEqual([]);
    expect(keyOf(estate, 'Key/a')).toBe(id);
  });

  it('waits until one gives way when the journal disagrees with the tags', async () => {
    const { estate, id } = await standing(plain);
    const forged = makeKey(estate);
    strip(estate, id);
    forge(estate, forged);
    const answer = await applied(estate, plain);
    expect(verdictOn(answer.plan, 'Key/a')).toEqual({
      sync: 'Unknown',
      blocked: {
        code: 'engine.ambiguous',
        reason: 'ambiguous',
        why: `the evidence for Key/a disagrees: ${arnOf(id)} and ${arnOf(forged)}`,
        release: keeping(id, forged),
      },
    });
    expect(writes(answer)).toEqual([]);
    estate.raw('kms', 'UntagResource', { KeyId: forged, TagKeys: [addressTag] });
    expect(endings(await applied(estate, plain))).toEqual({ 'Key/a#mark': 'done' });
    expect(keyOf(estate, 'Key/a')).toBe(id);
    expect(leftOver(await estate.plan(plain))).toEqual([]);
  });

  it('trusts the tags over an index that still lists a removed tag', async () => {
    const { estate, id } = await standing(plain);
    const forged = makeKey(estate);
    forge(estate, forged);
    strip(estate, forged);
    estate.sandbox.faults.every({ operation: 'GetResources' }, (_request, run) => {
      const answer = run();
      if (answer.is === 'error') return answer;
      const Tags = Object.entries(markTags('Key/a')).map(([Key, Value]) => ({ Key, Value }));
      const ResourceTagMappingList = [id, forged].map((one) => ({ ResourceARN: arnOf(one), Tags }));
      return { ...answer, output: { ...answer.output, ResourceTagMappingList } };
    });
    expect(leftOver(await estate.plan(plain))).toEqual([]);
    const store = await storeLost(estate);
    expect(leftOver(await estate.plan(plain, { store }))).toEqual([]);
  });
});

describe('two keys carry one mark', () => {
  it('blocks without a journal, and prints a way out that keeps the chosen key', async () => {
    const { estate, id } = await standing(plain);
    const twin = makeKey(estate, { tags: markTags('Key/a') });
    const store = await storeLost(estate);
    const answer = await applied(estate, plain, { store });
    expect(verdictOn(answer.plan, 'Key/a')).toMatchObject({
      sync: 'Unknown',
      blocked: {
        code: 'engine.ambiguous',
        why: expect.stringContaining('all have the ownership tags of Key/a') as string,
        release: expect.stringMatching(
          /^keep the one in use, and remove the ownership tags of the other .*untag-resource.* or: .*untag-resource/u,
        ) as string,
      },
    });
    expect(writes(answer)).toEqual([]);
    expect(keyIds(estate)).toHaveLength(2);
    estate.raw('kms', 'UntagResource', { KeyId: id, TagKeys: [addressTag] });
    expect(endings(await applied(estate, plain, { store }))).toEqual({ 'Key/a#description': 'done' });
    expect(keyOf(estate, 'Key/a')).toBe(twin);
  });

  it('blocks without a write when one of them is pending deletion', async () => {
    const { estate, id } = await standing(plain);
    const twin = makeKey(estate, { tags: markTags('Key/a') });
    estate.raw('kms', 'ScheduleKeyDeletion', { KeyId: twin, PendingWindowInDays: 7 });
    const answer = await applied(estate, plain);
    expect(verdictOn(answer.plan, 'Key/a')).toMatchObject({ blocked: { code: 'engine.ambiguous' } });
    expect(writes(answer)).toEqual([]);
    expect(stateOf(estate, twin)).toBe('PendingDeletion');
    expect(keyOf.bind(undefined, estate, 'Key/a')).toThrow('2 keys');
    expect(stateOf(estate, id)).toBe('Enabled');
  });

  it('prints a way out that works when one of them is pending deletion', async () => {
    const { estate } = await standing(plain);
    const twin = makeKey(estate, { tags: markTags('Key/a') });
    estate.raw('kms', 'ScheduleKeyDeletion', { KeyId: twin, PendingWindowInDays: 7 });
    const { blocked } = verdictOn((await estate.plan(plain)).plan, 'Key/a') as {
      blocked: { release: string };
    };
    expect(() => estate.raw('kms', 'UntagResource', { KeyId: twin, TagKeys: [addressTag] })).toThrow(
      'is pending deletion',
    );
    expect(blocked.release).toMatch(/pending|cancel/u);
  });

  it('continues with the key here and leaves one in another Region alone', async () => {
    const { estate, id } = await standing(plain);
    const far = makeKey(estate, { tags: markTags('Key/a') }, 'eu-west-1');
    expect(leftOver(await applied(estate, plain))).toEqual([]);
    expect(keyOf(estate, 'Key/a')).toBe(id);
    expect(stateOf(estate, far, 'eu-west-1')).toBe('Enabled');
  });
});
