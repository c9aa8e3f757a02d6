import fc from 'fast-check';
import { expect, it } from 'vitest';
import { skewOf } from './skew.ts';

it.each([
  { why: 'nothing from an answer without a date', at: 0, took: 5, skew: undefined },
  { why: 'nothing wrong where the date lies within the call', at: 10_400, took: 100, date: 10_000, skew: 0 },
  { why: 'nothing wrong where the answer took long', at: 2_000, took: 9_000, date: 10_000, skew: 0 },
  { why: 'ahead', at: 14_000, took: 100, date: 10_000, skew: 3_000 },
  { why: 'behind', at: 6_000, took: 1_000, date: 10_000, skew: -3_000 },
])('shows of a clock: $why', ({ at, took, date, skew }) => {
  expect(skewOf({ at, took, ...(date === undefined ? {} : { date }) })).toBe(skew);
});

it('never shows more than the clock is wrong by', () => {
  const ms = fc.integer({ min: 0, max: 100_000 });
  fc.assert(
    fc.property(fc.integer({ min: -60_000, max: 60_000 }), ms, ms, ms, (wrong, at, there, back) => {
      const answeredAt = at + there - wrong;
      const date = Math.floor(answeredAt / 1000) * 1000;
      const shown = skewOf({ at, took: there + back, date }) ?? Number.NaN;
      expect(Math.abs(shown)).toBeLessThanOrEqual(Math.abs(wrong));
      expect(shown * wrong).toBeGreaterThanOrEqual(0);
    }),
  );
});
