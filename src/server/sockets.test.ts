import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { realHttpServers, type HttpListener } from '../runtime/http-server.ts';
import { bearer } from './access/gatekeeper.test-helper.ts';
import { apiWith, type Asked } from './testing/app.test-helper.ts';

/** Of these tests only: a client that does nothing is waited for. */
const patience = 200;
const connections = 4;

interface Served extends Asked {
  readonly port: number;
  /** The requests that reached the API. */
  readonly seen: string[];
}

const listeners: HttpListener[] = [];
const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(listeners.splice(0).map((one) => one.close()));
});

/** Serves an API as the daemon does, with other limits. */
async function served(limits = { patience: 20_000, connections: 64 }): Promise<Served> {
  const api = apiWith();
  const seen: string[] = [];
  const listener = await realHttpServers().web(
    { host: '127.0.0.1', port: 0 },
    (request, from) => {
      seen.push(`${request.method} ${new URL(request.url).pathname}`);
      return api.app(request, from);
    },
    limits,
  );
  listeners.push(listener);
  return { ...api, port: listener.port, seen };
}

async function opened(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  sockets.push(socket);
  await once(socket, 'connect');
  return socket;
}

/** Collects what the server sends until it ends the connection. */
async function endOf(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (bytes: Buffer) => (text += bytes.toString('latin1')));
  if (!socket.destroyed) await once(socket, 'close');
  return text;
}

/** Sends bytes, and returns all that comes back until the server closes. */
async function exchange(port: number, text: string): Promise<string> {
  const socket = await opened(port);
  socket.write(text, 'latin1');
  return endOf(socket);
}

function statusesIn(text: string): readonly number[] {
  return [...text.matchAll(/HTTP\/1\.1 (?<status>\d{3})/gu)].map(({ groups }) => Number(groups?.['status']));
}

const credential = `Authorization: ${bearer('ann').authorization}`;
const own = `Host: 127.0.0.1\r\n${credential}`;
const smuggled = `POST /api/v1/stop HTTP/1.1\r\n${own}\r\nContent-Type: application/json\r\nContent-Length: 11\r\nConnection: close\r\n\r\n{"why":"x"}`;
const json = 'Content-Type: application/json\r\nConnection: close';

/** Builds a request to look now, with other lines in its head. */
function sync(lines: string, body = ''): string {
  return `POST /api/v1/sync HTTP/1.1\r\n${own}\r\n${json}\r\n${lines}\r\n\r\n${body}`;
}

function get(path: string, lines = own, version = '1.1'): string {
  return `GET ${path} HTTP/${version}\r\n${lines}\r\nConnection: close\r\n\r\n`;
}

