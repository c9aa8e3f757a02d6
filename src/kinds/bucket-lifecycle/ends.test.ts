import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inWords, isNarrower, newEnds } from './ends.ts';
import { laws } from './laws.test-helper.ts';
import { rule as ruleSchema, type Rule } from './rules.ts';
import type { Tree } from '../../model/tree.ts';

function ruleOf(tree: Tree): Rule {
  const { id: _id, ...one } = tree as { readonly id: string };
  return ruleSchema.parse(one);
}

/** Every valid set of rules of the laws. */
const sets = (laws.specs ?? fc.constant({ rules: [] })).map(({ rules }) =>
  (rules as readonly Tree[]).map(ruleOf),
);
const rule = sets.filter((rules) => rules.length > 0).map(([first]) => first as Rule);

describe('deletions by one rule and not by others', () => {
  it('adds nothing to an equal rule, whatever the other rules are', () => {
    fc.assert(
      fc.property(rule, sets, (one, others) => {
        expect(newEnds(one, [...others, one])).toEqual([]);
      }),
    );
  });

  it('is never more beside more rules', () => {
    fc.assert(
      fc.property(rule, sets, sets, (one, some, more) => {
        expect(newEnds(one, some)).toEqual(expect.arrayContaining([...newEnds(one, [...some, ...more])]));
      }),
    );
  });

  it('is nothing beside a rule that is covered by another one, if it is nothing beside that', () => {
    fc.assert(
      fc.property(rule, rule, rule, (a, b, c) => {
        fc.pre(newEnds(a, [b]).length === 0 && newEnds(b, [c]).length === 0);
        expect(newEnds(a, [c])).toEqual([]);
      }),
    );
  });

  it('is nothing for a rule that is disabled', () => {
    fc.assert(
      fc.property(rule, (one) => {
        expect(newEnds({ ...one, status: 'Disabled' }, [])).toEqual([]);
      }),
    );
  });
});

/** An object, and whether a filter names it. */
const objects = fc.record({
  key: fc.constantFrom('a', 'a/', 'a/x', 'a/b/', 'a/b/c', 'z'),
  size: fc.constantFrom(0, 1, 1000, 1001, 1999, 2000, 4000),
  tags: fc.dictionary(fc.constantFrom('t', 'u'), fc.constantFrom('1', '2')),
});

function names(
  { filter = {} }: Rule,
  { key, size, tags }: { key: string; size: number; tags: object },
): boolean {
  const has = new Map(Object.entries(tags));
  return (
    key.startsWith(filter.prefix ?? '') &&
    Object.entries(filter.tags ?? {}).every(([name, value]) => has.get(name) === value) &&
    size > (filter.objectSizeGreaterThan ?? -1) &&
    size < (filter.objectSizeLessThan ?? Infinity)
  );
}

it('calls a filter narrower only if the other one names each of its objects', () => {
  fc.assert(
    fc.property(rule, rule, objects, (one, other, object) => {
      fc.pre(isNarrower(one.filter, other.filter) && names(one, object));
      expect(names(other, object)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

it.each([
  { filter: undefined, words: 'the whole bucket' },
  { filter: { tags: {} }, words: 'the whole bucket' },
  { filter: { prefix: 'logs/', tags: { Keep: 'no' } }, words: 'prefix logs/, tag Keep=no' },
  { filter: { objectSizeGreaterThan: 0, objectSizeLessThan: 9 }, words: 'over 0 bytes, under 9 bytes' },
])('says whose end it is: $words', ({ filter, words }) => {
  expect(inWords(filter)).toBe(words);
});
