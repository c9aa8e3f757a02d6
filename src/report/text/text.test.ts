import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valueText } from './value.ts';
import { clipped, escapedJson, quoted, visible } from './visible.ts';
import { padEnd, widthOf, wrap } from './width.ts';

describe('unseen characters', () => {
  it.each([
    { why: 'a terminal would clear the screen', text: '\u001b[2Jx', shown: '\\u001b[2Jx' },
    { why: 'C1 controls are escape sequences too', text: 'a\u009b31m', shown: 'a\\u009b31m' },
    {
      why: 'a bidirectional override turns text around',
      text: 'role/\u202eadmin',
      shown: 'role/\\u202eadmin',
    },
    { why: 'a zero-width space makes two names look alike', text: 'ad\u200bmin', shown: 'ad\\u200bmin' },
    { why: 'a message of several lines is one line', text: 'a\n  b', shown: 'a   b' },
    { why: 'letters of any script stay', text: 'Schlüssel 鍵', shown: 'Schlüssel 鍵' },
    { why: 'tag characters above the BMP hide text', text: '\u{e0041}', shown: '\\u{e0041}' },
  ])('$why', ({ text, shown }) => {
    expect(visible(text)).toBe(shown);
  });

  it('never leaves a control character in any text or value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const shown of [
          visible(text),
          quoted(text),
          valueText(text, 20),
          valueText({ $unknown: text }, 20),
        ]) {
          expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
        }
      }),
    );
  });

  it('leaves none in JSON, and the JSON means what it meant', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        for (const indent of [undefined, 2]) {
          const shown = escapedJson(JSON.stringify(value, undefined, indent));
          expect(shown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
          expect(JSON.stringify(JSON.parse(shown))).toBe(JSON.stringify(value));
        }
      }),
    );
  });

  it.each([
    { why: 'a C1 control', text: '\u009b31m', shown: '"\\u009b31m"' },
    { why: 'a bidirectional override', text: '\u202eadmin', shown: '"\\u202eadmin"' },
    { why: 'a tag character, as its two halves', text: '\u{e0041}', shown: '"\\udb40\\udc41"' },
    { why: 'a line separator', text: '\u2028', shown: '"\\u2028"' },
  ])('escapes $why in JSON', ({ text, shown }) => {
    expect(escapedJson(JSON.stringify(text))).toBe(shown);
  });

  it('quotes so that the text can be read back where nothing is above the BMP', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        if (!quoted(text).includes('\\u{')) expect(JSON.parse(quoted(text))).toBe(text);
      }),
    );
  });
});

describe('length', () => {
  it('clips between characters and names the whole length', () => {
    expect(clipped('🔑🔑🔑', 2)).toEqual({ text: '🔑🔑', cut: 3 });
    expect(valueText('abcdef', 3)).toBe('"abc"… (6 characters)');
  });

  it('counts columns, not code units', () => {
    expect(widthOf('鍵')).toBe(2);
    expect(widthOf('e\u0301')).toBe(1);
    expect(padEnd('鍵', 4)).toBe('鍵  ');
  });

  it('wraps to the width unless a word is wider, and loses no word', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', '鍵'), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(word), fc.integer({ min: 4, max: 30 }), (words, width) => {
        const lines = wrap(words.join(' '), width, '- ', '  ');
        expect(lines.flatMap((line) => line.slice(2).split(' '))).toEqual(words);
        for (const line of lines) expect(widthOf(line) <= width || !line.slice(2).includes(' ')).toBe(true);
      }),
    );
  });
});

describe('values', () => {
  it.each([
    {
      why: 'a reference alone names what it waits for',
      tree: { $unknown: '${Key/a.arn}' },
      shown: '(known after apply: Key/a.arn)',
    },
    {
      why: 'a reference inside text keeps the text',
      tree: { $unknown: '${Key/a.arn}/*' },
      shown: '"${Key/a.arn}/*" (known after apply)',
    },
    {
      why: 'two references are not one',
      tree: { $unknown: '${Key/a.arn}${Key/b.arn}' },
      shown: '"${Key/a.arn}${Key/b.arn}" (known after apply)',
    },
    {
      why: 'keys are sorted, odd names quoted',
      tree: { 'b.c': [1, null], a: true },
      shown: '{a = true, "b.c" = [1, null]}',
    },
  ])('$why', ({ tree, shown }) => {
    expect(valueText(tree, 200)).toBe(shown);
  });
});
