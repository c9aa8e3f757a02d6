import { describe, expect, test } from 'vitest';
import { agoOf, dateOf, lengthOf, tickOf, untilOf, withTimes, zoneOf } from './age.ts';

const minute = 60_000;
const hour = 60 * minute;

describe('lengthOf', () => {
  test.each([
    [-5, '0 s'],
    [999, '0 s'],
    [59_999, '59 s'],
    [minute, '1 min'],
    [hour - 1, '59 min'],
    [hour, '1 h'],
    [47 * hour, '47 h'],
    [48 * hour, '2 days'],
    [9 * 24 * hour + hour, '9 days'],
  ])('says %d ms as %s', (ms, words) => {
    expect(lengthOf(ms)).toBe(words);
  });
});

test('says now when it was a moment ago, also when the clocks differ a little', () => {
  expect(agoOf(1000, 3000)).toBe('now');
  expect(agoOf(3000, 1000)).toBe('now');
  expect(agoOf(0, 42 * minute)).toBe('42 min ago');
});

test('says over when the end has passed', () => {
  expect(untilOf(1000, 1000)).toBe('over');
  expect(untilOf(6 * 24 * hour, 0)).toBe('in 6 days');
});

// Four hours that were given a moment ago are not three, and thirty days are not twenty-nine.
test.each([
  [42_000, 'in 42 s'],
  [59 * minute, 'in 59 min'],
  [hour, 'in 1 h'],
  [4 * hour - 1, 'in 3 h 59 min'],
  [30 * hour, 'in 30 h'],
  [30 * 24 * hour - 1, 'in 29 days 23 h'],
])('says how much of %d ms is left, and never more', (ms, words) => {
  expect(untilOf(ms, 0)).toBe(words);
});

test('ticks more slowly when the age grows', () => {
  expect([30, 90, 7200].map((seconds) => tickOf(seconds * 1000))).toEqual([1000, 10_000, minute]);
});

test('writes an instant within a sentence in the time of this machine', () => {
  const at = Date.parse('2026-12-01T02:30:19.251Z');
  expect(withTimes('until 2026-12-01T02:30:19.251Z, not 2026-13-45T99:99:99Z')).toBe(
    `until ${dateOf(at)} ${zoneOf(at)}, not 2026-13-45T99:99:99Z`,
  );
});
