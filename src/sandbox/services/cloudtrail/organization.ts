import type { Draft } from '../../world.ts';

/** The organization of every world: the account first named manages it, all others are its members (a choice). */
export const organizationId = 'o-exampleorgid';

export function managementAccount(draft: Draft): string | undefined {
  return draft.accounts[0];
}
