import { expect, it } from 'vitest';
import { createSeen } from './seen.ts';

it('forgets the oldest names first, so that a flood does not fill memory', () => {
  const seen = createSeen();
  expect(seen.note(['first', 'second'])).toBe(true);
  expect(seen.note(['second', 'third'])).toBe(false);
  for (let at = 0; at < 3_990; at += 1) seen.note([String(at)]);
  expect(seen.note(['third'])).toBe(false);
  for (let at = 0; at < 4_000; at += 1) seen.note([`n${at}`]);
  expect(seen.note(['first'])).toBe(true);
});
