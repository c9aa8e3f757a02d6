import { expect, it } from 'vitest';
import { hour } from '../model/instant.ts';
import type { Stack } from '../model/resource.ts';
import { healthOf } from './health.ts';
import { defaultCadence } from './schedule.ts';

const now = 10 * hour;
const kept = { stack: {} as Stack, fullAt: now, wedged: false };

it.each([
  { when: 'all is well', state: kept, hindered: [], live: true, why: [] },
  {
    when: 'nothing was read',
    state: { wedged: false },
    hindered: [],
    live: true,
    why: ['no revision was read yet'],
  },
  {
    when: 'nothing was looked at',
    state: { stack: kept.stack, wedged: false },
    hindered: [],
    live: true,
    why: ['nothing was looked at yet'],
  },
  {
    when: 'the last full look is older than two intervals',
    state: { ...kept, fullAt: now - 2 * hour - 1 },
    hindered: [],
    live: true,
    why: ['the last look at everything is older than two intervals'],
  },
  {
    when: 'a pass makes no progress',
    state: { ...kept, wedged: true },
    hindered: [],
    live: false,
    why: ['a pass makes no progress'],
  },
  { when: 'no account can be asked', state: kept, hindered: ['denied'], live: true, why: ['denied'] },
])('is live: $live, and unready for $why, when $when', ({ state, hindered, live, why }) => {
  expect(healthOf(state, defaultCadence, hindered, now)).toEqual({ live, ready: why.length === 0, why });
});
