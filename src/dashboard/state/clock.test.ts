import { expect, test } from 'vitest';
import { noteAnswer, serverNow } from './clock.ts';

const minute = 60_000;
const isoIn = (ms: number): string => new Date(Date.now() + ms).toISOString();

test('takes the time of the daemon from an answer, and not from a plan, which says when it was made', () => {
  noteAnswer('/overview', { at: isoIn(10 * minute) });
  noteAnswer('/plans/p1', { at: isoIn(-3 * 24 * 60 * minute) });
  expect(Math.round((serverNow() - Date.now()) / minute)).toBe(10);
});
