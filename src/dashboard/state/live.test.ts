import { expect, test } from 'vitest';
import { touch, whenChanged } from './live.ts';

test('asks again when a topic of a question changes, and not when another one does', () => {
  let asked = 0;
  const stop = whenChanged(['plans', 'attention'], () => void (asked += 1));
  touch(['resources', 'timeline']);
  expect(asked).toBe(1);
  touch(['attention']);
  touch();
  expect(asked).toBe(3);
  stop();
});
