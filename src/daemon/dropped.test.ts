import { describe, expect, it } from 'vitest';
import { resource, stackOf } from '../engine/testing/stack.test-helper.ts';
import { stepOf } from '../model/plan.test-helper.ts';
import type { Plan } from '../model/plan.ts';
import { droppedBy, stillThere } from './dropped.ts';

const by = { since: 1, revision: { id: 'c2' } };
const both = stackOf([resource('Box/a'), resource('Box/b')]);
const one = stackOf([resource('Box/a')]);

describe('the resources that a revision drops', () => {
  it('is named with the revision, and stays so under later ones', () => {
    const dropped = droppedBy(both, one, by);
    expect(dropped).toEqual([{ address: 'Box/b', ...by }]);
    const later = { since: 2, revision: { id: 'c3' }, earlier: dropped };
    expect(droppedBy(one, one, later)).toEqual(dropped);
  });

  it('is nothing at the first revision, after a rename, or once it is declared again', () => {
    const { metadata, ...renamed } = resource('Box/c');
    const after = stackOf([
      resource('Box/a'),
      { ...renamed, metadata: { ...metadata, formerly: ['Box/b'] } },
    ]);
    expect(droppedBy(undefined, one, by)).toEqual([]);
    expect(droppedBy(both, after, by)).toEqual([]);
    expect(droppedBy(one, both, { ...by, earlier: droppedBy(both, one, by) })).toEqual([]);
  });

  it('is forgotten once a look at everything did not find it', () => {
    const dropped = droppedBy(both, one, by);
    const plan = { ...planAt(2), orphans: [] };
    expect(stillThere({ dropped, plan, fullAt: 2 })).toEqual([]);
    expect(stillThere({ dropped, plan, fullAt: 1 })).toEqual(dropped);
    expect(stillThere({ dropped, plan: { ...plan, at: 0 }, fullAt: 2 })).toEqual(dropped);
    expect(stillThere({ dropped })).toEqual(dropped);
    const steps = [stepOf('Box/b', 'remove', {})];
    expect(stillThere({ dropped, plan: { ...plan, steps }, fullAt: 2 })).toEqual(dropped);
  });

  it('is bounded', () => {
    const many = stackOf(Array.from({ length: 11_000 }, (_, index) => resource(`Box/n${String(index)}`)));
    expect(droppedBy(many, one, by)).toHaveLength(10_000);
  });
});

function planAt(at: number): Plan {
  return {
    version: 1,
    stack: 's',
    uid: 'u',
    at,
    scope: { is: 'all' },
    resources: [],
    steps: [],
    orphans: [],
    diagnostics: [],
  };
}
