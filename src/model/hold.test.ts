import { describe, expect, it } from 'vitest';
import { hour } from './instant.ts';
import { endOfHold, holdOf, isOver, showHold } from './hold.ts';

describe('the end of a hold', () => {
  it.each([
    { value: 'until 2026-12-01T10:00Z incident 42', end: '2026-12-01T10:00:00.000Z' },
    { value: 'incident 42 until 2026-12-01T10:00:30+02:00', end: '2026-12-01T08:00:30.000Z' },
    { value: 'incident 42 until 2026-12-01T10:00', end: '2026-12-01T10:00:00.000Z' },
    { value: 'Until 2026-12-01', end: '2026-12-02T00:00:00.000Z' },
    { value: 'until 2026-12-01 or until 2026-12-03', end: '2026-12-04T00:00:00.000Z' },
  ])('is read from $value', ({ value, end }) => {
    expect(new Date(endOfHold(value) ?? Number.NaN).toISOString()).toBe(end);
  });

  it.each([
    'incident 42',
    'incident of 2026-11-29',
    '2026-11-29 incident',
    'until Monday',
    'until 2026-13-45',
    'until 2026-12-01T10:00Zulu',
    'until 2026-12-01 or until 2026-99-99',
    '',
  ])('has no end in %s, so the hold lasts 24 h from the first apply that notes it', (value) => {
    expect(endOfHold(value)).toBeUndefined();
    expect(isOver(holdOf(value, undefined), Number.MAX_SAFE_INTEGER)).toBe(false);
    expect(isOver(holdOf(value, hour), 25 * hour - 1)).toBe(false);
    expect(isOver(holdOf(value, hour), 25 * hour)).toBe(true);
  });

  it('passes at its instant', () => {
    const end = Date.parse('2026-12-01T10:00Z');
    const hold = holdOf('until 2026-12-01T10:00Z', undefined);
    expect(isOver(hold, end - 1)).toBe(false);
    expect(isOver(hold, end)).toBe(true);
  });

  it('is the one that the value names, however long ago it was noted', () => {
    const hold = holdOf('until 2026-12-01T10:00Z', 0);
    expect(hold.ends).toBe(Date.parse('2026-12-01T10:00Z'));
  });

  it.each([
    { value: 'x', since: undefined, shown: 'x (lasts 24 h from the first apply that finds it)' },
    {
      value: 'x',
      since: 1000,
      shown: 'x (first seen 1970-01-01T00:00:01.000Z, ends 1970-01-02T00:00:01.000Z)',
    },
    { value: 'until 2027-01-01', since: undefined, shown: 'until 2027-01-01 (ends 2027-01-01)' },
  ])('is shown for $value, noted at $since', ({ value, since, shown }) => {
    expect(showHold(holdOf(value, since))).toBe(shown);
  });
});
