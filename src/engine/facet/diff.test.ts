import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Comparator } from '../../model/kind/compare.ts';
import { isMap, type Tree } from '../../model/tree.ts';
import { diffFacet, observedDigest, shows, targetDigest, type AnyFacet } from './diff.ts';
import { labelsFacet, openFacet, rulesFacet, shapeFacet, words } from '../testing/box-facets.test-helper.ts';
import { anyFacet } from '../testing/kinds.test-helper.ts';

const shape = anyFacet(shapeFacet);
const labels = anyFacet(labelsFacet);
const rules = anyFacet(rulesFacet);
const open = anyFacet(openFacet);

describe('halves of a tree', () => {
  it.each([
    { why: 'equal', seen: { size: 1, color: 'red' }, want: { size: 1 }, halves: [] },
    {
      why: 'only more',
      seen: { size: 1 },
      want: { size: 2 },
      halves: [
        {
          half: 'expand',
          changes: [{ path: '/size', before: 1, after: 2 }],
          target: { size: 2 },
          expect: { size: 2 },
        },
      ],
    },
    {
      why: 'only less',
      seen: { size: 3, color: 'red' },
      want: { size: 2 },
      halves: [
        {
          half: 'contract',
          changes: [{ path: '/size', before: 3, after: 2 }],
          target: { size: 2, color: 'red' },
          expect: { size: 2 },
        },
      ],
    },
    {
      why: 'both: the first half keeps what the second takes',
      seen: { size: 3, color: 'red' },
      want: { size: 2, color: 'blue' },
      halves: [
        {
          half: 'expand',
          changes: [{ path: '/color', before: 'red', after: 'blue' }],
          target: { size: 3, color: 'blue' },
          expect: { color: 'blue' },
        },
        {
          half: 'contract',
          changes: [{ path: '/size', before: 3, after: 2 }],
          target: { size: 2, color: 'blue' },
          expect: { size: 2 },
        },
      ],
    },
  ])('$why', ({ seen, want, halves }) => {
    expect(diffFacet(shape, seen, want, { split: true })).toEqual(halves);
  });

  it('puts a bare value at the root of its facet', () => {
    expect(diffFacet(open, true, false, { split: false })).toEqual([
      {
        half: 'contract',
        changes: [{ path: '/open', before: true, after: false }],
        target: false,
        expect: false,
      },
    ]);
  });
});

describe('halves of a record', () => {
  it('adds first and removes last, each naming its own entries only', () => {
    const options = { applied: { old: '1' }, split: false };
    const live = { old: '1', theirs: 'x', kept: 'k', b: '1' };
    expect(diffFacet(labels, live, { a: '1', b: '2', kept: 'k' }, options)).toEqual([
      {
        half: 'expand',
        changes: [
          { path: '/labels/a', before: undefined, after: '1' },
          { path: '/labels/b', before: '1', after: '2' },
        ],
        target: { a: '1', b: '2' },
        expect: { a: '1', b: '2' },
      },
      {
        half: 'contract',
        changes: [{ path: '/labels/old', before: '1', after: undefined }],
        target: { old: null },
        expect: { old: null },
      },
    ]);
  });
});

describe('halves of what a comparator judges', () => {
  it.each([
    { why: 'equal in another order', seen: ['b', 'a'], want: ['a', 'b'], split: true, halves: [] },
    { why: 'gains only', seen: ['a'], want: ['a', 'b'], split: true, halves: [['expand', ['a', 'b']]] },
    { why: 'loses only', seen: ['a', 'b'], want: ['a'], split: true, halves: [['contract', ['a']]] },
    {
      why: 'both, and something that depends on it changes: the union first',
      seen: ['a', 'b'],
      want: ['b', 'c'],
      split: true,
      halves: [
        ['expand', ['a', 'b', 'c']],
        ['contract', ['b', 'c']],
      ],
    },
    {
      why: 'both, and nothing depends on it: once',
      seen: ['a', 'b'],
      want: ['b', 'c'],
      split: false,
      halves: [['expand', ['b', 'c']]],
    },
    { why: 'nothing there', seen: undefined, want: ['a'], split: true, halves: [['expand', ['a']]] },
  ])('$why', ({ seen, want, split, halves }) => {
    const found = diffFacet(rules, seen, want, { split });
    expect(found.map(({ half, target }) => [half, target])).toEqual(halves);
    for (const { changes } of found) for (const { path } of changes) expect(path).toMatch(/^\/rules\//u);
  });

  it.each([
    {
      why: 'the union is what is there: only taking is left',
      judge: { widest: (seen: Tree) => seen },
      half: 'contract',
    },
    {
      why: 'the union is what is wanted: only giving is left',
      judge: { widest: (_seen: Tree, want: Tree) => want },
      half: 'expand',
    },
  ])('splits when a careful judge says both: $why', ({ judge, half }) => {
    const careful: Comparator = { ...words, half: () => 'both', ...judge };
    const facet: AnyFacet = { ...rules, compare: careful };
    expect(diffFacet(facet, ['a'], ['b'], { split: true }).map((one) => one.half)).toEqual([half]);
  });

  it('shows a reader the live and the desired value, never the union between two halves', () => {
    const shownOf = (split: boolean) =>
      diffFacet(rules, ['a', 'b'], ['b', 'c'], { split }).flatMap(({ changes, shown = changes }) =>
        shown.map(({ path, before, after }) => ({ path, before, after })),
      );
    expect(shownOf(true)).toEqual(shownOf(false));
  });

  const sets = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 });

  it('allows at any time at least what both before and after allow', () => {
    fc.assert(
      fc.property(sets, sets, (seen, want) => {
        const both = seen.filter((word) => want.includes(word));
        let live: Tree = seen;
        for (const { half, target } of diffFacet(rules, seen, want, { split: true })) {
          expect(words.half(live, target)).toBe(half);
          for (const word of both) expect(target).toContain(word);
          live = target;
        }
        expect(words.equal(live, want)).toBe(true);
      }),
    );
  });
});

