import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { askedOf, filterOf, isFiltered, narrowed, searchOf, toggled, unfiltered } from './filter.ts';

describe('filterOf', () => {
  test('reads a filter that somebody wrote by hand', () => {
    expect(filterOf('?q=orders&sync=Drifted&sync=Unknown&kind=Key&label=team=payments')).toMatchObject({
      q: 'orders',
      sync: ['Drifted', 'Unknown'],
      kind: ['Key'],
      label: ['team=payments'],
      attention: false,
    });
  });

  test.each(['', '?', '?q=&sync=&page=7', '?page=-1&cursor=x', '?attention=false'])(
    'finds no filter in %j',
    (search) => {
      expect(isFiltered(filterOf(search))).toBe(false);
      expect(filterOf(search).page).toBe(1);
    },
  );

  test('reads what searchOf writes', () => {
    const texts = fc.array(fc.string({ minLength: 1 }), { maxLength: 3 }).map((all) => [...new Set(all)]);
    const filters = fc.record({
      q: fc.string(),
      sync: texts,
      health: texts,
      kind: texts,
      account: texts,
      region: texts,
      label: texts,
      reason: texts,
      attention: fc.boolean(),
      sort: fc.string(),
      order: fc.string(),
      source: fc.string(),
      cursor: fc.string({ minLength: 1 }),
      page: fc.integer({ min: 1, max: 1000 }),
    });
    fc.assert(
      fc.property(filters, (filter) => {
        expect(filterOf(searchOf(filter))).toEqual(filter);
      }),
    );
  });
});

test('leaves nothing in the address when nothing is chosen', () => {
  expect(searchOf(filterOf(''))).toBe('');
});

test('asks the API for a page, not for its number', () => {
  expect(askedOf(filterOf('?kind=Key&cursor=c&page=3'), 100)).toBe('?cursor=c&kind=Key&limit=100');
});

test('begins at the first page again when the filter changes', () => {
  const third = filterOf('?cursor=c&page=3&kind=Key');
  expect(searchOf(toggled(third, 'kind', 'Grant'))).toBe('?kind=Key&kind=Grant');
  expect(searchOf(narrowed(third, { q: 'a' }))).toBe('?q=a&kind=Key');
});

test('takes a value out of the filter when it is chosen again', () => {
  const filter = filterOf('?sync=Drifted');
  expect(searchOf(toggled(filter, 'sync', 'Drifted'))).toBe('');
});

test('keeps source and order when the filter is dropped', () => {
  expect(searchOf(unfiltered(filterOf('?q=a&source=eu&sort=since&cursor=c')))).toBe('?sort=since&source=eu');
});
