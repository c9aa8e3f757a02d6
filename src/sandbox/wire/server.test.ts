import { connect } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import type { SandboxAnswer } from '../request.ts';
import { listen, type WireServer } from './server.ts';
import { createWire } from './wire.ts';

const open: WireServer[] = [];
afterEach(() => Promise.all(open.splice(0).map((server) => server.close())));

async function serve(answer: () => Promise<SandboxAnswer>, port = 0): Promise<WireServer> {
  const server = await listen(await createWire({ handle: answer }), { port });
  open.push(server);
  return server;
}

function post(server: WireServer): Promise<Response> {
  return fetch(server.url, {
    method: 'POST',
    headers: {
      authorization: 'AWS4-HMAC-SHA256 Credential=111122223333/20261102/eu-central-1/kms/aws4_request',
      'x-amz-target': 'TrentService.ListKeys',
    },
    body: '{}',
  });
}

it('takes a free port of this machine only, and releases it', async () => {
  const server = await serve(async () => ({ is: 'ok', output: { Keys: [] } }));
  expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/u);
  expect(await (await post(server)).json()).toEqual({ Keys: [] });
  await server.close();
  const port = Number(new URL(server.url).port);
  const refused = new Promise((resolve) => connect(port, '127.0.0.1').once('error', resolve));
  expect(await refused).toMatchObject({ code: 'ECONNREFUSED' });
});

it('says in an answer to HEAD how long the body would be', async () => {
  const server = await serve(async () => ({ is: 'ok', output: { ContentLength: 11 } }));
  const authorization = 'AWS4-HMAC-SHA256 Credential=111122223333/20261102/us-east-1/s3/aws4_request';
  const answer = await fetch(`${server.url}/bucket/key`, { method: 'HEAD', headers: { authorization } });
  expect(answer.headers.get('content-length')).toBe('11');
});

it('says that a port is taken', async () => {
  const server = await serve(async () => ({ is: 'ok', output: {} }));
  const port = Number(new URL(server.url).port);
  await expect(serve(async () => ({ is: 'ok', output: {} }), port)).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
});

it('breaks the connection where the sandbox loses an answer', async () => {
  const server = await serve(async () => ({ is: 'error', name: 'ECONNRESET', message: 'lost', status: 0 }));
  await expect(post(server)).rejects.toThrow('fetch failed');
});

it('answers 500 when the sandbox itself breaks, and continues', async () => {
  const server = await serve(() => Promise.reject(new Error('a mistake')));
  const answer = await post(server);
  expect(answer.status).toBe(500);
  expect(await answer.text()).toContain('a mistake');
  expect((await post(server)).status).toBe(500);
});
