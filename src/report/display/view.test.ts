import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Address } from '../../model/address.ts';
import { heldGate, place, resourcePlanOf, stepOf } from '../../model/plan.test-helper.ts';
import type { Step } from '../../model/plan.ts';
import type { Display } from './display.ts';
import { displayOf } from './make.ts';
import { onlies } from './only.ts';
import { nothingHidden, viewedPlan, type View } from './view.ts';

const whole: View = { only: [], kinds: [], names: [], labels: [] };

const labels: Readonly<Record<Address, Readonly<Record<string, string>>>> = {
  'Key/orders': { team: 'shop', tier: '1' },
  'Key/orders-archive': { team: 'shop' },
};

const drifted = [{ path: '/description', before: 'x', after: 'y', label: 'drifted' }] as const;

const estate: Readonly<Record<Address, Partial<Step>>> = {
  'Key/orders': { changes: drifted },
  'Key/orders-archive': { gate: heldGate },
  'Bucket/orders': { risks: [{ class: 'delete', message: 'gone' }] },
};

function planned(): Display {
  const steps = Object.entries(estate).map(([address, more]) => stepOf(address as Address, 'x', more));
  return displayOf({
    version: 1,
    stack: 'shop',
    uid: '0a1b2c3d4e5f',
    at: 0,
    scope: { is: 'all' },
    resources: steps.map(({ id, address, changes }) => resourcePlanOf(address, { steps: [id], changes })),
    steps,
    orphans: [
      { address: 'Key/old', place, ids: {} },
      { address: 'Key/opened', place, ids: {}, opened: ['lets anybody decrypt'] },
    ],
    diagnostics: [],
  });
}

function seen(view: Partial<View>): {
  readonly shown: readonly string[];
  readonly orphans: readonly string[];
  readonly hidden: ReturnType<typeof viewedPlan>['hidden'];
} {
  const { display, hidden } = viewedPlan(planned(), { ...whole, ...view }, (address) => labels[address]);
  const names = (all: readonly { readonly address: string }[]): readonly string[] =>
    all.map(({ address }) => address).toSorted();
  return { shown: names(display.sections), orphans: names(display.orphans), hidden };
}

it('numbers the steps as they run, though the resources stand in the order of danger', () => {
  const turns = planned().sections.flatMap(({ steps }) => steps.map(({ id, turn }) => [id, turn]));
  expect(Object.fromEntries(turns)).toEqual({
    'Key/orders#x': 1,
    'Key/orders-archive#x': 2,
    'Bucket/orders#x': 3,
  });
});

describe('a view of a plan', () => {
  it.each<{ view: Partial<View>; shows: readonly string[] }>([
    { view: {}, shows: ['Bucket/orders', 'Key/orders', 'Key/orders-archive'] },
    { view: { only: ['drifted'] }, shows: ['Key/orders'] },
    { view: { only: ['blocked'] }, shows: ['Key/orders-archive'] },
    { view: { only: ['changed'] }, shows: ['Bucket/orders', 'Key/orders', 'Key/orders-archive'] },
    { view: { only: ['orphans'] }, shows: [] },
    { view: { only: ['drifted', 'blocked'] }, shows: ['Key/orders', 'Key/orders-archive'] },
    { view: { kinds: ['keys'] }, shows: ['Key/orders', 'Key/orders-archive'] },
    { view: { kinds: ['bucket'] }, shows: ['Bucket/orders'] },
    { view: { names: ['orders'] }, shows: ['Bucket/orders', 'Key/orders'] },
    { view: { names: ['*-arch*'] }, shows: ['Key/orders-archive'] },
    { view: { labels: [['team', 'shop']] }, shows: ['Key/orders', 'Key/orders-archive'] },
    {
      view: {
        labels: [
          ['team', 'shop'],
          ['tier', '1'],
        ],
      },
      shows: ['Key/orders'],
    },
    { view: { kinds: ['Key'], only: ['blocked'] }, shows: ['Key/orders-archive'] },
  ])('shows of $view what it asks for', ({ view, shows }) => {
    expect(seen(view).shown).toEqual(shows);
  });

  it('says how much it hides, and how much of that is dangerous', () => {
    expect(seen({ only: ['drifted'] }).hidden).toEqual({
      ...nothingHidden,
      resources: 2,
      dangerous: 1,
      orphans: 1,
    });
    expect(seen({}).hidden).toEqual(nothingHidden);
  });

  it('never hides an orphan that somebody opened', () => {
    expect(seen({ kinds: ['Alias'] }).orphans).toEqual(['Key/opened']);
    expect(seen({ only: ['orphans'] }).orphans).toEqual(['Key/old', 'Key/opened']);
  });

  it('takes a pattern for text, not for an expression', () => {
    expect(seen({ names: ['.*'] }).shown).toEqual([]);
    expect(seen({ names: ['(['] }).shown).toEqual([]);
  });

  it('shows or counts each resource, and leaves the counts of the plan alone', () => {
    const text = fc.constantFrom('Key', 'buckets', 'orders', 'orders*', '*', 'shop', 'x');
    const view = fc.record({
      only: fc.subarray([...onlies]),
      kinds: fc.array(text, { maxLength: 2 }),
      names: fc.array(text, { maxLength: 2 }),
      labels: fc.array(fc.tuple(fc.constantFrom('team', 'tier'), text), { maxLength: 2 }),
    });
    const plan = planned();
    fc.assert(
      fc.property(view, (asked) => {
        const { display, hidden } = viewedPlan(plan, asked, (address) => labels[address]);
        expect(display.sections.length + hidden.resources).toBe(plan.sections.length);
        expect(display.orphans.length + hidden.orphans).toBe(plan.orphans.length);
        expect([display.counts, display.drift, display.diagnostics]).toEqual([
          plan.counts,
          plan.drift,
          plan.diagnostics,
        ]);
      }),
    );
  });
});
