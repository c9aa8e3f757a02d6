import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byCodeUnit } from './tree.ts';
import { didYouMean, nearest } from './nearest.ts';

describe('the nearest name', () => {
  it.each([
    { why: 'a letter is missing', name: 'rotaton', of: ['rotation', 'region'], found: 'rotation' },
    { why: 'two letters changed places', name: 'enabeld', of: ['enabled'], found: 'enabled' },
    { why: 'only the case differs', name: 'KEYSPEC', of: ['keySpec', 'keyUsage'], found: 'keySpec' },
    { why: 'a plural', name: 'tag', of: ['tags', 'aliases'], found: 'tags' },
    { why: 'nothing is near', name: 'lifecycle', of: ['tags', 'policy'], found: undefined },
    {
      why: 'a short name is not near every other short name',
      name: 'arn',
      of: ['key', 'id'],
      found: undefined,
    },
    { why: 'of two as near the first in code-unit order', name: 'b', of: ['c', 'a'], found: 'a' },
    { why: 'there is nothing to choose from', name: 'a', of: [], found: undefined },
  ])('$why', ({ name, of, found }) => {
    expect(nearest(name, of)).toBe(found);
  });

  it('finds the same name first, and a name with one typo among distant ones', () => {
    const names = ['description', 'rotation', 'multiRegion', 'keyUsage'];
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.nat(), (name, at) => {
        const index = at % name.length;
        expect(nearest(name, names)).toBe(name);
        expect(nearest(name.slice(0, index) + name.slice(index + 1), names)).toBe(name);
        expect(nearest(`${name.slice(0, index)}x${name.slice(index)}`, names)).toBe(name);
      }),
    );
  });

  it('finds the same as counting every edit of every candidate', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 6 }), fc.nat({ max: 4 }), (name, candidates, most) => {
        const [first] = candidates
          .map((candidate) => ({ candidate, far: editsBetween(name, candidate) }))
          .filter(({ far }) => far <= most)
          .toSorted((a, b) => a.far - b.far || byCodeUnit(a.candidate, b.candidate));
        expect(nearest(name, candidates, most)).toBe(first?.candidate);
      }),
    );
  });

  it('asks in words, or says nothing', () => {
    expect(didYouMean('tgas', ['tags'])).toBe(': did you mean "tags"?');
    expect(didYouMean('zzz', ['tags'])).toBe('');
  });
});

/** Counts edits by their definition (optimal string alignment), letter by letter from the end. */
function editsBetween(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const same = a.at(-1) === b.at(-1) ? 0 : 1;
  const edits = [
    editsBetween(a.slice(0, -1), b) + 1,
    editsBetween(a, b.slice(0, -1)) + 1,
    editsBetween(a.slice(0, -1), b.slice(0, -1)) + same,
  ];
  if (a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1))
    edits.push(editsBetween(a.slice(0, -2), b.slice(0, -2)) + 1);
  return Math.min(...edits);
}
