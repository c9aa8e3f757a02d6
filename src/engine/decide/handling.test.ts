import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ApplyRule, Handling, HealRule, Metadata } from '../../model/resource.ts';
import { judgedHandling, judgedOwn, keptHandling } from '../authority/kept-handling.ts';
import { metadata } from '../testing/stack.test-helper.ts';
import { handlingOf, narrows } from './handling.ts';

const applies = fc.constantFrom<ApplyRule>('off', 'approve', 'auto');
const heals = fc.constantFrom<HealRule>('off', 'protective', 'auto');
const night = { opens: '0 22 * * *', lasts: 1, timeZone: 'UTC' };
const day = { opens: '0 8 * * *', lasts: 1, timeZone: 'UTC' };

const layers: fc.Arbitrary<readonly Handling[]> = fc
  .tuple(
    fc.record({ apply: applies, heal: heals, windows: fc.constant([night]) }, { requiredKeys: [] }),
    fc.array(
      fc.record({ labels: fc.constantFrom({ env: 'prod' }, { tier: '1' }), apply: applies, heal: heals }),
      { maxLength: 3 },
    ),
  )
  .map(([all, rules]) => [...(Object.keys(all).length === 0 ? [] : [all]), ...rules]);

const ranks = { off: 0, approve: 1, protective: 1, auto: 2 };

function labelled(labels: Metadata['labels'], own: Partial<Metadata> = {}) {
  return { metadata: metadata('a', { labels, ...own }) };
}

describe('the permitted actions of a daemon on a resource', () => {
  const handling: readonly Handling[] = [
    { apply: 'auto', heal: 'protective', windows: [night] },
    { labels: { env: 'prod' }, apply: 'approve', windows: [day] },
    { labels: { env: 'prod', tier: '1' }, apply: 'off' },
  ];

  it.each([
    { of: 'without labels', resource: labelled({}), apply: 'auto', windows: [[night]] },
    {
      of: 'with a label of a rule',
      resource: labelled({ env: 'prod' }),
      apply: 'approve',
      windows: [[night], [day]],
    },
    {
      of: 'with all labels of a rule',
      resource: labelled({ env: 'prod', tier: '1' }),
      apply: 'off',
      windows: [[night], [day]],
    },
    { of: 'with another value', resource: labelled({ env: 'dev' }), apply: 'auto', windows: [[night]] },
    {
      of: 'that says more itself',
      resource: labelled({}, { apply: 'off' }),
      apply: 'off',
      windows: [[night]],
    },
    {
      of: 'that says less itself',
      resource: labelled({ env: 'prod' }, { apply: 'auto' }),
      apply: 'approve',
      windows: [[night], [day]],
    },
    {
      of: 'that lost its label, until that is accepted',
      resource: { ...labelled({}), guardLabels: { env: 'prod' } },
      apply: 'approve',
      windows: [[night], [day]],
    },
  ])('is the tightest for one $of', ({ resource, apply, windows }) => {
    expect(handlingOf({ handling }, resource)).toEqual({ apply, heal: 'protective', windows });
  });
});

describe('a Stack that is not accepted', () => {
  it('lets a daemon do no more than the accepted one, and no more than it says itself', () => {
    fc.assert(
      fc.property(layers, layers, fc.subarray(['env', 'tier']), (before, after, names) => {
        const own = labelled(Object.fromEntries(names.map((name) => [name, name === 'env' ? 'prod' : '1'])));
        const judged = handlingOf(judgedHandling({ handling: before }, { handling: after }), own);
        const kept = handlingOf(keptHandling({ handling: before }, { handling: after }), own);
        for (const one of [before, after]) {
          const alone = handlingOf({ handling: one }, own);
          expect(ranks[judged.apply]).toBeLessThanOrEqual(ranks[alone.apply]);
          expect(ranks[judged.heal]).toBeLessThanOrEqual(ranks[alone.heal]);
        }
        expect(ranks[kept.apply]).toBeLessThanOrEqual(ranks[handlingOf({ handling: before }, own).apply]);
      }),
    );
  });

  // A commit that ends the guard of what it opens next would serve itself (authority.md §1.3).
  it('rejects an end of the narrowing of drift', () => {
    const judged = judgedHandling({}, { handling: [{ heal: 'off' }] });
    expect(narrows(judged, labelled({}))).toBe(true);
    expect(handlingOf(judged, labelled({})).heal).toBe('off');
    const own = judgedOwn({ formerly: [], state: 'present', ignore: [] }, metadata('a', { heal: 'off' }));
    expect(narrows({}, { metadata: metadata('a', own.metadata), ...own.guard })).toBe(true);
  });

  it('ends it once it is accepted', () => {
    expect(narrows({ handling: [{ heal: 'off' }] }, labelled({}))).toBe(false);
  });
});
