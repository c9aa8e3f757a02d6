import { createHub } from '../../src/daemon/control/live/hub.ts';
import { virtualClock } from '../../src/runtime/virtual-clock.ts';
import { expect, it } from 'vitest';
import { controlOf } from '../../src/daemon/testing/caller.test-helper.ts';
import { fakeController } from '../../src/daemon/testing/controller.test-helper.ts';
import { everything } from '../../src/model/binding.ts';
import { day } from '../../src/model/instant.ts';
import { sessionBodySchema } from '../../src/report/formats/api/session.ts';
import {
  bearer,
  gatekeeperOf,
  knownToken,
  requestWith,
} from '../../src/server/access/gatekeeper.test-helper.ts';
import type { GatekeeperParts } from '../../src/server/access/gatekeeper.ts';
import { createStanding } from '../../src/daemon/control/standing.ts';
import { createApp } from '../../src/server/app.ts';
import { routes } from '../../src/server/routes/table.ts';

// authority.md §5.24: every write is authenticated on every address; Host and Origin are checked; sessions end.

function api(parts: Partial<GatekeeperParts> = {}) {
  const controller = fakeController('keys');
  const gatekeeper = gatekeeperOf(parts);
  gatekeeper.list = [knownToken('ann', { bindings: everything })];
  const { answer: ask } = createApp({
    newId: () => 'r1',
    answered: () => undefined,
    live: {
      hub: createHub({ controllers: [], now: () => gatekeeper.at, newId: () => 'e1' }),
      clock: virtualClock(),
    },
    version: '1',
    standing: createStanding({ controllers: [controller], now: () => gatekeeper.at }),
    control: controlOf([controller]),
    gatekeeper,
    page: new Map(),
    now: () => gatekeeper.at,
    failed: (error) => {
      throw error;
    },
  });
  return { ask, controller, gatekeeper };
}

const json = { 'content-type': 'application/json' };
const all = routes.map(({ method, path }) => ({
  method,
  path: `/api/v1${path.replaceAll(/\{\w+\}/gu, 'x')}`,
}));
const stop = { method: 'POST', path: '/api/v1/stop', body: '{"why":"x"}' };

it.each<[string, Record<string, string>, number]>([
  ['without a credential', {}, 401],
  ['with an unknown token', bearer('eve'), 401],
  ['with the cookie of no session', { cookie: `keywright-9810=${'0'.repeat(64)}` }, 401],
  ['for another host', { ...bearer('ann'), host: 'rebound.example.net' }, 403],
  ['from another origin', { ...bearer('ann'), origin: 'https://example.net' }, 403],
])('answers no route to a request %s, not even from loopback', async (_, headers, status) => {
  const { ask, controller } = api();
  for (const { method, path } of [...all, stop]) {
    const body = method === 'POST' ? '{"why":"x"}' : undefined;
    const answer = await ask(
      requestWith(
        { ...json, origin: 'http://127.0.0.1:9810', ...headers },
        { method, path, ...(body === undefined ? {} : { body }) },
      ),
      // One address each: the count of wrong tokens is another test.
      `127.0.0.1 ${path}`,
    );
    expect(answer.status, `${method} ${path}`).toBe(status);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  }
  expect(controller.notes).toEqual([]);
});

it('lets nobody write without a token, whatever is open to read', async () => {
  const { ask, controller } = api({ anonymous: [{ role: 'viewer' }] });
  expect((await ask(requestWith())).status).toBe(200);
  const headers = { ...json, origin: 'http://127.0.0.1:9810' };
  for (const { path } of all.filter(({ method }) => method === 'POST'))
    expect((await ask(requestWith(headers, { ...stop, path }))).status, path).toBe(401);
  expect(controller.notes).toEqual([]);
});

it('signs a person in, lets the page of the same origin write, and signs out', async () => {
  const { ask, controller, gatekeeper } = api();
  const path = '/api/v1/session';
  const signedIn = await ask(
    requestWith({ ...json, ...bearer('ann') }, { method: 'POST', path, body: '{}' }),
  );
  expect(signedIn.status).toBe(200);
  const body: unknown = await signedIn.json();
  expect(body).toMatchObject({ person: { id: 'person:ann' }, via: 'session' });
  expect(sessionBodySchema.parse(body).expiresAt).toBe(gatekeeper.at + 7 * day);
  const [cookie = ''] = (signedIn.headers.get('set-cookie') ?? '').split(';');
  const own = { ...json, cookie, origin: 'http://127.0.0.1:9810', 'sec-fetch-site': 'same-origin' };
  expect((await ask(requestWith({ ...json, cookie }, stop))).status).toBe(403);
  expect((await ask(requestWith({ ...own, 'content-type': 'text/plain' }, stop))).status).toBe(415);
  expect(controller.notes).toEqual([]);
  expect((await ask(requestWith(own, stop))).status).toBe(200);
  expect((await ask(requestWith({ cookie }, { path }))).status).toBe(200);
  expect((await ask(requestWith(own, { method: 'DELETE', path }))).status).toBe(204);
  expect((await ask(requestWith({ cookie }, { path }))).status).toBe(401);
});

it('makes a caller with too many wrong tokens wait, and reports how long', async () => {
  const { ask } = api();
  const answers = [];
  for (let tried = 0; tried < 11; tried += 1)
    answers.push(await ask(requestWith(bearer('eve')), '192.0.2.1'));
  expect(answers.map(({ status }) => status)).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
  expect(answers.at(-1)?.headers.get('retry-after')).toBe('6');
  expect((await ask(requestWith(bearer('ann')), '192.0.2.1')).status).toBe(200);
});

it.each(['/', '/api/v1/status', '/api/v1/none'])('guards %s by headers', async (path) => {
  const { ask } = api({ names: { host: '127.0.0.1', url: 'https://keys.example.com', hosts: [] } });
  const { headers } = await ask(requestWith({}, { path }));
  expect(headers.get('content-security-policy')).not.toContain('unsafe');
  expect(headers.get('permissions-policy')).toContain('camera=()');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  // Browsers ignore it over http, and a forwarded port of a loopback address must stay reachable.
  expect(headers.get('strict-transport-security')).toBeNull();
  const secure = await ask(requestWith({ host: 'keys.example.com' }, { path }));
  expect(secure.headers.get('strict-transport-security')).toBe('max-age=31536000');
});
