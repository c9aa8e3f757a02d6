import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createPlain, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { second } from '../../model/instant.ts';
import { realHttpClient, type HttpAnswer, type HttpRequest } from '../../runtime/http-client.ts';
import { virtualClock } from '../../runtime/virtual-clock.ts';
import { sendOutgoing, type Outgoing, type OutgoingParts, type Sent } from './outgoing.ts';

const target = 'https://alerts.example.com/hook/s3cret';

const hosts: Readonly<Record<string, readonly string[]>> = {
  'alerts.example.com': ['93.184.216.34'],
  'other.example.com': ['93.184.216.35'],
  'inside.example.com': ['10.0.0.5'],
  'metadata.example.com': ['169.254.169.254'],
  'half.example.com': ['93.184.216.34', '127.0.0.1'],
};

type Reply = HttpAnswer | 'reset' | 'silence';

/** Sends against replies, one a request; the last one again and again. */
async function against(
  replies: readonly Reply[],
  more: Partial<Outgoing> = {},
  names: OutgoingParts['names'] = { addressesOf: async (host) => hosts[host] ?? [] },
): Promise<{ sent: Sent; requests: readonly HttpRequest[]; took: number }> {
  const clock = virtualClock(0);
  const requests: HttpRequest[] = [];
  const http = {
    async send(request: HttpRequest): Promise<HttpAnswer> {
      const reply = replies[Math.min(requests.length, replies.length - 1)];
      requests.push(request);
      if (reply === 'silence')
        return new Promise((_resolve, reject) => {
          request.signal.addEventListener('abort', () => {
            reject(new Error('aborted'));
          });
        });
      if (reply === 'reset' || reply === undefined)
        throw Object.assign(new Error(`reset ${request.url.href}`), { code: 'ECONNRESET' });
      return reply;
    },
  };
  const outgoing: Outgoing = {
    method: 'POST',
    url: target,
    headers: () => ({}),
    body: '{}',
    allow: [],
    ...more,
  };
  const sent = await sendOutgoing(
    outgoing,
    { clock, random: { next: () => 0.5 }, names, http },
    new AbortController().signal,
  );
  return { sent, requests, took: clock.now() };
}

function status(code: number, headers: Readonly<Record<string, string>> = {}): HttpAnswer {
  return { status: code, headers };
}

function redirect(location: string, code = 307): HttpAnswer {
  return status(code, { location });
}