describe('a head that two programs could read differently', () => {
  it.each<{ name: string; text: string; status?: number }>([
    {
      name: 'length and chunks',
      text: sync('Content-Length: 4\r\nTransfer-Encoding: chunked', `0\r\n\r\n${smuggled}`),
    },
    { name: 'two lengths', text: sync('Content-Length: 0\r\nContent-Length: 300', smuggled) },
    { name: 'two equal lengths', text: sync('Content-Length: 2\r\nContent-Length: 2', '{}') },
    { name: 'a list of lengths', text: sync('Content-Length: 2, 2', '{}') },
    { name: 'a signed length', text: sync('Content-Length: +2', '{}') },
    { name: 'a hexadecimal length', text: sync('Content-Length: 0x2', '{}') },
    { name: 'an unknown encoding', text: sync('Transfer-Encoding: xchunked', `0\r\n\r\n${smuggled}`) },
    {
      name: 'chunks that are not last',
      text: sync('Transfer-Encoding: chunked, identity', `0\r\n\r\n${smuggled}`),
    },
    { name: 'a space before the colon', text: sync('Transfer-Encoding : chunked', `0\r\n\r\n${smuggled}`) },
    { name: 'a folded line', text: sync('X-A: 1\r\n Transfer-Encoding: chunked', `0\r\n\r\n${smuggled}`) },
    { name: 'a bare line feed', text: sync('X-A: 1\nTransfer-Encoding: chunked', `0\r\n\r\n${smuggled}`) },
    {
      name: 'a bare carriage return',
      text: sync('X-A: 1\rTransfer-Encoding: chunked', `0\r\n\r\n${smuggled}`),
    },
    { name: 'a NUL', text: sync('X-A: \0') },
    { name: 'a chunk size with a sign', text: sync('Transfer-Encoding: chunked', `-1\r\n\r\n${smuggled}`) },
    {
      name: 'a chunk that is longer than its size',
      text: sync('Transfer-Encoding: chunked', `1\r\n{}\r\n0\r\n\r\n`),
    },
    { name: 'no Host', text: get('/api/v1/status', credential) },
    { name: 'no Host, HTTP/1.0', text: get('/api/v1/status', credential, '1.0') },
    { name: 'two Hosts', text: get('/api/v1/status', `${own}\r\nHost: evil.example`) },
    { name: 'another Host in the URL', text: get('http://evil.example/api/v1/status') },
    { name: 'a user in the URL', text: get('http://a:b@127.0.0.1/api/v1/status') },
    { name: 'another scheme in the URL', text: get('ftp://127.0.0.1/api/v1/status') },
    { name: 'a path without a slash', text: get('api/v1/status') },
    { name: 'HTTP/2 on a plain connection', text: 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n' },
    { name: 'HTTP/0.9', text: 'GET /api/v1/status\r\n\r\n' },
    { name: 'an unknown method', text: `FOO /api/v1/status HTTP/1.1\r\n${own}\r\nConnection: close\r\n\r\n` },
    { name: 'no HTTP at all', text: '\x16\x03\x01\x02\x00\x01\r\n\r\n' },
  ])('is refused, and nothing behind it is read: $name', async ({ text, status = 400 }) => {
    const { port, seen, controller } = await served();
    const answer = await exchange(port, text);
    expect({ statuses: statusesIn(answer), answer }).toMatchObject({ statuses: [status] });
    expect(seen.filter((one) => one.includes('stop'))).toEqual([]);
    expect(controller.notes).toEqual([]);
  });
});

describe('an unusual request', () => {
  it.each<{ name: string; text: string; statuses: readonly number[] }>([
    { name: 'HTTP/1.0', text: get('/api/v1/status', own, '1.0'), statuses: [200] },
    { name: 'the whole URL', text: get('http://127.0.0.1/api/v1/status'), statuses: [200] },
    { name: 'an upgrade', text: get('/api/v1/status', `${own}\r\nUpgrade: websocket`), statuses: [200] },
    {
      name: 'a client that waits for 100',
      text: sync('Expect: 100-continue\r\nContent-Length: 2', '{}'),
      statuses: [100, 200],
    },
    { name: 'another expectation', text: sync('Expect: tea\r\nContent-Length: 0'), statuses: [417] },
    {
      name: 'TRACE',
      text: `TRACE /api/v1/status HTTP/1.1\r\n${own}\r\nConnection: close\r\n\r\n`,
      statuses: [405],
    },
    {
      name: 'OPTIONS of everything',
      text: `OPTIONS * HTTP/1.1\r\n${own}\r\nConnection: close\r\n\r\n`,
      statuses: [400],
    },
    { name: 'CONNECT', text: `CONNECT evil.example:443 HTTP/1.1\r\n${own}\r\n\r\n`, statuses: [] },
    {
      name: 'two at once',
      text: get('/api/v1/plans').replace('close', 'keep-alive') + get('/api/v1/nothing'),
      statuses: [200, 404],
    },
    {
      name: 'chunks',
      text: sync('Transfer-Encoding: chunked', '1\r\n{\r\n1\r\n}\r\n0\r\n\r\n'),
      statuses: [200],
    },
    {
      name: 'a long head',
      text: get('/api/v1/status', `${own}\r\nX-A: ${'x'.repeat(20_000)}`),
      statuses: [431],
    },
    {
      name: 'a head just within the limit',
      text: get('/api/v1/status', `${own}\r\nX-A: ${'x'.repeat(15_900)}`),
      statuses: [200],
    },
    {
      name: 'many lines',
      text: get('/api/v1/status', `${own}\r\n${'X-A: 1\r\n'.repeat(5_000)}X-B: 1`),
      statuses: [431],
    },
    { name: 'a long URL', text: get(`/api/v1/resources?q=${'x'.repeat(9_000)}`), statuses: [414] },
    {
      name: 'a long chunk extension',
      text: sync('Transfer-Encoding: chunked', `2;${'x'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n`),
      statuses: [413],
    },
    {
      name: 'a long trailer',
      text: sync('Transfer-Encoding: chunked', `2\r\n{}\r\n0\r\nX-A: ${'x'.repeat(20_000)}\r\n\r\n`),
      statuses: [431],
    },
    { name: 'a long announced body', text: sync('Content-Length: 999999999', '{'), statuses: [413] },
  ])('has an answer, and the next one too: $name', async ({ text, statuses }) => {
    const { port, faults } = await served();
    const answer = await exchange(port, text);
    expect({ statuses: statusesIn(answer), answer }).toMatchObject({ statuses });
    expect(statusesIn(await exchange(port, get('/api/v1/status')))).toEqual([200]);
    expect(faults).toEqual([]);
  });

  it('is not a fault of the daemon when the client disconnects in the middle of its body', async () => {
    const { port, seen, faults, controller } = await served();
    const socket = await opened(port);
    socket.write(sync('Content-Length: 100', '{'));
    await expect.poll(() => seen.length).toBe(1);
    socket.destroy();
    expect(statusesIn(await exchange(port, get('/api/v1/status')))).toEqual([200]);
    expect(faults).toEqual([]);
    expect(controller.requests).toEqual([]);
  });
});

describe('a slow client', () => {
  it.each([
    ['nothing', ''],
    ['half a head', 'GET /api/v1/status HTTP/1.1\r\nX-A'],
    ['half a body', sync('Content-Length: 100', '{')],
    ['half a chunk', sync('Transfer-Encoding: chunked', '64\r\n{')],
  ])('is disconnected when it sends %s', async (_name, text) => {
    const { port, controller } = await served({ patience, connections });
    expect(statusesIn(await exchange(port, text)).filter((status) => status !== 408)).toEqual([]);
    expect(controller.requests).toEqual([]);
  });

  it('keeps nobody out when it holds every connection', async () => {
    const { port } = await served({ patience: 600_000, connections });
    const idle = await Promise.all(Array.from({ length: 3 * connections }, () => opened(port)));
    expect(statusesIn(await exchange(port, get('/api/v1/status')))).toEqual([200]);
    await expect
      .poll(() => idle.filter(({ destroyed }) => !destroyed).length)
      .toBeLessThanOrEqual(connections);
  });

  it('keeps nobody out when it holds every connection after a request', async () => {
    const { port } = await served({ patience: 600_000, connections });
    for (let n = 0; n < connections; n += 1) {
      const socket = await opened(port);
      socket.write(get('/api/v1/plans').replace('close', 'keep-alive'));
      await once(socket, 'data');
    }
    expect(statusesIn(await exchange(port, get('/api/v1/status')))).toEqual([200]);
  });

  it('keeps nobody out when it takes none of the answers', async () => {
    const long = 'x'.repeat(16 * 1024 * 1024);
    let asked = 0;
    const listener = await realHttpServers().web(
      { host: '127.0.0.1', port: 0 },
      (request) => {
        asked += 1;
        return Promise.resolve(new Response(request.url.endsWith('/long') ? long : 'short'));
      },
      { patience: 600_000, connections },
    );
    listeners.push(listener);
    for (let n = 0; n < connections; n += 1) {
      const socket = await opened(listener.port);
      socket.pause();
      socket.write(get('/long'));
    }
    await expect.poll(() => asked).toBe(connections);
    await expect.poll(async () => statusesIn(await exchange(listener.port, get('/short')))).toEqual([200]);
  });

  it('loses no open stream when others need a connection', async () => {
    const { port } = await served({ patience: 600_000, connections });
    const stream = await opened(port);
    stream.write(get('/api/v1/live'));
    await once(stream, 'data');
    for (let n = 0; n < 2 * connections; n += 1)
      expect(statusesIn(await exchange(port, get('/api/v1/status')))).toEqual([200]);
    await Promise.all(Array.from({ length: 2 * connections }, () => opened(port)));
    expect(statusesIn(await exchange(port, get('/api/v1/status')))).toEqual([200]);
    expect(stream.destroyed).toBe(false);
  });
});
