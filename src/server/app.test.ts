import { gunzipSync } from 'node:zlib';
import { expect, describe, it } from 'vitest';
import { problemSchema } from '../report/formats/api/problem.ts';
import { apiWith } from './testing/app.test-helper.ts';

const json = { 'content-type': 'application/json' };

describe('a request that the API refuses', () => {
  const rows = [
    { name: 'no route', path: '/api/v1/nothing', status: 404, code: 'api.route' },
    { name: 'a route outside the version', path: '/api/v2/status', status: 404, code: 'api.route' },
    {
      name: 'another method',
      path: '/api/v1/status',
      init: { method: 'PUT' },
      status: 405,
      code: 'api.method',
    },
    { name: 'a read of what writes', path: '/api/v1/pause', status: 405, code: 'api.method' },
    { name: 'an unknown source', path: '/api/v1/plans?source=other', status: 404, code: 'control.source' },
    {
      name: 'an unknown plan',
      path: `/api/v1/plans/${'0'.repeat(12)}`,
      status: 404,
      code: 'control.missing',
    },
    ...[
      '/api/v1/resource?address=Key/none',
      '/api/v1/map?around=Key/none',
      '/api/v1/status?addresses=Key/none',
    ].map((path) => ({ name: `an unknown resource: ${path}`, path, status: 404, code: 'cli.address' })),
    {
      name: 'what is no address',
      path: '/api/v1/resource?address=none',
      status: 400,
      code: 'control.request',
    },
    {
      name: 'the end of what is not in effect',
      path: '/api/v1/resume',
      init: { method: 'POST' },
      status: 409,
      code: 'control.nothing',
    },
    {
      name: 'the pause of an unknown resource',
      path: '/api/v1/pause',
      init: {
        method: 'POST',
        body: '{"addresses":["Key/none"],"why":"x","forMs":60000}',
        headers: json,
      },
      status: 404,
      code: 'cli.address',
    },
    {
      name: 'XML',
      path: '/api/v1/status',
      init: { headers: { accept: 'application/xml' } },
      status: 406,
      code: 'api.accept',
    },
    {
      name: 'a form',
      path: '/api/v1/sync',
      init: { method: 'POST', body: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      status: 415,
      code: 'api.content-type',
    },
    {
      name: 'a long body',
      path: '/api/v1/sync',
      init: { method: 'POST', body: ' '.repeat(300_000), headers: { ...json, 'content-length': '300000' } },
      status: 413,
      code: 'api.body',
    },
    {
      name: 'a long body to sign in',
      path: '/api/v1/session',
      init: { method: 'POST', body: ' '.repeat(2_000), headers: { 'content-length': '2000' } },
      status: 413,
      code: 'api.body',
    },
    {
      name: 'a long URL',
      path: `/api/v1/resources?q=${'x'.repeat(9_000)}`,
      status: 414,
      code: 'api.url',
    },
    { name: 'a write to the page', path: '/', init: { method: 'POST' }, status: 405, code: 'api.method' },
    {
      name: 'a list as body',
      path: '/api/v1/sync',
      init: { method: 'POST', body: '[]', headers: json },
      status: 400,
      code: 'control.request',
    },
    ...(
      [
        ['pause', '{"addresses":[],"why":"x","forMs":60000}'],
        ['silence', '{"addresses":[],"why":"x","forMs":60000}'],
        ['silence', '{"labels":{"__proto__":"x"},"why":"x","forMs":60000}'],
        ['sync', '{"addresses":[]}'],
        ['resume', '{"addresses":[]}'],
        [`plans/${'0'.repeat(12)}/approve`, '{"steps":[]}'],
        [`plans/${'0'.repeat(12)}/reject`, '{"steps":[],"why":"x"}'],
      ] as const
    ).map(([path, body]) => ({
      name: `a decision about nothing: ${path} ${body}`,
      path: `/api/v1/${path}`,
      init: { method: 'POST', body, headers: json },
      status: 400,
      code: 'control.request',
    })),
    { name: 'a bad number', path: '/api/v1/plans?limit=many', status: 400, code: 'control.request' },
  ] as const;

  it.each(rows)('gets a problem: $name', async ({ path, status, code, ...row }) => {
    const response = await apiWith().ask(path, 'init' in row ? row.init : {});
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(problemSchema.parse(await response.json())).toMatchObject({
      status,
      code,
      type: `https://keywright.dev/docs/errors.md#${code}`,
    });
  });

  it('learns the methods of the path', async () => {
    const { ask } = apiWith();
    expect((await ask('/api/v1/status', { method: 'DELETE' })).headers.get('allow')).toBe('GET, HEAD');
    expect((await ask('/api/v1/pause')).headers.get('allow')).toBe('POST');
  });

  it.each([
    ['/api/v1/sync', 'the body is longer than 256 KiB'],
    ['/api/v1/plans', 'the body is longer than 12288 KiB'],
  ])('names the limit of its route when the body has no length: %s', async (path, detail) => {
    const chunk = new Uint8Array(64 * 1024);
    let sent = 0;
    const body = new ReadableStream({
      pull(controller) {
        sent += 1;
        controller.enqueue(chunk);
      },
    });
    const init = { method: 'POST', body, headers: json, duplex: 'half' } as const;
    const response = await apiWith().ask(path, init);
    expect(response.status).toBe(413);
    expect(problemSchema.parse(await response.json()).detail).toBe(detail);
    expect(sent).toBeLessThan(200);
  });

  it('reads no body of somebody unknown', async () => {
    let sent = 0;
    const body = new ReadableStream(
      {
        pull(controller) {
          sent += 1;
          controller.enqueue(new Uint8Array(1024));
        },
      },
      { highWaterMark: 0 },
    );
    const headers = { ...json, authorization: 'Bearer no' };
    const init = { method: 'POST', body, headers, duplex: 'half' } as const;
    expect((await apiWith().ask('/api/v1/plans', init)).status).toBe(401);
    expect(sent).toBe(0);
  });

  it('names the way to authenticate when there is no token', async () => {
    const response = await apiWith().ask('/api/v1/status', { headers: { authorization: 'Bearer no' } });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain('Bearer');
  });

  it.each([
    ['/api/v1/plans?limit=many', 'limit must be a number, got "many"'],
    ['/api/v1/plans?limit=1000', 'limit must be at most 100, got the number 1000'],
    ['/api/v1/plans?limits=3', 'the request has no field "limits": did you mean "limit"?'],
    ['/api/v1/plans/xyz', 'id must be a plan id, got "xyz"'],
  ])('explains in plain words why it is wrong: %s', async (path, detail) => {
    const { detail: told } = (await (await apiWith().ask(path)).json()) as { detail: string };
    expect(told).toBe(detail);
  });

  it('lists every finding', async () => {
    const response = await apiWith().ask('/api/v1/pause', {
      method: 'POST',
      body: '{"wy":"x"}',
      headers: json,
    });
    const { diagnostics } = problemSchema.parse(await response.json());
    expect(diagnostics?.map(({ message }) => message)).toEqual(
      expect.arrayContaining(['forMs is missing', expect.stringContaining('wy')]),
    );
  });

  it('learns nothing of what broke inside', async () => {
    const broken = new Error('the password is hunter2');
    const { ask, faults } = apiWith({
      control: { status: () => Promise.reject(broken) } as never,
    });
    const response = await ask('/api/v1/status');
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('hunter2');
    expect(faults).toEqual([broken]);
  });
});

describe('an answer', () => {
  it('keeps its tag while only the time of the answer changes', async () => {
    const { ask, controller } = apiWith();
    const first = await ask('/api/v1/plans');
    const etag = first.headers.get('etag') ?? '';
    expect(first.headers.get('cache-control')).toBe('private, no-cache');

    const again = await ask('/api/v1/plans', { headers: { 'if-none-match': `"other", ${etag}` } });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');

    controller.set({ maxMode: 'observe' });
    const status = (await ask('/api/v1/status')).headers.get('etag');
    controller.set({ maxMode: 'enforce' });
    expect((await ask('/api/v1/status')).headers.get('etag')).not.toBe(status);
  });

  it('has no body for HEAD, and the same headers', async () => {
    const { ask } = apiWith();
    const head = await ask('/api/v1/status', { method: 'HEAD' });
    expect(await head.text()).toBe('');
    expect(head.headers.get('etag')).toBe((await ask('/api/v1/status')).headers.get('etag'));
  });

  it('is compressed only for a client that takes gzip', async () => {
    const page = new Map([
      [
        '/index.html',
        { type: 'text/html', body: new TextEncoder().encode('x'.repeat(5000)), immutable: false },
      ],
    ]);
    const { ask } = apiWith({ page });
    const response = await ask('/', { headers: { 'accept-encoding': 'br, gzip;q=0.5' } });
    expect(response.headers.get('content-encoding')).toBe('gzip');
    const text = gunzipSync(await response.arrayBuffer()).toString();
    expect(text.length).toBe(5000);

    const plain = await ask('/', { headers: { 'accept-encoding': 'gzip;q=0' } });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(plain.headers.get('vary')).toBe('accept-encoding');
  });

  it('is never kept when it is a decision', async () => {
    const response = await apiWith().ask('/api/v1/sync', { method: 'POST' });
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });
});
