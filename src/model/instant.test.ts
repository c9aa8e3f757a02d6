import { expect, it } from 'vitest';
import { untilText } from './instant.ts';

// A date is written with its day included, and kept as the midnight after it. The day after is not what was written.
it.each([
  { end: '2027-02-01T00:00:00Z', shown: '2027-01-31' },
  { end: '2027-01-31T23:59:59Z', shown: '2027-01-31T23:59:59.000Z' },
])('shows an end at $end as $shown', ({ end, shown }) => {
  expect(untilText(Date.parse(end))).toBe(shown);
});
