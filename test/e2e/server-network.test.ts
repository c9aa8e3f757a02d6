import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { describeWith } from '../../src/manifest/sources/git/origin.test-helper.ts';
import { stackText } from '../../src/simulator/estate.ts';
import { proxyTo, type ProxiedAws } from './proxy.test-helper.ts';

const root = join(import.meta.dirname, '../..');
const place = mkdtempSync(join(tmpdir(), 'keywright-server-'));
const token = 'kw_token_of_ci';
const refusal = { code: 'control.forbidden', detail: 'ci may not plan manifests' };
const closing: (() => Promise<unknown>)[] = [];

beforeAll(() => {
  writeFileSync(join(place, 'estate.yaml'), stackText({ keys: 1, version: 0 }));
  writeFileSync(join(place, 'ci.token'), `${token}\n`);
});
afterEach(() => Promise.all(closing.splice(0).map((close) => close())));
afterAll(() => {
  rmSync(place, { recursive: true });
});

interface Listening {
  readonly url: string;
  readonly requests: IncomingMessage[];
}

/** Starts what a request may arrive at, and notes what did. */
async function listening(respond: (response: ServerResponse) => void): Promise<Listening> {
  const requests: IncomingMessage[] = [];
  const server: Server = createServer((request, response) => {
    requests.push(request);
    request.resume().on('end', () => {
      respond(response);
    });
  });
  await new Promise<void>((started) => void server.listen(0, '127.0.0.1', started));
  closing.push(async () => {
    server.closeAllConnections();
    return new Promise((ended) => server.close(ended));
  });
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, requests };
}

function forbids(response: ServerResponse): void {
  response.writeHead(403, { 'content-type': 'application/problem+json' }).end(JSON.stringify(refusal));
}

async function proxied(to: Listening, answer?: 407): Promise<ProxiedAws> {
  const made = await proxyTo(to.url, answer);
  closing.push(() => made.close());
  return made;
}

function plan(
  server: string,
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number | null; readonly said: string }> {
  const child = spawn(
    process.execPath,
    [join(root, 'bin/reconcile.js'), 'plan', 'estate.yaml', '--server', server],
    {
      cwd: place,
      env: {
        PATH: process.env['PATH'],
        HOME: place,
        NO_COLOR: '1',
        KEYWRIGHT_TOKEN_FILE: 'ci.token',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      resolve({ code, said });
    });
  });
}

const server = 'https://keywright.example.com';

describeWith('openssl')('plan --server', () => {
  it('goes through the proxy and trusts the authority of NODE_EXTRA_CA_CERTS', async () => {
    const api = await listening(forbids);
    const made = await proxied(api);
    const { code, said } = await plan(server, { HTTPS_PROXY: made.url, NODE_EXTRA_CA_CERTS: made.caFile });
    expect(said).toContain(refusal.detail);
    expect(code).toBe(1);
    expect(made.tunnels).toEqual(['keywright.example.com:443']);
    expect(api.requests.map(({ url, headers }) => [url, headers.authorization])).toEqual([
      ['/api/v1/plans', `Bearer ${token}`],
    ]);
    expect(said).not.toContain(token);
  });

  it('sends nothing when no authority that it knows signed the certificate', async () => {
    const api = await listening(forbids);
    const made = await proxied(api);
    const { code, said } = await plan(server, { HTTPS_PROXY: made.url });
    expect(said).toContain('its certificate is of no known authority');
    expect(said).not.toContain(token);
    expect(code).toBe(1);
    expect(api.requests).toEqual([]);
  });

  it('says so when the proxy refuses the connection', async () => {
    const api = await listening(forbids);
    const made = await proxied(api, 407);
    const { said } = await plan(server, { HTTPS_PROXY: made.url, NODE_EXTRA_CA_CERTS: made.caFile });
    expect(said).toContain('cannot reach https://keywright.example.com');
    expect(said).not.toContain(token);
    expect(api.requests).toEqual([]);
  });

  it('reaches this machine without the proxy', async () => {
    const api = await listening(forbids);
    const made = await proxied(api);
    const { said } = await plan(api.url, { HTTPS_PROXY: made.url, HTTP_PROXY: made.url });
    expect(said).toContain(refusal.detail);
    expect(made.tunnels).toEqual([]);
    expect(api.requests).toHaveLength(1);
  });

  it.each([301, 302, 307, 308])(
    'carries the token nowhere else when status %i leads there',
    async (status) => {
      const elsewhere = await listening(forbids);
      const api = await listening((response) => {
        response.writeHead(status, { location: `${elsewhere.url}/api/v1/plans` }).end();
      });
      const { code, said } = await plan(api.url);
      expect(said).toContain(`responded with status ${String(status)}`);
      expect(said).not.toContain(token);
      expect(code).toBe(1);
      expect(elsewhere.requests).toEqual([]);
    },
  );
});
