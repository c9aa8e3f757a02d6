import { describe, expect, it } from 'vitest';
import { everything } from '../../model/binding.ts';
import { day, hour, minute, type Instant } from '../../model/instant.ts';
import { planIdOf } from '../../model/plan-id.ts';
import { controlOf, noon } from '../../daemon/testing/caller.test-helper.ts';
import { createStanding, type Standing } from '../../daemon/control/standing.ts';
import { recordAt, type FakeController } from '../../daemon/testing/controller.test-helper.ts';
import { gatekeeperOf, knownToken } from '../access/gatekeeper.test-helper.ts';
import { routes } from '../routes/table.ts';
import { apiWith } from '../testing/app.test-helper.ts';
import { stackOf } from '../testing/shared-daemon.test-helper.ts';
import { createTags, type Asked } from './tags.ts';

const reads = routes.filter(({ method }) => method === 'GET');
const ends = { deletion: noon + 9 * day + 10 * hour, pause: noon + 50 * minute };

/** Makes a Stack in which much ends: a key that is deleted, a pause, silences and approvals. */
async function shop(): Promise<FakeController> {
  const controller = await stackOf('shop', [{ address: 'Key/a', hidden: false }]);
  const { decisions, status } = controller.state();
  const { fullAt: _, fastAt: __, ...unread } = recordAt('Key/unread', noon, { health: 'Blocked' });
  controller.set({
    status: new Map(
      [...status.values(), unread].map((record) => [
        record.address,
        record === unread ? unread : { ...record, deletesAt: ends.deletion },
      ]),
    ),
    decisions: {
      ...decisions,
      pauses: decisions.pauses.map((pause) => ({ ...pause, until: ends.pause })),
    },
  });
  return controller;
}

/** Makes an API whose clock the test moves, and which counts how often an answer is made. */
async function timed() {
  const controller = await shop();
  const time = { now: noon, made: 0, calls: 0 };
  const now = (): Instant => time.now;
  const calls = () => ({ calls: time.calls, throttled: 0 });
  const control = controlOf([controller], { now, calls });
  const counting = Object.fromEntries(
    Object.entries(control).map(([name, operation]) => [
      name,
      (...given: readonly unknown[]): unknown => {
        time.made += 1;
        return (operation as (...all: readonly unknown[]) => unknown)(...given);
      },
    ]),
  ) as unknown as typeof control;
  const gatekeeper = gatekeeperOf({ now });
  gatekeeper.list = [knownToken('ann', { bindings: everything })];
  const standing = createStanding({ controllers: [controller], now, calls });
  const { ask } = apiWith({ control: counting, standing, gatekeeper, now }, { controller });
  const get = (path: string, etag?: string): Promise<Response> =>
    ask(path, etag === undefined ? {} : { headers: { 'if-none-match': etag } });
  return { controller, time, gatekeeper, get };
}

function pathOf({ path, operation }: (typeof reads)[number], controller: FakeController): string {
  const { plan } = controller.state();
  const asked = operation === 'resource' ? '?address=Key%2Fa' : '';
  return `/api/v1${path.replace('{id}', plan === undefined ? '' : planIdOf(plan))}${asked}`;
}

function tagOf({ headers }: Response): string {
  return headers.get('etag') ?? '';
}

describe.each(reads)('GET $path', (route) => {
  it('is answered without being made again when nothing changed', async () => {
    const { controller, time, get } = await timed();
    const path = pathOf(route, controller);
    const first = await get(path);
    expect(first.status).toBe(200);
    time.now += minute;
    const again = await get(path, tagOf(first));
    expect([again.status, tagOf(again), await again.text(), time.made]).toEqual([304, tagOf(first), '', 1]);
    expect(again.headers.get('cache-control')).toBe('private, no-cache');
  });

  it('is made again when the state or the record changes', async () => {
    const { controller, time, get } = await timed();
    const path = pathOf(route, controller);
    const etag = tagOf(await get(path));
    controller.set({ maxMode: 'observe' });
    await get(path, etag);
    expect(time.made).toBe(2);
    await controller.history.save({ gone: [] });
    await get(path, etag);
    expect(time.made).toBe(3);
  });

  it('is never unchanged when the clock alone changes it', async () => {
    const { controller, time, get } = await timed();
    const fresh = await timed();
    const path = pathOf(route, controller);
    let etag = tagOf(await get(path));
    const around = [ends.pause, noon + hour, ends.deletion, ends.deletion - 7 * day, ends.deletion - 2 * day];
    const steps = Array.from({ length: 100 }, (_, at) => noon + at * 2.5 * hour + at);
    const moments = [...steps, ...around.flatMap((at) => [at - 1, at, at + 1])].sort((a, b) => a - b);
    for (const at of moments) {
      time.now = at;
      fresh.time.now = at;
      const answer = await get(path, etag);
      // Nothing that was made for another moment is left of it.
      fresh.controller.set({ unready: [] });
      const expected = tagOf(await fresh.get(path));
      expect(tagOf(answer), new Date(at).toISOString()).toBe(expected);
      etag = tagOf(answer);
    }
  });
});

it('makes an answer again for a caller whose rights changed', async () => {
  const { time, gatekeeper, get } = await timed();
  const etag = tagOf(await get('/api/v1/attention'));
  gatekeeper.list = [knownToken('ann', { bindings: [{ role: 'viewer' }] })];
  const other = await get('/api/v1/attention', etag);
  expect([other.status, time.made]).toEqual([200, 2]);
  gatekeeper.list = [];
  expect((await get('/api/v1/attention', etag)).status).toBe(401);
});

it('makes the overview again when requests went to AWS, and nothing else', async () => {
  const { time, get } = await timed();
  const etags = [tagOf(await get('/api/v1/overview')), tagOf(await get('/api/v1/status'))] as const;
  time.calls = 7;
  expect((await get('/api/v1/overview', etags[0])).status).toBe(200);
  expect((await get('/api/v1/status', etags[1])).status).toBe(304);
  expect(time.made).toBe(3);
});

it('is made again when the clock goes backwards', async () => {
  const { time, get } = await timed();
  const etag = tagOf(await get('/api/v1/status'));
  time.now -= hour;
  await get('/api/v1/status', etag);
  expect(time.made).toBe(2);
});

it('keeps no tag of an answer that was made while something changed', () => {
  let now: Standing = { of: 'before', at: noon, until: Infinity };
  const tags = createTags(() => now);
  const asked: Asked = {
    operation: 'status',
    target: '/',
    known: { person: { id: 'a', name: 'a' }, bindings: [] },
  };
  const begun = now;
  now = { ...now, of: 'between' };
  tags.keep(asked, 'W/"a"', begun);
  // What stands as it stood when the answer was begun may come again.
  now = begun;
  expect(tags.unchanged(asked, 'W/"a"')).toBeUndefined();
});
