import { expect, it } from 'vitest';
import { hour, minute } from '../../model/instant.ts';
import { createRecentCalls } from './recent-calls.ts';

it('counts the requests of the last hour, and those that were throttled', () => {
  const recent = createRecentCalls();
  const start = 100 * hour;
  recent.note({ at: start, outcome: 'ok' });
  recent.note({ at: start + minute, outcome: 'aws.throttled' });
  recent.note({ at: start + minute, outcome: 'aws.denied' });

  expect(recent.at(start + minute)).toEqual({ calls: 3, throttled: 1 });
  expect(recent.at(start + hour)).toEqual({ calls: 2, throttled: 1 });
  expect(recent.at(start + 2 * hour)).toEqual({ calls: 0, throttled: 0 });

  // The minute of an hour ago gives its place to the minute of now.
  recent.note({ at: start + hour, outcome: 'ok' });
  expect(recent.at(start + hour)).toEqual({ calls: 3, throttled: 1 });
});
