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
  /** How long a body may be that is wanted, in bytes. Left out: none is read. */
  readonly mostBytes?: number;
  readonly signal: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  /** By lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Where it was wanted. */
  readonly body?: string;
}

/** Outgoing HTTP as a port. It follows no redirect and keeps no connection. */
export interface HttpClient {
  /** Rejects where no answer came: refused, reset, a certificate that does not fit, or aborted. */
  send(request: HttpRequest): Promise<HttpAnswer>;
}

/** Headers may be so large. */
const maxHeaderSize = 16 * 1024;

export function realHttpClient(): HttpClient {
  return {
    send: ({ method, url, address, headers, body, mostBytes, signal }) =>
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
          const told = { status: answer.statusCode ?? 0, headers: headersOf(answer) };
          if (mostBytes !== undefined) {
            bodyOf(answer, mostBytes).then((text) => {
              resolve({ ...told, body: text });
            }, reject);
            return;
          }
          resolve(told);
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

/** Collects a body, and lets go of one that is too long. */
async function bodyOf(answer: IncomingMessage, most: number): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > most) throw new RangeError(`the answer is too long (limit in bytes: ${String(most)})`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
