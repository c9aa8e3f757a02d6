import { expect, test } from 'vitest';
import { waitOf } from './back-off.ts';

test('waits longer after each failure, up to half a minute', () => {
  expect([0, 1, 2, 3, 4, 5, 50].map((failures) => waitOf(failures, 1))).toEqual([
    1000, 2000, 4000, 8000, 16_000, 30_000, 30_000,
  ]);
});

test('waits at least half of it, so that a restarted daemon is not asked at once', () => {
  expect(waitOf(3, 0)).toBe(4000);
});
