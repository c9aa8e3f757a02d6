import { lookup } from 'node:dns/promises';

/** Names of hosts as a port. */
export interface Names {
  /** Every address of a host, as the system resolves it; empty if it has none. */
  addressesOf(host: string): Promise<readonly string[]>;
}

/** Asks the resolver of the system, which also reads `/etc/hosts` and numbers in odd notations. */
export function realNames(): Names {
  return {
    async addressesOf(host) {
      try {
        return (await lookup(host, { all: true })).map(({ address }) => address);
      } catch {
        return [];
      }
    },
  };
}
