import { beforeAll, describe, expect, it } from 'vitest';
import { gatesWithoutRow, gateWorld, type GateRow, type GateWorld } from '../support/gate-world.ts';

const rows: readonly GateRow[] = [
  {
    why: 'turned off',
    gate: '/targetBucket loses',
    spec: { targetBucket: null, targetPrefix: undefined, targetObjectKeyFormat: undefined },
    needs: ['disable'],
  },
  {
    why: 'another bucket',
    gate: '/targetBucket changes',
    spec: { targetBucket: 'more-logs' },
    needs: ['disable'],
  },
  {
    why: 'another prefix',
    gate: '/targetPrefix changes',
    spec: { targetPrefix: 'elsewhere/' },
    needs: ['disable'],
  },
  { why: 'partitions of another date', spec: { targetObjectKeyFormat: 'DeliveryTime' }, needs: [] },
];

describe('a change of a BucketLogging in Git', () => {
  let world: GateWorld;
  beforeAll(async () => {
    world = await gateWorld({
      'BucketLogging/data': {
        bucket: 'the-data',
        targetBucket: 'logs-of-audit',
        targetPrefix: 'data/',
        targetObjectKeyFormat: 'EventTime',
      },
    });
  });

  it.each(rows)('$why: needs $needs', async (row) => {
    expect(await world.needs('BucketLogging/data', row)).toEqual(row.needs);
  });

  it('has a row for each gate that the kind declares', () => {
    expect(gatesWithoutRow('BucketLogging', rows)).toEqual([]);
  });
});
