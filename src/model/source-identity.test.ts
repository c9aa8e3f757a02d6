import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sourceIdentity } from './source-identity.ts';

it.each([
  { approvers: [], shows: 'a1b2c3d4e5f6.keywright' },
  { approvers: ['uid:1000'], shows: 'a1b2c3d4e5f6.uid-1000' },
  { approvers: ['uid:1000', 'oidc:ada@example.com'], shows: 'a1b2c3d4e5f6.uid-1000,oidc-ada@example.com' },
])('names the plan and who approved it: $shows', ({ approvers, shows }) => {
  expect(sourceIdentity('a1b2c3d4e5f6', approvers)).toBe(shows);
});

it('is what STS takes, whatever a subject holds', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (approvers) => {
      expect(sourceIdentity('a1b2c3d4e5f6', approvers)).toMatch(/^[\w=,.@-]{2,64}$/u);
    }),
  );
});
