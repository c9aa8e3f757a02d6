import { describe, expect, it } from 'vitest';
import type { Address } from '../../model/address.ts';
import type {
  AppliedDocument,
  Episode,
  Event,
  History,
  PlanRecord,
  StatusRecord,
} from '../../model/history.ts';
import { day } from '../../model/instant.ts';
import { place, resourcePlanOf, stepOf } from '../../model/plan.test-helper.ts';
import type { Place } from '../places.test-helper.ts';

const key: Address = 'Key/a';

export function recordOf(address: Address, at: number): StatusRecord {
  const part = { at, sync: 'InSync', health: 'Healthy', waiting: [] } as const;
  return {
    address,
    kind: 'Key',
    place,
    ids: { keyId: '1' },
    labels: { team: 'x' },
    sync: 'InSync',
    health: 'Degraded',
    state: 'Disabled',
    reason: 'disabled',
    why: 'the key is disabled',
    waiting: [`${address}#policy`],
    fullAt: at,
    fastAt: at,
    parts: { fast: { ...part, state: 'Disabled', reason: 'disabled', why: 'x' }, rest: part },
  };
}

export function episodeOf(id: string, openedAt: number, more: Partial<Episode> = {}): Episode {
  return {
    id,
    address: key,
    facet: 'policy',
    changes: [{ path: '/policy/Statement', before: [1], label: 'drifted' }],
    label: 'drifted',
    openedAt,
    seenAt: openedAt,
    declared: 'digest',
    ...more,
  };
}

export function eventOf(seq: number, more: Partial<Event> = {}): Event {
  return {
    chain: 'c',
    seq,
    at: seq,
    is: 'wrote',
    subject: 'daemon',
    text: 'kms:PutKeyPolicy on Key/a',
    previous: `hash-${seq - 1}`,
    hash: `hash-${seq}`,
    ...more,
  };
}

export function planRecordOf(id: string, at: number): PlanRecord {
  const step = stepOf(key, 'policy', { changes: [{ path: '/policy', after: { a: null } }] });
  return {
    id,
    at,
    commit: 'c1',
    plan: {
      version: 1,
      stack: 'estate',
      uid: 'u1',
      at,
      scope: { is: 'all' },
      resources: [resourcePlanOf(key, { observedAt: at, steps: [step.id] })],
      steps: [step],
      orphans: [],
      diagnostics: [],
    },
    outcomes: new Map([[step.id, { is: 'done', calls: 1, took: 5 }]]),
  };
}

export function documentOf(facet: string, value: string, at: number): AppliedDocument {
  return { address: key, facet, at, commit: `c${at}`, spec: [{ path: `/${facet}`, value: { text: value } }] };
}

const all = { limit: 100 };

