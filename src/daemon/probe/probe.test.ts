import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { realHttpServers, type HttpListener } from '../../runtime/http-server.ts';
import type { ControllerState } from '../controller.ts';
import { listenAddressOf, localUrlOf } from './address.ts';
import { createProbe, type ProbeParts } from './probe.ts';

function controller(name: string, state: Partial<ControllerState> = {}): ProbeParts['controllers'][number] {
  return { name, state: () => ({ unready: [], wedged: false, ...state }) as ControllerState };
}

function probeOf(controllers: ProbeParts['controllers'], stopping = false): ReturnType<typeof createProbe> {
  const metrics = { text: async () => 'up 1\n', contentType: 'text/plain; version=0.0.4' };
  return createProbe({ controllers, metrics, stopping: () => stopping });
}

const secret = 'cannot reach account 111122223333';

const unreachable: ControllerState['wanted'] = {
  is: 'unreachable',
  since: 0,
  why: secret,
  diagnostics: [{ severity: 'error', code: 'source.unreachable', message: secret }],
};

describe('the probe', () => {
  it.each<{ why: string; parts: Parameters<typeof probeOf>; path: string; status: number; body: string }>([
    { why: 'is live', parts: [[controller('eu')]], path: '/livez', status: 200, body: 'live\n' },
    { why: 'is ready', parts: [[controller('eu')]], path: '/readyz', status: 200, body: 'ready\n' },
    {
      why: 'is not live when a pass hangs',
      parts: [[controller('eu', { wedged: true }), controller('us')]],
      path: '/livez',
      status: 503,
      body: 'not live: eu\n',
    },
    {
      why: 'is live when nothing but readiness fails, and keeps the reasons to itself',
      parts: [[controller('eu', { unready: [secret] })]],
      path: '/livez',
      status: 200,
      body: 'live\n',
    },
    {
      why: 'is not ready when a source is not kept, and keeps the reasons to itself',
      parts: [[controller('eu', { unready: [secret] }), controller('us', { unready: ['x'] })]],
      path: '/readyz',
      status: 503,
      body: 'not ready: eu, us\n',
    },
    {
      why: 'says by a code what a source without a Stack waits for',
      parts: [[controller('eu', { unready: [secret], wanted: unreachable })]],
      path: '/readyz',
      status: 503,
      body: 'not ready: eu (source.unreachable)\n',
    },
    {
      why: 'is not ready while it stops',
      parts: [[controller('eu')], true],
      path: '/readyz',
      status: 503,
      body: 'stopping\n',
    },
    {
      why: 'is live while it stops',
      parts: [[controller('eu')], true],
      path: '/livez',
      status: 200,
      body: 'live\n',
    },
    { why: 'gives metrics', parts: [[]], path: '/metrics', status: 200, body: 'up 1\n' },
    {
      why: 'knows no other path',
      parts: [[]],
      path: '/debug',
      status: 404,
      body: '/livez, /readyz or /metrics\n',
    },
  ])('$why', async ({ parts, path, status, body }) => {
    expect(await probeOf(...parts)({ method: 'GET', path })).toMatchObject({ status, body });
  });

  it('takes no other method', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
      expect(await probeOf([])({ method, path: '/metrics' })).toMatchObject({ status: 405 });
  });
});

describe('over HTTP', () => {
  const open: HttpListener[] = [];
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
  });

  async function served(): Promise<HttpListener> {
    const listener = await realHttpServers().serve(
      { host: '127.0.0.1', port: 0 },
      probeOf([controller('eu')]),
    );
    open.push(listener);
    return listener;
  }

  it('answers GET and HEAD, whatever the query', async () => {
    const { port } = await served();
    const answer = await fetch(`http://127.0.0.1:${port}/readyz?verbose=1`);
    expect([answer.status, await answer.text()]).toEqual([200, 'ready\n']);
    const head = await fetch(`http://127.0.0.1:${port}/livez`, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '5', '']);
  });

  it('refuses a body without reading it, headers without an end, and invalid HTTP', async () => {
    const { port } = await served();
    expect(await raw(port, 'POST /livez HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n')).toMatch(
      /^HTTP\/1.1 405/u,
    );
    expect(await raw(port, `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 431/u,
    );
    expect(await raw(port, 'hello\r\n\r\n')).toMatch(/^HTTP\/1.1 400/u);
    expect((await fetch(`http://127.0.0.1:${port}/livez`)).status).toBe(200);
  });

  it('ends at once when closed, also with a connection open', async () => {
    const listener = await served();
    const socket = connect(listener.port, '127.0.0.1');
    const ended = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => undefined);
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.write('GET /livez HTTP/1.1\r\nHost: a\r\n');
    await listener.close();
    await ended;
  });

  it('rejects when the address is taken', async () => {
    const { port } = await served();
    await expect(realHttpServers().serve({ host: '127.0.0.1', port }, probeOf([]))).rejects.toThrow(
      'EADDRINUSE',
    );
  });

  /** Sends bytes and gives what came until the other side closed. */
  function raw(port: number, text: string): Promise<string> {
    return new Promise((resolve) => {
      let got = '';
      const socket = connect(port, '127.0.0.1', () => socket.write(text));
      socket.on('data', (bytes) => (got += bytes.toString()));
      socket.on('error', () => undefined);
      socket.on('close', () => {
        resolve(got);
      });
    });
  }
});

it.each([
  ['127.0.0.1:9808', 'http://127.0.0.1:9808/livez'],
  ['0.0.0.0:80', 'http://127.0.0.1/livez'],
  ['[::]:9808', 'http://[::1]:9808/livez'],
  ['pod.example:9808', 'http://pod.example:9808/livez'],
])('%s is reached from its machine at %s', (address, url) => {
  expect(localUrlOf(listenAddressOf(address), '/livez').href).toBe(url);
});
