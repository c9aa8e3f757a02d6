import { describe, expect, it } from 'vitest';
import { addressTag, stackTag } from '../../src/model/resource.ts';
import {
  applied,
  keyOf,
  makeKey,
  mark,
  storeLost,
  tagsOf,
  targetOf,
  verdictOn,
  writes,
} from '../support/estate-facts.ts';
import {
  account,
  createEstate,
  endings,
  leftOver,
  region,
  type Estate,
  type EstateOptions,
} from '../support/estate.ts';
import {
  describeKey,
  primaryYaml,
  replicaYaml,
  roles,
  rotationOf,
  stackOfDocuments,
  west,
} from '../support/family.ts';

const settled = 60 * 60_000;

const family = stackOfDocuments(
  primaryYaml('multiRegion: true, enabled: true, rotation: { enabled: true }, aliases: [alias/data]'),
  replicaYaml('description: Copy, enabled: true, tags: { team: storage }, aliases: [alias/data]'),
);

async function familyMade(yaml = family, options: EstateOptions = {}): Promise<Estate> {
  const estate = createEstate({ principals: roles, ...options });
  const answer = await estate.apply(yaml, { approve: ['disable'] });
  const ended = endings(answer);
  expect(ended).toEqual(Object.fromEntries(Object.keys(ended).map((id) => [id, 'done'])));
  await estate.advance(settled);
  return estate;
}

/** Makes the replica the primary, by hand. */
function swap(estate: Estate): string {
  const id = keyOf(estate, 'Key/data');
  estate.raw('kms', 'UpdatePrimaryRegion', { KeyId: id, PrimaryRegion: west });
  return id;
}

