import { describe, expect, it } from 'vitest';
import type { Tree } from '../../model/tree.ts';
import { fillsHoles } from './calls-match.ts';

const arn = 'arn:aws:kms:eu-central-1:111122223333:key/1234';
function assigned(address: string): readonly string[] {
  return address === 'Key/a' ? ['1234', arn] : [];
}
const open = { $unknown: '${Key/a.arn}' };

/** Builds a policy as it is sent: text, in which a hole is a leaf of its own. */
function sent(of: Tree): string {
  return JSON.stringify({ Statement: [{ Sid: 'A', Resource: of }] });
}

describe('the values that fill a planned value', () => {
  it.each<{ why: string; planned: Tree; fresh: Tree | undefined; fills: boolean }>([
    { why: 'what AWS assigned', planned: open, fresh: arn, fills: true },
    { why: 'nothing yet', planned: open, fresh: open, fills: true },
    { why: 'not any text', planned: open, fresh: 'arn:aws:kms:eu-central-1:1:key/other', fills: false },
    { why: 'not what stands around it', planned: open, fresh: `${arn}/*`, fills: false },
    { why: 'not another hole', planned: open, fresh: { $unknown: '${Key/b.arn}' }, fills: false },
    { why: 'not what is no text', planned: open, fresh: { Sid: 'A' }, fills: false },
    { why: 'not that nothing is there', planned: open, fresh: undefined, fills: false },
    { why: 'a part of a text', planned: { $unknown: 'x/${Key/a.keyId}.y' }, fresh: 'x/1234.y', fills: true },
    {
      why: 'no dot stands for all',
      planned: { $unknown: 'x/${Key/a.keyId}.y' },
      fresh: 'x/1234zy',
      fills: false,
    },
    { why: 'a hole inside a policy', planned: { $unknown: sent(open) }, fresh: sent(arn), fills: true },
    {
      why: 'a policy that is open still',
      planned: { $unknown: sent(open) },
      fresh: { $unknown: sent(open) },
      fills: true,
    },
    { why: 'not another policy', planned: { $unknown: sent(open) }, fresh: sent('*'), fills: false },
    { why: 'not a policy in place of one id', planned: open, fresh: sent('*'), fills: false },
    { why: 'what was known is as it was', planned: 'a', fresh: 'b', fills: false },
  ])('$why: $fills', ({ planned, fresh, fills }) => {
    expect(fillsHoles(planned, fresh, assigned)).toBe(fills);
  });
});