describe('halves in general', () => {
  const shapes = fc.record(
    { size: fc.integer({ min: 1, max: 4 }), color: fc.constantFrom('red', 'blue') },
    { requiredKeys: [] },
  );

  it('ends as wanted after both halves', () => {
    fc.assert(
      fc.property(shapes, shapes, fc.boolean(), (seen, want, split) => {
        const halves = diffFacet(shape, seen, want, { split });
        const last = halves.at(-1)?.target ?? seen;
        expect(diffFacet(shape, last, want, { split })).toEqual([]);
        expect(halves.map(({ half }) => half)).toEqual(
          ['expand', 'contract'].filter((half) => halves.some((one) => one.half === half)),
        );
      }),
    );
  });
});

describe('the visible changes', () => {
  it.each([
    {
      why: 'a tree with more than was written',
      facet: shape,
      seen: { size: 1, color: 'x' },
      target: { size: 1 },
      is: true,
    },
    { why: 'a tree that is old', facet: shape, seen: { size: 2 }, target: { size: 1 }, is: false },
    {
      why: 'a record with others in it',
      facet: labels,
      seen: { a: '1', b: '2' },
      target: { a: '1' },
      is: true,
    },
    {
      why: 'a removed entry that is still there',
      facet: labels,
      seen: { a: '1' },
      target: { a: null },
      is: false,
    },
    { why: 'a removed entry that is gone', facet: labels, seen: {}, target: { a: null }, is: true },
    { why: 'a document in another order', facet: rules, seen: ['b', 'a'], target: ['a', 'b'], is: true },
    { why: 'a document with one more', facet: rules, seen: ['b', 'a'], target: ['a'], is: false },
    { why: 'nothing was seen', facet: shape, seen: undefined, target: {}, is: false },
  ])('$why: $is', ({ facet, seen, target, is }) => {
    expect(shows(facet, seen, target)).toBe(is);
  });
});

describe('digests', () => {
  const entry = [{ path: '/labels/a', before: '1', after: '2' } as const];

  it.each([
    {
      why: "AWS's order of a document means nothing",
      facet: rules,
      a: ['x', 'y'],
      b: ['y', 'x', 'y'],
      same: true,
    },
    { why: 'another document', facet: rules, a: ['x', 'y'], b: ['x'], same: false },
    { why: 'order of keys', facet: labels, a: { a: '1', b: '2' }, b: { b: '2', a: '1' }, same: true },
    {
      why: 'entries that are not written may move',
      facet: labels,
      a: { a: '1' },
      b: { a: '1', b: '2' },
      same: true,
    },
    { why: 'the entry that is written moved', facet: labels, a: { a: '1' }, b: { a: '3' }, same: false },
    { why: 'the entry that is written went away', facet: labels, a: { a: '1' }, b: {}, same: false },
    { why: 'nothing is not the empty value', facet: rules, a: undefined, b: [], same: false },
  ])('$why: same $same', ({ facet, a, b, same }) => {
    expect(observedDigest(facet, a, entry) === observedDigest(facet, b, entry)).toBe(same);
  });

  it('lists inside a tree are sets here too', () => {
    const facet: AnyFacet = { ...shape, root: '/shape' };
    const changes = [{ path: '/shape/list', before: ['a', 'b'], after: ['c'] } as const];
    expect(observedDigest(facet, { list: ['a', 'b'] }, changes)).toBe(
      observedDigest(facet, { list: ['b', 'a'] }, changes),
    );
  });

  it('gives equal digests for targets of equal meaning, and hashes unknown ones as they are', () => {
    expect(targetDigest(rules, ['a', 'b'])).toBe(targetDigest(rules, ['b', 'a']));
    expect(targetDigest(rules, ['a'])).not.toBe(targetDigest(rules, ['b']));
    const asked: Tree[] = [];
    const judge: Comparator = { ...words, canonical: (tree) => (asked.push(tree), tree) };
    const facet: AnyFacet = { ...rules, compare: judge };
    const text = targetDigest(facet, [{ $unknown: '${Key/x.arn}' }]);
    expect(text).toMatch(/^[0-9a-f]{32}$/u);
    expect(asked.filter((tree) => !isMap(tree))).toEqual([]);
  });
});
