import { describe, expect, it } from 'vitest';
import { minute } from '../../src/model/instant.ts';
import {
  account,
  createEstate,
  endings,
  leftOver,
  region,
  stackYaml,
  type Estate,
} from '../support/estate.ts';
import {
  applied,
  arnOf,
  keyIds,
  keyOf,
  keyYaml,
  manifests,
  markTags,
  stateOf,
  storeLost,
  tagsOf,
  verdictOn,
  writes,
} from '../support/estate-facts.ts';

const before = manifests([keyYaml({ name: 'old', spec: 'description: the same' })]);
const after = manifests([keyYaml({ name: 'new', spec: 'description: the same' })]);
const formerly = manifests([
  keyYaml({ name: 'new', metadata: 'formerly: [Key/old]', spec: 'description: the same' }),
]);
const released = manifests([
  keyYaml({ name: 'new', spec: 'description: the same' }),
  keyYaml({ name: 'old', metadata: 'state: released', spec: '' }),
]);

async function standing(
  yaml: string,
  estate = createEstate(),
): Promise<{ readonly estate: Estate; readonly id: string }> {
  await applied(estate, yaml);
  await estate.advance(60 * minute);
  const [id = ''] = keyIds(estate);
  return { estate, id };
}

describe('a manifest got another name', () => {
  it.each([
    { memory: 'kept', lost: false },
    { memory: 'and journal lost', lost: true },
  ])('creates no second key and names the line to add (memory $memory)', async ({ lost }) => {
    const { estate, id } = await standing(before);
    const store = lost ? await storeLost(estate) : estate.store;
    const answer = await applied(estate, after, { store });
    expect(verdictOn(answer.plan, 'Key/new')).toEqual({
      sync: 'Unknown',
      blocked: {
        code: 'engine.ambiguous',
        reason: 'ambiguous',
        why: 'Key/old lost its manifest, and a new Key cannot read the old data',
        release:
          'if Key/new is the renamed resource, set metadata.formerly: [Key/old]; if not: reconcile forget Key/old, or keep the old manifest with metadata.state: released',
      },
    });
    expect(answer.plan.orphans.map(({ address }) => address)).toEqual(['Key/old']);
    expect(writes(answer)).toEqual([]);
    expect(keyIds(estate)).toEqual([id]);
  });

  it('re-tags the key under its new name with formerly, also after the line is removed', async () => {
    const { estate, id } = await standing(before);
    const { plan } = await estate.plan(formerly);
    expect(verdictOn(plan, 'Key/new')).toEqual({ sync: 'PendingChange', steps: ['mark'] });
    const renamed = plan.resources.find(({ address }) => address === 'Key/new');
    expect(renamed?.notes).toEqual(['renamed from Key/old']);
    const answer = await applied(estate, formerly);
    expect(endings(answer)).toEqual({ 'Key/new#mark': 'done' });
    expect(writes(answer)).toEqual(['kms:TagResource']);
    expect(tagsOf(estate, id)).toEqual(markTags('Key/new'));
    expect(keyIds(estate)).toEqual([id]);
    expect(leftOver(await estate.plan(formerly))).toEqual([]);
    expect(leftOver(await estate.plan(after))).toEqual([]);
    expect((await estate.plan(after)).plan.orphans).toEqual([]);
  });

  it('re-tags the key with formerly when journal and memory are lost', async () => {
    const { estate, id } = await standing(before);
    const store = await storeLost(estate);
    expect(endings(await applied(estate, formerly, { store }))).toEqual({ 'Key/new#mark': 'done' });
    expect(tagsOf(estate, id)).toEqual(markTags('Key/new'));
    expect(leftOver(await estate.plan(after, { store }))).toEqual([]);
  });

  it('releases the old key and creates the new one when the old manifest says state: released', async () => {
    const { estate, id } = await standing(before);
    const answer = await applied(estate, released, { approve: ['loosen'] });
    expect(Object.values(endings(answer)).every((ending) => ending === 'done')).toBe(true);
    expect(tagsOf(estate, id)).toEqual({});
    expect(stateOf(estate, id)).toBe('Enabled');
    expect(keyOf(estate, 'Key/new')).not.toBe(id);
    expect(leftOver(await estate.plan(released))).toEqual([]);
    expect(leftOver(await estate.plan(after))).toEqual([]);
    expect(keyIds(estate)).toHaveLength(2);
  });

  it.each([
    { says: 'nothing', yaml: after },
    { says: 'formerly', yaml: formerly },
  ])(
    'creates no second key while the index does not list the first (the manifest says $says)',
    async ({ yaml }) => {
      const estate = createEstate({ indexLagMs: 30 * minute });
      await applied(estate, before);
      const [id = ''] = keyIds(estate);
      const answer = await applied(estate, yaml);
      expect(writes(answer)).not.toContain('kms:CreateKey');
      expect(keyIds(estate)).toEqual([id]);
    },
  );
});

