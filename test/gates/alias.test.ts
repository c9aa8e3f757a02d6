import { beforeAll, describe, expect, it } from 'vitest';
import {
  gatesWithoutRow,
  gateWorld,
  keysOfReaders,
  type GateRow,
  type GateWorld,
} from '../support/gate-world.ts';

const rows: readonly GateRow[] = [
  { why: 'a key with the same readers', spec: { target: { ref: 'Key/twin' } }, needs: [] },
  { why: 'a key with fewer readers', spec: { target: { ref: 'Key/fewer' } }, needs: [] },
  {
    why: 'a key with another reader',
    gate: '/target changes',
    spec: { target: { ref: 'Key/more' } },
    needs: ['widen'],
  },
  {
    why: 'a key whose policy no manifest declares',
    gate: '/target changes',
    spec: { target: { ref: 'Key/bare' } },
    needs: ['widen'],
  },
  {
    why: 'a key that no manifest declares',
    gate: '/target changes',
    spec: { target: '1234abcd-12ab-34cd-56ef-1234567890ab' },
    needs: ['widen'],
  },
];

describe('a change of an Alias in Git', () => {
  let world: GateWorld;
  beforeAll(async () => {
    world = await gateWorld({
      ...keysOfReaders,
      'Alias/data': { name: 'alias/data', target: { ref: 'Key/data' } },
    });
  });

  it.each(rows)('$why: needs $needs', async (row) => {
    expect(await world.needs('Alias/data', row)).toEqual(row.needs);
  });

  it('has a row for each gate that the kind declares', () => {
    expect(gatesWithoutRow('Alias', rows)).toEqual([]);
  });
});
