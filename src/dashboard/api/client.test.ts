import { expect, test } from 'vitest';
import { createClient, type Answer } from './client.ts';
import { failureWords } from './failure.ts';

interface Sent {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Makes a client before a server that gives one answer. */
function before(response: Response | Error) {
  const sent: Sent[] = [];
  const ended: true[] = [];
  const client = createClient({
    async fetch(path, { headers, body }) {
      sent.push({ path, headers: headers as Record<string, string>, body });
      if (response instanceof Error) throw response;
      return response;
    },
    answered: () => undefined,
    signedOut: () => ended.push(true),
  });
  return { client, sent, ended };
}

test('asks with the tag that it knows, and says when nothing changed', async () => {
  const { client, sent } = before(new Response(null, { status: 304 }));
  expect(await client.read('/overview', { etag: '"7"' })).toEqual({ is: 'unchanged' });
  expect(sent[0]).toMatchObject({ path: '/api/v1/overview', headers: { 'if-none-match': '"7"' } });
});

test('gives the tag of an answer', async () => {
  const { client } = before(Response.json({ items: [] }, { headers: { etag: '"8"' } }));
  expect(await client.read('/plans')).toEqual({ is: 'value', value: { items: [] }, etag: '"8"' });
});

test('sends a decision with its key, and a token only to exchange it for a cookie', async () => {
  const { client, sent } = before(Response.json({}));
  await client.write('/session', {}, 'k1', { bearer: 'secret' });
  expect(sent[0]).toEqual({
    path: '/api/v1/session',
    headers: {
      accept: 'application/json',
      authorization: 'Bearer secret',
      'content-type': 'application/json',
      'idempotency-key': 'k1',
    },
    body: '{}',
  });
});

test('asks for a token again when the session has ended', async () => {
  const problem = {
    type: 'x',
    title: 'Not authenticated',
    status: 401,
    detail: 'no session',
    code: 'control.token',
  };
  const { client, ended } = before(Response.json(problem, { status: 401 }));
  expect(await client.read('/overview')).toEqual({ is: 'refused', problem });
  expect(ended).toEqual([true]);
});

test('keeps the session when a token that is to be exchanged is refused', async () => {
  const { client, ended } = before(Response.json({ code: 'control.token', detail: 'x' }, { status: 401 }));
  await client.write('/session', {}, 'k1', { bearer: 'wrong' });
  expect(ended).toEqual([]);
});

test('says that something else answered when the answer is not a problem of ours', async () => {
  const { client } = before(
    new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'retry-after': '3' } }),
  );
  const answer = (await client.read('/overview')) as Extract<Answer<never>, { is: 'refused' }>;
  expect(answer).toMatchObject({ is: 'refused', problem: { status: 502 }, retryAfter: 3000 });
  expect(failureWords(answer).text).toBe('Something between this page and the daemon answered.');
});

test('takes an answer that breaks off for none', async () => {
  const { client } = before(new Response('{"items":[', { headers: { 'content-type': 'application/json' } }));
  expect(await client.read('/plans')).toMatchObject({ is: 'refused' });
});

test('says that the daemon is away when the network fails', async () => {
  const { client } = before(new TypeError('Failed to fetch'));
  const answer = await client.read('/overview');
  expect(answer).toEqual({ is: 'unreachable' });
});

test('leaves an aborted question to who aborted it', async () => {
  const { client } = before(new DOMException('aborted', 'AbortError'));
  await expect(client.read('/overview')).rejects.toThrow('aborted');
});