describe('a manifest got another place', () => {
  it('blocks a change of Region, names the Region of the key, and resolves when it is restored', async () => {
    const { estate, id } = await standing(manifests([keyYaml({ name: 'a' })]));
    const store = await storeLost(estate);
    const moved = manifests([keyYaml({ name: 'a', metadata: 'region: eu-west-1' })]);
    const answer = await applied(estate, moved, { store });
    expect(verdictOn(answer.plan, 'Key/a')).toEqual({
      sync: 'Unknown',
      blocked: {
        code: 'engine.ambiguous',
        reason: 'elsewhere',
        why: `Key/a exists in ${account}/${region} as ${arnOf(id)}, and a Key cannot move`,
        release: 'restore metadata.account and metadata.region, or rename the new resource',
      },
    });
    expect(writes(answer)).toEqual([]);
    expect(keyIds(estate, 'eu-west-1')).toEqual([]);
    expect(leftOver(await applied(estate, manifests([keyYaml({ name: 'a' })]), { store }))).toEqual([]);
  });

  it('blocks a change of Region and creates nothing there when the journal names the key', async () => {
    const { estate } = await standing(manifests([keyYaml({ name: 'a' })]));
    const moved = manifests([keyYaml({ name: 'a', metadata: 'region: eu-west-1' })]);
    const answer = await applied(estate, moved);
    expect(verdictOn(answer.plan, 'Key/a')).toMatchObject({ sync: 'Unknown', blocked: {} });
    expect(writes(answer)).toEqual([]);
    expect(keyIds(estate, 'eu-west-1')).toEqual([]);
    expect(leftOver(await applied(estate, manifests([keyYaml({ name: 'a' })])))).toEqual([]);
  });

  it('reports the Region of the key, not its loss, when the journal names it', async () => {
    const { estate, id } = await standing(manifests([keyYaml({ name: 'a' })]));
    const moved = manifests([keyYaml({ name: 'a', metadata: 'region: eu-west-1' })]);
    const { plan } = await estate.plan(moved);
    expect(verdictOn(plan, 'Key/a')).toMatchObject({
      blocked: {
        code: 'engine.ambiguous',
        why: `Key/a exists in ${account}/${region} as ${arnOf(id)}, and a Key cannot move`,
      },
    });
  });

  it('blocks a change of account, and creates the key there under another name', async () => {
    const other = '444455556666';
    const stack = twoAccounts(other);
    const estate = createEstate({ accounts: [account, other] });
    await applied(estate, manifests([keyYaml({ name: 'a' })], stack));
    const id = keyOf(estate, 'Key/a');
    const store = await storeLost(estate);
    const moved = manifests([keyYaml({ name: 'a', metadata: `account: '${other}'` })], stack);
    const answer = await applied(estate, moved, { store });
    expect(verdictOn(answer.plan, 'Key/a')).toMatchObject({
      blocked: {
        code: 'engine.ambiguous',
        why: `Key/a exists in ${account}/${region} as ${arnOf(id)}, and a Key cannot move`,
      },
    });
    expect(writes(answer)).toEqual([]);
    const both = manifests(
      [keyYaml({ name: 'a' }), keyYaml({ name: 'b', metadata: `account: '${other}'` })],
      stack,
    );
    expect(endings(await applied(estate, both, { store }))).toEqual({ 'Key/b#create': 'done' });
    expect(leftOver(await estate.plan(both, { store }))).toEqual([]);
    expect(keyIds(estate)).toEqual([id]);
  });
});

describe('two accounts', () => {
  const other = '444455556666';
  const stack = twoAccounts(other);
  const both = manifests(
    [
      keyYaml({ name: 'a', spec: 'description: here, aliases: [alias/data]' }),
      keyYaml({ name: 'b', metadata: `account: '${other}'`, spec: 'description: there' }),
      `apiVersion: keywright.dev/v1
kind: Alias
metadata: { name: there, account: '${other}' }
spec: { name: alias/data, target: { ref: Key/b } }
`,
    ],
    stack,
  );

  it('keeps one key each under one alias name, and neither takes the other', async () => {
    const estate = createEstate({ accounts: [account, other] });
    expect(Object.values(endings(await applied(estate, both))).every((ending) => ending === 'done')).toBe(
      true,
    );
    expect(leftOver(await estate.plan(both))).toEqual([]);
    const store = await storeLost(estate);
    expect(leftOver(await applied(estate, both, { store }))).toEqual([]);
    expect(keyIds(estate)).toHaveLength(1);
  });

  it('blocks a create when the account next door has the tags, as a key cannot move', async () => {
    const estate = createEstate({ accounts: [account, other] });
    estate.sandbox.raw({
      service: 'kms',
      operation: 'CreateKey',
      account: other,
      region,
      principal: `arn:aws:iam::${other}:role/admin`,
      input: { Tags: Object.entries(markTags('Key/a')).map(([TagKey, TagValue]) => ({ TagKey, TagValue })) },
    });
    const answer = await applied(estate, both);
    expect(verdictOn(answer.plan, 'Key/a')).toMatchObject({
      blocked: { why: expect.stringContaining(`exists in ${other}/${region}`) as string },
    });
    expect(endings(answer)['Key/b#create']).toBe('done');
    expect(keyIds(estate)).toEqual([]);
  });
});

function twoAccounts(other: string): string {
  return stackYaml.replace('defaults:', `  - { id: '${other}', regions: [${region}] }\n  defaults:`);
}
