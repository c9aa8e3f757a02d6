import { expect, test } from 'vitest';
import type { Timeline } from '../../server/types.ts';
import { daysOf, historyFilterOf, historyReadOf } from './history.ts';

const now = Date.parse('2026-11-30T12:00:30Z');

test.each([
  ['', {}],
  ['?is=writes', { is: ['wrote', 'failed'] }],
  ['?is=unheard-of', {}],
  ['?address=Key/orders&span=1h', { address: 'Key/orders', since: '2026-11-30T11:00:00.000Z' }],
  ['?address=orders', {}],
  ['?span=soon&source=eu', { source: 'eu' }],
])('asks the API for %j', (search, expected) => {
  const asked = Object.entries(historyReadOf(historyFilterOf(search), now));
  expect(Object.fromEntries(asked.filter(([, value]) => value !== undefined))).toEqual(expected);
});

test('groups entries by day', () => {
  const items = ['2026-11-30T12:00:00', '2026-11-30T01:00:00', '2026-11-29T12:00:00'].map((at) => ({ at }));
  expect(daysOf(items as unknown as Timeline['items']).map(({ day, items: of }) => [day, of.length])).toEqual(
    [
      ['2026-11-30', 2],
      ['2026-11-29', 1],
    ],
  );
});
