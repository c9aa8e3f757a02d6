import { describe, expect, it } from 'vitest';
import type { Journal } from '../../model/journal.ts';
import { acquireAt, heldBy, ids, intentFor, ttl, type Place } from '../places.test-helper.ts';

export function leaseConformance(makePlace: () => Place<Journal>): void {
  describe('the lease', () => {
    it('names its holder to who only looks, until it ends or is given back', async () => {
      const journal = makePlace().boot();
      expect(await journal.holder(0)).toBeUndefined();
      const answer = await acquireAt(journal, 'one', ttl, 0);
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
        before: (first) => acquireAt(first, 'one', ttl, 0),
        now: ttl - 1,
        is: 'refused',
        term: 1,
      },
      {
        reason: 'runs out at `until`, for a holder that crashed',
        before: (first) => acquireAt(first, 'one', ttl, 0),
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
      const answer = await acquireAt(place.boot(), 'two', ttl, now);
      expect(answer.is).toBe(is);
      const lease = answer.is === 'held' ? answer.lease : answer.by;
      expect(lease.term).toBe(term);
      expect(lease.holder).toBe(is === 'held' ? 'two' : 'one');
      if (is === 'held') expect(lease.until).toBe(now + ttl);
    });

    it('names who holds it, and until when', async () => {
      const place = makePlace();
      await acquireAt(place.boot(), 'one', ttl, 7);
      const answer = await acquireAt(place.boot(), 'two', ttl, 8);
      expect(answer).toEqual({ is: 'refused', by: { holder: 'one', term: 1, until: 7 + ttl } });
    });

    it('is refused to its own holder too: a restarted process waits like any other', async () => {
      const place = makePlace();
      await acquireAt(place.boot(), 'one', ttl, 0);
      expect((await acquireAt(place.boot(), 'one', ttl, 1)).is).toBe('refused');
    });

    it('survives the crash of its holder', async () => {
      const place = makePlace();
      await acquireAt(place.boot(), 'one', ttl, 0);
      place.crash();
      expect((await acquireAt(place.boot(), 'two', ttl, ttl - 1)).is).toBe('refused');
      expect((await acquireAt(place.boot(), 'two', ttl, ttl)).is).toBe('held');
    });

    it('is written otherwise by each renewal, even when the clock of its holder stands still', async () => {
      const journal = makePlace().boot();
      const lease = await heldBy(journal, 'one', 0);
      const written = [await journal.written()];
      for (let times = 0; times < 3; times += 1) {
        await journal.renew(lease, ttl, 0);
        written.push(await journal.written());
      }
      expect(new Set(written.map((one) => one?.until)).size).toBe(4);
    });

    it('is taken from one who did not renew it while it was watched, whatever the clock says', async () => {
      const place = makePlace();
      const first = place.boot();
      const own = await heldBy(first, 'one', 0);
      const second = place.boot();
      const before = await second.written();
      expect(before).toEqual({ ...own, released: false });
      await first.renew(own, ttl, 1);
      expect((await second.acquire('two', ttl, 20 * ttl, { lease: before })).is).toBe('refused');
      const after = await second.written();
      expect(await second.acquire('two', ttl, 2, { lease: after })).toEqual({
        is: 'held',
        lease: { holder: 'two', term: 2, until: ttl + 2 },
      });
      expect((await first.renew(own, ttl, 3)).is).toBe('refused');
    });

    it('is taken by one of many who watched that there was none', async () => {
      const place = makePlace();
      const [first, second] = [place.boot(), place.boot()];
      expect(await first.written()).toBeUndefined();
      const none = { lease: undefined };
      expect((await first.acquire('one', ttl, 0, none)).is).toBe('held');
      expect((await second.acquire('two', ttl, 0, none)).is).toBe('refused');
    });

    it('lasts until the end with which it was given back', async () => {
      const place = makePlace();
      const first = place.boot();
      await first.release(await heldBy(first, 'one', 0), 7);
      expect((await acquireAt(place.boot(), 'two', ttl, 6)).is).toBe('refused');
      expect((await acquireAt(place.boot(), 'two', ttl, 7)).is).toBe('held');
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
      expect((await acquireAt(place.boot(), 'three', ttl, lease.until - 1)).is).toBe('refused');
      expect(await second.openIntents()).toHaveLength(1);
      if (answer.is === 'held') await second.release(answer.lease);
      expect((await acquireAt(place.boot(), 'three', ttl, 3)).is).toBe('held');
    });

    it('is not seized from a process that no longer holds it', async () => {
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
      const answers = await Promise.all(names.map((name) => acquireAt(place.boot(), name, ttl, 0)));
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
