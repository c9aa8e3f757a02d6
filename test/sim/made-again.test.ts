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
  readonly left: string;
}[] = [
  {
    address: 'Bucket/data',
    spec: { name: Bucket },
    renamed: { name: 'other-data' },
    gone: (hand) => void hand.s3('DeleteBucket', { Bucket }),
    says: 'its objects are lost',
    left: 'no longer names new-data: stays in AWS with its objects; nothing is copied',
  },
  {
    address: 'Trail/audit',
    spec: audit,
    renamed: { ...audit, name: 'other' },
    gone: (hand) => void hand.cloudtrail('DeleteTrail', { Name: 'audit' }),
    says: 'nothing has been recorded since',
    left: 'no longer names audit: stays in AWS unchanged',
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

// "will be created" alone reads as if the old one moved.
it.each(rows)(
  'says what stays when $address was renamed in Git',
  async ({ address, spec, renamed, left }) => {
    const estate = await gateGround();
    await estate.apply(yamlOf({ [address]: spec }));
    await estate.advance(hour);
    const { plan } = await estate.plan(yamlOf({ [address]: renamed }));
    expect(plan.resources.find((one) => one.address === address)?.notes).toEqual([left]);
    await estate.apply(yamlOf({ [address]: spec }));
    const back = await estate.plan(yamlOf({ [address]: spec }));
    expect(back.plan.resources.flatMap(({ notes }) => notes)).toEqual([]);
  },
);
