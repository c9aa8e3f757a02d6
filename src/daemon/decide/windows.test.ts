import { expect, it } from 'vitest';
import { hour } from '../../model/instant.ts';
import { isOpenAt } from './windows.ts';

const nights = { opens: '0 22 * * 1-5', lasts: 6 * hour, timeZone: 'Europe/Berlin' };

it.each([
  { at: '2026-11-02T20:59:59Z', why: 'a moment before it opens', open: false },
  { at: '2026-11-02T21:00:00Z', why: 'as it opens', open: true },
  { at: '2026-11-03T02:59:59Z', why: 'before it closes', open: true },
  { at: '2026-11-03T03:00:00Z', why: 'as it closes', open: false },
  { at: '2026-11-07T22:00:00Z', why: 'on a Saturday', open: false },
  { at: '2026-11-07T01:00:00Z', why: 'in the night after a Friday', open: true },
  { at: '2026-07-01T20:00:00Z', why: 'in summer, an hour earlier by UTC', open: true },
  { at: '2026-07-01T19:59:00Z', why: 'in summer, before it opens', open: false },
])('a window is open $why: $open', ({ at, open }) => {
  expect(isOpenAt(nights, Date.parse(at))).toBe(open);
});

// On 29 March 2026 the clocks in Berlin go from 2 to 3 o'clock, on 25 October from 3 back to 2.
it.each([
  { at: '2026-03-29T01:00:00Z', why: 'it would open at a time that is skipped', open: false },
  { at: '2026-10-25T00:30:00Z', why: 'it opens at a time that comes twice, the first time', open: true },
  { at: '2026-10-25T01:30:00Z', why: 'it opens at a time that comes twice, the second time', open: true },
])('follows the clocks of its time zone when $why', ({ at, open }) => {
  expect(isOpenAt({ opens: '30 2 * * *', lasts: hour / 2, timeZone: 'Europe/Berlin' }, Date.parse(at))).toBe(
    open,
  );
});
