import { describe, expect, it } from 'vitest';
import { day, hour, minute, second } from '../../src/model/instant.ts';
import { holdTag } from '../../src/model/resource.ts';
import { createVolatileStore } from '../../src/store/memory/volatile.ts';
import type { Store } from '../../src/store/store.ts';
import { createEstate, endings, leftOver, type Estate } from '../support/estate.ts';
import {
  applied,
  arnOf,
  keyIds,
  keyOf,
  keyYaml,
  makeKey,
  manifests,
  markTags,
  stateOf,
  storeLost,
  tagsOf,
  targetOf,
  verdictOn,
  writes,
} from '../support/estate-facts.ts';

const yaml = manifests([
  keyYaml({ name: 'a', spec: 'description: Key a, enabled: true, aliases: [alias/a]' }),
]);
const plain = manifests([keyYaml({ name: 'a' })]);

async function standing(
  of: string,
  estate = createEstate(),
): Promise<{ readonly estate: Estate; readonly id: string }> {
  await applied(estate, of);
  await estate.advance(hour);
  return { estate, id: keyOf(estate, 'Key/a') };
}

/** Forgets an address as `reconcile forget` does, which the texts name. */
async function forget({ journal, memory }: Store, address: 'Key/a'): Promise<void> {
  await journal.forget(address);
  await memory.forget(address);
}

