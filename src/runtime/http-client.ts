import { request as requestOverHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestOverHttps } from 'node:https';
import { isIPv6 } from 'node:net';

/** One request to one address that was looked up before: the name is not resolved again. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  /** Where the request goes, whatever the name resolves to meanwhile. */
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  /** By lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Outgoing HTTP as a port. It follows no redirect and keeps no connection. */
export interface HttpClient {
  /** Rejects where no answer came: refused, reset, a certificate that does not fit, or aborted. */
  send(request: HttpRequest): Promise<HttpAnswer>;
}

/** Headers may be so large. A body is not read: nobody needs it. */
const maxHeaderSize = 16 * 1024;

export function realHttpClient(): HttpClient {
  return {
    send: ({ method, url, address, headers, body, signal }) =>
      new Promise((resolve, reject) => {
        const options: RequestOptions = {
          method,
          headers: {
            ...headers,
            ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
          },
          signal,
          agent: false,
          maxHeaderSize,
          lookup: (_host, { all }, found) => {
            const family = isIPv6(address) ? 6 : 4;
            if (all === true) found(null, [{ address, family }]);
            else found(null, address, family);
          },
        };
        const send = url.protocol === 'https:' ? requestOverHttps : requestOverHttp;
        const request = send(url, options, (answer) => {
          resolve({ status: answer.statusCode ?? 0, headers: headersOf(answer) });
          answer.destroy();
        });
        request.on('error', reject);
        request.end(body);
      }),
  };
}

function headersOf(answer: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(answer.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}
