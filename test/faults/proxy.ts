import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Randoms } from '../../src/runtime/random.ts';
import { drawFault, showFault, type Fault } from './kinds.ts';
import { errorBody, operationName, page, reads, serviceOf } from './speech.ts';

export interface FaultProxy {
  readonly url: string;
  /** Share of exchanges that are disturbed; 0 from the start. */
  setRate(rate: number): void;
  /** The disturbed exchanges, in the order in which they began. */
  readonly trace: readonly string[];
  close(): Promise<void>;
}

export interface ProxyOptions {
  readonly upstream: string;
  readonly randoms: Randoms;
  /** Called when an exchange is left without an end: whoever waits for it may let time go on. */
  hung(id: string): void;
}

interface Upstream {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer;
}

/** Header by which the client names an exchange. */
export const exchangeHeader = 'x-exchange';

/**
 * Forwards to an endpoint and disturbs some exchanges. What happens to the n-th exchange of an operation depends on
 * the seed alone, not on the order in which others arrive.
 */
export async function createFaultProxy(options: ProxyOptions): Promise<FaultProxy> {
  const { upstream, randoms, hung } = options;
  const counts = new Map<string, number>();
  const trace: string[] = [];
  let rate = 0;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const operation = operationName(request, body);
    const count = (counts.get(operation) ?? 0) + 1;
    counts.set(operation, count);
    const stream = randoms.stream(`${operation} ${String(count)}`);
    const fault = drawFault(stream, rate, reads(operation));
    if (fault !== undefined) trace.push(`${operation} #${String(count)}: ${showFault(fault)}`);
    await disturb(fault, { request, response, body, upstream, hung });
  }

  const server = createServer((request, response) => {
    response.on('error', () => undefined);
    serve(request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    setRate(next) {
      rate = next;
    },
    trace,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Buffer;
  readonly upstream: string;
  hung(id: string): void;
}

async function disturb(fault: Fault | undefined, exchange: Exchange): Promise<void> {
  const { request, response } = exchange;
  if (fault !== undefined && 'when' in fault && fault.when === 'before') {
    answerInstead(fault, exchange);
    return;
  }
  if (fault?.is === 'error' || fault?.is === 'redirect' || fault?.is === 'garbage') {
    answerInstead(fault, exchange);
    return;
  }
  const { status, headers, body } = await forward(exchange);
  switch (fault?.is) {
    case undefined:
      response.writeHead(status, headers).end(body);
      return;
    case 'cut': {
      const short = body.subarray(0, Math.floor(body.length * fault.share));
      const length = fault.then === 'end' ? short.length : body.length + 1;
      response.writeHead(status, { ...headers, 'content-length': String(length) });
      response.write(short, () => {
        if (fault.then === 'reset') request.socket.destroy();
        else if (fault.then === 'end') response.end();
        else hang(exchange);
      });
      return;
    }
    case 'relabel':
      response.writeHead(status, { ...headers, 'content-type': fault.contentType }).end(body);
      return;
    case 'twice': {
      const head = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}\r\n`);
      const lines = [
        `HTTP/1.1 ${String(status)} OK\r\n`,
        ...head,
        `content-length: ${String(body.length)}\r\n\r\n`,
      ];
      const once = Buffer.concat([Buffer.from(lines.join('')), body]);
      request.socket.write(Buffer.concat([once, once]));
      return;
    }
    case 'padded':
      response.writeHead(status, headers).end(Buffer.concat([body, Buffer.alloc(50_000, ' ')]));
      return;
    case 'reset':
    case 'hang':
    case 'page':
    case 'body':
      answerInstead(fault, exchange);
  }
}

function answerInstead(
  fault: Exclude<Fault, { readonly is: 'cut' | 'relabel' | 'twice' | 'padded' }>,
  exchange: Exchange,
): void {
  const { request, response } = exchange;
  switch (fault.is) {
    case 'reset':
      request.socket.destroy();
      return;
    case 'hang':
      hang(exchange);
      return;
    case 'page':
      response.writeHead(fault.status, { 'content-type': 'text/html' }).end(page);
      return;
    case 'body': {
      const type = serviceOf(request) === 'json' ? 'application/x-amz-json-1.1' : 'application/xml';
      response.writeHead(200, { 'content-type': type }).end(fault.text);
      return;
    }
    case 'error': {
      const { contentType, text } = errorBody(request, fault);
      response.writeHead(
        serviceOf(request) === 's3' && fault.name === 'ThrottlingException' ? 503 : fault.status,
        {
          'content-type': contentType,
        },
      );
      response.end(text);
      return;
    }
    case 'redirect':
      response.writeHead(fault.status, { location: 'http://127.0.0.1:9/' }).end();
      return;
    case 'garbage':
      request.socket.write('\u0000\u0001HELLO\r\n\r\n');
      request.socket.destroy();
  }
}

function hang({ request, hung }: Exchange): void {
  const id = request.headers[exchangeHeader];
  if (typeof id === 'string') hung(id);
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function forward({ request, body, upstream }: Exchange): Promise<Upstream> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(upstream);
    const { method, url: path, headers } = request;
    const sent = httpRequest({ hostname, port, method, path, headers, agent: false }, (answer) => {
      bodyOf(answer).then((bytes) => {
        const {
          'transfer-encoding': _chunked,
          'content-length': _length,
          connection: _kept,
          ...rest
        } = answer.headers;
        const given = Object.entries(rest).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, value] as const],
        );
        resolve({ status: answer.statusCode ?? 500, headers: Object.fromEntries(given), body: bytes });
      }, reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
