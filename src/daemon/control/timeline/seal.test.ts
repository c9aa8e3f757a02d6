import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSeal } from './seal.ts';

const seal = createSeal('a');

it('opens what it closed, and the same text is closed alike', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(seal.open(seal.close(text))).toBe(text.toWellFormed());
      expect(seal.close(text)).toBe(seal.close(text));
    }),
  );
});

it('opens nothing that somebody else closed or changed', () => {
  const sealed = seal.close('main=000000000001002.');
  expect(createSeal('b').open(sealed)).toBeUndefined();
  fc.assert(
    fc.property(fc.nat({ max: sealed.length - 1 }), fc.constantFrom('A', 'B', '-', '9'), (at, other) => {
      const changed = sealed.slice(0, at) + other + sealed.slice(at + 1);
      const isSame = Buffer.from(changed, 'base64url').equals(Buffer.from(sealed, 'base64url'));
      expect(seal.open(changed)).toBe(isSame ? 'main=000000000001002.' : undefined);
    }),
  );
  expect(seal.open('')).toBeUndefined();
  expect(seal.open("x'; --")).toBeUndefined();
});
