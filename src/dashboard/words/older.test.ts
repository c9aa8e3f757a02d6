import { expect, test } from 'vitest';
import type { Timeline } from '../../server/types.ts';
import { historyWith, olderWith } from './older.ts';

function pageOf(ids: readonly string[], next?: string): Timeline {
  const items = ids.map((id) => ({ id })) as unknown as Timeline['items'];
  return { at: '', items, ...(next === undefined ? {} : { next }) };
}

function idsOf({ items }: { readonly items: Timeline['items'] }): readonly string[] {
  return items.map(({ id }) => id);
}

const older = olderWith('all', pageOf(['5', '4', '3']).items, pageOf(['2'], 'c2'));

test('keeps every entry in sight when newer ones push the first page on', () => {
  const shown = historyWith('all', pageOf(['7', '6', '5'], 'c1'), older);
  expect(idsOf(shown)).toEqual(['7', '6', '5', '4', '3', '2']);
  expect(shown.next).toBe('c2');
});

test.each([
  ['so much happened since that entries between both are unknown', 'all', ['9', '8', '7']],
  ['it is of another filter', 'writes', ['5', '4', '3']],
])('forgets what was read earlier when %s', (_, of, first) => {
  expect(historyWith(of, pageOf(first, 'c1'), older)).toEqual({ items: pageOf(first).items, next: 'c1' });
});

test('continues from a first page on which nothing matches', () => {
  const read = olderWith('all', [], pageOf(['1'], 'c3'));
  expect(historyWith('all', pageOf([], 'c1'), read)).toEqual({ items: pageOf(['1']).items, next: 'c3' });
});
