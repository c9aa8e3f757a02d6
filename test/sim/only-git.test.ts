import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import { minute, second } from '../../src/model/instant.ts';
import { createEstate, leftOver, type Estate } from '../support/estate.ts';
import { applied, documentYaml, keyOf, keyYaml, manifests } from '../support/estate-facts.ts';
import { grantYaml, primaryYaml, replicaYaml, roles } from '../support/family.ts';
import { renamings } from '../support/every-law.ts';
import { handOn } from '../support/hand.ts';
import { auditBucket, makeTrailGround } from '../support/trail-world.ts';
import { threeRegions, west } from '../support/renamings.ts';

/** Lists the drift of a plan, by path and by the verdict on a resource. */
function driftIn({ resources }: Plan): readonly string[] {
  return resources.flatMap(({ address, sync, changes }) => [
    ...(sync === 'Drifted' ? [`${address} is Drifted`] : []),
    ...changes
      .filter(({ label }) => label === 'drifted' || label === 'both')
      .map(({ path }) => `${address} ${path}`),
  ]);
}

function bucket(metadata: string): string {
  const publicAccessBlock =
    '{ blockPublicAcls: true, ignorePublicAcls: true, blockPublicPolicy: true, restrictPublicBuckets: true }';
  const spec = `name: some-data, versioning: Enabled, tags: { a: b }, publicAccessBlock: ${publicAccessBlock}`;
  return documentYaml('Bucket', `name: data${metadata}`, spec);
}

const inWest = `, region: ${west}`;

const regions: readonly { readonly what: string; at(metadata: string): readonly string[] }[] = [
  { what: 'a key', at: (metadata) => [keyYaml({ name: 'a', metadata: metadata.slice(2) })] },
  { what: 'a bucket', at: (metadata) => [bucket(metadata)] },
  {
    what: 'a bucket that is encrypted',
    at: (metadata) => [
      bucket(metadata),
      documentYaml(
        'BucketEncryption',
        `name: data${metadata}`,
        `bucket: { ref: Bucket/data }, algorithm: AES256`,
      ),
    ],
  },
  {
    what: 'a trail',
    at: (metadata) => [
      documentYaml('Trail', `name: audit${metadata}`, `name: audit, bucket: ${auditBucket}, logging: true`),
    ],
  },
  {
    what: 'a key with an alias',
    at: (metadata) => [keyYaml({ name: 'a', metadata: metadata.slice(2), spec: 'aliases: [alias/app]' })],
  },
];

describe('drift', () => {
  it.each(renamings)('is not told when $changed changes in Git', async ({ before, after, world }) => {
    const estate = createEstate({ principals: [...roles] });
    world?.(estate);
    await applied(estate, manifests(before, threeRegions));
    for (const wait of [second, 60 * minute]) {
      await estate.advance(wait);
      const { plan } = await estate.plan(manifests(after, threeRegions));
      expect(driftIn(plan)).toEqual([]);
    }
  });

  it.each(regions)('is not told when the Region of $what changes in Git', async ({ at }) => {
    const estate = createEstate();
    makeTrailGround(handOn(estate));
    await applied(estate, manifests(at(''), threeRegions));
    for (const wait of [second, 60 * minute]) {
      await estate.advance(wait);
      const { plan } = await estate.plan(manifests(at(inWest), threeRegions));
      expect(driftIn(plan)).toEqual([]);
    }
  });
});

interface Story {
  readonly what: string;
  /** The manifests, with the state of the resource that goes. */
  at(metadata: string): readonly string[];
  keyId?(estate: Estate): string;
  /** How many applies of the tombstone came before it was called off. */
  readonly rounds: number;
}

const enabled = 'description: A, enabled: true, rotation: { enabled: true }';
const withoutEnabled = 'description: A, rotation: { enabled: true }';

const stories: readonly Story[] = [
  ...[1, 2].flatMap((rounds) =>
    [enabled, withoutEnabled].map((spec) => ({
      what: `a key (${spec})`,
      at: (metadata: string) => [keyYaml({ name: 'a', metadata, spec })],
      keyId: (estate: Estate) => keyOf(estate, 'Key/a'),
      rounds,
    })),
  ),
  {
    what: 'a replica',
    at: (metadata) => [primaryYaml(), replicaYaml('enabled: true', metadata)],
    keyId: (estate) => keyOf(estate, 'ReplicaKey/data', west),
    rounds: 2,
  },
  { what: 'a grant', at: (metadata) => [primaryYaml(), grantYaml('', 'app', metadata)], rounds: 1 },
];

const approve = ['disable', 'delete', 'cut-off'] as const;
const day = 24 * 60 * minute;

describe('a tombstone', () => {
  it.each(stories)(
    'reports no drift of $what, nor of its end after $rounds applies',
    async ({ at, keyId, rounds }) => {
      const estate = createEstate({ principals: [...roles] });
      const alive = manifests(at(''), threeRegions);
      await applied(estate, alive);
      await estate.advance(60 * day);
      const named = keyId === undefined ? '' : `, keyId: ${keyId(estate)}`;
      const dead = manifests(at(`state: absent${named}`), threeRegions);
      for (let round = 0; round < rounds; round += 1) {
        const { plan, outcomes } = await applied(estate, dead, { approve });
        expect([...outcomes.values()].map(({ is }) => is)).toEqual(['done']);
        expect(driftIn(plan)).toEqual([]);
        await estate.advance(8 * day);
        expect(driftIn((await estate.plan(dead)).plan)).toEqual([]);
      }
      const { plan } = await estate.plan(alive);
      expect(driftIn(plan)).toEqual([]);
      await applied(estate, alive);
      expect(leftOver(await estate.plan(alive))).toEqual([]);
    },
  );

  it('reports drift when somebody disables the key again after a reversal by hand', async () => {
    const estate = createEstate();
    const alive = manifests([keyYaml({ name: 'a', spec: enabled })]);
    await applied(estate, alive);
    await estate.advance(60 * day);
    const KeyId = keyOf(estate, 'Key/a');
    const dead = keyYaml({ name: 'a', metadata: `state: absent, keyId: ${KeyId}`, spec: enabled });
    await applied(estate, manifests([dead]), { approve });
    await estate.advance(60 * minute);
    estate.raw('kms', 'EnableKey', { KeyId });
    await estate.advance(60 * minute);
    expect(driftIn((await applied(estate, alive)).plan)).toEqual([]);
    estate.raw('kms', 'DisableKey', { KeyId });
    await estate.advance(60 * minute);
    expect(driftIn((await estate.plan(alive)).plan)).toEqual(['Key/a is Drifted', 'Key/a /enabled']);
  });
});

describe('a manifest that is deleted', () => {
  // Its grant is revoked by Keywright, so a manifest that comes back meets nothing that somebody else did.
  it.each([minute, 60 * minute])('reports no drift when it returns after %d ms', async (wait) => {
    const estate = createEstate({ principals: [...roles] });
    const [without, within] = [[primaryYaml()], [primaryYaml(), grantYaml()]].map((all) => manifests(all));
    await applied(estate, within ?? '');
    await estate.advance(60 * minute);
    const { plan, outcomes } = await applied(estate, without ?? '', { approve });
    expect([...outcomes.values()].map(({ is }) => is)).toEqual(['done']);
    expect(driftIn(plan)).toEqual([]);
    await estate.advance(wait);
    expect(driftIn((await estate.plan(within ?? '')).plan)).toEqual([]);
  });
});
