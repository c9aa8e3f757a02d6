import { describe, expect, it } from 'vitest';
import { coversTexts } from './covers.ts';
import type { Selection, Text } from './document.ts';

function only(...entries: readonly Text[]): Selection<Text> {
  return { not: false, entries };
}

function not(...entries: readonly Text[]): Selection<Text> {
  return { not: true, entries };
}

describe('a set of actions or resources covers another', () => {
  it.each([
    {
      why: 'all but one covers another one',
      wide: not('kms:encrypt'),
      narrow: only('kms:decrypt'),
      is: true,
    },
    { why: 'all but one and that one', wide: not('kms:encrypt'), narrow: only('kms:encrypt'), is: false },
    {
      why: 'all but a pattern and what it matches',
      wide: not('kms:de*'),
      narrow: only('kms:decrypt'),
      is: false,
    },
    {
      why: 'all but one and a pattern that matches it',
      wide: not('kms:encrypt'),
      narrow: only('kms:en*'),
      is: false,
    },
    { why: 'all but one and all', wide: not('kms:encrypt'), narrow: only('*'), is: false },
    {
      why: 'all but what is not known',
      wide: not({ $unknown: 'x' }),
      narrow: only('kms:decrypt'),
      is: false,
    },
    { why: 'a variable stands for any text', wide: not('a/${aws:userid}'), narrow: only('a/b'), is: false },
    { why: 'all but two covers all but three', wide: not('a', 'b'), narrow: not('a', 'b', 'c'), is: true },
    { why: 'one covers nothing but all but one', wide: only('a'), narrow: not('b'), is: false },
  ])('$why: $is', ({ wide, narrow, is }) => {
    expect(coversTexts(wide, narrow)).toBe(is);
  });
});
