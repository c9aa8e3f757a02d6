import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { closed, started } from './listening.ts';

export interface ServedRequest {
  readonly method: string;
  readonly path: string;
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
    async serve({ host, port }, answer) {
      const server = createServer(
        {
          headersTimeout: patience,
          requestTimeout: patience,
          connectionsCheckingInterval: 1_000,
          keepAliveTimeout: patience,
          maxHeaderSize: 8 * 1024,
        },
        (request, response) => void respond(request, response, answer),
      );
      server.maxConnections = connections;
      server.maxRequestsPerSocket = 100;
      await started(server, port, host);
      const at = server.address();
      return {
        port: typeof at === 'object' && at !== null ? at.port : port,
        close: () => closed(server),
      };
    },
  };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (request: ServedRequest) => Promise<ServedAnswer>,
): Promise<void> {
  const method = request.method ?? '';
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const told = await answer({ method, path }).catch(() => failed);
  const body = Buffer.from(told.body);
  response.writeHead(told.status, {
    'content-type': told.type,
    'content-length': body.length,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    // What came with a body was not read: the connection is of no use any more.
    ...(hasBody(request) ? { connection: 'close' } : {}),
  });
  response.end(method === 'HEAD' ? undefined : body);
}

const failed: ServedAnswer = { status: 500, type: 'text/plain; charset=utf-8', body: 'failed\n' };

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
