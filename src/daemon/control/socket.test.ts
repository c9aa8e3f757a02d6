import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hour } from '../../model/instant.ts';
import { memoryHttp } from '../../runtime/memory-http.ts';
import type { LocalHttp } from '../../runtime/local-http.ts';
import {
  fakeController,
  recordAt,
  statusWith,
  type FakeController,
} from '../testing/controller.test-helper.ts';
import { controlOf, noon } from '../testing/caller.test-helper.ts';
import { createClient, type Client } from './client.ts';
import { createHandler } from './handler.ts';
import { createIdentify, type KnownPerson } from './identify.ts';
import { operations } from './operations.ts';
import { serveControl } from './serve.ts';

const never = new AbortController().signal;
const clock = { now: () => noon, monotonic: () => noon, sleep: () => new Promise<void>(() => undefined) };
const people: readonly KnownPerson[] = [
  { name: 'ann', uids: [1000], tokenHashes: [createHash('sha256').update('s3cret').digest('hex')] },
  { name: 'bob', uids: [], tokenHashes: [] },
];
const request = { why: 'x', forMs: hour };

interface Served {
  readonly controller: FakeController;
  readonly http: LocalHttp;
  readonly faults: unknown[];
  client(token?: string, version?: string): Client;
}

async function served(known: readonly KnownPerson[] = people): Promise<Served> {
  const controller = fakeController('keys', { status: statusWith(recordAt('Key/a', noon)) });
  const http = memoryHttp();
  const faults: unknown[] = [];
  await serveControl({
    control: controlOf([controller]),
    version: '1.0.0',
    identify: createIdentify(known, 1000),
    failed: (error) => void faults.push(error),
    http,
    socket: '/s',
  });
  return {
    controller,
    http,
    faults,
    client: (token, version = '1.0.0') =>
      createClient({ http, clock, socket: '/s', version, ...(token === undefined ? {} : { token }) }),
  };
}

describe('the subject of a request', () => {
  it('is the person whose token is shown, whatever a request says', async () => {
    const { controller, client } = await served();
    await client('s3cret').ask('pause', request, never);

    expect(controller.state().decisions.pauses).toMatchObject([{ by: { id: 'person:ann', name: 'ann' } }]);
    expect(controller.notes).toMatchObject([{ subject: 'person:ann' }]);
  });

  it.each(['pause', 'stop', 'approve'] as const)('takes no subject from a request: %s', async (name) => {
    const { controller, http } = await served([]);
    const answer = await http.ask(
      '/s',
      {
        method: 'POST',
        path: `/v1/${name}`,
        body: JSON.stringify({ ...request, why: 'x', plan: 'a'.repeat(12), by: 'root', subject: 'root' }),
      },
      { mostBytes: 1000 },
      never,
    );
    expect(answer).toMatchObject({ is: 'answer', status: 400 });
    expect(controller.notes).toEqual([]);
  });

  it('is nobody with a wrong token, who is not taken for the user of the socket', async () => {
    const { controller, client } = await served();
    expect(await client('wrong').ask('status', {}, never)).toMatchObject({
      refused: [{ code: 'control.token' }],
    });
    expect(await client('wrong').ask('pause', request, never)).toMatchObject({
      refused: [{ code: 'control.token' }],
    });
    expect(controller.notes).toEqual([]);
  });

  it('allows reads, and no decisions, without a token as soon as anybody has one', async () => {
    const { client } = await served();
    expect(await client().ask('get', {}, never)).toMatchObject({ items: [{ address: 'Key/a' }] });
    expect(await client().ask('pause', request, never)).toMatchObject({
      refused: [{ code: 'control.forbidden' }],
    });
  });

  it('is the user of the socket, and decides, where nobody has a token', async () => {
    const { controller, client } = await served([{ name: 'bob', uids: [], tokenHashes: [] }]);
    await client().ask('pause', request, never);
    expect(controller.notes).toMatchObject([{ subject: 'uid:1000' }]);
  });

  it('is one person by a token and as the user of the machine, and never counts as two', () => {
    const identify = createIdentify(people, 1000);
    const ofSocket = identify(undefined);
    const ofToken = identify('Bearer s3cret');
    expect(ofSocket).toMatchObject({ person: { id: 'person:ann' } });
    expect(ofToken).toMatchObject({ person: { id: 'person:ann' } });
  });
});

