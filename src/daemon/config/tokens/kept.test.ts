import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tokensAfter } from './kept.ts';
import type { ListedToken } from './load.ts';

function listed(digit: string): ListedToken {
  const person = { id: `person:${digit}`, name: digit };
  return { hash: digit.repeat(64), person, bindings: [{ role: 'viewer' }], expiresAt: 1 };
}

const [a, b] = [listed('a'), listed('b')];
const broken = { is: 'refused', diagnostics: [] } as const;

it.each([
  ['keeps what a broken file still holds', `- hash: ${a.hash}\n- hash: ${b.hash}\n  role: viewr\n`, [a, b]],
  ['ends what a broken file no longer holds', `- hash: ${b.hash}\n  role: viewr\n`, [b]],
  ['ends what stands in a comment', `#- hash: ${a.hash}\n  # ${a.hash}\n- hash: ${b.hash} # ${a.hash}`, [b]],
  ['ends all when the file is gone', '', []],
])('%s', (_, text, kept) => {
  expect(tokensAfter([a, b], broken, text)).toEqual(kept);
});

it('takes what a whole file says', () => {
  expect(tokensAfter([a], { is: 'ok', tokens: [b] }, '')).toEqual([b]);
});

it('lets nobody in by a broken file who was not in before', () => {
  fc.assert(
    fc.property(fc.subarray([a, b]), fc.string(), (before, text) => {
      const after = tokensAfter(before, broken, `${text}${a.hash}${text}${b.hash}`);
      expect(before).toEqual(expect.arrayContaining([...after]));
    }),
  );
});
