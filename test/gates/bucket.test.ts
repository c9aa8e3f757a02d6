import { beforeAll, describe, expect, it } from 'vitest';
import { gatesWithoutRow, gateWorld, type GateRow, type GateWorld } from '../support/gate-world.ts';

const closed = {
  blockPublicAcls: true,
  ignorePublicAcls: true,
  blockPublicPolicy: true,
  restrictPublicBuckets: true,
};

const rows: readonly GateRow[] = [
  ...Object.keys(closed).map((name) => ({
    why: `${name} off`,
    gate: `/publicAccessBlock/${name} loses`,
    spec: { publicAccessBlock: { ...closed, [name]: false } },
    needs: ['widen'] as const,
  })),
  {
    why: 'only blockPublicPolicy is named, and off',
    gate: '/publicAccessBlock/blockPublicPolicy loses',
    spec: { publicAccessBlock: { blockPublicPolicy: false } },
    needs: ['widen'],
  },
  {
    why: 'ACLs count again',
    gate: '/objectOwnership loses',
    spec: { objectOwnership: 'BucketOwnerPreferred' },
    needs: ['widen'],
  },
  {
    why: 'versions are no longer kept',
    gate: '/versioning loses',
    spec: { versioning: 'Suspended' },
    needs: ['disable'],
  },
  { why: 'a tag', spec: { tags: { team: 'a' } }, needs: [] },
];

describe('a change of a Bucket in Git', () => {
  let world: GateWorld;
  beforeAll(async () => {
    const spec = {
      name: 'gates-store',
      publicAccessBlock: closed,
      versioning: 'Enabled',
      objectOwnership: 'BucketOwnerEnforced',
    };
    world = await gateWorld({ 'Bucket/store': spec });
  });

  it.each(rows)('$why: needs $needs', async (row) => {
    expect(await world.needs('Bucket/store', row)).toEqual(row.needs);
  });

  it('has a row for each gate that the kind declares', () => {
    expect(gatesWithoutRow('Bucket', rows)).toEqual([]);
  });
});

describe('a new Bucket', () => {
  it('needs widen when its public access is not blocked from the start', async () => {
    const world = await gateWorld({ 'Bucket/other': { name: 'gates-other' } });
    const spec = { name: 'gates-new', publicAccessBlock: { blockPublicPolicy: false } };
    expect(await world.needs('Bucket/new', { why: '', spec, needs: [] })).toEqual(['widen']);
  });
});
