import { describe, expect, it } from 'vitest';
import { everything } from '../../model/binding.ts';
import { noon } from '../../daemon/testing/caller.test-helper.ts';
import { createHub } from '../../daemon/control/live/hub.ts';
import {
  fakeController,
  recordAt,
  statusWith,
  type FakeController,
} from '../../daemon/testing/controller.test-helper.ts';
import type { StatusRecord } from '../../model/history.ts';
import { virtualClock } from '../../runtime/virtual-clock.ts';
import type { Identity, Known } from '../parts.ts';
import type { Live } from '../types.ts';
import { apiWith } from '../testing/app.test-helper.ts';
import { bodyOf } from './body.ts';
import { createClients, type Client } from './clients.ts';
import { eventsFor, type StreamParts } from './stream.ts';

const ann: Known = {
  is: 'known',
  via: 'token',
  person: { id: 'person:ann', name: 'ann' },
  bindings: everything,
};

interface Streaming extends StreamParts {
  readonly controller: FakeController;
  readonly end: AbortController;
}

function streaming(more: Partial<StreamParts> = {}): Streaming {
  const controller = fakeController('keys');
  const clock = virtualClock(noon);
  let ids = 0;
  const hub = createHub({
    controllers: [controller],
    now: () => clock.now(),
    newId: () => `e${String((ids += 1))}`,
  });
  const end = new AbortController();
  return {
    controller,
    end,
    hub,
    clock,
    version: '1.0.0',
    known: ann,
    again: () => Promise.resolve(ann),
    lastId: null,
    signal: end.signal,
    ...more,
  };
}

describe('eventsFor', () => {
  it('says hello, then names what changed with the number to resume from', async () => {
    const parts = streaming();
    const events = eventsFor(parts);
    expect((await events.next()).value).toBe(
      'id: e1-0\nevent: hello\ndata: {"at":"2026-11-02T12:00:00.000Z","version":"1.0.0","resumed":false}\n\n',
    );
    const next = events.next();
    parts.controller.set({ fullAt: noon });
    parts.hub.listen({ is: 'looked' });
    expect((await next).value).toMatch(
      /^id: e1-1\nevent: changed\ndata: .*"topics":\["overview","attention","resources"\],"rows":\[\],"gone":\[\],"all":true\}\n\n$/u,
    );
    parts.end.abort();
    expect((await events.next()).done).toBe(true);
  });

  async function nextOf(events: ReturnType<typeof eventsFor>) {
    const [, data = ''] = /^data: (.*)$/mu.exec((await events.next()).value ?? '') ?? [];
    const { rows, gone, all } = JSON.parse(data) as Live['changed'];
    return { rows: rows.map(({ address, sync }) => [address, sync]), gone, all };
  }

  it('shows the rows that changed, and only those that the caller may see (authority.md §5.24)', async () => {
    const viewer = { ...ann, bindings: [{ role: 'viewer', kinds: ['Key'] }] as const };
    const parts = streaming({ known: viewer, again: () => Promise.resolve(viewer) });
    const [key, gone] = [recordAt('Key/a', noon), recordAt('Key/gone', noon)];
    parts.controller.set({ status: statusWith(key, gone, recordAt('Trail/t', noon)) });
    const events = eventsFor(parts);
    await events.next();
    const drifted = { sync: 'Drifted' } as const;
    parts.controller.set({
      status: statusWith({ ...key, ...drifted }, recordAt('Trail/t', noon, drifted)),
    });
    parts.hub.listen({ is: 'status' });
    expect(await nextOf(events)).toEqual({ rows: [['Key/a', 'Drifted']], gone: ['Key/gone'], all: false });
    parts.end.abort();
  });

  it('tells to ask for everything when more changed than 50 rows', async () => {
    const parts = streaming();
    const events = eventsFor(parts);
    await events.next();
    const many = (count: number): readonly StatusRecord[] =>
      Array.from({ length: count }, (_, at) => recordAt(`Key/k${String(at)}`, noon));
    parts.controller.set({ status: statusWith(...many(50)) });
    parts.hub.listen({ is: 'status' });
    const first = await nextOf(events);
    expect([first.rows.length, first.all]).toEqual([50, false]);
    parts.controller.set({ status: new Map() });
    parts.hub.listen({ is: 'status' });
    expect(await nextOf(events)).toMatchObject({ gone: { length: 50 }, all: false });
    parts.controller.set({ status: statusWith(...many(51)) });
    parts.hub.listen({ is: 'status' });
    expect(await nextOf(events)).toEqual({ rows: [], gone: [], all: true });
    parts.end.abort();
  });

  it('sends at most two events a second, however much changes', async () => {
    const parts = streaming();
    const events = eventsFor(parts);
    await events.next();
    const begin = parts.clock.monotonic();
    for (let at = 0; at < 20; at += 1) {
      parts.controller.set({ fullAt: at });
      parts.hub.listen({ is: 'looked' });
      await events.next();
    }
    expect(parts.clock.monotonic() - begin).toBeGreaterThanOrEqual(19 * 500);
    parts.end.abort();
  });

  it('keeps the connection open with a comment each 15 s, whatever happens that nobody may see', async () => {
    const parts = streaming();
    const events = eventsFor(parts);
    await events.next();
    const begin = parts.clock.monotonic();
    const next = events.next();
    parts.hub.listen({ is: 'looked' });
    expect((await next).value).toMatch(/^:/u);
    expect(parts.clock.monotonic() - begin).toBe(15_000);
    parts.end.abort();
  });

  it('resumes after the last event that the client saw', async () => {
    const parts = streaming();
    parts.hub.channel(everything);
    parts.controller.set({ fullAt: noon });
    const events = eventsFor({ ...parts, lastId: 'e1-0' });
    expect((await events.next()).value).toContain('"resumed":true');
    expect((await events.next()).value).toContain('id: e1-1\nevent: changed');
    parts.end.abort();
  });

  it.each(['e0-0', 'e1-7', 'e1-', 'x', '', 'e1-0-0', 'e1--1', 'e1-1e3'])(
    'does not resume after an unknown event: %s',
    async (lastId) => {
      const parts = streaming({ lastId });
      expect((await eventsFor(parts).next()).value).toContain('"resumed":false');
    },
  );

  it('ends with the credential of the caller', async () => {
    let known: Identity = ann;
    const parts = streaming({ again: () => Promise.resolve(known) });
    const events = eventsFor(parts);
    await events.next();
    known = { is: 'unknown' };
    expect((await events.next()).value).toContain('event: ended');
    expect((await events.next()).done).toBe(true);
  });

  it('makes the client read everything again when the permissions of the caller change', async () => {
    let known = ann;
    const parts = streaming({ again: () => Promise.resolve(known) });
    const events = eventsFor(parts);
    await events.next();
    known = { ...ann, bindings: [] };
    expect((await events.next()).value).toMatch(/^id: e2-0\nevent: changed\n.*"attention".*"plans"/u);
    parts.controller.set({ fullAt: noon });
    parts.hub.listen({ is: 'looked' });
    expect((await events.next()).value).toMatch(/^:/u);
    parts.end.abort();
  });
});

