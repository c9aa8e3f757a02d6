import { describe, expect, it } from 'vitest';
import { endOfHold, isOver } from './hold.ts';

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
  ])('is none in %s, so the hold stays', (value) => {
    expect(endOfHold(value)).toBeUndefined();
    expect(isOver(value, Number.MAX_SAFE_INTEGER)).toBe(false);
  });

  it('passes at its instant', () => {
    const end = Date.parse('2026-12-01T10:00Z');
    expect(isOver('until 2026-12-01T10:00Z', end - 1)).toBe(false);
    expect(isOver('until 2026-12-01T10:00Z', end)).toBe(true);
  });
});
