import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tree } from '../../model/tree.ts';
import { rulesComparator } from './compare.ts';
import { newEnds } from './ends.ts';
import { laws } from './laws.test-helper.ts';
import { rulesIn } from './rules.ts';

/** Rules by ID, as facet and read give them. */
const trees = (laws.specs ?? fc.constant({ rules: [] })).map(({ rules }): Tree =>
  Object.fromEntries(
    (rules as readonly { readonly id: string }[]).map(({ id, ...rule }) => [id, rule as Tree]),
  ),
);

describe('the first of two writes', () => {
  it('deletes nothing that the live rules do not, and nothing that the wanted rules do not', () => {
    fc.assert(
      fc.property(trees, trees, (live, wanted) => {
        const first = Object.values(rulesIn(rulesComparator.widest(live, wanted)));
        for (const either of [live, wanted])
          for (const rule of first) expect(newEnds(rule, Object.values(rulesIn(either)))).toEqual([]);
      }),
    );
  });

  it('leaves the second one only what deletes more', () => {
    fc.assert(
      fc.property(trees, trees, (live, wanted) => {
        const first = rulesComparator.widest(live, wanted);
        expect(['neither', 'contract']).toContain(rulesComparator.half(first, wanted));
        expect(['neither', 'expand']).toContain(rulesComparator.half(live, first));
        expect(rulesComparator.equal(rulesComparator.widest(first, wanted), first)).toBe(true);
      }),
    );
  });
});

it.each(['a', 'toString', 'constructor', '__proto__'])('sees a rule called %s come and go', (id) => {
  const rules = Object.fromEntries([[id, { expiration: { days: 1 } }]]);
  expect(rulesComparator.half({}, rules)).toBe('contract');
  expect(rulesComparator.half(rules, {})).toBe('expand');
  expect(rulesComparator.equal(rules, rules)).toBe(true);
});
