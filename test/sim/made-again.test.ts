import { expect, it } from 'vitest';
import { hour } from '../../src/model/instant.ts';
import { gateGround, yamlOf } from '../support/gate-world.ts';
import { handOn, type Hand } from '../support/hand.ts';

const Bucket = 'new-data';
const audit = { bucket: 'logs-of-audit', multiRegion: false, logging: true };

const rows: readonly {
  readonly address: string;
  readonly spec: Readonly<Record<string, unknown>>;
  readonly renamed: Readonly<Record<string, unknown>>;
  readonly gone: (hand: Hand) => void;
  readonly says: string;
}[] = [
  {
    address: 'Bucket/data',
    spec: { name: Bucket },
    renamed: { name: 'other-data' },
    gone: (hand) => void hand.s3('DeleteBucket', { Bucket }),
    says: 'its objects are lost',
  },
  {
    address: 'Trail/audit',
    spec: audit,
    renamed: { ...audit, name: 'other' },
    gone: (hand) => void hand.cloudtrail('DeleteTrail', { Name: 'audit' }),
    says: 'has recorded nothing since',
  },
];

// "will be created" alone reads as if everything were well again.
it.each(rows)(
  'says what was lost when $address was deleted by hand',
  async ({ address, spec, gone, says }) => {
    const estate = await gateGround();
    const yaml = yamlOf({ [address]: spec });
    const before = await estate.plan(yaml);
    expect(before.plan.resources.flatMap(({ notes }) => notes)).toEqual([]);
    await estate.apply(yaml);
    await estate.advance(hour);
    gone(handOn(estate));
    await estate.advance(hour);
    const { plan } = await estate.plan(yaml);
    expect(plan.resources.find((one) => one.address === address)?.notes).toEqual([
      expect.stringContaining(says),
    ]);
  },
);

it.each(rows)(
  'says nothing of a loss when $address was renamed in Git',
  async ({ address, spec, renamed, says }) => {
    const estate = await gateGround();
    await estate.apply(yamlOf({ [address]: spec }));
    await estate.advance(hour);
    const { plan } = await estate.plan(yamlOf({ [address]: renamed }));
    expect(plan.resources.find((one) => one.address === address)?.notes).not.toContainEqual(
      expect.stringContaining(says),
    );
  },
);
