import { expect, test } from 'vitest';
import { sizeWords } from './plans.ts';

test.each([
  [{ steps: 0, released: 0 }, 'nothing to do'],
  [{ steps: 1, released: 0 }, '1 step'],
  [{ steps: 1, released: 1 }, '1 step, runs automatically'],
  [{ steps: 3, released: 3 }, '3 steps, all run automatically'],
  [{ steps: 3, released: 1 }, '3 steps, 1 runs automatically'],
  [{ steps: 2000, released: 1500 }, '2,000 steps, 1,500 run automatically'],
  [{ steps: 3, released: 3, done: 3 }, '3 steps'],
  [{ steps: 3, released: 3, current: false }, '3 steps'],
])('says the size of the plan %j as %s', (row, words) => {
  expect(sizeWords({ current: true, ...row })).toBe(words);
});
