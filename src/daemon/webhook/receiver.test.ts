import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { minute } from '../../model/instant.ts';
import { realHttpServers, type HttpListener, type ReceivedRequest } from '../../runtime/http-server.ts';
import { createReceiver, webhookLimits, type WebhookOutcome } from './receiver.ts';

const noon = Date.UTC(2026, 0, 1, 12);
const secret = 'open sesame';
const body = '{"ref":"refs/heads/evil","after":"0000"}';
const signingKey = Buffer.alloc(32, 7);

function hex(text: string, key: string | Buffer = secret): string {
  return createHmac('sha256', key).update(text).digest('hex');
}

function github(id: string, signature = `sha256=${hex(body)}`): Record<string, string> {
  return { 'x-github-delivery': id, 'x-hub-signature-256': signature };
}

function standard(id: string, at: number, key = signingKey): Record<string, string> {
  const signed = `${id}.${at / 1000}.${body}`;
  const digest = createHmac('sha256', key).update(signed).digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': String(at / 1000),
    'webhook-signature': `v1,${digest}`,
  };
}

async function* parts(text: string): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < text.length; at += 7) yield Buffer.from(text.slice(at, at + 7));
}

function receiving(secretText: string | undefined = secret) {
  const polls: string[] = [];
  const ended: [string, WebhookOutcome][] = [];
  const source = (name: string, text: string | undefined) => ({
    name,
    secret: async () => text,
    poll: () => void polls.push(name),
  });
  const receive = createReceiver({
    sources: [source('eu', secretText), source('us', 'another secret'), source('none', undefined)],
    now: () => noon,
    ended: (name, outcome) => void ended.push([name, outcome]),
  });
  const post = (headers: Record<string, string>, more: Partial<ReceivedRequest> = {}) =>
    receive({
      method: 'POST',
      path: '/hooks/eu',
      length: body.length,
      headers: new Map(Object.entries(headers)),
      body: parts(body),
      ...more,
    });
  return { post, polls, ended };
}

describe('a webhook (authority.md §5.25)', () => {
  it.each<{ host: string; headers: Record<string, string>; secret?: string }>([
    { host: 'GitHub', headers: github('a') },
    { host: 'Forgejo', headers: { 'x-forgejo-delivery': 'a', 'x-forgejo-signature': hex(body) } },
    { host: 'Gitea', headers: { 'x-gitea-delivery': 'a', 'x-gitea-signature': hex(body) } },
    { host: 'Bitbucket', headers: { 'x-request-uuid': 'a', 'x-hub-signature': `sha256=${hex(body)}` } },
    {
      host: 'GitLab with a signing token',
      headers: standard('a', noon),
      secret: `whsec_${signingKey.toString('base64')}`,
    },
  ])('has its source read when $host signed it', async ({ headers, secret: text }) => {
    const { post, polls, ended } = receiving(text);
    expect((await post(headers)).status).toBe(202);
    expect(polls).toEqual(['eu']);
    expect(ended).toEqual([['eu', 'asked']]);
  });

  it.each<{ why: string; headers: Record<string, string>; more?: Partial<ReceivedRequest>; secret?: string }>(
    [
      { why: 'nothing signs it', headers: {} },
      { why: 'it has no id', headers: { 'x-hub-signature-256': `sha256=${hex(body)}` } },
      { why: 'another secret signed it', headers: github('a', `sha256=${hex(body, 'x')}`) },
      { why: 'its body is another', headers: github('a'), more: { body: parts(`${body} `) } },
      { why: 'its digest is cut', headers: github('a', `sha256=${hex(body).slice(0, 62)}`) },
      { why: 'it is signed by SHA-1 alone', headers: { ...github('a', ''), 'x-hub-signature': 'sha1=00' } },
      { why: 'it only sends the secret along', headers: { 'x-gitlab-token': secret } },
      { why: 'it is for another source', headers: github('a'), more: { path: '/hooks/us' } },
      { why: 'its source has no secret', headers: github('a', hex(body, '')), more: { path: '/hooks/none' } },
      { why: 'there is no such source', headers: github('a'), more: { path: '/hooks/unknown' } },
      {
        why: 'it was signed six minutes ago',
        headers: standard('a', noon - 6 * minute),
        secret: `whsec_${signingKey.toString('base64')}`,
      },
    ],
  )('changes nothing and tells nothing when $why', async ({ headers, more, secret: text }) => {
    const { post, polls, ended } = receiving(text);
    expect(await post(headers, more)).toMatchObject({ status: 401, body: 'no valid signature\n' });
    expect(polls).toEqual([]);
    expect(ended.map(([, outcome]) => outcome)).toEqual(['refused']);
  });

  it('counts once when it comes again, also under another id', async () => {
    const { post, polls } = receiving();
    await post(github('a'));
    expect((await post(github('a'))).status).toBe(200);
    expect((await post(github('b'))).status).toBe(200);
    expect(polls).toEqual(['eu']);
  });

  it('remembers no id that nobody signed', async () => {
    const { post, polls } = receiving();
    await post(github('a', `sha256=${hex(body, 'x')}`));
    expect((await post(github('a'))).status).toBe(202);
    expect(polls).toEqual(['eu']);
  });

  it.each([
    ['another method', { method: 'GET' }, 405],
    ['another path', { path: '/readyz' }, 404],
    ['a body that is announced as too long', { length: webhookLimits.mostBytes + 1 }, 413],
  ] as const)('refuses %s without reading it', async (_what, more, status) => {
    const { post, polls } = receiving();
    expect((await post(github('a'), more)).status).toBe(status);
    expect(polls).toEqual([]);
  });
});

describe('over HTTP', () => {
  const open: HttpListener[] = [];
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
  });

  it('takes a signed delivery, and ends the connection of a body without end', async () => {
    const polls: string[] = [];
    const receive = createReceiver({
      sources: [{ name: 'eu', secret: async () => secret, poll: () => void polls.push('eu') }],
      now: () => noon,
      ended: () => undefined,
    });
    const limits = { ...webhookLimits, mostBytes: 1024 };
    const listener = await realHttpServers().receive({ host: '127.0.0.1', port: 0 }, receive, limits);
    open.push(listener);
    const url = `http://127.0.0.1:${listener.port}/hooks/eu`;
    const good = await fetch(url, { method: 'POST', headers: github('a'), body });
    expect([good.status, await good.text()]).toEqual([202, 'the source is read within 10 seconds\n']);
    const endless = new ReadableStream({ pull: (to) => to.enqueue(new Uint8Array(512)) });
    const sent = fetch(url, { method: 'POST', headers: github('b'), body: endless, duplex: 'half' });
    await expect(sent.then(({ ok }) => ok).catch(() => false)).resolves.toBe(false);
    expect(polls).toEqual(['eu']);
  });
});
