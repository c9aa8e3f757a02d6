import { addressIn, createSubnets } from '../../runtime/networks.ts';

/** Finds the address of the client of a request that came from a peer. */
export type ClientAddress = (request: Pick<Request, 'headers'>, peer: string) => string;

/** No request passes more proxies. The rest of a longer header is not read. */
const mostHops = 32;

/**
 * Makes what finds the address of a client behind proxies. Each proxy appends the address that it saw to
 * X-Forwarded-For, so that only the end of the header is proven: it goes from there to the first address that is of no
 * trusted proxy. A peer that is none may write what it likes; its own address counts. Without a list, whoever reaches
 * the listener is the one proxy in front. The header Forwarded counts for nothing: a proxy that does not know it passes
 * on the one of the client.
 */
export function createClientAddress({
  behindProxy,
  trustedProxies,
}: {
  readonly behindProxy: boolean;
  readonly trustedProxies: readonly string[];
}): ClientAddress {
  const isTrusted = createSubnets(trustedProxies);
  const hasList = trustedProxies.length > 0;
  return ({ headers }, peer) => {
    if (!behindProxy) return peer;
    let client = peer;
    const hops = (headers.get('x-forwarded-for') ?? '').split(',').slice(-mostHops);
    for (const hop of hops.toReversed()) {
      if (hasList && !isTrusted(client)) break;
      const seen = addressIn(hop.trim());
      if (seen === undefined) break;
      client = seen;
      if (!hasList) break;
    }
    return client;
  };
}
