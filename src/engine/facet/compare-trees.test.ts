import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../model/change.ts';
import { pathOf } from '../../model/path.ts';
import {
  isList,
  isMap,
  isUnknown,
  sameTree,
  stableText,
  type Tree,
  type TreeMap,
  valueAt,
} from '../../model/tree.ts';
import { compareRecords, compareTrees, withChanges } from './compare-trees.ts';

/** Names that meet each other often, some of them names of Object.prototype and some with separators. */
const names = fc.constantFrom('a', 'b', 'c', 'a/b', 'x~y', '', 'constructor', 'toString', '0');
const leaves = fc.oneof(
  fc.constantFrom<Tree>(null, true, false, 0, 1, '', 'x', '["x"]'),
  fc.constantFrom<Tree>({ $unknown: '${Key/x.arn}' }, [], ['x'], ['x', 'y'], [1, '1']),
);
const { tree: trees } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof({ maxDepth: 3 }, leaves, fc.dictionary(names, tie('tree'), { maxKeys: 4 })),
}));
const maps = fc.dictionary(names, trees, { maxKeys: 4 });

/** Turns round every key and every list of a value. */
function turned(tree: Tree): Tree {
  if (isList(tree)) return [...tree.toReversed(), ...tree.slice(0, 1)];
  if (!isMap(tree) || isUnknown(tree)) return tree;
  return Object.fromEntries(
    Object.entries(tree)
      .toReversed()
      .map(([key, below]) => [key, turned(below)]),
  );
}

function isBranch(tree: Tree | undefined): tree is TreeMap {
  return isMap(tree) && !isUnknown(tree);
}

interface TreeRow {
  readonly why: string;
  readonly seen: Tree | undefined;
  readonly want: Tree;
  readonly changes: readonly Change[];
}

describe('trees', () => {
  it.each<TreeRow>([
    { why: 'equal', seen: { a: 1 }, want: { a: 1 }, changes: [] },
    { why: 'what is not named is not managed', seen: { a: 1, b: 2 }, want: { a: 1 }, changes: [] },
    {
      why: 'below too',
      seen: { a: { x: 1, y: 2 } },
      want: { a: { x: 3 } },
      changes: [{ path: '/a/x', before: 1, after: 3 }],
    },
    {
      why: 'what is not there yet, leaf by leaf',
      seen: {},
      want: { b: 2, a: { y: 1, x: 0 } },
      changes: [
        { path: '/a/x', before: undefined, after: 0 },
        { path: '/a/y', before: undefined, after: 1 },
        { path: '/b', before: undefined, after: 2 },
      ],
    },
    {
      why: 'nothing was seen at all',
      seen: undefined,
      want: { a: 1 },
      changes: [{ path: '/a', before: undefined, after: 1 }],
    },
    { why: 'a bare value', seen: 'x', want: 'y', changes: [{ path: '', before: 'x', after: 'y' }] },
    { why: 'a bare value that is equal', seen: false, want: false, changes: [] },
    { why: 'lists are sets: order', seen: { a: [1, 2] }, want: { a: [2, 1] }, changes: [] },
    { why: 'lists are sets: repetition', seen: [1, 2, 1], want: [2, 2, 1], changes: [] },
    {
      why: 'a list changes as a whole',
      seen: { a: ['x'] },
      want: { a: ['x', 'y'] },
      changes: [{ path: '/a', before: ['x'], after: ['x', 'y'] }],
    },
    {
      why: 'a text that looks like a list is none',
      seen: { a: '["x"]' },
      want: { a: ['x'] },
      changes: [{ path: '/a', before: '["x"]', after: ['x'] }],
    },
    {
      why: 'a number is not its text',
      seen: { a: 1 },
      want: { a: '1' },
      changes: [{ path: '/a', before: 1, after: '1' }],
    },
    {
      why: 'what is not assigned yet differs from everything',
      seen: { a: 'arn' },
      want: { a: { $unknown: '${Key/x.arn}' } },
      changes: [{ path: '/a', before: 'arn', after: { $unknown: '${Key/x.arn}' } }],
    },
    {
      why: 'a leaf where a map shall be',
      seen: { a: 5 },
      want: { a: { x: 1 } },
      changes: [{ path: '/a', before: 5, after: { x: 1 } }],
    },
    {
      why: 'keys with separators stay one segment',
      seen: {},
      want: { 'a/b~c': 1 },
      changes: [{ path: '/a~1b~0c', before: undefined, after: 1 }],
    },
  ])('$why', ({ seen, want, changes }) => {
    expect(compareTrees(seen, want)).toEqual(changes);
  });

  it('finds no difference between a tree and itself in any order', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        expect(compareTrees(tree, tree)).toEqual([]);
        expect(compareTrees(turned(tree), tree)).toEqual([]);
        expect(compareTrees(tree, turned(tree))).toEqual([]);
      }),
    );
  });

  it('equals the wanted tree after the changes', () => {
    fc.assert(
      fc.property(fc.option(trees, { nil: undefined }), trees, (seen, want) => {
        fc.pre(want !== null);
        const made = withChanges(seen, compareTrees(seen, want));
        expect(compareTrees(made, want)).toEqual([]);
      }),
    );
  });

  it('equals null after the changes when the whole facet becomes null', () => {
    expect(compareTrees(withChanges('x', compareTrees('x', null)), null)).toEqual([]);
  });

  it('gives no empty change, and only paths that the manifest names', () => {
    fc.assert(
      fc.property(trees, trees, (seen, want) => {
        for (const { path, before, after } of compareTrees(seen, want)) {
          expect(sameTree(before, after)).toBe(false);
          expect(stableText(valueAt(want, path))).toBe(stableText(after));
        }
      }),
    );
  });

  it('leaves unnamed paths alone', () => {
    fc.assert(
      fc.property(maps, maps, (seen, want) => {
        const made = withChanges(seen, compareTrees(seen, want));
        expect(unmanaged(made, want)).toEqual(unmanaged(seen, want));
      }),
    );
  });
});

