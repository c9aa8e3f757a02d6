import { expect, it } from 'vitest';
import { derived, derivedFrom, remembered } from './derived.ts';

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

it('creates a value once for several inputs, and again when one of them changes', () => {
  const made: (readonly unknown[])[] = [];
  const pair = derivedFrom((one: object, other: object | undefined) => {
    made.push([one, other]);
    return [one, other];
  });
  const [a, b] = [{}, {}];
  for (const other of [b, undefined, a, b, undefined]) expect(pair(a, other)).toEqual([a, other]);
  expect(pair(b, a)).toEqual([b, a]);
  expect(made).toEqual([
    [a, b],
    [a, undefined],
    [a, a],
    [b, a],
  ]);
});
