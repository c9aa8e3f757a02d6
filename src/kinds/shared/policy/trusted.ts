import type { Settings } from '../../../model/resource.ts';

type Trusting = Pick<Settings, 'accounts' | 'trustedAccounts' | 'judgedBy'>;

/**
 * Lists the accounts of the Stack and those that it trusts; of a Stack that nobody accepted, those accepted before.
 */
export function trustedIds(settings: Trusting): readonly string[] {
  const { accounts, trustedAccounts } = settings.judgedBy ?? settings;
  return [...accounts.map(({ id }) => id), ...trustedAccounts];
}

export function isTrusted(account: string, settings: Trusting): boolean {
  return trustedIds(settings).includes(account);
}
