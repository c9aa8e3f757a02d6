import { expect, test } from 'vitest';
import { failureWords } from './failure.ts';

test('names the request of an internal error, which the log of the daemon explains', () => {
  const problem = {
    type: 'x',
    title: 'Internal error',
    status: 500,
    detail: 'broken',
    code: 'engine.internal',
  } as const;
  expect(failureWords({ is: 'refused', problem: { ...problem, requestId: 'r1' } })).toEqual({
    title: 'Internal error',
    text: 'Broken.',
    hint: 'Look for the request ID r1 in the log of the daemon.',
  });
  expect(failureWords({ is: 'refused', problem })).not.toHaveProperty('hint');
});
