import { describe, expect, it } from 'vitest';
import { fakeController, type FakeController } from '../../daemon/testing/controller.test-helper.ts';
import { everything } from '../../model/binding.ts';
import { problemSchema } from '../../report/formats/api/problem.ts';
import { bearer, gatekeeperOf, knownToken } from '../access/gatekeeper.test-helper.ts';
import { apiWith, type Asked } from '../testing/app.test-helper.ts';

const pause = { why: 'a migration', forMs: 3_600_000 };

interface Sent {
  readonly key?: string;
  readonly body?: object;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function send(
  { ask }: Pick<Asked, 'ask'>,
  { key = 'k1', body = pause, path = '/api/v1/pause', headers }: Sent = {},
): Promise<{ readonly status: number; readonly isReplayed: boolean; readonly body: object; code?: string }> {
  const response = await ask(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', 'idempotency-key': key, ...headers },
  });
  const answer = (await response.json()) as { readonly code?: string };
  const isReplayed = response.headers.get('idempotency-replayed') === 'true';
  const { code } = answer;
  return { status: response.status, isReplayed, body: answer, ...(code === undefined ? {} : { code }) };
}

function twoPeople(): Asked & { gatekeeper: ReturnType<typeof gatekeeperOf> } {
  const gatekeeper = gatekeeperOf();
  gatekeeper.list = ['ann', 'bob'].map((name) => knownToken(name, { bindings: everything }));
  return { ...apiWith({ gatekeeper }), gatekeeper };
}

/** Makes a controller whose decisions wait until the test lets them go on. */
function slow(): { readonly controller: FakeController; go(): void } {
  const fake = fakeController('keys');
  const gate = Promise.withResolvers<undefined>();
  const decide: FakeController['decide'] = async (change, note) => {
    await gate.promise;
    return fake.decide(change, note);
  };
  return {
    controller: { ...fake, decide },
    go: () => {
      gate.resolve(undefined);
    },
  };
}

