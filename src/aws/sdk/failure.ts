import { untrusted, type TransportError } from '../classify.ts';

/** Node's codes that say that no connection came about. */
const notConnected: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'ERR_PROXY_TUNNEL',
  ...untrusted,
]);

interface Thrown {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: unknown; readonly requestId?: unknown };
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
}

/**
 * Turns what the SDK threw into a value. `handed` says whether the request was handed to the network. What failed
 * before (credentials, endpoint, serialisation) certainly reached nobody.
 */
export function failureOf(thrown: unknown, handed: boolean): TransportError {
  const { name, code, message, $metadata, $response } = (
    typeof thrown === 'object' && thrown !== null ? thrown : {}
  ) as Thrown;
  const status = $metadata?.httpStatusCode;
  const network = typeof code === 'string' && status === undefined ? code : undefined;
  const requestId = $metadata?.requestId;
  const retryAfterMs = retryAfter($response?.headers ?? {});
  return {
    is: 'error',
    name: network ?? (typeof name === 'string' ? name : 'Error'),
    message: typeof message === 'string' ? message : String(thrown),
    sent: handed && (network === undefined || !notConnected.has(network)),
    ...(typeof status === 'number' ? { status } : {}),
    ...(typeof requestId === 'string' ? { requestId } : {}),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

/**
 * Parses the pause that AWS asks for, into milliseconds. `x-amz-retry-after` is in milliseconds. `retry-after` is in
 * seconds (RFC 9110; AWS does not use its dates).
 */
function retryAfter(headers: Readonly<Record<string, string>>): number | undefined {
  const milliseconds = Number(headers['x-amz-retry-after'] ?? Number(headers['retry-after']) * 1_000);
  return Number.isFinite(milliseconds) && milliseconds >= 0 ? milliseconds : undefined;
}
