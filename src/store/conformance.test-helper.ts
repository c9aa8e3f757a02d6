import { describe, expect, it } from 'vitest';
import { minute } from '../model/instant.ts';
import type { Accepted } from '../model/accepted.ts';
import type { Intent, Journal, Lease, Memory } from '../model/journal.ts';
import type { StackId } from '../model/resource.ts';

/** A place that outlives the process: each `boot` is what a new process sees of it. */
export interface Place<T> {
  boot(): T;
  /** The machine loses power: what was booted before never answers again. */
  crash(): void;
}

export const account = { account: '111122223333', region: 'eu-central-1' };

export const estate: StackId = { name: 'estate', uid: 'u1u1u1u1' };

/** A Stack that was accepted, and `release` in it. */
export function acceptedStack(...release: Accepted['settings']['release']): Accepted {
  return {
    settings: {
      ...estate,
      partition: 'aws',
      accounts: [{ id: account.account, regions: [account.region] }],
      keyAdministrators: [],
      trustedAccounts: [],
      tags: { owner: 'x' },
      caps: { count: 5, percent: 10 },
      release,
    },
    resources: new Map([
      ['Key/a', { formerly: ['Key/old'], state: 'present', ignore: [{ path: '/tags', reason: 'x' }] }],
    ]),
  };
}

export function intentFor(id: string, at = 1_000): Intent {
  return { id, address: `Key/${id}`, place: account, at, visible: ['key-1', 'key-2'] };
}

const ids = { keyId: '1234', arn: 'arn:aws:kms:eu-central-1:111122223333:key/1234' };
const ttl = minute;

