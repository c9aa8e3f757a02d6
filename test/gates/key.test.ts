import { beforeAll, describe, expect, it } from 'vitest';
import {
  gatesWithoutRow,
  gateWorld,
  policyFor,
  type GateRow,
  type GateWorld,
} from '../support/gate-world.ts';

const rows: readonly GateRow[] = [
  { why: 'disabled', gate: '/enabled loses', spec: { enabled: false }, needs: ['disable'] },
  {
    why: 'no longer rotated',
    gate: '/rotation/enabled loses',
    spec: { rotation: { enabled: false } },
    needs: ['disable'],
  },
  {
    why: 'null, which is no rotation',
    gate: '/rotation/enabled loses',
    spec: { rotation: null },
    needs: ['disable'],
  },
  {
    why: 'rotated less often',
    gate: '/rotation/periodInDays changes',
    spec: { rotation: { enabled: true, periodInDays: 400 } },
    needs: ['disable'],
  },
  {
    why: 'null, which is a year',
    gate: '/rotation/periodInDays changes',
    spec: { rotation: { enabled: true, periodInDays: null } },
    needs: ['disable'],
  },
  { why: 'rotated more often', spec: { rotation: { enabled: true, periodInDays: 90 } }, needs: [] },
  { why: 'a description', spec: { description: 'x' }, needs: [] },
];

describe('a change of a Key in Git', () => {
  let world: GateWorld;
  beforeAll(async () => {
    const spec = {
      enabled: true,
      policy: policyFor(['app']),
      rotation: { enabled: true, periodInDays: 180 },
    };
    world = await gateWorld({ 'Key/data': spec });
  });

  it.each(rows)('$why: needs $needs', async (row) => {
    expect(await world.needs('Key/data', row)).toEqual(row.needs);
  });

  it('has a row for each gate that the kind declares', () => {
    expect(gatesWithoutRow('Key', rows)).toEqual([]);
  });
});
