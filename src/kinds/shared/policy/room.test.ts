import { expect, it } from 'vitest';
import { withRoom } from './room.ts';

function sized(letters: string): { readonly Statement: readonly { readonly Resource: string }[] } {
  return { Statement: [{ Resource: letters }] };
}

it('blocks a write that only the statements of others make too large', () => {
  const large = sized('x'.repeat(20_480));
  expect(withRoom('bucket', large, 2)).toMatchObject({
    is: 'blocked',
    code: 'policy.too-large',
    why: expect.stringContaining('the 2 statements of others'),
  });
  // Without statements of others it is reported when the manifest is checked.
  expect(withRoom('bucket', large, 0)).toEqual({ is: 'now' });
  expect(withRoom('bucket', sized('x'), 2)).toEqual({ is: 'now' });
  expect(withRoom('bucket', null, 2)).toEqual({ is: 'now' });
});
