import { expect, it } from 'vitest';
import { underWayAfter } from './under-way.ts';

const step = { id: 'Key/a#create', address: 'Key/a', action: 'create', name: 'create', ids: {} } as const;

it('counts the steps that ended, and tells what is waited for', () => {
  const began = underWayAfter({ since: 1 }, { is: 'applying', at: 2, steps: 3 });
  const waits = underWayAfter(began, {
    is: 'waiting',
    at: 3,
    step,
    until: 9,
    elapsed: 0,
    reason: 'confirming',
    why: 'AWS does not show it yet',
  });
  expect(
    underWayAfter(waits, { is: 'step-ended', at: 4, step, outcome: { is: 'done', calls: 1, took: 0 } }),
  ).toEqual({
    since: 1,
    steps: 3,
    ended: 1,
    waits: { reason: 'confirming', why: 'Key/a: AWS does not show it yet', until: 9 },
  });
});
