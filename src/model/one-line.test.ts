import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oneLine } from './one-line.ts';

describe('one line of the text of others', () => {
  it.each([
    ['breaks become spaces', 'a\r\n\tb\u2028c', 'a b c'],
    ['escape sequences lose their escape', 'a\u001b[31mred\u0007', 'a [31mred'],
    ['nothing turns the direction', 'safe\u202Egpj.exe', 'safegpj.exe'],
    ['nothing is invisible', 'pay\u200Bpal\u00AD\uFEFF', 'paypal'],
    ['breaks around what is invisible are one space', 'a \u200B b', 'a b'],
    ['other scripts stay', 'ключ 鍵 🔑', 'ключ 鍵 🔑'],
  ])('%s', (_why, text, line) => {
    expect(oneLine(text)).toBe(line);
  });

  it('has at most 200 characters, none of them a control or half of one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const line = oneLine(text);
        expect(Array.from(line).length).toBeLessThanOrEqual(200);
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(oneLine(line)).toBe(line);
      }),
    );
    expect(oneLine('🔑'.repeat(300))).toBe(`${'🔑'.repeat(199)}…`);
  });
});
