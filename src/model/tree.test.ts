import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sameTree, stableText, type Tree, valueAt } from './tree.ts';

/** Few names and values, so that equal trees are drawn often. */
const tree = fc.letrec<{ tree: Tree; list: Tree; map: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Tree[]>(null, true, 0, 1, 'a', 'b'),
    tie('list'),
    tie('map'),
  ),
  list: fc.array(tie('tree'), { maxLength: 3 }),
  map: fc.dictionary(fc.constantFrom('a', 'b', '__proto__', 'constructor'), tie('tree'), { maxKeys: 3 }),
})).tree;

it('holds two trees for the same where their stable texts are', () => {
  fc.assert(
    fc.property(tree, tree, (a, b) => {
      expect(sameTree(a, b)).toBe(stableText(a) === stableText(b));
      expect(sameTree(a, structuredClone(a))).toBe(true);
    }),
    { numRuns: 500 },
  );
});

it.each([
  { path: '', value: { '0': 'name', list: ['first'] } },
  { path: '/0', value: 'name' },
  { path: '/list/0', value: 'first' },
  { path: '/list/', value: undefined },
  { path: '/list/length', value: undefined },
  { path: '/constructor', value: undefined },
  { path: '/0/deeper', value: undefined },
] as const)('finds only what the tree itself holds at "$path"', ({ path, value }) => {
  expect(valueAt({ '0': 'name', list: ['first'] }, path)).toEqual(value);
});
