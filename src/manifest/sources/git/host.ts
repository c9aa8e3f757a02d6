import type { Names } from '../../../runtime/names.ts';
import { networkOf, type Network } from '../../../runtime/networks.ts';
import { trouble } from '../refusals.ts';
import type { Failed } from './failed.ts';

/**
 * Resolves a host and refuses one that leads to this machine, to a metadata service of its cloud or to another guarded
 * network. Whoever connects uses these addresses: a second look at the name could give others (DNS rebinding).
 */
export async function addressesOf(
  host: string,
  allow: readonly string[],
  names: Names,
): Promise<{ readonly addresses: readonly string[] } | Failed> {
  const addresses = await names.addressesOf(host);
  if (addresses.length === 0)
    return { failed: trouble('source.unreachable', `the host ${host} does not resolve to an address`) };
  for (const address of addresses) {
    const network = networkOf(address);
    if (network === undefined || !isOpen(network, allow)) {
      const hint =
        network === undefined || !canBeAllowed.has(network)
          ? 'use another host: this address is never allowed'
          : `if the repository is there, add ${network} to git.allow`;
      const message = `the host ${host} has the address ${address} (${network ?? 'none'}), which is not allowed`;
      return { failed: trouble('source.host', message, hint) };
    }
  }
  return { addresses };
}

const canBeAllowed: ReadonlySet<Network> = new Set(['loopback', 'private', 'link-local']);

function isOpen(network: Network, allow: readonly string[]): boolean {
  return network === 'public' || (canBeAllowed.has(network) && allow.includes(network));
}
