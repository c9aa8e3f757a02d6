import { describe, expect, it } from 'vitest';
import { readJson } from './json.ts';

function problemIn(text: string): string {
  const problem = readJson(text).problems.at(-1);
  if (problem === undefined) return 'none';
  const { line, column } = problem.position;
  return `${line}:${column} ${problem.message}`;
}

describe('invalid JSON', () => {
  it.each([
    { why: 'a comment', text: '{"a": 1 // one\n}', says: '1:9 JSON does not allow comments' },
    { why: 'a comment that nothing ends', text: '{"a": 1 /* one', says: '1:9 JSON does not allow comments' },
    { why: 'a word for a value', text: '{"a": nope}', says: '1:7 expected a value but found "nope}"' },
    { why: 'a word for a key', text: '{a: 1}', says: '1:2 unexpected "a: 1}"' },
    { why: 'a word behind all', text: '{} x', says: '1:4 unexpected "x"' },
    {
      why: 'an account that begins with a zero, without quotes',
      text: '{"a": [1, 012345678901]}',
      says: '1:12 a number cannot begin with a zero: put it in quotes',
    },
    { why: 'a comma too many', text: '{"a": 1,}', says: '1:9 expected a string but found "}"' },
    { why: 'nesting without end', text: '['.repeat(1_000_000), says: '1:66 nested deeper than 64 levels' },
  ])('says so of $why', ({ text, says }) => {
    expect(readJson(text).tree).toBeUndefined();
    expect(problemIn(text)).toBe(says);
  });

  it('is cut if more text could make it right', () => {
    const whole = '{"a": "b\\u00e9\\n", "n": [-1.5e+3, true, false, null, {}], "__proto__": {"x": 10}}';
    const beginnings = Array.from({ length: whole.length - 1 }, (_, index) => whole.slice(0, index + 1));
    const notCut = beginnings.filter((text) => !isCut(text));
    expect(notCut).toEqual([]);
  });

  it.each(['{"a": 1,}', '{"a":}', '[1,]', '{}}', '{} x', '{"a": "\\q"}', '{"a": nope', '{} // x'])(
    'is not cut if nothing could follow: %s',
    (text) => {
      expect(readJson(text).tree).toBeUndefined();
      expect(isCut(text)).toBe(false);
    },
  );
});

function isCut(text: string): boolean {
  const problem = readJson(text).problems.at(-1);
  return problem?.is === 'syntax' && problem.cut;
}

describe('a place', () => {
  it('is that of the key, or of the item of a list', () => {
    const { positionOf } = readJson('{"a": [1,\n {"b": 2}]}');
    expect(positionOf('/a')).toEqual({ line: 1, column: 2 });
    expect(positionOf('/a/1')).toEqual({ line: 2, column: 2 });
    expect(positionOf('/a/1/b')).toEqual({ line: 2, column: 3 });
    expect(positionOf('/c')).toBeUndefined();
  });
});