describe('a replica is made once and holds what its manifest says', () => {
  it.each([
    { lag: 'no lag', lagMs: 0 },
    { lag: '20 s lag', lagMs: 20_000 },
  ])(
    'creates a replica with its own description, tags and alias, and then plans nothing in both Regions ($lag)',
    async ({ lagMs }) => {
      const estate = await familyMade(family, { lagMs });
      const id = keyOf(estate, 'Key/data');
      expect(describeKey(estate, id, west)).toMatchObject({ KeyState: 'Enabled', Description: 'Copy' });
      expect(tagsOf(estate, id, west)).toEqual({
        team: 'storage',
        [stackTag]: mark,
        [addressTag]: 'ReplicaKey/data',
      });
      expect([targetOf(estate, 'alias/data'), targetOf(estate, 'alias/data', west)]).toEqual([id, id]);
      expect(leftOver(await estate.plan(family))).toEqual([]);
      expect(leftOver(await estate.plan(family, { store: await storeLost(estate) }))).toEqual([]);
    },
  );

  it('shows that the call goes to the Region of the primary before that has an id', async () => {
    const { plan } = await createEstate().plan(family);
    const [call] = plan.steps.find(({ id }) => id === 'ReplicaKey/data#create')?.calls ?? [];
    expect(call).toMatchObject({
      op: 'kms:ReplicateKey',
      at: { account, region },
      input: { KeyId: { $unknown: '${Key/data.keyId}' }, ReplicaRegion: west, Description: 'Copy' },
    });
  });

  it('sends policy, description and tags in the creating call and writes nothing after it', async () => {
    const estate = createEstate();
    const policy = `policy: ${JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'Root',
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${account}:root` },
          Action: 'kms:*',
          Resource: '*',
        },
      ],
    })}`;
    const yaml = stackOfDocuments(primaryYaml(), replicaYaml(`description: Copy, tags: { a: b }, ${policy}`));
    expect(writes(await applied(estate, yaml))).toEqual(['kms:CreateKey', 'kms:ReplicateKey']);
    await estate.advance(settled);
    expect(leftOver(await estate.plan(yaml))).toEqual([]);
  });

  it('reports a replica as an orphan when its manifest is gone, even the last one in its Region', async () => {
    const estate = await familyMade(family);
    const { plan } = await applied(estate, stackOfDocuments(primaryYaml()));
    expect(plan.orphans).toMatchObject([
      { address: 'ReplicaKey/data', place: { account, region: west } },
      { address: 'Alias/data', place: { account, region } },
      { address: 'Alias/data.eu-west-1', place: { account, region: west } },
    ]);
  });

  it('disables a replica after its creation when it is declared disabled', async () => {
    const yaml = stackOfDocuments(primaryYaml(), replicaYaml('enabled: false'));
    const estate = await familyMade(yaml);
    const id = keyOf(estate, 'Key/data');
    expect([describeKey(estate, id).KeyState, describeKey(estate, id, west).KeyState]).toEqual([
      'Enabled',
      'Disabled',
    ]);
    expect(leftOver(await estate.plan(yaml))).toEqual([]);
  });

  it('creates a replica of a key of others by its ARN', async () => {
    const estate = createEstate();
    const id = makeKey(estate, { multiRegion: true });
    const yaml = stackOfDocuments(
      replicaYaml().replace('{ ref: Key/data }', `arn:aws:kms:${region}:${account}:key/${id}`),
    );
    expect(Object.values(endings(await estate.apply(yaml)))).toEqual(['done']);
    await estate.advance(settled);
    expect(leftOver(await estate.plan(yaml))).toEqual([]);
    expect(describeKey(estate, id, west).MultiRegionConfiguration.MultiRegionKeyType).toBe('REPLICA');
  });
});

describe('reports an invalid replica before AWS is called', () => {
  it.each([
    {
      why: 'in the Region of its primary',
      yaml: replicaYaml().replace(`region: ${west}`, `region: ${region}`),
      says: 'another Region',
    },
    {
      why: 'a bare id',
      yaml: replicaYaml().replace('{ ref: Key/data }', `mrk-${'0'.repeat(32)}`),
      says: 'full ARN',
    },
    {
      why: 'a single-Region key',
      yaml: replicaYaml().replace(
        '{ ref: Key/data }',
        `arn:aws:kms:${region}:${account}:key/12345678-1234-1234-1234-123456789012`,
      ),
      says: 'multi-Region',
    },
    { why: 'a Region said twice', yaml: replicaYaml('', `region: ${region}`), says: 'metadata.region' },
  ])('$why', ({ yaml, says }) => {
    expect(() => createEstate().stack(stackOfDocuments(primaryYaml(), yaml))).toThrow(says);
  });

  it('refuses two manifests for one replica', () => {
    const second = replicaYaml().replace('name: data', 'name: other');
    expect(() => createEstate().stack(stackOfDocuments(primaryYaml(), replicaYaml(), second))).toThrow(
      'claims the replica of Key/data',
    );
  });

  it('defers a replica of a single-Region key with the reason', async () => {
    const estate = createEstate();
    const yaml = stackOfDocuments(primaryYaml('multiRegion: false'), replicaYaml());
    await estate.apply(yaml);
    await estate.advance(settled);
    const { plan } = await estate.plan(yaml);
    expect(plan.resources.find(({ address }) => address === 'ReplicaKey/data')?.deferred).toEqual([
      {
        path: '',
        reason: 'not-multi-region',
        why: expect.stringContaining('not a multi-Region key') as string,
      },
    ]);
  });

  it('defers a replica of a disabled key, and creates it in the run that enables the key', async () => {
    const estate = await familyMade(stackOfDocuments(primaryYaml('multiRegion: true, enabled: false')));
    const still = stackOfDocuments(primaryYaml('multiRegion: true, enabled: false'), replicaYaml());
    const { plan } = await estate.plan(still);
    expect(verdictOn(plan, 'ReplicaKey/data')).not.toHaveProperty('steps');
    const enabled = stackOfDocuments(primaryYaml('multiRegion: true, enabled: true'), replicaYaml());
    const ended = endings(await estate.apply(enabled, { approve: ['repair'] }));
    expect(ended).toEqual({ 'Key/data#enabled': 'done', 'ReplicaKey/data#create': 'done' });
    await estate.advance(settled);
    expect(leftOver(await estate.plan(enabled))).toEqual([]);
  });
});

describe('the owner of a replica', () => {
  it('re-tags a replica of our primary that has no tags', async () => {
    const estate = await familyMade();
    const id = keyOf(estate, 'Key/data');
    estate.raw('kms', 'UntagResource', { KeyId: id, TagKeys: [stackTag, addressTag] }, west);
    await estate.advance(settled);
    const store = await storeLost(estate);
    expect(endings(await estate.apply(family, { store }))).toEqual({ 'ReplicaKey/data#mark': 'done' });
    expect(tagsOf(estate, id, west)[addressTag]).toBe('ReplicaKey/data');
  });

  it('manages a replica that somebody else made of our primary', async () => {
    const estate = await familyMade(stackOfDocuments(primaryYaml()));
    const id = keyOf(estate, 'Key/data');
    estate.raw('kms', 'ReplicateKey', { KeyId: id, ReplicaRegion: west });
    await estate.advance(settled);
    const yaml = stackOfDocuments(primaryYaml(), replicaYaml());
    const ended = endings(await estate.apply(yaml, { approve: ['repair'] }));
    expect(Object.values(ended).every((one) => one === 'done')).toBe(true);
    await estate.advance(settled);
    expect(leftOver(await estate.plan(yaml))).toEqual([]);
    expect(tagsOf(estate, id, west)).toMatchObject({ team: 'storage', [addressTag]: 'ReplicaKey/data' });
  });

  it('refuses a replica with the tags of another stack, even with adopt', async () => {
    const estate = await familyMade(stackOfDocuments(primaryYaml()));
    const id = keyOf(estate, 'Key/data');
    const Tags = [{ TagKey: stackTag, TagValue: 'other/12345678' }];
    estate.raw('kms', 'ReplicateKey', { KeyId: id, ReplicaRegion: west, Tags });
    await estate.advance(settled);
    for (const metadata of ['', 'adopt: true']) {
      const yaml = stackOfDocuments(primaryYaml(), replicaYaml(undefined, metadata));
      const answer = await applied(estate, yaml, { approve: 'shown' });
      expect(writes(answer), metadata).toEqual([]);
      expect(verdictOn(answer.plan, 'ReplicaKey/data')).toMatchObject({
        blocked: { code: 'engine.not-ours' },
      });
    }
  });

  it('keeps a replica as an orphan when its manifest is gone', async () => {
    // Orphans are looked for in the Regions of what is declared.
    const other = primaryYaml('{}')
      .replace('name: data', `name: other, region: ${west}`)
      .replace('{ {} }', '{}');
    const estate = await familyMade(`${stackOfDocuments(primaryYaml(), replicaYaml())}\n---\n${other}`);
    const yaml = stackOfDocuments(primaryYaml(), other);
    const answer = await applied(estate, yaml, { approve: 'shown' });
    expect(writes(answer)).toEqual([]);
    expect(answer.plan.orphans.map(({ address, place }) => `${address} ${place.region}`)).toEqual([
      `ReplicaKey/data ${west}`,
    ]);
  });
});

describe('a replica that goes', () => {
  it('cancels a pending deletion at once, and waits for approval to enable the replica', async () => {
    const estate = await familyMade();
    const id = keyOf(estate, 'Key/data');
    estate.raw('kms', 'ScheduleKeyDeletion', { KeyId: id, PendingWindowInDays: 7 }, west);
    await estate.advance(settled);
    const ended = endings(await estate.apply(family));
    expect(ended['ReplicaKey/data#deletion']).toBe('done');
    expect(ended['ReplicaKey/data#enabled']).toContain('blocked');
    expect(describeKey(estate, id, west).KeyState).toBe('Disabled');
    await estate.advance(settled);
    await estate.apply(family, { approve: ['repair'] });
    await estate.advance(settled);
    expect(leftOver(await estate.plan(family))).toEqual([]);
  });

  it('cancels a pending deletion before it re-tags, since tags are refused before', async () => {
    const estate = await familyMade();
    const id = keyOf(estate, 'Key/data');
    estate.raw('kms', 'UntagResource', { KeyId: id, TagKeys: [stackTag, addressTag] }, west);
    estate.raw('kms', 'ScheduleKeyDeletion', { KeyId: id, PendingWindowInDays: 7 }, west);
    await estate.advance(settled);
    const ended = endings(await estate.apply(family, { approve: ['repair'] }));
    expect(ended).toEqual(Object.fromEntries(Object.keys(ended).map((step) => [step, 'done'])));
    expect(Object.keys(ended)).toContain('ReplicaKey/data#mark');
    await estate.advance(settled);
    expect(leftOver(await estate.plan(family))).toEqual([]);
  });

  it('recreates a deleted replica from the same primary with the same id', async () => {
    const estate = await familyMade();
    const id = keyOf(estate, 'Key/data');
    estate.raw('kms', 'ScheduleKeyDeletion', { KeyId: id, PendingWindowInDays: 7 }, west);
    await estate.advance(9 * 24 * 60 * 60_000);
    const ended = endings(await estate.apply(family));
    expect(ended['ReplicaKey/data#create']).toBe('done');
    await estate.advance(settled);
    expect(leftOver(await estate.plan(family))).toEqual([]);
    expect(describeKey(estate, id, west)).toMatchObject({ KeyState: 'Enabled', Description: 'Copy' });
  });

  it('cancels PendingReplicaDeletion when the primary was scheduled for deletion', async () => {
    const estate = await familyMade();
    const id = keyOf(estate, 'Key/data');
    estate.raw('kms', 'ScheduleKeyDeletion', { KeyId: id, PendingWindowInDays: 7 });
    expect(describeKey(estate, id).KeyState).toBe('PendingReplicaDeletion');
    await estate.advance(settled);
    const ended = endings(await estate.apply(family, { approve: ['repair'] }));
    expect(ended).toMatchObject({ 'Key/data#deletion': 'done', 'Key/data#enabled': 'done' });
    await estate.advance(settled);
    expect(leftOver(await estate.plan(family))).toEqual([]);
    expect(rotationOf(estate, id)).toBe(true);
  });

  it('waits for the replicas before it deletes the primary of a tombstone', async () => {
    const estate = await familyMade(stackOfDocuments(primaryYaml(), replicaYaml()));
    const id = keyOf(estate, 'Key/data');
    const yaml = stackOfDocuments(
      primaryYaml().replace('name: data', `name: data, state: absent, keyId: ${id}`),
      replicaYaml(undefined, 'state: absent'),
    );
    const { plan } = await estate.plan(yaml);
    expect(verdictOn(plan, 'Key/data')).toMatchObject({
      blocked: {
        code: 'engine.in-use',
        why: expect.stringContaining(`the key has replicas in ${west}`) as string,
      },
    });
    expect(verdictOn(plan, 'ReplicaKey/data')).toMatchObject({ steps: ['disable: approval'] });
  });
});

describe('another key of the family was made the primary', () => {
  it('is drift that only a person reverts', async () => {
    const estate = await familyMade();
    const id = swap(estate);
    await estate.advance(settled);
    const { plan } = await estate.plan(family);
    expect(plan.steps.map(({ id: step, gate }) => `${step} ${gate.is}`)).toEqual([
      'Key/data#primary approval',
    ]);
    expect(plan.resources.find(({ address }) => address === 'Key/data')?.sync).toBe('Drifted');
    expect(endings(await estate.apply(family))['Key/data#primary']).toContain('blocked');
    expect(describeKey(estate, id).MultiRegionConfiguration.PrimaryKey.Region).toBe(west);
    expect(endings(await estate.apply(family, { approve: ['repair'] }))).toEqual({
      'Key/data#primary': 'done',
    });
    expect(describeKey(estate, id).MultiRegionConfiguration).toMatchObject({
      MultiRegionKeyType: 'PRIMARY',
      PrimaryKey: { Region: region },
    });
    await estate.advance(settled);
    expect(leftOver(await estate.plan(family))).toEqual([]);
  });

  it('repairs rotation at the current primary without approval', async () => {
    const estate = await familyMade();
    const id = swap(estate);
    await estate.advance(settled);
    estate.raw('kms', 'DisableKeyRotation', { KeyId: id }, west);
    await estate.advance(settled);
    const answer = await applied(estate, family);
    expect(endings(answer)).toMatchObject({ 'Key/data#rotation': 'done' });
    expect(rotationOf(estate, id, west)).toBe(true);
    const calls = answer.plan.steps.flatMap((step) => step.calls);
    expect(calls.find(({ op }) => op === 'kms:EnableKeyRotation')?.at.region).toBe(west);
  });

  it('repairs rotation before the primary with one yes', async () => {
    const estate = await familyMade();
    const id = swap(estate);
    await estate.advance(settled);
    estate.raw('kms', 'DisableKeyRotation', { KeyId: id }, west);
    await estate.advance(settled);
    expect(endings(await estate.apply(family, { approve: ['repair'] }))).toEqual({
      'Key/data#rotation': 'done',
      'Key/data#primary': 'done',
    });
    await estate.advance(settled);
    expect(leftOver(await estate.plan(family))).toEqual([]);
  });

  it('does nothing while the primary moves', async () => {
    const estate = await familyMade();
    swap(estate);
    const { plan } = await estate.plan(family);
    const key = plan.resources.find(({ address }) => address === 'Key/data');
    expect(key?.steps).toEqual([]);
    expect(key?.deferred).toContainEqual({
      path: '/primary',
      reason: 'in-transition',
      why: 'the key is updating',
    });
    expect(key?.health).toBe('Progressing');
  });

  it('recreates a missing replica from the current primary', async () => {
    const regions = 'us-east-1';
    const three = family.replace(
      `regions: [${region}, ${west}]`,
      `regions: [${region}, ${west}, ${regions}]`,
    );
    const estate = await familyMade(three);
    swap(estate);
    await estate.advance(settled);
    const third = replicaYaml('description: Third')
      .replace('name: data', 'name: third')
      .replace(west, regions);
    const yaml = `${three}\n---\n${third}`;
    const answer = await applied(estate, yaml);
    expect(endings(answer)['Key/data#primary']).toContain('blocked');
    const [call] = answer.plan.steps.find(({ id }) => id === 'ReplicaKey/third#create')?.calls ?? [];
    expect(call?.at.region).toBe(west);
  });
});

it('reads each replica separately and each Region once when nothing differs', async () => {
  const estate = await familyMade();
  const { requests } = await estate.plan(family);
  const counts = Object.fromEntries(
    [...Map.groupBy(requests, ({ op }) => op)].map(([op, list]) => [op, list.length] as const),
  );
  expect(counts).toEqual({
    'sts:GetCallerIdentity': counts['sts:GetCallerIdentity'],
    'tagging:GetResources': 2,
    'kms:ListAliases': 2,
    'kms:DescribeKey': 2,
    // Of a key without a declared policy too: a statement made outside Git is shown.
    'kms:GetKeyPolicy': 2,
    'kms:GetKeyRotationStatus': 1,
    'kms:ListGrants': 1,
  });
});