function deleteForGood(estate: Estate, KeyId: string): Promise<void> {
  estate.raw('kms', 'ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
  return estate.advance(8 * day);
}

describe('a key of ours is gone', () => {
  it('creates no other key for one in the journal until a person runs forget', async () => {
    const { estate, id } = await standing(plain);
    await deleteForGood(estate, id);
    const answer = await applied(estate, plain);
    expect(verdictOn(answer.plan, 'Key/a')).toEqual({
      sync: 'Unknown',
      blocked: {
        code: 'engine.vanished',
        reason: 'vanished',
        why: `Key/a was ${arnOf(id)}, which no longer exists; a replacement cannot read its data`,
        release: 'to create a replacement anyway: reconcile forget Key/a',
      },
    });
    expect(writes(answer)).toEqual([]);
    expect(keyIds(estate)).toEqual([]);
    await forget(estate.store, 'Key/a');
    expect(endings(await applied(estate, plain))).toEqual({ 'Key/a#create': 'done' });
    expect(leftOver(await estate.plan(plain))).toEqual([]);
  });

  it('cancels a pending deletion, and leaves the key disabled until that is approved', async () => {
    const { estate, id } = await standing(yaml);
    await applied(estate, yaml);
    estate.raw('kms', 'ScheduleKeyDeletion', { KeyId: id, PendingWindowInDays: 7 });
    const answer = await applied(estate, yaml);
    expect(verdictOn(answer.plan, 'Key/a')).toMatchObject({ steps: ['deletion', 'enabled: approval'] });
    expect(writes(answer)).toEqual(['kms:CancelKeyDeletion']);
    expect(stateOf(estate, id)).toBe('Disabled');
    const approved = await applied(estate, yaml, { approve: ['repair'] });
    expect(writes(approved)).toEqual(['kms:EnableKey']);
    expect(leftOver(await estate.plan(yaml))).toEqual([]);
  });

  it('waits for approval to enable a key that was disabled right after its creation', async () => {
    const { estate, id } = await standing(yaml);
    estate.raw('kms', 'DisableKey', { KeyId: id });
    await applied(estate, yaml);
    expect(stateOf(estate, id)).toBe('Disabled');
  });

  it('creates one new key when the journal is lost and the index lists a deleted key', async () => {
    const { estate, id } = await standing(plain, createEstate({ indexLagMs: 0 }));
    await deleteForGood(estate, id);
    estate.sandbox.faults.every({ operation: 'GetResources' }, (_request, run) => {
      const answer = run();
      if (answer.is === 'error') return answer;
      const Tags = Object.entries(markTags('Key/a')).map(([Key, Value]) => ({ Key, Value }));
      const before = (answer.output as { ResourceTagMappingList: object[] }).ResourceTagMappingList;
      const ResourceTagMappingList = [{ ResourceARN: arnOf(id), Tags }, ...before];
      return { ...answer, output: { ...answer.output, ResourceTagMappingList } };
    });
    const store = await storeLost(estate);
    expect(endings(await applied(estate, plain, { store }))).toEqual({ 'Key/a#create': 'done' });
    expect(keyIds(estate)).toHaveLength(1);
    // Two entries in the index now, one of them dead: the tags themselves decide.
    expect(leftOver(await estate.plan(plain, { store }))).toEqual([]);
    expect(leftOver(await estate.plan(plain, { store: await storeLost(estate) }))).toEqual([]);
  });
});

describe('the recorded state is lost', () => {
  it.each([
    { lost: 'memory', parts: ['memory'] as const },
    { lost: 'the journal', parts: ['journal'] as const },
    { lost: 'both', parts: ['memory', 'journal'] as const },
  ])('$lost: everything is found again, nothing is written, and the plan stays empty', async ({ parts }) => {
    const { estate, id } = await standing(yaml);
    const fresh = createVolatileStore(estate.clock);
    const store: Store = { ...estate.store, ...Object.fromEntries(parts.map((part) => [part, fresh[part]])) };
    expect(leftOver(await estate.plan(yaml, { store }))).toEqual([]);
    const answer = await applied(estate, yaml, { store });
    expect(writes(answer)).toEqual([]);
    expect(leftOver(answer)).toEqual([]);
    expect(keyIds(estate)).toEqual([id]);
    // The found key is recorded again: the next change by somebody else is drift.
    estate.raw('kms', 'UpdateAlias', { AliasName: 'alias/a', TargetKeyId: makeKey(estate) });
    await estate.advance(hour);
    expect(endings(await applied(estate, yaml, { store }))).toEqual({ 'Alias/a#target': 'done' });
    expect(targetOf(estate, 'alias/a')).toBe(id);
  });

  it('repairs drift without its label when the memory is lost', async () => {
    const { estate, id } = await standing(yaml);
    estate.raw('kms', 'UpdateKeyDescription', { KeyId: id, Description: 'by hand' });
    const fresh = createVolatileStore(estate.clock);
    const labels = async (store: Store) =>
      (await estate.plan(yaml, { store })).plan.steps.flatMap(({ changes }) =>
        changes.map(({ label }) => label),
      );
    expect(await labels(estate.store)).toEqual(['drifted']);
    expect(await labels({ ...estate.store, memory: fresh.memory })).toEqual(['differs']);
  });

  it('waits with a young journal and finds the key of a crashed create', async () => {
    const lag = 100 * second;
    const estate = createEstate({ lagMs: lag, indexLagMs: 30 * minute });
    estate.sandbox.raw({
      service: 'kms',
      operation: 'CreateKey',
      account: '111122223333',
      region: 'eu-central-1',
      principal: 'arn:aws:iam::111122223333:role/admin',
      input: { Tags: Object.entries(markTags('Key/a')).map(([TagKey, TagValue]) => ({ TagKey, TagValue })) },
    });
    const told: string[] = [];
    const answer = await applied(estate, plain, {
      store: createVolatileStore(estate.clock),
      onProgress: (event) => {
        if ('why' in event && typeof event.why === 'string') told.push(event.why);
      },
    });
    expect(writes(answer)).not.toContain('kms:CreateKey');
    expect(keyIds(estate)).toHaveLength(1);
    expect(told.length).toBeGreaterThan(0);
  });

  it('delays a create until an earlier one would be visible when the journal is young', async () => {
    const young = createEstate();
    const begun = young.clock.now();
    await applied(young, plain);
    expect(young.clock.now() - begun).toBeGreaterThanOrEqual(2 * minute);
    const old = createEstate();
    await old.advance(10 * minute);
    const later = old.clock.now();
    await applied(old, plain);
    expect(old.clock.now() - later).toBeLessThan(minute);
  });
});

describe('the tag index lags', () => {
  it('relies on the journal when the index does not list a new key', async () => {
    const estate = createEstate({ indexLagMs: 30 * minute });
    await applied(estate, plain);
    expect(leftOver(await applied(estate, plain))).toEqual([]);
    expect(keyIds(estate)).toHaveLength(1);
  });

  it('finds the key in a sweep when the journal is lost and the index does not list it', async () => {
    const estate = createEstate({ indexLagMs: hour });
    await applied(estate, plain);
    await estate.advance(5 * minute);
    const answer = await applied(estate, plain, { store: createVolatileStore(estate.clock) });
    expect(writes(answer)).toEqual([]);
    expect(leftOver(answer)).toEqual([]);
    expect(keyIds(estate)).toHaveLength(1);
  });

  it('waits with drift until the index shows the tags that somebody changed', async () => {
    const tagged = manifests([keyYaml({ name: 'a', spec: 'description: Key a, tags: { team: storage }' })]);
    const { estate, id } = await standing(tagged, createEstate({ indexLagMs: 10 * minute }));
    estate.raw('kms', 'TagResource', { KeyId: id, Tags: [{ TagKey: 'team', TagValue: 'nobody' }] });
    await estate.advance(hour);
    expect(endings(await applied(estate, tagged))).toEqual({ 'Key/a#tags': 'done' });
    expect(tagsOf(estate, id)).toMatchObject({ team: 'storage' });
    // The index may still show what was there before our write: the tags themselves decide, and no second write is sent.
    expect(leftOver(await applied(estate, tagged))).toEqual([]);
  });

  it('trusts the tags when the index shows those from before a rename', async () => {
    const { estate, id } = await standing(plain, createEstate({ indexLagMs: 10 * minute }));
    const renamed = manifests([
      keyYaml({ name: 'b', metadata: 'formerly: [Key/a]', spec: 'description: Key a' }),
    ]);
    for (let run = 0; run < 3; run += 1) {
      const answer = await applied(estate, renamed);
      expect(writes(answer)).toEqual(run === 0 ? ['kms:TagResource'] : []);
    }
    expect(tagsOf(estate, id)).toEqual(markTags('Key/b'));
  });

  it('writes nothing when the index does not show a hold yet', async () => {
    const { estate, id } = await standing(plain, createEstate({ indexLagMs: 10 * minute }));
    estate.raw('kms', 'TagResource', { KeyId: id, Tags: [{ TagKey: holdTag, TagValue: 'incident 7' }] });
    const changed = manifests([keyYaml({ name: 'a', spec: 'description: changed' })]);
    for (let run = 0; run < 5; run += 1) {
      expect(writes(await applied(estate, changed))).toEqual([]);
    }
  });
});
