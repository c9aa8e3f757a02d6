import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { realHttpServers, type HttpListener } from '../../runtime/http-server.ts';
import { apiWith } from '../../server/testing/app.test-helper.ts';
import { createClientAddress } from './forwarded.ts';

const list = { behindProxy: true, trustedProxies: ['10.0.0.0/8', 'fd00::/8', '192.0.2.1'] };
const one = { behindProxy: true, trustedProxies: [] };
const none = { behindProxy: false, trustedProxies: [] };

describe('the address of a client', () => {
  it.each<[string, Parameters<typeof createClientAddress>[0], string, string | undefined, string]>([
    ['is the peer when no proxy is in front', none, '203.0.113.9', '198.51.100.7', '203.0.113.9'],
    [
      'is the last one that the only proxy appended',
      one,
      '203.0.113.9',
      '6.6.6.6, 198.51.100.7',
      '198.51.100.7',
    ],
    ['is the proxy when it appended nothing', one, '203.0.113.9', undefined, '203.0.113.9'],
    ['is the proxy when it appended no address', one, '203.0.113.9', 'unknown', '203.0.113.9'],
    [
      'is the first one before the trusted proxies',
      list,
      '10.1.1.1',
      '6.6.6.6, 198.51.100.7, 10.2.2.2',
      '198.51.100.7',
    ],
    ['is a trusted proxy that asks by itself', list, '10.1.1.1', undefined, '10.1.1.1'],
    ['is the farthest proxy when all are trusted', list, '10.1.1.1', '10.3.3.3, 10.2.2.2', '10.3.3.3'],
    ['is the peer when it is no trusted proxy', list, '203.0.113.9', '198.51.100.7, 10.2.2.2', '203.0.113.9'],
    [
      'is the last proven one when a hop is no address',
      list,
      '10.1.1.1',
      '198.51.100.7, x, 10.2.2.2',
      '10.2.2.2',
    ],
    ['is the last proven one when a hop is empty', list, '10.1.1.1', '198.51.100.7,, 10.2.2.2', '10.2.2.2'],
    ['has no port', list, '10.1.1.1', '198.51.100.7:4711', '198.51.100.7'],
    ['has no brackets', list, 'fd00::1', '[2001:db8::7]:4711', '2001:db8::7'],
    ['is an IPv4 one when IPv6 wraps it', list, '::ffff:10.1.1.1', '::ffff:198.51.100.7', '198.51.100.7'],
    ['is behind a proxy that the list has as one address', list, '192.0.2.1', '198.51.100.7', '198.51.100.7'],
  ])('%s', (_, settings, peer, header, client) => {
    const headers = new Headers(header === undefined ? {} : { 'x-forwarded-for': header });
    expect(createClientAddress(settings)({ headers }, peer)).toBe(client);
  });

  it('is found in a bounded number of steps', () => {
    const headers = new Headers({ 'x-forwarded-for': `198.51.100.7${', 10.0.0.1'.repeat(1_000)}` });
    expect(createClientAddress(list)({ headers }, '10.1.1.1')).toBe('10.0.0.1');
  });
});

describe('over a socket', () => {
  const listeners: HttpListener[] = [];
  afterEach(async () => {
    await Promise.all(listeners.splice(0).map((listener) => listener.close()));
  });

  /** Sends a request with these lines in its head. Returns the address that the API saw. */
  async function seenFor(trustedProxies: readonly string[], lines: string): Promise<string | undefined> {
    const { app, told } = apiWith();
    const clientOf = createClientAddress({ behindProxy: true, trustedProxies });
    const listener = await realHttpServers().web(
      { host: '127.0.0.1', port: 0 },
      (request, peer) => app(request, clientOf(request, peer)),
      { patience: 20_000, connections: 8 },
    );
    listeners.push(listener);
    const socket = connect(listener.port, '127.0.0.1');
    socket.write(`GET /api/v1/status HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n${lines}\r\n\r\n`);
    socket.resume();
    await once(socket, 'close');
    return told[0]?.from;
  }

  it.each<[string, readonly string[], string, string]>([
    ['a header of the client', ['10.0.0.0/8'], 'X-Forwarded-For: 6.6.6.6', '127.0.0.1'],
    [
      'a header of the client before that of the proxy',
      ['127.0.0.0/8'],
      'X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-For: 198.51.100.7',
      '198.51.100.7',
    ],
    [
      'a trusted proxy that the client invents',
      ['127.0.0.0/8', '10.0.0.0/8'],
      'X-Forwarded-For: 6.6.6.6, 10.0.0.9, 198.51.100.7',
      '198.51.100.7',
    ],
    ['the header Forwarded', ['127.0.0.0/8'], 'Forwarded: for=6.6.6.6', '127.0.0.1'],
    ['the header X-Real-IP', ['127.0.0.0/8'], 'X-Real-IP: 6.6.6.6', '127.0.0.1'],
  ])('does not believe %s', async (_, trusted, lines, client) => {
    expect(await seenFor(trusted, lines)).toBe(client);
  });
});