export function journalConformance(makePlace: () => Place<Journal>): void {
  describe('what must survive a crash', () => {
    it('an intent that was opened, since its key may exist', async () => {
      const place = makePlace();
      await place.boot().open(intentFor('a'));
      place.crash();
      expect(await place.boot().openIntents()).toEqual([intentFor('a')]);
    });

    it('that it was closed, and the ids it made', async () => {
      const place = makePlace();
      const first = place.boot();
      await first.open(intentFor('a'));
      await first.open(intentFor('b'));
      await first.close('a', ids);
      await first.close('b', undefined);
      place.crash();
      const second = place.boot();
      expect(await second.openIntents()).toEqual([]);
      expect(await second.known()).toEqual(new Map([['Key/a', ids]]));
    });

    it('what was remembered and forgotten, the last word counting', async () => {
      const place = makePlace();
      const first = place.boot();
      await first.remember('Key/b', { keyId: 'old' });
      await first.remember('Key/b', ids);
      await first.remember('Key/a', ids);
      await first.remember('Key/c', ids);
      await first.forget('Key/c');
      await first.forget('Key/never-known');
      place.crash();
      const known = await place.boot().known();
      expect([...known]).toEqual([
        ['Key/a', ids],
        ['Key/b', ids],
      ]);
    });

    it('the Stack that was accepted last, with nothing else lost', async () => {
      const place = makePlace();
      const first = place.boot();
      expect(await first.accepted()).toBeUndefined();
      await first.open(intentFor('a'));
      await first.accept(acceptedStack('repair'));
      await first.accept(acceptedStack('repair', 'widen'));
      place.crash();
      expect(await place.boot().accepted()).toEqual(acceptedStack('repair', 'widen'));
      expect(await place.boot().openIntents()).toEqual([intentFor('a')]);
    });

    it('the things of the Stack, and what was let go of, with nothing else lost', async () => {
      const place = makePlace();
      const first = place.boot();
      expect(await first.things()).toEqual({ kept: [], letGo: [] });
      const here = { account: '111122223333', region: 'eu-central-1' };
      const thing = { address: 'Alias/a', place: here, ids: { name: 'alias/a' } } as const;
      await first.open(intentFor('a'));
      await first.keep({ kept: [{ ...thing, since: 1 }], letGo: [] });
      await first.keep({ kept: [], letGo: [thing] });
      place.crash();
      expect(await place.boot().things()).toEqual({ kept: [], letGo: [thing] });
      expect(await place.boot().openIntents()).toEqual([intentFor('a')]);
    });

    // A hold that nobody dates would last for ever, or begin anew with each run.
    it('since when each hold is known, with nothing else lost', async () => {
      const place = makePlace();
      const first = place.boot();
      expect(await first.holds()).toEqual([]);
      const held = { is: 'held', address: 'Key/a', ids: { keyId: 'k' }, since: 1, value: 'x' } as const;
      const unread = { is: 'unread', address: 'Key/b', since: 2 } as const;
      await first.open(intentFor('a'));
      await first.noteHolds([held]);
      await first.noteHolds([held, unread]);
      place.crash();
      expect(await place.boot().holds()).toEqual([held, unread]);
      expect(await place.boot().openIntents()).toEqual([intentFor('a')]);
    });

    it('when the journal was begun', async () => {
      const place = makePlace();
      const first = place.boot();
      await first.acquire('one', ttl, 0);
      const bornAt = await first.bornAt();
      await first.open(intentFor('a'));
      place.crash();
      expect(await place.boot().bornAt()).toBe(bornAt);
    });
  });

  describe('intents', () => {
    it('are listed the oldest first, whatever the order of opening', async () => {
      const journal = makePlace().boot();
      await Promise.all([
        journal.open(intentFor('late', 3)),
        journal.open(intentFor('early', 1)),
        journal.open(intentFor('b', 2)),
        journal.open(intentFor('a', 2)),
      ]);
      expect((await journal.openIntents()).map(({ id }) => id)).toEqual(['early', 'a', 'b', 'late']);
    });

    it('may be opened and closed again after a lost answer', async () => {
      const journal = makePlace().boot();
      await journal.open(intentFor('a'));
      await journal.open(intentFor('a'));
      await journal.close('a', ids);
      await journal.close('a', ids);
      await journal.close('never-opened', ids);
      expect(await journal.openIntents()).toEqual([]);
      expect([...(await journal.known()).keys()]).toEqual(['Key/a']);
    });

    it('of one id and two meanings are refused, since closing one would close the other', async () => {
      const journal = makePlace().boot();
      await journal.open(intentFor('a'));
      await expect(journal.open({ ...intentFor('a'), address: 'Key/b' })).rejects.toMatchObject({
        diagnostic: { code: 'engine.internal' },
      });
      expect(await journal.openIntents()).toEqual([intentFor('a')]);
    });

    it('close with nothing made leaves what was known', async () => {
      const journal = makePlace().boot();
      await journal.remember('Key/a', ids);
      await journal.open(intentFor('a'));
      await journal.close('a', undefined);
      expect(await journal.known()).toEqual(new Map([['Key/a', ids]]));
    });

    it('and ids may hold any text, since AWS and people choose it', async () => {
      const place = makePlace();
      const odd = { ...intentFor('x/../y\n"é\u0000#?'), visible: ['', '\n', '😀'] };
      await place.boot().open(odd);
      await place.boot().remember('Key/a@111122223333/eu-central-1', { 'né/\n': '😀' });
      place.crash();
      expect(await place.boot().openIntents()).toEqual([odd]);
      expect([...(await place.boot().known())]).toEqual([
        ['Key/a@111122223333/eu-central-1', { 'né/\n': '😀' }],
      ]);
    });
  });

  describe('the lease', () => {
    it('names its holder to who only looks, until it ends or is given back', async () => {
      const journal = makePlace().boot();
      expect(await journal.holder(0)).toBeUndefined();
      const answer = await journal.acquire('one', ttl, 0);
      expect(await journal.holder(1)).toMatchObject({ holder: 'one', term: 1 });
      expect(await journal.holder(10 * ttl)).toBeUndefined();
      if (answer.is === 'held') await journal.release(answer.lease);
      expect(await journal.holder(1)).toBeUndefined();
    });

    it.each<{
      reason: string;
      before(first: Journal): Promise<unknown>;
      now: number;
      is: 'held' | 'refused';
      term: number;
    }>([
      { reason: 'is free at first', before: async () => undefined, now: 5, is: 'held', term: 1 },
      {
        reason: 'is refused while another holds it',
        before: (first) => first.acquire('one', ttl, 0),
        now: ttl - 1,
        is: 'refused',
        term: 1,
      },
      {
        reason: 'runs out at `until`, for a holder that crashed',
        before: (first) => first.acquire('one', ttl, 0),
        now: ttl,
        is: 'held',
        term: 2,
      },
      {
        reason: 'is free at once after a release',
        before: async (first) => first.release(await heldBy(first, 'one', 0)),
        now: 1,
        is: 'held',
        term: 2,
      },
      {
        reason: 'lasts longer once renewed',
        before: async (first) => first.renew(await heldBy(first, 'one', 0), ttl, ttl - 1),
        now: ttl + 1,
        is: 'refused',
        term: 1,
      },
      {
        reason: 'is not given back by someone else, nor by a holder of an earlier term',
        before: async (first) => {
          const old = await heldBy(first, 'one', -10 * ttl);
          const present = await heldBy(first, 'one', 0);
          await first.release({ ...present, holder: 'three' });
          await first.release(old);
        },
        now: 1,
        is: 'refused',
        term: 2,
      },
    ])('$reason', async ({ before, now, is, term }) => {
      const place = makePlace();
      await before(place.boot());
      const answer = await place.boot().acquire('two', ttl, now);
      expect(answer.is).toBe(is);
      const lease = answer.is === 'held' ? answer.lease : answer.by;
      expect(lease.term).toBe(term);
      expect(lease.holder).toBe(is === 'held' ? 'two' : 'one');
      if (is === 'held') expect(lease.until).toBe(now + ttl);
    });

    it('names who holds it, and until when', async () => {
      const place = makePlace();
      await place.boot().acquire('one', ttl, 7);
      const answer = await place.boot().acquire('two', ttl, 8);
      expect(answer).toEqual({ is: 'refused', by: { holder: 'one', term: 1, until: 7 + ttl } });
    });

    it('is refused to its own holder too: a restarted process waits like any other', async () => {
      const place = makePlace();
      await place.boot().acquire('one', ttl, 0);
      expect((await place.boot().acquire('one', ttl, 1)).is).toBe('refused');
    });

    it('survives the crash of its holder', async () => {
      const place = makePlace();
      await place.boot().acquire('one', ttl, 0);
      place.crash();
      expect((await place.boot().acquire('two', ttl, ttl - 1)).is).toBe('refused');
      expect((await place.boot().acquire('two', ttl, ttl)).is).toBe('held');
    });

    it('is prolonged by its holder, keeping the term, even late if nobody took it', async () => {
      const journal = makePlace().boot();
      const lease = await heldBy(journal, 'one', 0);
      expect(await journal.renew(lease, ttl, 10)).toEqual({
        is: 'held',
        lease: { ...lease, until: ttl + 10 },
      });
      expect(await journal.renew(lease, ttl, 5 * ttl)).toEqual({
        is: 'held',
        lease: { ...lease, until: 6 * ttl },
      });
    });

    it('is not prolonged once another took it, nor after it was released', async () => {
      const place = makePlace();
      const first = place.boot();
      const lease = await heldBy(first, 'one', 0);
      const second = await heldBy(place.boot(), 'two', ttl);
      expect(await first.renew(lease, ttl, ttl + 1)).toEqual({ is: 'refused', by: second });
      await place.boot().release(second);
      expect((await first.renew(lease, ttl, ttl + 2)).is).toBe('refused');
      expect((await first.renew(second, ttl, ttl + 2)).is).toBe('refused');
    });

    it('goes to who seizes it, under a new term, and is honoured until the old one would have ended', async () => {
      const place = makePlace();
      const first = place.boot();
      const lease = await heldBy(first, 'one', 0);
      await first.open(intentFor('a'));
      const second = place.boot();
      const answer = await second.seize(lease, 'two', 1);
      expect(answer).toMatchObject({ is: 'held', lease: { holder: 'two', term: lease.term + 1 } });
      expect((await first.renew(lease, ttl, 2)).is).toBe('refused');
      expect((await place.boot().acquire('three', ttl, lease.until - 1)).is).toBe('refused');
      expect(await second.openIntents()).toHaveLength(1);
      if (answer.is === 'held') await second.release(answer.lease);
      expect((await place.boot().acquire('three', ttl, 3)).is).toBe('held');
    });

    it('is not seized from one who does not hold it any more', async () => {
      const place = makePlace();
      const lease = await heldBy(place.boot(), 'one', 0);
      const second = await heldBy(place.boot(), 'two', ttl);
      expect(await place.boot().seize(lease, 'three', ttl + 1)).toMatchObject({
        is: 'refused',
        by: { holder: 'two' },
      });
      await place.boot().release(second);
      expect((await place.boot().seize(second, 'three', ttl + 2)).is).toBe('refused');
    });

    it('goes to exactly one of many who ask at once', async () => {
      const place = makePlace();
      const names = ['a', 'b', 'c', 'd', 'e', 'f'];
      const answers = await Promise.all(names.map((name) => place.boot().acquire(name, ttl, 0)));
      expect(answers.filter((answer) => answer.is === 'held')).toHaveLength(1);
    });

    it('lets the next holder see all that the one before wrote', async () => {
      const place = makePlace();
      const [first, second] = [place.boot(), place.boot()];
      expect(await second.known()).toEqual(new Map());
      const lease = await heldBy(first, 'one', 0);
      await first.open(intentFor('a'));
      await first.close('a', ids);
      await first.open(intentFor('b'));
      await first.release(lease);
      await heldBy(second, 'two', 1);
      expect(await second.openIntents()).toEqual([intentFor('b')]);
      expect([...(await second.known()).keys()]).toEqual(['Key/a']);
    });
  });
}

