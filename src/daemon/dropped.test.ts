import { describe, expect, it } from 'vitest';
import { resource, stackOf } from '../engine/testing/stack.test-helper.ts';
import { droppedBy } from './dropped.ts';

const by = { since: 1, revision: { id: 'c2' } };
const both = stackOf([resource('Box/a'), resource('Box/b')]);
const one = stackOf([resource('Box/a')]);

describe('what a revision drops', () => {
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
});