describe('an outgoing request', () => {
  it('goes to the address that was judged, under its own name', async () => {
    const { sent, requests } = await against([status(204)]);
    expect(sent).toEqual({ is: 'sent', attempts: 1 });
    expect(requests).toMatchObject([{ address: '93.184.216.34', url: new URL(target) }]);
  });

  it.each<{ why: string; url: string; says: RegExp }>([
    { why: 'this machine', url: 'https://127.0.0.1/', says: /network loopback/u },
    { why: 'this machine by IPv6', url: 'https://[::1]/', says: /network loopback/u },
    {
      why: 'this machine inside an IPv6 address',
      url: 'https://[::ffff:127.0.0.1]/',
      says: /network loopback/u,
    },
    { why: 'a decimal number, which is an address', url: 'https://2130706433/', says: /network loopback/u },
    { why: 'metadata', url: 'http://169.254.169.254/latest', says: /metadata, which is never allowed/u },
    { why: 'a name that leads to metadata', url: 'https://metadata.example.com/', says: /network metadata/u },
    { why: 'a name that leads inside', url: 'https://inside.example.com/', says: /network private/u },
    {
      why: 'a name of which one address leads inside',
      url: 'https://half.example.com/',
      says: /network loopback/u,
    },
    { why: 'no address', url: 'https://0.0.0.0/', says: /network unspecified/u },
    { why: 'another protocol', url: 'file:///etc/passwd', says: /neither https nor http/u },
    { why: 'a password', url: 'https://a:b@alerts.example.com/', says: /user name or password/u },
  ])('is refused to $why', async ({ url, says }) => {
    const { sent, requests } = await against([status(200)], { url });
    expect(sent).toEqual({ is: 'failed', attempts: 1, why: expect.stringMatching(says) });
    expect(requests).toEqual([]);
  });

  it('goes inside where the configuration allows it, and never to metadata', async () => {
    const inside = { url: 'https://inside.example.com/', allow: ['private'] } as const;
    expect((await against([status(200)], inside)).sent).toMatchObject({ is: 'sent' });
    const all = { allow: ['private', 'loopback', 'link-local'] } as const;
    expect(
      (await against([status(200)], { url: 'https://metadata.example.com/', ...all })).sent,
    ).toMatchObject({
      is: 'failed',
    });
  });

  it('is judged again after each redirect', async () => {
    const good = await against([redirect('https://other.example.com/x'), status(200)]);
    expect(good.sent).toMatchObject({ is: 'sent' });
    expect(good.requests.map(({ address }) => address)).toEqual(['93.184.216.34', '93.184.216.35']);
    const bad = await against([redirect('http://169.254.169.254/')], { url: 'http://alerts.example.com/' });
    expect(bad.sent).toMatchObject({ is: 'failed', why: expect.stringContaining('metadata') });
    expect(bad.requests.length).toBe(1);
  });

  it('is judged again at each attempt: a name that moves inside meanwhile is refused', async () => {
    let asked = 0;
    const names = { addressesOf: async () => ((asked += 1) === 1 ? ['93.184.216.34'] : ['127.0.0.1']) };
    const { sent, requests } = await against([status(503)], {}, names);
    expect(sent).toMatchObject({ is: 'failed', attempts: 2, why: expect.stringContaining('loopback') });
    expect(requests.length).toBe(1);
  });

  it.each<{ why: string; replies: readonly Reply[]; says: RegExp }>([
    { why: 'leaves https', replies: [redirect('http://other.example.com/')], says: /https to another/u },
    {
      why: 'loses what was posted',
      replies: [redirect('https://other.example.com/', 302)],
      says: /would drop/u,
    },
    { why: 'goes round', replies: [redirect(target)], says: /redirected 3 times/u },
    { why: 'leads nowhere', replies: [status(307)], says: /no URL/u },
  ])('follows no redirect that $why', async ({ replies, says }) => {
    expect((await against(replies)).sent).toMatchObject({ is: 'failed', why: expect.stringMatching(says) });
  });

  it('is tried again after a transient failure, with pauses that double', async () => {
    const { sent, took } = await against([status(500), 'reset', status(429), status(200)]);
    expect(sent).toEqual({ is: 'sent', attempts: 4 });
    expect(took).toBe((1.5 + 3 + 6) * second);
  });

  it('waits as long as the server requests, and no longer than five minutes', async () => {
    const late = await against([status(429, { 'retry-after': '30' }), status(200)]);
    expect(late.took).toBe(30 * second);
    const never = await against([status(503, { 'retry-after': '999999' }), status(200)]);
    expect(never.took).toBe(300 * second);
  });

  it('is not tried again after a refusal', async () => {
    for (const code of [400, 401, 403, 404, 410])
      expect((await against([status(code)])).sent).toEqual({
        is: 'failed',
        attempts: 1,
        why: `the response has status ${code}`,
      });
  });

  it('waits ten seconds for an answer, gives up after five attempts, and names no URL', async () => {
    const { sent, requests } = await against(['silence']);
    expect(sent).toEqual({ is: 'failed', attempts: 5, why: 'no response within 10 s' });
    expect(requests.length).toBe(5);
    const reset = (await against(['reset'])).sent;
    expect(JSON.stringify(reset)).not.toContain('s3cret');
  });

  it('signs each attempt', async () => {
    let signed = 0;
    const headers = (): Record<string, string> => ({ 'x-signature': String((signed += 1)) });
    const { requests } = await against([status(500), status(200)], { headers });
    expect(requests.map((one) => one.headers['x-signature'])).toEqual(['1', '2']);
  });
});

describe('over real sockets', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const one of servers.splice(0)) one.close();
  });

  it('connects to the pinned address and tells the host its name', async () => {
    const seen: string[] = [];
    const server = createPlain((request, response) => {
      let body = '';
      request.on('data', (bytes: Buffer) => (body += bytes.toString()));
      request.on('end', () => {
        seen.push(`${request.method ?? ''} ${request.headers.host ?? ''} ${body}`);
        response.writeHead(204).end();
      });
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const at = server.address();
    const port = typeof at === 'object' && at !== null ? at.port : 0;
    const answer = await realHttpClient().send({
      method: 'POST',
      url: new URL(`http://alerts.example.invalid:${port}/x`),
      address: '127.0.0.1',
      headers: {},
      body: 'hällo',
      signal: new AbortController().signal,
    });
    expect(answer.status).toBe(204);
    expect(seen).toEqual([`POST alerts.example.invalid:${port} hällo`]);
  });

  it('trusts no certificate of another name', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'keywright-tls-'));
    try {
      const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
      const subject = ['-subj', '/CN=alerts.example.invalid', '-days', '2'];
      const args = [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-keyout',
        key,
        '-out',
        cert,
        ...subject,
      ];
      execFileSync('openssl', args, { stdio: 'ignore' });
      const { createServer } = await import('node:https');
      const server = createServer(
        { key: readFileSync(key), cert: readFileSync(cert) },
        (_request, response) => {
          response.end();
        },
      );
      servers.push(server);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const at = server.address();
      const port = typeof at === 'object' && at !== null ? at.port : 0;
      await expect(
        realHttpClient().send({
          method: 'GET',
          url: new URL(`https://alerts.example.invalid:${port}/`),
          address: '127.0.0.1',
          headers: {},
          signal: new AbortController().signal,
        }),
      ).rejects.toThrow(/self-signed/u);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
