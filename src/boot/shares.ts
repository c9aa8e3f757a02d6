/** What the operator set: the part of AWS's quotas that all processes together may use. */
export interface SharesSet {
  readonly share: number;
  /** Of single accounts, where it differs. */
  readonly shares: Readonly<Record<string, number>>;
}

/** The part of the quotas of an account that this process may use (authority.md §4.23). */
export interface Shares {
  of(account: string): number;
  /** Notes how many processes look after a Stack, and in which accounts. */
  note(source: string, accounts: readonly string[], processes: number): void;
}

/** Divides what is set among the processes that are known. */
export function createShares({ share, shares }: SharesSet): Shares {
  const known = new Map<string, { readonly accounts: readonly string[]; readonly processes: number }>();
  return {
    of(account) {
      const counts = [...known.values()]
        .filter(({ accounts }) => accounts.includes(account))
        .map(({ processes }) => processes);
      return (shares[account] ?? share) / Math.max(1, ...counts);
    },
    note: (source, accounts, processes) => void known.set(source, { accounts, processes }),
  };
}