describe('a request that makes no sense', () => {
  const bodies = [
    '',
    '{',
    'null',
    '[]',
    '"x"',
    '{"why":"x"}',
    '{"why":"x","forMs":-1}',
    '{"why":"x","forMs":1e300}',
    '{"why":"","forMs":3600000}',
    '{"why":"two\\nlines","forMs":3600000}',
    '{"why":"\\u202eevil","forMs":3600000}',
    `{"why":"${'x'.repeat(201)}","forMs":3600000}`,
    '{"why":"x","forMs":3600000,"__proto__":{"a":1},"more":1}',
    '{"why":"x","forMs":3600000,"addresses":["no address"]}',
    '{"why":"x","forMs":99999999999}',
  ];

  it.each(bodies)('changes nothing and says why: %s', async (body) => {
    const { controller, http, faults } = await served([]);
    const answer = await http.ask(
      '/s',
      { method: 'POST', path: '/v1/pause', body },
      { mostBytes: 1000 },
      never,
    );

    expect(answer).toMatchObject({ is: 'answer', status: 400 });
    expect(answer.is === 'answer' && answer.body).toContain('control.request');
    expect(controller.notes).toEqual([]);
    expect(faults).toEqual([]);
  });

  it.each([
    { method: 'GET', path: '/v1/status' },
    { method: 'POST', path: '/v1/' },
    { method: 'POST', path: '/v1/toString' },
    { method: 'POST', path: '/v2/status' },
    { method: 'POST', path: '/v1/../v1/status' },
  ])('reaches nothing: $method $path', async ({ method, path }) => {
    const { http } = await served([]);
    expect(await http.ask('/s', { method, path, body: '{}' }, { mostBytes: 1000 }, never)).toMatchObject({
      status: 400,
    });
  });

  it('is answered whatever it holds, by no fault of ours', async () => {
    const { http, faults, controller } = await served([]);
    const names = Object.keys(operations).filter((name) => name !== 'sync' && name !== 'start');
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.json(), async (name, body) => {
        const answer = await http.ask(
          '/s',
          { method: 'POST', path: `/v1/${name}`, body },
          { mostBytes: 1 },
          never,
        );
        expect(answer.is === 'answer' && answer.status < 500).toBe(true);
      }),
    );
    expect(faults).toEqual([]);
    expect(controller.notes).toEqual([]);
  });
});

describe('a daemon that cannot be understood', () => {
  it('is said to be of another version', async () => {
    const http = memoryHttp();
    await http.listen(
      '/s',
      () =>
        Promise.resolve({
          status: 200,
          body: JSON.stringify({ version: '2.0.0', answer: { new: 'shape' } }),
        }),
      { mostBytes: 1, patience: 1, connections: 1 },
    );
    expect(
      await createClient({ http, clock, socket: '/s', version: '1.0.0' }).ask('status', {}, never),
    ).toMatchObject({
      refused: [
        {
          code: 'control.request',
          message: 'the response of the daemon cannot be parsed: the daemon has version 2.0.0, this is 1.0.0',
        },
      ],
    });
  });

  it('is not there', async () => {
    const client = createClient({ http: memoryHttp(), clock, socket: '/s', version: '1.0.0' });
    expect(await client.ask('status', {}, never)).toMatchObject({ refused: [{ code: 'control.no-daemon' }] });
  });

  it('tells nobody what broke inside it, and the operator everything', async () => {
    const faults: unknown[] = [];
    const broken = new Error('the password is hunter2');
    const handler = createHandler({
      control: { ...controlOf([]), status: () => Promise.reject(broken) },
      version: '1.0.0',
      identify: createIdentify([], 1),
      failed: (error) => void faults.push(error),
    });
    const answer = await handler({ method: 'POST', path: '/v1/status', body: '{}' }, never);

    expect(answer.status).toBe(500);
    expect(answer.body).not.toContain('hunter2');
    expect(faults).toEqual([broken]);
  });
});

it('refuses to serve where another daemon does', async () => {
  const { http } = await served();
  const parts = {
    control: controlOf([]),
    version: '1',
    identify: createIdentify([], 1),
    failed: () => undefined,
    http,
    socket: '/s',
  };
  expect(await serveControl(parts)).toMatchObject({ refused: [{ code: 'control.in-use' }] });
});
