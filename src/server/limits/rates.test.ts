import { describe, expect, it } from 'vitest';
import { noon } from '../../daemon/testing/caller.test-helper.ts';
import { everything } from '../../model/binding.ts';
import { second } from '../../model/instant.ts';
import { problemSchema } from '../../report/formats/api/problem.ts';
import { bearer, gatekeeperOf, knownToken, tokenText } from '../access/gatekeeper.test-helper.ts';
import { apiWith, type Asked } from '../testing/app.test-helper.ts';
import { createBuckets } from './buckets.ts';

/** Makes an API for two people, with its clock in the hands of the test. */
function api(): {
  readonly hands: { at: number };
  ask(from: string, path: string, init?: RequestInit): Promise<Response>;
} {
  const hands = { at: noon };
  const gatekeeper = gatekeeperOf({ now: () => hands.at, anonymous: [{ role: 'viewer' }] });
  gatekeeper.list = ['ann', 'bob'].map((name) => knownToken(name, { bindings: everything }));
  const { app }: Asked = apiWith({ gatekeeper, now: () => hands.at });
  return {
    hands,
    ask: (from, path, init = {}) => app(new Request(`http://127.0.0.1:9810${path}`, init), from),
  };
}

/** Sends until the answer is 429. Returns how many were answered before, and the refusal. */
async function until429(
  send: () => Promise<Response>,
): Promise<{ readonly before: number; readonly last: Response }> {
  for (let before = 0; before < 2_000; before += 1) {
    const last = await send();
    if (last.status === 429) return { before, last };
  }
  throw new Error('2,000 requests were answered');
}

function sync(of: string): RequestInit {
  return { method: 'POST', headers: bearer(of) };
}

function signIn(of: string): RequestInit {
  return { method: 'POST', headers: { authorization: `Bearer ${tokenText(of)}` } };
}

describe('the rate of requests', () => {
  it('is limited for the writes of one person, and for nobody else', async () => {
    const { hands, ask } = api();
    const { before, last } = await until429(() => ask('192.0.2.1', '/api/v1/sync', sync('ann')));
    expect(before).toBe(60);
    expect(last.headers.get('retry-after')).toBe('1');
    expect(problemSchema.parse(await last.json())).toMatchObject({ status: 429, code: 'api.rate' });
    expect((await ask('192.0.2.1', '/api/v1/sync', sync('bob'))).status).toBe(200);
    expect((await ask('192.0.2.1', '/api/v1/status', { headers: bearer('ann') })).status).toBe(200);
    hands.at += second;
    expect((await until429(() => ask('192.0.2.1', '/api/v1/sync', sync('ann')))).before).toBe(2);
  });

  it.each<[string, string, RequestInit, number]>([
    ['paths of no route', '/api/v1/nothing', {}, 100],
    ['methods of no route', '/api/v1/status', { method: 'PUT' }, 100],
    ['another host', '/api/v1/status', { headers: { host: 'rebound.example.net' } }, 100],
    ['another site', '/', { headers: { origin: 'https://example.net' } }, 100],
    ['signing out', '/api/v1/session', { method: 'DELETE' }, 600],
  ])('is limited per address for %s, and not for a person there', async (_, path, init, most) => {
    const { ask } = api();
    expect((await until429(() => ask('192.0.2.1', path, init))).before).toBe(most);
    expect((await ask('192.0.2.2', path, init)).status).not.toBe(429);
    expect((await ask('192.0.2.1', '/api/v1/status', { headers: bearer('ann') })).status).toBe(200);
  });

  it('is limited for the reads of one person, with the same answer or not', async () => {
    const { ask } = api();
    const headers = { ...bearer('ann'), 'if-none-match': '*' };
    const { before } = await until429(() => ask('192.0.2.1', '/api/v1/plans', { headers }));
    expect(before).toBe(1_000);
    expect((await ask('192.0.2.1', '/api/v1/live', { headers })).status).toBe(429);
  });

  it('is lower for plans of sent manifests, which count before their body is read', async () => {
    const { ask } = api();
    const post = { ...sync('ann'), body: 'x'.repeat(1000) };
    const { before } = await until429(() => ask('192.0.2.1', '/api/v1/plans', post));
    expect(before).toBe(6);
    expect((await ask('192.0.2.1', '/api/v1/sync', sync('ann'))).status).toBe(200);
  });

  it('is limited per address for callers without a token', async () => {
    const { ask } = api();
    expect((await until429(() => ask('192.0.2.1', '/api/v1/pause', { method: 'POST' }))).before).toBe(100);
    expect((await ask('192.0.2.2', '/api/v1/pause', { method: 'POST' })).status).toBe(401);
    expect((await until429(() => ask('2001:db8::1', '/api/v1/status'))).before).toBe(1_000);
    expect((await ask('192.0.2.1', '/api/v1/status', { headers: bearer('ann') })).status).toBe(200);
    expect((await until429(() => ask('192.0.2.1', '/'))).before).toBe(600);
  });

  it('is limited for one IPv6 network that reads without a token, whatever its addresses', async () => {
    const { ask } = api();
    await until429(() => ask('2001:db8::1', '/api/v1/status'));
    expect((await ask('2001:db8::2', '/api/v1/status')).status).toBe(429);
    expect((await ask('2001:db8:0:1::1', '/api/v1/status')).status).toBe(200);
  });

  it('is limited for a person who reads their session again and again', async () => {
    const { ask } = api();
    const { before } = await until429(() => ask('192.0.2.1', '/api/v1/session', { headers: bearer('ann') }));
    expect(before).toBe(1_000);
  });

  it('is limited for one person who signs in again and again', async () => {
    const { ask } = api();
    expect((await until429(() => ask('192.0.2.3', '/api/v1/session', signIn('ann')))).before).toBe(60);
    expect((await ask('192.0.2.3', '/api/v1/session', signIn('bob'))).status).toBe(200);
  });

  // A script with an old token must not lock its office out.
  it('lets a person sign in when others of the address sent too many requests', async () => {
    const { ask } = api();
    await until429(() => ask('192.0.2.1', '/api/v1/pause', { method: 'POST' }));
    expect((await ask('192.0.2.1', '/api/v1/session', { method: 'POST' })).status).toBe(429);
    expect((await ask('192.0.2.1', '/api/v1/session', signIn('ann'))).status).toBe(200);
  });
});

describe('a bucket', () => {
  it('starts with a full bucket when the clock is set back', () => {
    let at = noon;
    const buckets = createBuckets(() => at, { burst: 2, every: second });
    for (let n = 0; n < 3; n += 1) buckets.take('ann');
    at -= 1_000 * second;
    expect(buckets.take('ann')).toBeUndefined();
  });

  it('stays bounded when many callers come, and forgets the longest unused', () => {
    const buckets = createBuckets(() => noon, { burst: 1, every: second });
    buckets.take('first');
    expect(buckets.take('first')).toBe(second);
    for (let n = 0; n < 1_000; n += 1) buckets.take(String(n));
    expect(buckets.take('first')).toBeUndefined();
  });
});
