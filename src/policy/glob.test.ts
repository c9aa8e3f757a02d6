import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coversGlob, matchesGlob, overlapsGlob } from './glob.ts';
import { inRange } from './ip.ts';

const patterns = fc
  .array(fc.constantFrom('a', 'b', ':', '*', '?'), { maxLength: 6 })
  .map((all) => all.join(''));
const texts = fc.array(fc.constantFrom('a', 'b', ':'), { maxLength: 6 }).map((all) => all.join(''));

describe('wildcards', () => {
  it('matches like a regular expression', () => {
    fc.assert(
      fc.property(patterns, texts, (pattern, text) => {
        const expression = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'u');
        expect(matchesGlob(pattern, text)).toBe(expression.test(text));
      }),
      { numRuns: 1000 },
    );
  });

  it('matches all matches of a pattern that it covers', () => {
    fc.assert(
      fc.property(patterns, patterns, texts, (wide, narrow, text) => {
        if (coversGlob(wide, narrow) && matchesGlob(narrow, text)) expect(matchesGlob(wide, text)).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });

  it('overlaps with a pattern if, and only if, both match some text', () => {
    const longer = (all: readonly string[]): readonly string[] =>
      all.flatMap((text) => ['', 'a', 'b', ':'].map((letter) => text + letter));
    const few = longer(longer(longer(longer(longer([''])))));
    fc.assert(
      fc.property(patterns, patterns, texts, (a, b, text) => {
        const overlap = overlapsGlob(a, b);
        if (matchesGlob(a, text) && matchesGlob(b, text)) expect(overlap).toBe(true);
        if (a.length + b.length > 5 || !overlap) return;
        // Of patterns as short as these a text of five characters is enough to show it.
        expect(few.some((one) => matchesGlob(a, one) && matchesGlob(b, one))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    { wide: '*', narrow: 'kms:Decrypt', covers: true, why: 'everything' },
    { wide: 'kms:*', narrow: 'kms:Generate*', covers: true, why: 'a longer beginning' },
    { wide: 'kms:Generate*', narrow: 'kms:*', covers: false, why: 'the other way round' },
    { wide: 'a?', narrow: 'a*', covers: false, why: 'a star may be nothing' },
    { wide: '?{b}', narrow: '${b}', covers: false, why: 'a variable may be longer than its letters' },
    { wide: 'key/*', narrow: 'key/${aws:username}', covers: true, why: 'a star covers a variable' },
    {
      wide: 'key/${aws:username}',
      narrow: 'key/${aws:username}',
      covers: true,
      why: 'a variable covers itself',
    },
    { wide: 'key/${aws:username}', narrow: 'key/alice', covers: false, why: 'but no text' },
  ])('$wide against $narrow: $why', ({ wide, narrow, covers }) => {
    expect(coversGlob(wide, narrow)).toBe(covers);
  });

  it('takes no exponential time on a hostile pattern', () => {
    expect(matchesGlob('*a'.repeat(2000) + 'c', 'a'.repeat(5000) + 'b')).toBe(false);
  });
});

describe('address ranges', () => {
  it.each([
    { range: '203.0.113.0/24', address: '203.0.113.77', inside: true, why: 'inside' },
    { range: '203.0.113.0/24', address: '203.0.114.1', inside: false, why: 'outside' },
    { range: '203.0.113.7', address: '203.0.113.7', inside: true, why: 'a single address' },
    { range: '0.0.0.0/0', address: '8.8.8.8', inside: true, why: 'all of the family' },
    { range: '2001:db8::/32', address: '2001:DB8:0:1::1', inside: true, why: 'a short form' },
    { range: '2001:db8::/33', address: '2001:db8:8000::1', inside: false, why: 'a bit beyond' },
    { range: '::/0', address: '10.0.0.1', inside: false, why: 'the other family' },
    { range: '10.0.0.0/33', address: '10.0.0.1', inside: undefined, why: 'a prefix too long' },
    { range: '10.0.0/8', address: '10.0.0.1', inside: undefined, why: 'no address' },
    { range: '1::2::3', address: '1::2', inside: undefined, why: 'two gaps' },
    { range: '1:2:3:4:5:6:7:8', address: '1:2:3:4:5:6:7', inside: undefined, why: 'too few groups' },
  ])('$address in $range: $why', ({ range, address, inside }) => {
    expect(inRange(range, address)).toBe(inside);
  });
});
