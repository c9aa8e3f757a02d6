import { expect, it } from 'vitest';
import { derived, remembered } from './derived.ts';

it('makes a value once for each thing, not once for each that is equal', () => {
  let made = 0;
  const lengthOf = derived((list: readonly number[]) => {
    made += 1;
    return list.length;
  });
  const [one, other] = [
    [1, 2],
    [1, 2],
  ];
  expect([lengthOf(one), lengthOf(one), lengthOf(other), made]).toEqual([2, 2, 2, 2]);
});

it('remembers also that there is nothing', () => {
  let made = 0;
  const nothingOf = derived(() => {
    made += 1;
  });
  const thing = {};
  nothingOf(thing);
  nothingOf(thing);
  expect(made).toBe(1);
});

it('remembers so many texts at most', () => {
  const made: string[] = [];
  const twice = remembered(2, (text) => {
    made.push(text);
    return text + text;
  });
  expect(['a', 'a', 'b', 'b', 'c', 'a'].map(twice)).toEqual(['aa', 'aa', 'bb', 'bb', 'cc', 'aa']);
  expect(made).toEqual(['a', 'b', 'c', 'a']);
});
