import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffOf, pathText, shortOf } from './diff.ts';

const marks = { same: ' ', added: '+', removed: '-', folded: '…' } as const;

function shown(before: unknown, after: unknown): readonly string[] {
  return diffOf(before, after).map(({ is, text }) => `${marks[is]}${text}`);
}

describe('diffOf', () => {
  test('marks the lines that differ', () => {
    expect(shown({ Effect: 'Allow', Action: ['kms:*'] }, { Effect: 'Deny', Action: ['kms:*'] })).toEqual([
      ' {',
      '-  "Effect": "Allow",',
      '+  "Effect": "Deny",',
      '   "Action": [',
      '     "kms:*"',
      '…2 equal lines',
    ]);
  });

  test('marks nothing when only the order of the fields differs', () => {
    const lines = diffOf({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 });
    expect(lines.every(({ is }) => is === 'same' || is === 'folded')).toBe(true);
  });

  test('shows a whole value as added when there was none', () => {
    expect(shown(undefined, { a: 1 })).toEqual(['+{', '+  "a": 1', '+}']);
  });

  test('marks a value that AWS assigns as known after apply', () => {
    expect(shown(undefined, { $unknown: '${Key/a.arn}' })).toEqual(['+"${Key/a.arn} (known after apply)"']);
  });

  test('marks a line if and only if the values differ', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const isSame = diffOf(one, other).every(({ is }) => is === 'same' || is === 'folded');
        expect(isSame).toBe(canonical(one) === canonical(other));
        expect(diffOf(one, one).every(({ is }) => is === 'same' || is === 'folded')).toBe(true);
      }),
    );
  });
});

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}

test.each([
  ['/policy/Statement/AllowUse', 'policy.Statement.AllowUse'],
  ['/tags/a~1b', 'tags.a/b'],
  ['', ''],
])('reads the path %s', (path, text) => {
  expect(pathText(path)).toBe(text);
});

test.each([
  [true, 'true'],
  [undefined, 'not set'],
  [[], 'none'],
  [['Decrypt', 'Encrypt'], 'Decrypt, Encrypt'],
  [{ a: 1 }, undefined],
  [[{ a: 1 }], undefined],
  ['', '""'],
])('writes %j on one line', (value, text) => {
  expect(shortOf(value)).toBe(text);
});
