import { getRequestListener } from '@hono/node-server';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { boundConnections } from './connections.ts';
import { closed, started } from './listening.ts';

export interface ServedRequest {
  readonly method: string;
  readonly path: string;
}

/** A request whose body is read by who answers, while it arrives. */
export interface ReceivedRequest extends ServedRequest {
  /** By their names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** The length that the client announced, in bytes. */
  readonly length: number | undefined;
  /** Ends the connection where it becomes longer than allowed. */
  readonly body: AsyncIterable<Uint8Array>;
}

/** Bounds of what one client can take. The length of time is in milliseconds. */
export interface ReceiveLimits {
  readonly mostBytes: number;
  readonly patience: number;
  readonly connections: number;
}

export interface ServedAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** A listener of HTTP as a port. */
export interface HttpServers {
  /**
   * Answers at an address until closed. No body of a request is read; headers, connections and times are bounded.
   * Rejects if the address cannot be had. Port 0 takes a free one.
   */
  serve(
    address: { readonly host: string; readonly port: number },
    answer: (request: ServedRequest) => Promise<ServedAnswer>,
  ): Promise<HttpListener>;
  /** Answers requests with a body, within limits, until closed. Rejects if the address cannot be had. */
  receive(
    address: { readonly host: string; readonly port: number },
    answer: (request: ReceivedRequest) => Promise<ServedAnswer>,
    limits: ReceiveLimits,
  ): Promise<HttpListener>;
  /**
   * Answers requests in the terms of the web platform until closed: bodies and answers stream. Whoever answers bounds
   * the bodies, and gets the address of the peer. Rejects if the address cannot be had.
   */
  web(
    address: { readonly host: string; readonly port: number },
    answer: (request: Request, from: string) => Promise<Response>,
    limits: Pick<ReceiveLimits, 'patience' | 'connections'>,
  ): Promise<HttpListener>;
}

export interface HttpListener {
  readonly port: number;
  close(): Promise<void>;
}

/** A slow or idle client holds a connection no longer than this, in milliseconds. */
const patience = 5_000;
/** Prometheus and the probes of Kubernetes need a handful. */
const connections = 32;

export function realHttpServers(): HttpServers {
  return {
    serve: (address, answer) =>
      listen(address, { patience, connections }, (request, response) =>
        respond(request, response, answer(targetOf(request))),
      ),
    receive: (address, answer, limits) =>
      listen(address, limits, (request, response) =>
        respond(request, response, answer(receivedOf(request, limits))),
      ),
    web: (address, answer, limits) => {
      const listener = getRequestListener(
        (request, { incoming }) => answer(request, incoming.socket.remoteAddress ?? ''),
        { overrideGlobalObjects: false },
      );
      return listen(address, limits, async (request, response) => listener(request, response));
    },
  };
}

async function listen(
  { host, port }: { readonly host: string; readonly port: number },
  limits: Omit<ReceiveLimits, 'mostBytes'>,
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<HttpListener> {
  const server = createServer(
    {
      headersTimeout: limits.patience,
      requestTimeout: limits.patience,
      connectionsCheckingInterval: Math.min(1_000, limits.patience),
      keepAliveTimeout: patience,
      // A bearer token of an issuer may take 8 KiB, and so may the URL.
      maxHeaderSize: 16 * 1024,
      // Whatever NODE_OPTIONS say: a head that two programs read differently smuggles a request past one of them.
      insecureHTTPParser: false,
      requireHostHeader: true,
    },
    (request, response) => {
      if (isClear(request)) void answer(request, response);
      else response.writeHead(400, { connection: 'close', 'content-length': 0 }).end();
    },
  );
  boundConnections(server, limits.connections);
  server.maxRequestsPerSocket = 100;
  await started(server, port, host);
  const at = server.address();
  return {
    port: typeof at === 'object' && at !== null ? at.port : port,
    close: () => closed(server),
  };
}

/**
 * Returns true if the request names its host once. Node.js takes the first of several Hosts, and none in HTTP/1.0; a
 * proxy may take another (RFC 9112 §3.2).
 */
function isClear({ rawHeaders, headers, url = '' }: IncomingMessage): boolean {
  const hosts = rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host');
  if (hosts.length !== 1) return false;
  if (url.startsWith('/')) return true;
  const whole = URL.parse(url);
  return whole?.protocol === 'http:' && url.split('/')[2] === headers.host;
}

function targetOf({ method = '', url = '/' }: IncomingMessage): ServedRequest {
  return { method, path: url.split('?')[0] ?? '/' };
}

function receivedOf(request: IncomingMessage, { mostBytes }: ReceiveLimits): ReceivedRequest {
  const announced = request.headers['content-length'];
  return {
    ...targetOf(request),
    headers: new Map(
      Object.entries(request.headers).flatMap(([name, value]) =>
        typeof value === 'string' ? [[name, value] as const] : [],
      ),
    ),
    length: announced === undefined ? undefined : Number(announced),
    body: bounded(request, mostBytes),
  };
}

/** Gives the parts of a body; leaving the loop early ends the connection. */
async function* bounded(request: IncomingMessage, most: number): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > most) throw new RangeError(`the body is too long (limit in bytes: ${String(most)})`);
    yield chunk;
  }
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Promise<ServedAnswer>,
): Promise<void> {
  const told = await answer.catch(() => failed);
  const body = Buffer.from(told.body);
  response.writeHead(told.status, {
    'content-type': told.type,
    'content-length': body.length,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    // Its body may not have been read to its end: the connection is of no use any more.
    ...(hasBody(request) ? { connection: 'close' } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

const failed: ServedAnswer = { status: 500, type: 'text/plain; charset=utf-8', body: 'failed\n' };

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
