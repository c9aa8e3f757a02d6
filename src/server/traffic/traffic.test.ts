import { describe, expect, it } from 'vitest';
import { problemSchema } from '../../report/formats/api/problem.ts';
import { bearer } from '../access/gatekeeper.test-helper.ts';
import { apiWith } from '../testing/app.test-helper.ts';

async function idFor(given: string | undefined): Promise<string | null> {
  const headers = given === undefined ? {} : { 'x-request-id': given };
  return (await apiWith().ask('/api/v1/status', { headers })).headers.get('x-request-id');
}

describe('the id of a request', () => {
  it.each(['7f2c', '3fa85f64-5717-4562-b3fc-2c963f66afa6', 'Root=1-67891233-abcdef012345678912345678'])(
    'is the one of the caller when that is well-formed: %s',
    async (id) => {
      expect(await idFor(id)).toBe(id);
    },
  );

  it.each([
    ['nothing', undefined],
    ['two ids', 'a, b'],
    ['markup', '<b>'],
    ['a space', 'a b'],
    ['a token', bearer('ann').authorization.replace('Bearer ', '')],
    ['61 characters', 'x'.repeat(61)],
    ['an empty one', ''],
  ])('is a new one when the caller sent %s', async (_, given) => {
    expect(await idFor(given)).toBe('r1');
  });

  it('is in every answer, and in the problem that a refusal has', async () => {
    const { ask, told } = apiWith();
    for (const path of ['/api/v1/nothing', '/api/v2', '/api/v1/plans?limit=many', '/api/v1/status', '/']) {
      const response = await ask(path, { headers: { 'x-request-id': 'mine' } });
      expect(response.headers.get('x-request-id')).toBe('mine');
      if (response.headers.get('content-type') === 'application/problem+json')
        expect(problemSchema.parse(await response.json()).requestId).toBe('mine');
    }
    expect(told.map(({ id }) => id)).toEqual(Array.from({ length: 5 }, () => 'mine'));
  });
});

describe('the record of a decision', () => {
  it.each([
    ['pause', { addresses: ['Key/a'], why: 'x', forMs: 60_000 }],
    ['freeze', { why: 'x', forMs: 60_000 }],
    ['stop', { why: 'x' }],
  ])('has the id of the request when the API made it: %s', async (path, body) => {
    const { ask, controller } = apiWith();
    const headers = { 'content-type': 'application/json', 'x-request-id': 'mine' };
    const response = await ask(`/api/v1/${path}`, { method: 'POST', body: JSON.stringify(body), headers });
    expect(response.status).toBe(200);
    expect(controller.notes).toMatchObject([{ subject: 'person:ann', detail: { requestId: 'mine' } }]);
  });
});

describe('the report to log and metrics', () => {
  const secret = 'hunter2-hunter2';

  it.each<[string, RequestInit, object]>([
    ['/api/v1/status?source=hunter2-hunter2', {}, { route: '/status', use: 'read', status: 404 }],
    [`/api/v1/plans/${'0'.repeat(12)}`, {}, { route: '/plans/{id}', status: 404, code: 'control.missing' }],
    ['/api/v1/status', { method: 'HEAD' }, { method: 'HEAD', route: '/status', status: 200 }],
    ['/api/v1/status', { method: 'PUT' }, { route: 'unknown', use: 'unknown', status: 405 }],
    ['/api/v1/hunter2-hunter2', {}, { route: 'unknown', status: 404, code: 'api.route' }],
    ['/hunter2-hunter2', {}, { route: 'page', use: 'page', status: 503, via: 'refused' }],
    ['/api/v1/sync', { method: 'POST' }, { use: 'write', subject: 'person:ann', via: 'token', status: 200 }],
    [
      '/api/v1/sync',
      { method: 'POST', headers: { authorization: `Bearer ${secret}` } },
      { route: '/sync', via: 'refused', status: 401, code: 'control.token' },
    ],
    ['/api/v1/session', { method: 'POST' }, { route: '/session', use: 'write', subject: 'person:ann' }],
    ['/api/v1/live', {}, { route: '/live', use: 'read', subject: 'person:ann', status: 200 }],
    [
      '/api/v1/sync',
      { method: 'POST', body: `{"why":"${secret}"}`, headers: { 'content-type': 'application/json' } },
      { status: 400, code: 'control.request' },
    ],
  ])('has the route and the caller, and nothing that the caller wrote: %s', async (path, init, of) => {
    const { ask, told } = apiWith();
    const response = await ask(path, init);
    await response.body?.cancel();
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject(of);
    expect(JSON.stringify(told)).not.toContain(secret);
  });

  it('has a request that failed', async () => {
    const { ask, told, faults } = apiWith({
      standing: () => {
        throw new Error('broken');
      },
    });
    expect((await ask('/api/v1/status')).status).toBe(500);
    expect(faults).toHaveLength(1);
    expect(told).toMatchObject([{ status: 500, code: 'engine.internal', subject: 'person:ann' }]);
  });
});

describe('a client that goes away', () => {
  it('does not count as a failure when it leaves in the middle of its body', async () => {
    const { app, told, faults } = apiWith();
    const gone = new AbortController();
    const body = new ReadableStream({
      pull(controller) {
        gone.abort();
        controller.error(new Error('gone'));
      },
    });
    const headers = { ...bearer('ann'), 'content-type': 'application/json' };
    const init = { method: 'POST', body, headers, signal: gone.signal, duplex: 'half' } as RequestInit;
    await app(new Request('http://127.0.0.1:9810/api/v1/sync', init));
    expect(told).toMatchObject([{ status: 499, subject: 'person:ann' }]);
    expect(faults).toEqual([]);
  });
});

describe('the load', () => {
  it('counts requests that are under way, and streams that are open', async () => {
    let go = (): void => undefined;
    const waits = new Promise<void>((resolve) => (go = resolve));
    const { ask, load } = apiWith();
    expect(load()).toEqual({ underWay: 0, streams: 0 });
    const body = new ReadableStream({
      async pull(controller) {
        await waits;
        controller.close();
      },
    });
    const slow = ask('/api/v1/sync', { method: 'POST', body, duplex: 'half' });
    const live = await ask('/api/v1/live');
    expect(load()).toEqual({ underWay: 1, streams: 1 });
    go();
    await slow;
    await live.body?.cancel();
    expect(load()).toEqual({ underWay: 0, streams: 0 });
  });
});
