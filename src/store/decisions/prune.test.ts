import { expect, it } from 'vitest';
import { noDecisions, type Counted, type Decisions, type Pause } from '../../model/decisions.ts';
import { day, hour, minute } from '../../model/instant.ts';
import { pruned } from './prune.ts';

const now = Date.UTC(2030, 0, 1);
const by = { id: 'uid:1000', name: 'ada' };

function counted(age: number): Counted {
  return { address: 'Key/a', account: '1', kind: 'Key', at: now - age };
}

function bounded(until: number): Pause {
  return { id: 'x', by, at: 0, why: '', until: now + until };
}

it.each<{ why: string; before: Partial<Decisions>; after: Partial<Decisions> }>([
  {
    why: 'losses of the last hour stay',
    before: { losses: [counted(hour)] },
    after: { losses: [counted(hour)] },
  },
  { why: 'older losses go', before: { losses: [counted(2 * hour)] }, after: {} },
  {
    why: 'writes of ten minutes stay',
    before: { writes: [counted(10 * minute)] },
    after: { writes: [counted(10 * minute)] },
  },
  { why: 'older writes go', before: { writes: [counted(20 * minute)] }, after: {} },
  {
    why: 'a pause that ended today stays to be seen',
    before: { pauses: [bounded(-hour)] },
    after: { pauses: [bounded(-hour)] },
  },
  { why: 'a pause that ended long ago goes', before: { pauses: [bounded(-2 * day)] }, after: {} },
  { why: 'a freeze that ended long ago goes', before: { freeze: bounded(-2 * day) }, after: {} },
  { why: 'what a newer version added stays', before: { next: 1 } as never, after: { next: 1 } as never },
])('$why', ({ before, after }) => {
  expect(pruned({ ...noDecisions, ...before }, now)).toEqual({ ...noDecisions, ...after });
});

it('bounds what nobody writes by hand', () => {
  const losses = Array.from({ length: 9_000 }, () => counted(0));
  expect(pruned({ ...noDecisions, losses }, now).losses).toHaveLength(5_000);
});