/** Lists the leaves of `tree` at which `want` says nothing, by path. */
function unmanaged(tree: Tree, want: Tree | undefined, at = ''): readonly string[] {
  if (want !== undefined && (!isBranch(tree) || !isBranch(want))) return [];
  if (!isBranch(tree)) return [`${at}=${stableText(tree)}`];
  const shape = isBranch(want) ? want : {};
  return Object.keys(tree)
    .toSorted((a, b) => (a < b ? -1 : 1))
    .flatMap((key) =>
      unmanaged(tree[key] ?? null, Object.hasOwn(shape, key) ? shape[key] : undefined, `${at}/${key}`),
    );
}

interface RecordRow {
  readonly why: string;
  readonly live: Tree | undefined;
  readonly want: Tree;
  readonly applied?: Tree | undefined;
  readonly changes: readonly Change[];
}

describe('records (tags)', () => {
  it.each<RecordRow>([
    { why: 'equal', live: { a: '1' }, want: { a: '1' }, applied: undefined, changes: [] },
    { why: "others' entries are not ours", live: { a: '1', b: '2' }, want: { a: '1' }, changes: [] },
    {
      why: 'added and changed, in order of names',
      live: { b: '1' },
      want: { b: '2', a: '1' },
      changes: [
        { path: '/a', before: undefined, after: '1' },
        { path: '/b', before: '1', after: '2' },
      ],
    },
    {
      why: 'null removes',
      live: { a: '1' },
      want: { a: null },
      changes: [{ path: '/a', before: '1', after: undefined }],
    },
    { why: 'null of what is not there', live: {}, want: { a: null }, changes: [] },
    {
      why: 'dropped from the manifest, set by us, not touched since: removed',
      live: { a: '1' },
      want: {},
      applied: { a: '1' },
      changes: [{ path: '/a', before: '1', after: undefined }],
    },
    {
      why: 'dropped, but somebody changed it since: left alone',
      live: { a: '2' },
      want: {},
      applied: { a: '1' },
      changes: [],
    },
    { why: 'dropped and gone already', live: {}, want: {}, applied: { a: '1' }, changes: [] },
    { why: 'dropped, and memory does not show that we set it', live: { a: '1' }, want: {}, changes: [] },
    {
      why: 'dropped, and memory says that we removed it: another set it since',
      live: { a: '1' },
      want: {},
      applied: { a: null },
      changes: [],
    },
    {
      why: 'nothing was seen',
      live: undefined,
      want: { a: '1', b: null },
      changes: [{ path: '/a', before: undefined, after: '1' }],
    },
  ])('$why', ({ live, want, applied, changes }) => {
    expect(compareRecords(live, want, applied)).toEqual(changes);
  });

  it('judges a dropped entry with a name of Object.prototype like any other', () => {
    expect(compareRecords({ constructor: 'theirs' }, {}, { constructor: 'ours' })).toEqual([]);
  });

  const texts = fc.constantFrom('1', '2', '3');
  const records = fc.dictionary(names, texts, { maxKeys: 5 });
  const wants = fc.dictionary(names, fc.option(texts), { maxKeys: 5 });

  it('has nothing left after one write, and keeps entries that nobody named', () => {
    fc.assert(
      fc.property(records, wants, fc.option(records, { nil: undefined }), (live, want, applied) => {
        const changes = compareRecords(live, want, applied);
        const made = withChanges(live, changes);
        expect(compareRecords(made, want, applied)).toEqual([]);
        for (const [name, value] of Object.entries(live)) {
          const named = Object.hasOwn(want, name) || (applied !== undefined && Object.hasOwn(applied, name));
          if (!named) expect(valueAt(made, pathOf([name]))).toBe(value);
        }
        for (const [name, value] of Object.entries(want)) {
          expect(valueAt(made, pathOf([name]))).toBe(value ?? undefined);
        }
      }),
    );
  });

  it('removes only null without memory', () => {
    fc.assert(
      fc.property(records, wants, (live, want) => {
        for (const { path, after } of compareRecords(live, want, undefined)) {
          if (after === undefined) expect(valueAt(want, path)).toBe(null);
        }
      }),
    );
  });
});