describe('the body of a stream', () => {
  it('ends for a client that takes nothing for a minute', async () => {
    const parts = streaming();
    const ends: number[] = [];
    bodyOf(eventsFor(parts), parts.clock, () => {
      ends.push(parts.clock.monotonic());
      parts.end.abort();
    });
    await parts.clock.sleep(200_000);
    expect(ends.map((at) => at - noon)).toEqual([60_000]);
  });

  it('ends once when the client goes away', async () => {
    const parts = streaming();
    let ends = 0;
    const body = bodyOf(eventsFor(parts), parts.clock, () => {
      ends += 1;
      parts.end.abort();
    });
    await body.cancel();
    await parts.clock.sleep(200_000);
    expect(ends).toBe(1);
  });
});

describe('GET /api/v1/live', () => {
  it('streams to somebody who is known', async () => {
    const { ask } = apiWith();
    const end = new AbortController();
    const response = await ask('/api/v1/live', { signal: end.signal });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const first = await response.body?.getReader().read();
    expect(new TextDecoder().decode(first?.value as Uint8Array)).toContain('event: hello');
    end.abort();
  });

  it('refuses a stranger, and a client that takes no events', async () => {
    const { ask } = apiWith();
    expect((await ask('/api/v1/live', { headers: { authorization: 'Bearer x' } })).status).toBe(401);
    expect((await ask('/api/v1/live', { headers: { accept: 'application/json' } })).status).toBe(406);
  });

  it('opens no stream for HEAD, and a bounded number for one person', async () => {
    const { ask } = apiWith();
    const end = new AbortController();
    for (let at = 0; at < 30; at += 1)
      expect((await ask('/api/v1/live', { method: 'HEAD' })).status).toBe(200);
    for (let at = 0; at < 16; at += 1)
      expect((await ask('/api/v1/live', { signal: end.signal })).status).toBe(200);
    const refused = await ask('/api/v1/live');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('30');
    end.abort();
    await new Promise((resolve) => void setImmediate(resolve));
    expect((await ask('/api/v1/live', { method: 'HEAD' })).status).toBe(200);
  });
});

describe('the places of streams', () => {
  const person = (name: string): Client => ({
    known: { via: 'token', person: { id: name, name } },
    from: '192.0.2.1',
  });
  const anonymous = (from: string): Client => ({
    known: { via: 'anonymous', person: { id: 'anonymous', name: 'anonymous' } },
    from,
  });

  function taken(clients: readonly Client[], places = createClients()): number {
    return clients.filter((one) => places.enter(one) !== undefined).length;
  }

  it('are given back', () => {
    const places = createClients();
    const leave = Array.from({ length: 300 }, (_, at) => places.enter(person(String(at % 100))));
    expect(places.count()).toBe(256);
    for (const one of leave) one?.();
    expect(places.count()).toBe(0);
    expect(
      taken(
        Array.from({ length: 300 }, (_, at) => person(String(at % 100))),
        places,
      ),
    ).toBe(256);
  });

  it('are bounded for one address without a credential, and leave others theirs', () => {
    const places = createClients();
    expect(
      taken(
        Array.from({ length: 20 }, () => anonymous('192.0.2.1')),
        places,
      ),
    ).toBe(16);
    expect(
      taken(
        Array.from({ length: 20 }, (_, at) => anonymous(`2001:db8::${String(at)}`)),
        places,
      ),
    ).toBe(16);
    expect(taken([anonymous('192.0.2.2'), person('anonymous'), person('ann')], places)).toBe(3);
  });

  it('are left for persons when many addresses read without a credential', () => {
    const places = createClients();
    const many = Array.from({ length: 300 }, (_, at) => anonymous(`192.0.2.${String(at % 200)}`));
    expect(taken(many, places)).toBe(128);
    expect(
      taken(
        Array.from({ length: 128 }, (_, at) => person(String(at))),
        places,
      ),
    ).toBe(128);
  });
});
