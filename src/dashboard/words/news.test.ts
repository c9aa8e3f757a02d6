import { expect, test } from 'vitest';
import { nameOf, newIn } from './news.ts';

const items = [
  { key: 'a', source: 'main', title: 'A' },
  { key: 'a', source: 'eu', title: 'B' },
];

test('announces only what was not there before', () => {
  expect(newIn(new Set(items.slice(0, 1).map(nameOf)), items)).toEqual(['B']);
});

test('announces nothing at the first answer', () => {
  expect(newIn(undefined, items)).toEqual([]);
});