/** A place whose store may be opened for any Stack. */
export interface BoundPlace {
  bootAs(stack: StackId): Bound;
}

interface Bound {
  read(): Promise<unknown>;
  write(): Promise<void>;
  check(): Promise<readonly { readonly code: string }[]>;
}

/** What a store remembers counts as ours, so one that belongs to another Stack is refused, by name. */
export function bindingConformance(makePlace: () => BoundPlace): void {
  it.each([
    { why: 'another Stack', other: { name: 'payments', uid: 'p1p1p1p1' }, hint: 'a place of its own' },
    { why: 'another uid', other: { ...estate, uid: 'u2u2u2u2' }, hint: 'restore metadata.name estate' },
    { why: 'another name', other: { ...estate, name: 'renamed' }, hint: 'spec.uid u1u1u1u1' },
  ])('refuses $why, to read and to write, and says what to do', async ({ other, hint }) => {
    const place = makePlace();
    await place.bootAs(estate).write();
    const refusal = {
      code: 'store.other-stack',
      message: expect.stringContaining('belongs to Stack estate/u1u1u1u1') as string,
      hint: expect.stringContaining(hint) as string,
    };
    expect(await place.bootAs(other).check()).toMatchObject([refusal]);
    await expect(place.bootAs(other).write()).rejects.toMatchObject({ diagnostic: refusal });
    expect(await place.bootAs(estate).check()).toEqual([]);
    await place.bootAs(estate).write();
  });

  it('is free for every Stack until the first write', async () => {
    const place = makePlace();
    await place.bootAs({ name: 'payments', uid: 'p1p1p1p1' }).read();
    await place.bootAs(estate).write();
    expect(await place.bootAs(estate).check()).toEqual([]);
  });
}

