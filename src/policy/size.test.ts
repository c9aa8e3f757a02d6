import { describe, expect, it } from 'vitest';
import { largest, sizeOf, tooLarge } from './size.ts';

function sized(letters: string): { readonly Statement: readonly { readonly Resource: string }[] } {
  return { Statement: [{ Resource: letters }] };
}

describe('the size of a document', () => {
  it.each([
    { kind: 'key', limit: 32_768 },
    { kind: 'bucket', limit: 20_480 },
  ] as const)('limits a $kind policy to $limit bytes in UTF-8', ({ kind, limit }) => {
    expect(tooLarge(kind, sized('é'.repeat(limit / 2)), '/policy')).toMatchObject([
      { code: 'policy.too-large', path: '/policy' },
    ]);
    expect(tooLarge(kind, sized('x'.repeat(limit - 600)), '/policy')).toEqual([]);
  });

  // IAM User Guide, IAM and AWS STS quotas: white space is not counted.
  it('counts no white space in the policy of a role', () => {
    expect(largest.role).toBe(10_240);
    expect(tooLarge('role', sized('x'.repeat(10_240)), '/document')).toHaveLength(1);
    expect(tooLarge('role', sized(`${'x'.repeat(9_000)}${' '.repeat(9_000)}`), '/document')).toEqual([]);
    expect(sizeOf('role', sized('a b'))).toBe(sizeOf('role', sized('ab')));
  });
});
