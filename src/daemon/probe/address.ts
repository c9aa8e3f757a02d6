/** Where something listens. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** Reads `127.0.0.1:9808` or `[::]:9808`. */
export function listenAddressOf(text: string): ListenAddress {
  const colon = text.lastIndexOf(':');
  return { host: text.slice(0, colon).replaceAll(/[[\]]/gu, ''), port: Number(text.slice(colon + 1)) };
}

/** The URL at which a process of the same machine reaches it: a listener on all addresses answers on loopback too. */
export function localUrlOf({ host, port }: ListenAddress, path: string): URL {
  const local = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return new URL(`http://${local.includes(':') ? `[${local}]` : local}:${port}${path}`);
}