export function memoryConformance(makePlace: () => Place<Memory>): void {
  const applied = (tree: string, at: number) => ({
    tree: { value: [tree, null] },
    before: { '': ['digest'] },
    at,
  });

  it('keeps the last value of each facet', async () => {
    const place = makePlace();
    const memory = place.boot();
    await memory.applied('Key/b', { keyId: '1' }, 'policy', applied('old', 1));
    await memory.applied('Key/b', { keyId: '1' }, 'tags', applied('tags', 2));
    await memory.applied('Key/b', { keyId: '1' }, 'policy', applied('new', 3));
    await memory.applied('Key/a', { keyId: '3' }, 'policy', applied('other', 4));
    expect([...(await place.boot().lastApplied())]).toEqual([
      ['Key/a', { ids: { keyId: '3' }, facets: { policy: applied('other', 4) } }],
      ['Key/b', { ids: { keyId: '1' }, facets: { policy: applied('new', 3), tags: applied('tags', 2) } }],
    ]);
  });

  it('forgets what was written to one thing when the address comes to stand for another', async () => {
    const place = makePlace();
    const memory = place.boot();
    await memory.applied('Alias/a', { name: 'alias/old' }, 'create', applied('made', 1));
    await memory.applied('Alias/a', { name: 'alias/old' }, 'target', applied('old', 2));
    await memory.applied('Alias/a', { name: 'alias/new' }, 'target', applied('new', 3));
    expect([...(await place.boot().lastApplied())]).toEqual([
      ['Alias/a', { ids: { name: 'alias/new' }, facets: { target: applied('new', 3) } }],
    ]);
  });

  it('keeps the ids it knows when a write names none', async () => {
    const place = makePlace();
    const memory = place.boot();
    await memory.applied('Key/a', { keyId: '1' }, 'policy', applied('x', 1));
    await memory.applied('Key/a', {}, 'tags', applied('y', 2));
    expect((await place.boot().lastApplied()).get('Key/a')).toEqual({
      ids: { keyId: '1' },
      facets: { policy: applied('x', 1), tags: applied('y', 2) },
    });
  });

  it('forgets an address, whole', async () => {
    const place = makePlace();
    await place.boot().applied('Key/a', { keyId: '1' }, 'policy', applied('x', 1));
    await place.boot().forget('Key/a');
    await place.boot().forget('Key/b');
    expect(await place.boot().lastApplied()).toEqual(new Map());
  });
}

export async function heldBy(journal: Journal, holder: string, now: number): Promise<Lease> {
  const answer = await journal.acquire(holder, ttl, now);
  if (answer.is !== 'held') throw new Error(`${holder} was refused by ${answer.by.holder}`);
  return answer.lease;
}
