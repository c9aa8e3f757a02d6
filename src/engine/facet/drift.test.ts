import { describe, expect, it } from 'vitest';
import type { DriftLabel } from '../../model/change.ts';
import { minute, second, type Duration } from '../../model/instant.ts';
import type { LastApplied } from '../../model/journal.ts';
import type { Tree } from '../../model/tree.ts';
import { diffFacet, type AnyFacet } from './diff.ts';
import { labelOf } from './drift.ts';
import { beforeWrite, isHiding, isSettling, nothingBefore, settleTime, type Before } from './notes.ts';
import { labelsFacet, openFacet, rulesFacet, shapeFacet } from '../testing/box-facets.test-helper.ts';
import { anyFacet } from '../testing/kinds.test-helper.ts';
import { noon } from '../testing/stack.test-helper.ts';

const shape = anyFacet(shapeFacet);
const tags = anyFacet(labelsFacet);
const rules = anyFacet(rulesFacet);

function memory(facet: AnyFacet, tree: Tree | undefined, before: Before = {}, at = 0): LastApplied {
  return { ids: {}, facets: tree === undefined ? {} : { [facet.name]: { tree, before, at } } };
}

function changesOf(facet: AnyFacet, live: Tree | undefined, want: Tree, applied?: Tree) {
  return diffFacet(facet, live, want, { applied, split: false }).flatMap(({ changes }) => changes);
}

interface LabelRow {
  readonly why: string;
  readonly facet: AnyFacet;
  /** What was applied last; null: memory knows the resource and not this facet; undefined: no memory at all. */
  readonly last: Tree | null | undefined;
  readonly live: Tree | undefined;
  readonly want: Tree;
  readonly label: DriftLabel;
}

describe('the side that moved', () => {
  it.each<LabelRow>([
    {
      why: 'without memory',
      facet: shape,
      last: undefined,
      live: { size: 1 },
      want: { size: 2 },
      label: 'differs',
    },
    {
      why: 'a facet newly managed',
      facet: shape,
      last: null,
      live: { size: 1 },
      want: { size: 2 },
      label: 'changed-in-git',
    },
    {
      why: 'tree: AWS moved',
      facet: shape,
      last: { size: 2 },
      live: { size: 1 },
      want: { size: 2 },
      label: 'drifted',
    },
    {
      why: 'tree: Git moved',
      facet: shape,
      last: { size: 1 },
      live: { size: 1 },
      want: { size: 2 },
      label: 'changed-in-git',
    },
    {
      why: 'tree: both moved',
      facet: shape,
      last: { size: 1 },
      live: { size: 3 },
      want: { size: 2 },
      label: 'both',
    },
    {
      why: 'tree: nothing is there now',
      facet: shape,
      last: { size: 1 },
      live: undefined,
      want: { size: 2 },
      label: 'both',
    },
    {
      why: 'tree: what was never managed may be anything',
      facet: shape,
      last: { size: 1 },
      live: { size: 1, color: 'red' },
      want: { size: 2 },
      label: 'changed-in-git',
    },
    {
      why: 'document: AWS moved',
      facet: rules,
      last: ['a', 'b'],
      live: ['a'],
      want: ['b', 'a'],
      label: 'drifted',
    },
    {
      why: 'document: Git moved',
      facet: rules,
      last: ['b', 'a'],
      live: ['a', 'b'],
      want: ['a'],
      label: 'changed-in-git',
    },
    {
      why: 'document: both moved',
      facet: rules,
      last: ['a', 'b'],
      live: ['a'],
      want: ['a', 'c'],
      label: 'both',
    },
    {
      why: 'entry: AWS moved',
      facet: tags,
      last: { a: '1' },
      live: { a: '2' },
      want: { a: '1' },
      label: 'drifted',
    },
    {
      why: 'entry: AWS lost it',
      facet: tags,
      last: { a: '1' },
      live: {},
      want: { a: '1' },
      label: 'drifted',
    },
    {
      why: 'entry: Git moved',
      facet: tags,
      last: { a: '1' },
      live: { a: '1' },
      want: { a: '2' },
      label: 'changed-in-git',
    },
    {
      why: 'entry: Git added',
      facet: tags,
      last: { b: '1' },
      live: { b: '1' },
      want: { a: '2', b: '1' },
      label: 'changed-in-git',
    },
    {
      why: 'entry: Git dropped',
      facet: tags,
      last: { a: '1' },
      live: { a: '1' },
      want: {},
      label: 'changed-in-git',
    },
    {
      why: 'entry: both moved',
      facet: tags,
      last: { a: '1' },
      live: { a: '2' },
      want: { a: '3' },
      label: 'both',
    },
    {
      why: 'entry: others differ, this one is Git',
      facet: tags,
      last: { a: '1', b: '1' },
      live: { a: '1', b: '1' },
      want: { a: '2', b: '1' },
      label: 'changed-in-git',
    },
  ])('$why: $label', ({ facet, last, live, want, label }) => {
    const known = last === undefined ? undefined : memory(facet, last ?? undefined);
    const changes = changesOf(facet, live, want, last ?? undefined);
    expect(changes.map((change) => labelOf(facet, change, live, want, known))).toEqual([label]);
  });

  it('splits a record whose entries moved in different places', () => {
    const last = { a: '1', b: '1', c: '1' };
    const live = { a: '2', b: '1', c: '2' };
    const want = { a: '1', b: '2', c: '3' };
    const found = changesOf(tags, live, want, last).map((change) => [
      change.path,
      labelOf(tags, change, live, want, memory(tags, last)),
    ]);
    expect(found).toEqual([
      ['/labels/a', 'drifted'],
      ['/labels/b', 'changed-in-git'],
      ['/labels/c', 'both'],
    ]);
  });
});

