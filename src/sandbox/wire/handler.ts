import { Readable } from 'node:stream';
import { HttpResponse } from '@smithy/core/protocols';
import { utf8 } from './http.ts';
import type { Wire } from './wire.ts';

/** What a client of the SDK hands down. */
interface ClientRequest {
  readonly method: string;
  readonly hostname: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface WireHandler {
  readonly metadata: { readonly handlerProtocol: 'http/1.1' };
  handle(
    request: object,
    options?: { readonly abortSignal?: unknown },
  ): Promise<{ readonly response: HttpResponse }>;
  destroy(): void;
}

/**
 * Creates a request handler for SDK clients that needs no socket: signing and codecs are real, the network is not.
 */
export function wireHandler(wire: Wire): WireHandler {
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle(request, options) {
      const { method, hostname, path, query, headers, body } = request as ClientRequest;
      const answer = await Promise.race([
        wire.answer({
          method,
          host: hostname,
          path,
          query: queryOf(query ?? {}),
          headers: Object.fromEntries(
            Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
          ),
          body: await bytesOf(body),
        }),
        aborted(options?.abortSignal),
      ]);
      if (answer.is === 'broken') throw Object.assign(new Error(answer.message), { code: answer.name });
      return {
        response: new HttpResponse({
          statusCode: answer.status,
          headers: answer.headers,
          body: Readable.from([answer.body]),
        }),
      };
    },
    destroy: () => undefined,
  };
}

/** Rejects as Node's handler does; never settles without a signal. */
function aborted(signal: unknown): Promise<never> {
  if (!(signal instanceof AbortSignal)) return Promise.race<never>([]);
  return new Promise((_, reject) => {
    function stop(): void {
      reject(Object.assign(new Error('Request aborted'), { name: 'AbortError' }));
    }
    if (signal instanceof AbortSignal && signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

function queryOf(query: Readonly<Record<string, string | readonly string[] | null>>): [string, string][] {
  return Object.entries(query).flatMap(([name, value]) =>
    (typeof value === 'object' && value !== null ? value : [value ?? '']).map((one): [string, string] => [
      name,
      one,
    ]),
  );
}

async function bytesOf(body: unknown): Promise<Uint8Array> {
  if (body === undefined || body === null) return new Uint8Array();
  if (typeof body === 'string') return utf8(body);
  if (body instanceof Uint8Array) return body;
  if (typeof body === 'object' && Symbol.asyncIterator in body) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of body as AsyncIterable<Uint8Array | string>)
      chunks.push(typeof chunk === 'string' ? utf8(chunk) : chunk);
    return Buffer.concat(chunks);
  }
  throw new TypeError('a body of this kind is not known to the wire');
}