describe('a write with an Idempotency-Key', () => {
  it('gets its first answer again when it is repeated, and decides once', async () => {
    const api = apiWith();
    const first = await send(api);
    expect(first).toMatchObject({ status: 200, isReplayed: false });
    const again = await send(api, { key: '"k1"' });
    expect(again).toEqual({ ...first, isReplayed: true });
    expect(api.controller.notes.length).toBe(1);
  });

  it('decides again when the key is another one, or is left out', async () => {
    const api = apiWith();
    await send(api);
    expect(await send(api, { key: 'k2' })).toMatchObject({ status: 200, isReplayed: false });
    await api.ask('/api/v1/sync', { method: 'POST' });
    await api.ask('/api/v1/sync', { method: 'POST' });
    expect(api.controller.notes.length).toBe(2);
    expect(api.controller.requests.length).toBe(2);
  });

  it.each<{ name: string; other: Sent }>([
    { name: 'another body', other: { body: { ...pause, why: 'something else' } } },
    { name: 'another route', other: { path: '/api/v1/freeze' } },
    { name: 'another query', other: { path: '/api/v1/pause?x' } },
  ])('is refused when the key belongs to a request with $name', async ({ other }) => {
    const api = apiWith();
    await send(api);
    expect(await send(api, other)).toMatchObject({ status: 422, code: 'api.key-reused' });
    expect(api.controller.notes.length).toBe(1);
  });

  it('is refused for a second when the first one is not answered yet', async () => {
    const { controller, go } = slow();
    const api = apiWith({}, { controller });
    const first = send(api);
    const second = await api.ask('/api/v1/pause', {
      method: 'POST',
      body: JSON.stringify(pause),
      headers: { 'content-type': 'application/json', 'idempotency-key': 'k1' },
    });
    expect(second.status).toBe(409);
    expect(second.headers.get('retry-after')).toBe('1');
    expect(problemSchema.parse(await second.json()).code).toBe('api.key-running');
    go();
    expect(await first).toMatchObject({ status: 200 });
    expect(await send(api)).toMatchObject({ status: 200, isReplayed: true });
    expect(controller.notes.length).toBe(1);
  });

  it('gets a refusal again when the first one was refused', async () => {
    const api = apiWith();
    expect(await send(api, { path: '/api/v1/resume', body: {} })).toMatchObject({
      code: 'control.nothing',
      isReplayed: false,
    });
    await send(api, { key: 'other' });
    expect(await send(api, { path: '/api/v1/resume', body: {} })).toMatchObject({
      code: 'control.nothing',
      isReplayed: true,
    });
  });

  it.each<{ name: string; wrong: Sent }>([
    { name: 'a field that does not exist', wrong: { body: { ...pause, forms: 1 } } },
    { name: 'a list in place of an object', wrong: { body: [] } },
    { name: 'another content type', wrong: { headers: { 'content-type': 'text/plain' } } },
  ])('takes a corrected request under its key when its form was refused: $name', async ({ wrong }) => {
    const api = apiWith();
    const refused = await send(api, wrong);
    expect([refused.status, refused.isReplayed]).toEqual([
      refused.code === 'api.content-type' ? 415 : 400,
      false,
    ]);
    expect(await send(api)).toMatchObject({ status: 200, isReplayed: false });
    expect(api.controller.notes.length).toBe(1);
  });

  it('is carried out again when it failed before', async () => {
    const fake = fakeController('keys');
    let fails = true;
    const decide: FakeController['decide'] = (change, note) =>
      fails ? Promise.reject(new Error('the store is away')) : fake.decide(change, note);
    const api = apiWith({}, { controller: { ...fake, decide } });
    expect(await send(api)).toMatchObject({ status: 500 });
    fails = false;
    expect(await send(api)).toMatchObject({ status: 200, isReplayed: false });
  });

  it.each(['', '""', 'a b', 'a"b', '"a', 'a\\b', 'é', 'x'.repeat(256)])(
    'is refused when the key is not valid: %j',
    async (key) => {
      const api = apiWith();
      expect(await send(api, { key })).toMatchObject({ status: 400, code: 'api.key' });
      expect(api.controller.notes).toEqual([]);
    },
  );

  it('gets no answer of somebody else when they chose the same key', async () => {
    const api = twoPeople();
    await send(api, { body: { ...pause, why: 'only for ann' } });
    const bob = await send(api, { headers: bearer('bob') });
    expect(bob).toMatchObject({ status: 200, isReplayed: false, body: { by: { id: 'person:bob' } } });
    expect(await send(api, { headers: { authorization: 'Bearer no' } })).toMatchObject({ status: 401 });
  });

  it('gets no answer of before when the bindings of the caller changed', async () => {
    const api = twoPeople();
    await send(api);
    api.gatekeeper.list = [knownToken('ann', { bindings: [{ role: 'viewer' }] })];
    expect(await send(api)).toMatchObject({ status: 403, isReplayed: false });
  });

  it('gets its answer again when a session of the same person repeats it', async () => {
    const api = twoPeople();
    const first = await send(api);
    const signedIn = await api.ask('/api/v1/session', { method: 'POST', headers: bearer('ann') });
    const [cookie = ''] = (signedIn.headers.get('set-cookie') ?? '').split(';');
    const response = await api.gatekeeper.identify(
      new Request('http://127.0.0.1:9810/api/v1/pause', { headers: { cookie } }),
    );
    expect(response).toMatchObject({ via: 'session', person: { id: 'person:ann' } });
    const headers = new Headers({
      cookie,
      origin: 'http://127.0.0.1:9810',
      'content-type': 'application/json',
    });
    headers.set('idempotency-key', 'k1');
    const again = await api.app(
      new Request('http://127.0.0.1:9810/api/v1/pause', {
        method: 'POST',
        body: JSON.stringify(pause),
        headers,
      }),
    );
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await again.json()).toEqual(first.body);
  });

  it('keeps no speculative plan and no session, which decide nothing', async () => {
    const api = apiWith();
    const plan = { path: '/api/v1/plans', body: { files: [{ path: 'a.yaml', text: '' }] } };
    await send(api, plan);
    expect(await send(api, plan)).toMatchObject({ isReplayed: false });
    const signIn = { method: 'POST', headers: { 'idempotency-key': 'k1' } };
    const cookies = await Promise.all([
      api.ask('/api/v1/session', signIn),
      api.ask('/api/v1/session', signIn),
    ]);
    expect(new Set(cookies.map(({ headers }) => headers.get('set-cookie'))).size).toBe(2);
  });
});