interface SettleRow {
  readonly why: string;
  readonly facet: AnyFacet;
  readonly before: Tree | undefined;
  readonly live: Tree | undefined;
  readonly want: Tree;
  readonly ago: Duration;
  readonly settling: boolean;
}

describe('settling', () => {
  it.each<SettleRow>([
    {
      why: 'the old value, a moment after our write',
      facet: shape,
      before: { size: 1 },
      live: { size: 1 },
      want: { size: 2 },
      ago: second,
      settling: true,
    },
    {
      why: 'the old value at the very end',
      facet: shape,
      before: { size: 1 },
      live: { size: 1 },
      want: { size: 2 },
      ago: minute,
      settling: true,
    },
    {
      why: 'the old value after a minute is drift',
      facet: shape,
      before: { size: 1 },
      live: { size: 1 },
      want: { size: 2 },
      ago: minute + 1,
      settling: false,
    },
    {
      why: 'a third value was never old',
      facet: shape,
      before: { size: 1 },
      live: { size: 3 },
      want: { size: 2 },
      ago: second,
      settling: false,
    },
    {
      why: 'tags may take five minutes',
      facet: tags,
      before: { a: '1' },
      live: { a: '1' },
      want: { a: '2' },
      ago: 5 * minute,
      settling: true,
    },
    {
      why: 'and no longer',
      facet: tags,
      before: { a: '1' },
      live: { a: '1' },
      want: { a: '2' },
      ago: 5 * minute + 1,
      settling: false,
    },
    {
      why: 'a tag of others moved meanwhile',
      facet: tags,
      before: { a: '1' },
      live: { a: '1', x: '9' },
      want: { a: '2' },
      ago: second,
      settling: true,
    },
    {
      why: 'a document that AWS gives back in another order',
      facet: rules,
      before: ['a', 'b'],
      live: ['b', 'a'],
      want: ['c'],
      ago: second,
      settling: true,
    },
    {
      why: 'a document that another changed',
      facet: rules,
      before: ['a', 'b'],
      live: ['a'],
      want: ['c'],
      ago: second,
      settling: false,
    },
    {
      why: 'nothing was there before and nothing shows yet',
      facet: rules,
      before: undefined,
      live: undefined,
      want: ['c'],
      ago: second,
      settling: true,
    },
  ])('$why: $settling', ({ facet, before, live, want, ago, settling }) => {
    const written = beforeWrite(facet, before, changesOf(facet, before, want), undefined, noon - ago);
    const applied = memory(facet, want, written, noon - ago).facets[facet.name];
    expect(isSettling(facet, live, changesOf(facet, live, want), applied, noon)).toBe(settling);
  });

  it('has nothing settling without memory', () => {
    const changes = changesOf(shape, { size: 1 }, { size: 2 });
    expect(isSettling(shape, { size: 1 }, changes, undefined, noon)).toBe(false);
    expect(isSettling(shape, { size: 1 }, changes, memory(tags, {}).facets['shape'], noon)).toBe(false);
  });

  it('treats a value before the first of two quick writes as old, but not before a slow one', () => {
    const note = (earlier: Before, at: number) => ({ tree: { size: 2 }, before: earlier, at });
    const first = beforeWrite(
      shape,
      { size: 1 },
      changesOf(shape, { size: 1 }, { size: 2 }),
      undefined,
      noon,
    );
    const changes = changesOf(shape, { size: 2 }, { size: 3 });
    const old = changesOf(shape, { size: 1 }, { size: 3 });
    const soon = beforeWrite(shape, { size: 2 }, changes, note(first, noon), noon + second);
    expect(isSettling(shape, { size: 1 }, old, note(soon, noon + second), noon + 2 * second)).toBe(true);
    const later = beforeWrite(shape, { size: 2 }, changes, note(first, noon), noon + 2 * minute);
    expect(isSettling(shape, { size: 1 }, old, note(later, noon + 2 * minute), noon + 2 * minute)).toBe(
      false,
    );
  });

  it('hides what we made for a while, and not what we found', () => {
    const made = { tree: 'x', before: nothingBefore, at: noon };
    expect(isHiding({ settlesIn: 5 * minute }, made, noon + 5 * minute)).toBe(true);
    expect(isHiding({ settlesIn: 5 * minute }, made, noon + 5 * minute + 1)).toBe(false);
    expect(isHiding({ settlesIn: 5 * minute }, { ...made, before: {} }, noon)).toBe(false);
  });

  it.each([
    { facet: labelsFacet, time: 5 * minute },
    { facet: openFacet, time: minute },
  ])('$facet.name settles within $time ms', ({ facet, time }) => {
    expect(settleTime(anyFacet(facet))).toBe(time);
  });
});
