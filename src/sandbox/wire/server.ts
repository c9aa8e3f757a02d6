import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { closed, started } from '../../runtime/listening.ts';
import type { Wire } from './wire.ts';

export interface WireServer {
  /** `http://127.0.0.1:4599`, for `AWS_ENDPOINT_URL`. */
  readonly url: string;
  close(): Promise<void>;
}

export interface ListenOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** Only this machine unless told otherwise: the sandbox asks nobody for a password. */
  readonly host?: string;
}

/** Serves the sandbox over HTTP, for the aws CLI and other processes. Rejects if the port is taken. */
export async function listen(wire: Wire, { port, host = '127.0.0.1' }: ListenOptions): Promise<WireServer> {
  const server = createServer((request, response) => void serve(wire, request, response));
  await started(server, port, host);
  const address = server.address();
  const actual = typeof address === 'object' && address !== null ? address.port : port;
  return { url: `http://${host}:${actual}`, close: () => closed(server) };
}

async function serve(wire: Wire, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const body = await bodyOf(request);
    const address = new URL(request.url ?? '/', 'http://host');
    const answer = await wire.answer({
      method: request.method ?? 'GET',
      host: (request.headers.host ?? '').replace(/:\d+$/u, ''),
      path: address.pathname,
      query: [...address.searchParams],
      headers: headersOf(request),
      body,
    });
    if (answer.is === 'broken') {
      request.socket.destroy();
      return;
    }
    // An answer to HEAD has no body, and says how long it would be.
    const length = request.method === 'HEAD' ? answer.headers['content-length'] : undefined;
    response.writeHead(answer.status, {
      ...answer.headers,
      'content-length': length ?? String(answer.body.length),
    });
    response.end(answer.body);
  } catch (error) {
    if (response.headersSent) response.destroy();
    else response.writeHead(500, { 'content-type': 'text/plain' }).end(`the sandbox broke: ${String(error)}`);
  }
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function headersOf(request: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(',') : value]],
    ),
  );
}
