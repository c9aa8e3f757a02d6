import { getTasks } from 'node-cron';
import { expect, it } from 'vitest';
import { day, hour, minute } from '../../model/instant.ts';
import type { Window } from '../../model/resource.ts';
import { seededRandoms } from '../../runtime/random.ts';
import { openingsOf } from '../../model/openings.ts';
import { createWindows } from './windows.ts';

function isOpenAt(window: Window, at: number): boolean {
  return createWindows().isOpenAt(window, at);
}

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
])('opens and closes a window $why: $open', ({ at, open }) => {
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

it('answers the same whenever it was asked before', () => {
  const windows = createWindows();
  const random = seededRandoms(7).stream('windows');
  const all: Window[] = [
    nights,
    { opens: '30 2 * * *', lasts: hour / 2, timeZone: 'Australia/Lord_Howe' },
    { opens: '*/20 9 1 * *', lasts: 7 * day, timeZone: 'Asia/Kathmandu' },
    { opens: '59 23 31 10 *', lasts: 3 * hour, timeZone: 'America/New_York' },
  ];
  let at = Date.parse('2026-10-20T00:00:30Z');
  for (let asked = 0; asked < 300; asked += 1) {
    at += Math.floor((random.next() - 0.1) * 2 * hour);
    for (const window of all) expect(windows.isOpenAt(window, at)).toBe(isOpenAt(window, at));
  }
});

it('holds up no loop, however many windows a Stack has and however often they are asked for', () => {
  const before = getTasks().size;
  let asked = 0;
  const windows = createWindows((expression, timeZone) => {
    const { at } = openingsOf(expression, timeZone);
    return {
      at(instant) {
        asked += 1;
        return at(instant);
      },
    };
  });
  const all = Array.from({ length: 100 }, (_, index): Window => ({
    opens: `${String(index % 60)} 0 29 2 *`,
    lasts: 7 * day - index * minute,
    timeZone: 'Europe/Berlin',
  }));
  for (let step = 0; step < 50; step += 1)
    for (const window of all)
      expect(windows.isOpenAt(window, Date.parse('2026-11-02T12:00:00Z') + step)).toBe(false);
  // Minute by minute it would be 50 million.
  expect(asked).toBeLessThan(100_000);
  expect(getTasks().size).toBe(before);
});
