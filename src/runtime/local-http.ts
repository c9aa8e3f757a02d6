import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import { claimSocket, checkPlace, checkSocket, type SocketRefused } from './socket-place.ts';

export interface LocalRequest {
  readonly method: string;
  readonly path: string;
  /** The text of the header `authorization`. */
  readonly authorization?: string;
  readonly body: string;
}

export interface LocalResponse {
  readonly status: number;
  readonly body: string;
}

/** The signal is aborted when the client goes away. */
export type LocalHandler = (request: LocalRequest, signal: AbortSignal) => Promise<LocalResponse>;

/** Bounds of what one client can take. Lengths of time are in milliseconds. */
export interface LocalLimits {
  /** Of a request's body, and of an answer that is read. */
  readonly mostBytes: number;
  /** Until a request must have arrived, and until some of an answer must have been taken. */
  readonly patience: number;
  readonly connections: number;
}

export type Listening = { readonly is: 'listening'; close(): Promise<void> } | SocketRefused;

export type LocalAnswer =
  | ({ readonly is: 'answer' } & LocalResponse)
  /** Nobody listens there. */
  | { readonly is: 'absent' }
  /** Somebody listened, and the answer did not come, or not whole. */
  | { readonly is: 'silent'; readonly message: string }
  | SocketRefused;

/** HTTP between processes of one user of this machine, over a unix socket that only this user and root can open. */
export interface LocalHttp {
  /** Takes the place of a socket whose process is gone, and of nothing else. */
  listen(path: string, handler: LocalHandler, limits: LocalLimits): Promise<Listening>;
  ask(
    path: string,
    request: LocalRequest,
    limits: Pick<LocalLimits, 'mostBytes'>,
    signal: AbortSignal,
  ): Promise<LocalAnswer>;
}

export function realLocalHttp(): LocalHttp {
  return { listen, ask };
}

async function listen(path: string, handler: LocalHandler, limits: LocalLimits): Promise<Listening> {
  const unsafe = await checkPlace(path);
  if (unsafe !== undefined) return unsafe;
  const server = createServer(
    {
      headersTimeout: limits.patience,
      requestTimeout: limits.patience,
      connectionsCheckingInterval: Math.min(limits.patience, 1000),
      maxHeaderSize: 8192,
      keepAlive: false,
    },
    (request, response) => void serve(request, response, handler, limits),
  );
  server.maxConnections = limits.connections;
  const claimed = await claimSocket(
    path,
    (at) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(at, () => {
          server.off('error', reject);
          resolve();
        });
      }),
  );
  const end = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
  if (claimed.is === 'refused') {
    if (server.listening) await end();
    return claimed;
  }
  return {
    is: 'listening',
    async close() {
      await claimed.release();
      await end();
    },
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  handler: LocalHandler,
  { mostBytes, patience }: LocalLimits,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => {
    gone.abort();
  });
  try {
    const body = await bodyOf(request, mostBytes);
    const answer =
      body === undefined
        ? { status: 413, body: '' }
        : await handler(
            {
              method: request.method ?? '',
              path: request.url ?? '',
              body,
              ...(request.headers.authorization === undefined
                ? {}
                : { authorization: request.headers.authorization }),
            },
            gone.signal,
          );
    // Who asks and does not read must not hold the answer for ever.
    response.setTimeout(patience, () => response.destroy());
    response.writeHead(answer.status, { 'content-type': 'application/json', connection: 'close' });
    response.end(answer.body);
  } catch {
    if (response.headersSent) response.destroy();
    else response.writeHead(500, { connection: 'close' }).end();
  }
}

/** Returns undefined for one that is larger than allowed: the rest of it is not read. */
async function bodyOf(message: IncomingMessage, most: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function ask(
  path: string,
  { method, path: url, authorization, body }: LocalRequest,
  { mostBytes }: Pick<LocalLimits, 'mostBytes'>,
  signal: AbortSignal,
): Promise<LocalAnswer> {
  const found = await checkSocket(path);
  if (found !== 'safe') return found;
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const sent = send(
        {
          socketPath: path,
          method,
          path: url,
          signal,
          agent: false,
          headers: {
            host: 'localhost',
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
            ...(authorization === undefined ? {} : { authorization }),
          },
        },
        resolve,
      );
      sent.once('error', reject);
      sent.end(body);
    });
    const text = await bodyOf(response, mostBytes);
    if (text === undefined) return { is: 'silent', message: 'the answer is too large' };
    return { is: 'answer', status: response.statusCode ?? 0, body: text };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ECONNREFUSED' || code === 'ENOENT') return { is: 'absent' };
    return { is: 'silent', message: error instanceof Error ? error.message : String(error) };
  }
}
