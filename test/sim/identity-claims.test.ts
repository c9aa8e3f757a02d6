import { describe, expect, it } from 'vitest';
import { hour, minute } from '../../src/model/instant.ts';
import { createEstate, endings, leftOver, type Estate } from '../support/estate.ts';
import {
  applied,
  arnOf,
  closedPolicy,
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

const a = keyYaml({ name: 'a' });
const b = keyYaml({ name: 'b' });

async function standing(
  ...documents: readonly string[]
): Promise<{ readonly estate: Estate; readonly id: string }> {
  const estate = createEstate({ principals: [hermit] });
  await applied(estate, manifests(documents));
  await estate.advance(hour);
  return { estate, id: keyOf(estate, 'Key/a') };
}

describe('two manifests want one key', () => {
  it('refuses two manifests that claim to be the old Key/a, and leaves its tags', async () => {
    const { estate, id } = await standing(a);
    const heirs = manifests([
      keyYaml({ name: 'b', metadata: 'formerly: [Key/a]' }),
      keyYaml({ name: 'c', metadata: 'formerly: [Key/a]' }),
    ]);
    await expect(applied(estate, heirs)).rejects.toThrow('Key/a became Key/b already (manifest.formerly)');
    expect(tagsOf(estate, id)).toEqual(markTags('Key/a'));
  });

  it('refuses a manifest that claims to be the old Key/a while Key/a is declared', async () => {
    const { estate, id } = await standing(a);
    const yaml = manifests([a, keyYaml({ name: 'b', metadata: 'formerly: [Key/a]' })]);
    await expect(applied(estate, yaml)).rejects.toThrow(/Key\/a is still declared .*\(manifest\.formerly\)/u);
    expect(tagsOf(estate, id)).toEqual(markTags('Key/a'));
  });

  it('gives a key that two manifests adopt to neither silently', async () => {
    const estate = createEstate();
    const id = makeKey(estate);
    const both = manifests([
      keyYaml({ name: 'a', metadata: `adopt: ${id}` }),
      keyYaml({ name: 'b', metadata: `adopt: ${id}` }),
    ]);
    await applied(estate, both).catch(() => undefined);
    expect(tagsOf(estate, id)).toEqual({});
  });
});

describe('a manifest adopts one key while it has another', () => {
  it('writes nothing and names both manifests', async () => {
    const { estate, id } = await standing(a);
    const foreign = makeKey(estate);
    const answer = await applied(estate, manifests([keyYaml({ name: 'a', metadata: `adopt: ${foreign}` })]));
    expect(verdictOn(answer.plan, 'Key/a')).toMatchObject({
      sync: 'Unknown',
      blocked: {
        code: 'engine.ambiguous',
        why: `the evidence for Key/a disagrees: ${arnOf(id)} and ${arnOf(foreign)}`,
      },
    });
    expect(writes(answer)).toEqual([]);
    expect(leftOver(await applied(estate, manifests([a])))).toEqual([]);
  });

  it('names the wrong line in the hint when the other key carries no tag', async () => {
    const { estate } = await standing(a);
    const foreign = makeKey(estate);
    const { plan } = await estate.plan(manifests([keyYaml({ name: 'a', metadata: `adopt: ${foreign}` })]));
    const { blocked } = verdictOn(plan, 'Key/a') as { blocked: { release: string } };
    expect(blocked.release).toContain('metadata.adopt');
  });
});

describe('a manifest vanishes', () => {
  it('keeps the key as an orphan, and finds it again without memory when the manifest returns', async () => {
    const { estate, id } = await standing(a, b);
    const answer = await applied(estate, manifests([b]));
    expect(answer.plan.orphans).toMatchObject([{ address: 'Key/a', ids: { keyId: id } }]);
    expect(writes(answer)).toEqual([]);
    expect(stateOf(estate, id)).toBe('Enabled');
    const again = await applied(estate, manifests([a, b]));
    expect(leftOver(again)).toEqual([]);
    expect(again.plan.orphans).toEqual([]);
    const store = await storeLost(estate);
    expect(leftOver(await applied(estate, manifests([a, b]), { store }))).toEqual([]);
    expect(keyIds(estate)).toHaveLength(2);
  });

  it('does nothing for a tombstone of a key that never existed', async () => {
    const { estate } = await standing(a);
    const never = keyYaml({
      name: 'never',
      metadata: 'state: absent, keyId: 00000000-1111-2222-3333-444444444444',
    });
    expect(leftOver(await applied(estate, manifests([a, never])))).toEqual([]);
  });

  // The index acquits the tags of what has just lost its mark, and finds it as ours.
  it('releases a key once, even while the tag index still lists it', async () => {
    const estate = createEstate({ indexLagMs: 10 * minute });
    await applied(estate, manifests([a, b]));
    await estate.advance(hour);
    const released = manifests([keyYaml({ name: 'a', metadata: 'state: released' }), b]);
    const first = await applied(estate, released, { approve: ['loosen'] });
    expect(writes(first)).toEqual(['kms:UntagResource']);
    for (let run = 0; run < 3; run += 1) expect(writes(await applied(estate, released))).toEqual([]);
  });
});

describe('a mark that somebody else set', () => {
  it('reports Unknown and creates nothing when a hidden key has the alias', async () => {
    const estate = createEstate({ principals: [hermit] });
    makeKey(estate, { tags: markTags('Key/a'), policy: closedPolicy });
    const answer = await applied(estate, manifests([a]));
    expect(verdictOn(answer.plan, 'Key/a')).toEqual({ sync: 'Unknown' });
    expect(writes(answer)).toEqual([]);
    expect(keyIds(estate)).toHaveLength(1);
  });

  it('creates nothing when a stack of the same name and another uid has the key', async () => {
    const estate = createEstate();
    const theirs = makeKey(estate, {
      tags: { 'keywright:stack': 'test/ffffffffffff', 'keywright:address': 'Key/a' },
    });
    expect(endings(await applied(estate, manifests([a])))['Key/a#create']).toContain('engine.former-mark');
    expect(keyIds(estate)).toEqual([theirs]);
    expect(tagsOf(estate, theirs)['keywright:stack']).toBe('test/ffffffffffff');
  });
});

describe('mode observe from the beginning', () => {
  it('creates neither the key nor its aliases, and does not wait', async () => {
    const estate = createEstate();
    const yaml = manifests([
      keyYaml({ name: 'a', metadata: 'mode: observe', spec: 'description: Key a, aliases: [alias/a]' }),
    ]);
    const begun = estate.clock.now();
    const answer = await applied(estate, yaml, { approve: 'shown' });
    expect(verdictOn(answer.plan, 'Key/a')).toMatchObject({ steps: ['create: blocked'] });
    expect(verdictOn(answer.plan, 'Alias/a')).toMatchObject({ steps: ['create: blocked'] });
    expect(writes(answer)).toEqual([]);
    expect(estate.clock.now() - begun).toBeLessThan(minute);
  });
});
