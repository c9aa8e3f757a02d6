import type { Settings } from '../model/resource.ts';

/** The accounts of the Stack and those that it trusts. */
export function trustedIds({
  accounts,
  trustedAccounts,
}: Pick<Settings, 'accounts' | 'trustedAccounts'>): readonly string[] {
  return [...accounts.map(({ id }) => id), ...trustedAccounts];
}

export function isTrusted(
  account: string,
  settings: Pick<Settings, 'accounts' | 'trustedAccounts'>,
): boolean {
  return trustedIds(settings).includes(account);
}