/** Tests what each history does, wherever it is stored. */
export function historyConformance(makePlace: () => Place<History>): void {
  it('keeps the last status of each address, in their order, and forgets what is gone', async () => {
    const place = makePlace();
    const first = place.boot();
    await first.save({ status: [recordOf('Key/b', 1), recordOf('Key/a', 1), recordOf('Key/c', 1)] });
    await first.save({ status: [recordOf('Key/b', 2)], gone: ['Key/c', 'Key/never'] });
    place.crash();
    expect([...(await place.boot().status())]).toEqual([
      ['Key/a', recordOf('Key/a', 1)],
      ['Key/b', recordOf('Key/b', 2)],
    ]);
  });

  it('gives episodes the newest first, by address and by whether they are open', async () => {
    const place = makePlace();
    const closed = episodeOf('b', 2, { closed: { at: 3, how: 'repaired' }, writtenAt: 3 });
    const other = episodeOf('c', 3, { address: 'Key/other' });
    await place.boot().save({ episodes: [episodeOf('a', 1), episodeOf('b', 2), other] });
    await place.boot().save({ episodes: [closed] });
    place.crash();
    const history = place.boot();
    expect(await history.episodes({}, all)).toEqual([other, closed, episodeOf('a', 1)]);
    expect(await history.episodes({ open: true }, all)).toEqual([other, episodeOf('a', 1)]);
    expect(await history.episodes({ open: false }, all)).toEqual([closed]);
    expect(await history.episodes({ address: key }, { limit: 1 })).toEqual([closed]);
    expect(await history.episodes({ address: key }, { limit: 1, before: 'b' })).toEqual([episodeOf('a', 1)]);
    expect(await history.episodes({}, { limit: 1, before: 'never' })).toEqual([]);
  });

  it('keeps plans with their outcomes, the newest first', async () => {
    const place = makePlace();
    await place.boot().save({ plan: planRecordOf('one', 1) });
    await place.boot().save({ plan: planRecordOf('two', 2) });
    place.crash();
    const history = place.boot();
    expect(await history.plan('one')).toEqual(planRecordOf('one', 1));
    expect(await history.plan('never')).toBeUndefined();
    expect(await history.plans(all)).toEqual([planRecordOf('two', 2), planRecordOf('one', 1)]);
    expect(await history.plans({ limit: 5, before: 'two' })).toEqual([planRecordOf('one', 1)]);
  });

  it('numbers the documents of an address, and keeps none twice in a row', async () => {
    const place = makePlace();
    const history = place.boot();
    const [a, same, tags, b] = [
      documentOf('policy', 'a', 1),
      documentOf('policy', 'a', 2),
      documentOf('tags', 'x', 2),
      documentOf('policy', 'b', 3),
    ];
    await history.save({ applied: [a] });
    await history.save({ applied: [same, tags] });
    await history.save({ applied: [b] });
    place.crash();
    expect(await place.boot().applied(key, all)).toEqual([
      { ...b, number: 3 },
      { ...tags, number: 2 },
      { ...a, number: 1 },
    ]);
    expect(await place.boot().applied(key, { limit: 1, before: '2' })).toEqual([{ ...a, number: 1 }]);
    expect(await place.boot().applied('Key/never', all)).toEqual([]);
  });

  describe('the record', () => {
    it('keeps its lines, and gives the newest first', async () => {
      const place = makePlace();
      const history = place.boot();
      expect(await history.head()).toBeUndefined();
      const rich = eventOf(2, {
        is: 'decided',
        address: key,
        step: 'Key/a#policy',
        reason: 'held',
        commit: 'c1',
        plan: 'p1',
        awsRequestId: 'r1',
        replaced: { Statement: [] },
        detail: { calls: 1 },
      });
      await history.append(eventOf(1));
      await history.append(rich);
      await history.append(eventOf(3, { address: key }));
      place.crash();
      const next = place.boot();
      expect(await next.head()).toEqual({ chain: 'c', seq: 3, hash: 'hash-3' });
      expect(await next.events({ address: key }, all)).toEqual([eventOf(3, { address: key }), rich]);
      expect(await next.events({ is: 'decided' }, all)).toEqual([rich]);
      expect(await next.events({}, { limit: 1, before: '3' })).toEqual([rich]);
    });

    it.each([
      { why: 'a number that was given already', event: eventOf(2, { previous: 'hash-2' }) },
      { why: 'a number that skips one', event: eventOf(4, { previous: 'hash-2' }) },
      { why: 'another chain', event: eventOf(3, { previous: 'hash-2', chain: 'd' }) },
      { why: 'another line before it', event: eventOf(3, { previous: 'hash-1' }) },
    ])('refuses a line with $why, since two writers would fork the chain', async ({ event }) => {
      const history = makePlace().boot();
      await history.append(eventOf(1));
      await history.append(eventOf(2));
      await expect(history.append(event)).rejects.toMatchObject({ diagnostic: { code: 'store.contended' } });
      expect(await history.head()).toEqual({ chain: 'c', seq: 2, hash: 'hash-2' });
    });
  });

  it('drops an applied document once it was replaced long ago, and never the last of a facet', async () => {
    const place = makePlace();
    const history = place.boot();
    const one = (facet: string, at: number): AppliedDocument => ({
      address: key,
      facet,
      at,
      spec: [{ path: '/x', value: `${facet} ${String(at)}` }],
    });
    await history.save({ applied: [one('policy', 1), one('tags', 1)] });
    await history.save({ applied: [one('policy', 2 * day)] });
    await history.save({ applied: [one('policy', 300 * day)] });
    const kept = async (now: number): Promise<readonly string[]> => {
      await history.prune(now);
      return (await history.applied(key, all)).map(({ number, facet }) => `${String(number)} ${facet}`);
    };
    expect(await kept(401 * day)).toEqual(['4 policy', '3 policy', '2 tags', '1 policy']);
    expect(await kept(403 * day)).toEqual(['4 policy', '3 policy', '2 tags']);
    expect(await kept(9_000 * day)).toEqual(['4 policy', '2 tags']);
  });

  it('prunes what is old, but no open episode and not the end of the record', async () => {
    const place = makePlace();
    const history = place.boot();
    const closed = episodeOf('old', 1, { closed: { at: 2, how: 'gone' } });
    await history.save({
      status: [recordOf(key, 1)],
      episodes: [closed, episodeOf('open', 1)],
      plan: planRecordOf('old', 1),
    });
    await history.append(eventOf(1));
    await history.append(eventOf(2));
    await history.prune(91 * day);
    expect(await history.plans(all)).toEqual([]);
    expect(await history.events({}, all)).toHaveLength(2);
    await history.prune(401 * day);
    expect(await history.events({}, all)).toEqual([eventOf(2)]);
    expect(await history.episodes({}, all)).toEqual([episodeOf('open', 1)]);
    expect((await history.status()).size).toBe(1);
    await history.append(eventOf(3));
  });
}
