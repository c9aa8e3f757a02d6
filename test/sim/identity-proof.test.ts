import { describe, expect, it } from 'vitest';
import { hour } from '../../src/model/instant.ts';
import { createEstate, endings, leftOver, type Estate } from '../support/estate.ts';
import {
  applied,
  arnOf,
  hermit,
  keyIds,
  keyYaml,
  makeKey,
  manifests,
  markTags,
  storeLost,
  targetOf,
  verdictOn,
  writes,
} from '../support/estate-facts.ts';

const yaml = manifests([keyYaml({ name: 'a', spec: 'description: Key a, aliases: [alias/a]' })]);

/** Makes a key that somebody made and tagged as ours, before this stack ever ran. */
async function forged(input: Readonly<Record<string, unknown>>, estate = createEstate()): Promise<string> {
  const Tags = Object.entries(markTags('Key/a')).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
  const { KeyMetadata } = estate.raw('kms', 'CreateKey', { Tags, ...input }) as {
    KeyMetadata: { KeyId: string };
  };
  await estate.advance(hour);
  return KeyMetadata.KeyId;
}

describe('a key carries our mark and nothing else shows that it is ours', () => {
  it.each([
    {
      why: 'its material is external',
      input: { Origin: 'EXTERNAL' },
      says: 'the origin of its material is "EXTERNAL"',
    },
    {
      why: 'it has another spec',
      input: { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' },
      says: 'keySpec is "RSA_2048"',
    },
    { why: 'it is a multi-Region key', input: { MultiRegion: true }, says: 'multiRegion is true, not false' },
  ])('blocks when $why, and never makes it ours by a second run', async ({ input, says }) => {
    const estate = createEstate();
    const id = await forged(input, estate);
    for (let run = 0; run < 2; run += 1) {
      const answer = await applied(estate, yaml, { approve: 'shown' });
      const { blocked } = verdictOn(answer.plan, 'Key/a') as { blocked: { code: string; why: string } };
      expect(blocked.code).toBe('engine.unproven');
      expect(blocked.why).toContain(says);
      expect(writes(answer)).toEqual([]);
    }
    expect((await estate.store.journal.known()).size).toBe(0);
    expect(targetOf(estate, 'alias/a')).toBeUndefined();
    expect(keyIds(estate)).toEqual([id]);
  });

  it('blocks as well when only a sweep finds it, since the index does not list it yet', async () => {
    const estate = createEstate({ indexLagMs: 48 * hour });
    await forged({ Origin: 'EXTERNAL' }, estate);
    for (let run = 0; run < 2; run += 1) {
      const answer = await applied(estate, yaml, { approve: 'shown' });
      expect(verdictOn(answer.plan, 'Key/a')).toMatchObject({ blocked: { code: 'engine.unproven' } });
      expect(writes(answer)).toEqual([]);
    }
  });

  it('takes it once metadata.adopt names it', async () => {
    const estate = createEstate();
    const id = await forged({ MultiRegion: true }, estate);
    const adopting = manifests([
      keyYaml({ name: 'a', metadata: `adopt: ${id}`, spec: 'description: Key a, aliases: [alias/a]' }),
    ]);
    const ended = endings(await applied(estate, adopting));
    expect(ended).toEqual({ 'Key/a#description': 'done', 'Alias/a#create': 'done' });
    expect(leftOver(await estate.plan(yaml))).toEqual([]);
  });
});

describe('a key of ours is found only by its tags', () => {
  async function lost(): Promise<{
    estate: Estate;
    id: string;
    store: Awaited<ReturnType<typeof storeLost>>;
  }> {
    const estate = createEstate({ principals: [hermit] });
    const id = makeKey(estate, { tags: markTags('Key/a'), description: 'Key a' });
    estate.raw('kms', 'CreateGrant', {
      KeyId: id,
      GranteePrincipal: hermit,
      Operations: ['Decrypt'],
      Name: 'by-hand',
    });
    return { estate, id, store: await storeLost(estate) };
  }

  it('shows its policy and every grant on it before anything is put under it, and once only', async () => {
    const { estate, id, store } = await lost();
    const { plan } = await estate.plan(yaml, { store });
    const [key] = plan.resources.filter(({ address }) => address === 'Key/a');
    expect(key?.foundByTags).toMatchObject({
      policy: { Statement: [{ Effect: 'Allow', Action: 'kms:*' }] },
      grants: [{ name: 'by-hand', grantee: hermit, operations: ['Decrypt'] }],
    });
    const answer = await applied(estate, yaml, { store });
    expect(answer.plan.resources.find(({ address }) => address === 'Key/a')?.foundByTags).toBeDefined();
    expect(targetOf(estate, 'alias/a')).toBe(id);
    const again = await estate.plan(yaml, { store });
    expect(again.plan.resources.flatMap(({ foundByTags }) => foundByTags ?? [])).toEqual([]);
  });

  it('is Unknown, and nothing is put under it, while its grants cannot be read', async () => {
    const { estate, store } = await lost();
    estate.sandbox.faults.every({ operation: 'ListGrants' }, () => ({
      is: 'error',
      name: 'AccessDeniedException',
      message: 'no',
      status: 400,
    }));
    const answer = await applied(estate, yaml, { store });
    expect(verdictOn(answer.plan, 'Key/a')).toEqual({ sync: 'Unknown' });
    expect(writes(answer)).toEqual([]);
  });

  it('asks nothing more when the journal names it too', async () => {
    const { estate, id } = await lost();
    await estate.store.journal.remember('Key/a', { keyId: id, arn: arnOf(id) });
    const { plan, requests } = await estate.plan(yaml);
    expect(plan.resources.flatMap(({ foundByTags }) => foundByTags ?? [])).toEqual([]);
    // Once, for the policy that no manifest declares.
    expect(requests.filter(({ op }) => op === 'kms:GetKeyPolicy')).toHaveLength(1);
  });
});
