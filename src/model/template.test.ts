import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Address } from './address.ts';
import { isMap } from './tree.ts';
import { fill, hasHoles, holeFor, holesOf, resolve } from './template.ts';

describe('holes of a text', () => {
  it.each([
    {
      why: 'an attribute',
      text: 'a ${Key/x.arn} b',
      holes: [{ is: 'attribute', of: 'Key/x', attribute: 'arn' }],
    },
    {
      why: 'a name may hold dots',
      text: '${Key/a.b.arn}',
      holes: [{ is: 'attribute', of: 'Key/a.b', attribute: 'arn' }],
    },
    {
      why: 'the place',
      text: '${account.id}${region}${partition}',
      holes: [{ name: 'account.id' }, { name: 'region' }, { name: 'partition' }],
    },
    {
      why: "IAM's variables are not ours",
      text: "${aws:username} ${s3:prefix} ${aws:PrincipalTag/team, 'x'}",
      holes: [],
    },
    { why: "IAM's escapes are not ours", text: '${*} ${?} ${$}', holes: [] },
    {
      why: 'what an identity provider is called is its own affair',
      text: '${oidc.eks.eu-west-1.amazonaws.com/id/A1:sub}',
      holes: [],
    },
    { why: 'an unknown name is a mistake', text: '${regoin}', holes: [{ is: 'wrong', inside: 'regoin' }] },
    { why: 'a kind without a name is a mistake', text: '${Key.arn}', holes: [{ is: 'wrong' }] },
    { why: 'an empty hole is a mistake', text: '${}', holes: [{ is: 'wrong', inside: '' }] },
    {
      why: 'an open hole is a mistake',
      text: 'x ${Key/x.arn',
      holes: [{ is: 'wrong', text: '${Key/x.arn' }],
    },
    {
      why: 'a hole inside a variable of IAM is ours',
      text: "${aws:PrincipalTag/t, '${region}'}",
      holes: [{ name: 'region' }],
    },
    { why: 'holes do not overlap', text: '${${region}', holes: [{ is: 'wrong', inside: '${region' }] },
    { why: 'a lone dollar is text', text: '$5 {a} $', holes: [] },
  ])('$why', ({ text, holes }) => {
    const found = holesOf(text);
    expect(found).toHaveLength(holes.length);
    expect(found).toMatchObject(holes);
    for (const hole of found) expect(text.slice(hole.start, hole.end)).toBe(hole.text);
  });

  it('changes nothing when it fills nothing, whatever the text', () => {
    const pieces = fc.array(
      fc.constantFrom('${', '}', '$', 'Key/x.arn', 'aws:', 'region', ' ', '${region}', '${*}'),
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join('');
        expect(fill(text, () => undefined)).toBe(text);
        expect(hasHoles(fill(text, () => 'x')) && !hasHoles(text)).toBe(false);
      }),
    );
  });
});

describe('filling what AWS assigned', () => {
  const attributes = new Map<Address, Readonly<Record<string, string>>>([['Key/x', { arn: 'arn:x' }]]);

  it.each([
    { why: 'a leaf with all holes known is text', tree: { $unknown: 'a ${Key/x.arn}!' }, filled: 'a arn:x!' },
    {
      why: 'a leaf with some known keeps the others',
      tree: { $unknown: '${Key/x.arn} ${Key/y.arn}' },
      filled: { $unknown: 'arn:x ${Key/y.arn}' },
    },
    { why: 'text that is not Unknown is left alone', tree: ['${Key/x.arn}'], filled: ['${Key/x.arn}'] },
    {
      why: 'lists and maps keep their shape',
      tree: { a: [{ $unknown: holeFor('Key/x', 'arn') }, null, 1], b: true },
      filled: { a: ['arn:x', null, 1], b: true },
    },
    {
      why: 'names of Object.prototype are no attributes',
      tree: { $unknown: '${Key/x.constructor}' },
      filled: { $unknown: '${Key/x.constructor}' },
    },
  ])('$why', ({ tree, filled }) => {
    expect(resolve(tree, attributes)).toEqual(filled);
  });

  it('gives back what it fills nothing in, and copies only the way to what it fills', () => {
    const still = { list: ['a', { $unknown: '${Key/y.arn}' }], map: { ['__proto__']: { a: 1 } } };
    expect(resolve(still, attributes)).toBe(still);
    const filled = resolve({ still, hole: { $unknown: '${Key/x.arn}' } }, attributes);
    expect(filled).toEqual({ still, hole: 'arn:x' });
    expect(isMap(filled) && filled['still']).toBe(still);
  });
});
