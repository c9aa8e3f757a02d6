/** Where something listens. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** Parses `127.0.0.1:9808` or `[::]:9808`. */
export function listenAddressOf(text: string): ListenAddress {
  const colon = text.lastIndexOf(':');
  return { host: text.slice(0, colon).replaceAll(/[[\]]/gu, ''), port: Number(text.slice(colon + 1)) };
}

/**
 * Builds the URL at which a process of the same machine reaches it. Uses loopback for a listener on all addresses,
 * which answers there too.
 */
export function localUrlOf({ host, port }: ListenAddress, path: string): URL {
  const local = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return new URL(`http://${local.includes(':') ? `[${local}]` : local}:${port}${path}`);
}

/** Tests whether only processes of the same machine reach the listener. */
export function isLoopback({ host }: Pick<ListenAddress, 'host'>): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/u.test(host);
}
