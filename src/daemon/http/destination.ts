import { networkOf, type Network } from '../../runtime/networks.ts';
import type { Names } from '../../runtime/names.ts';

/** Networks that a configuration can allow. What is not among them stays refused. */
export type GuardedNetwork = Extract<Network, 'loopback' | 'private' | 'link-local'>;

export type Destination =
  | { readonly url: URL; readonly address: string }
  /** It leads where no request may go. */
  | { readonly refused: string }
  /** Nobody knows now where it leads. */
  | { readonly unresolved: string };

/**
 * Finds the address of a URL and judges it (authority.md §1.2). A name of which one address is refused is refused
 * whole: whoever controls it could choose.
 */
export async function destinationOf(
  text: string,
  allow: readonly GuardedNetwork[],
  names: Names,
): Promise<Destination> {
  const url = URL.parse(text);
  if (url === null || !['https:', 'http:'].includes(url.protocol))
    return { refused: 'the URL scheme is neither https nor http' };
  if (url.username !== '' || url.password !== '')
    return { refused: 'the URL contains a user name or password' };
  const host = url.hostname.replaceAll(/[[\]]/gu, '');
  const addresses = networkOf(host) === undefined ? await names.addressesOf(host) : [host];
  const [address] = addresses;
  if (address === undefined) return { unresolved: 'its host does not resolve' };
  for (const one of addresses) {
    const network = networkOf(one);
    if (network === 'public' || allow.some((allowed) => allowed === network)) continue;
    return {
      refused: canBeAllowed(network)
        ? `its host is in the network ${network}, which allow of the target does not name`
        : `its host is in the network ${network ?? 'unknown'}, which is never allowed`,
    };
  }
  return { url, address };
}

function canBeAllowed(network: Network | undefined): network is GuardedNetwork {
  return network === 'loopback' || network === 'private' || network === 'link-local';
}
