import { describe, expect, it } from 'vitest';
import type { Journal, Memory } from '../model/journal.ts';
import type { StackId } from '../model/resource.ts';
import { decisionConformance } from './decisions/conformance.test-helper.ts';
import { leaseConformance } from './lease/conformance.test-helper.ts';
import { acquireAt, acceptedStack, estate, ids, intentFor, ttl, type Place } from './places.test-helper.ts';

export function journalConformance(makePlace: () => Place<Journal>): void {
  it('counts the processes that were heard of in the last minutes, each once', async () => {
    const place = makePlace();
    const [one, two] = [place.boot(), place.boot()];
    const now = Date.UTC(2026, 10, 2);
    expect(await one.beat('ada@a:1/ff', now)).toEqual(['ada@a:1/ff']);
    await two.beat('bob@b:1/ee', now);
    const living = await two.beat('bob@b:1/ee', now + 1);
    expect(living.toSorted()).toEqual(['ada@a:1/ff', 'bob@b:1/ee']);
  });

  describe('state that must survive a crash', () => {
    it('keeps an open intent, since its key may exist', async () => {
      const place = makePlace();
      await place.boot().open(intentFor('a'));
      place.crash();
      expect(await place.boot().openIntents()).toEqual([intentFor('a')]);
    });

    it('remembers that an intent was closed, and the ids it made', async () => {
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

    it('keeps the last word on remembered and forgotten ids', async () => {
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

    it('returns new values after each change, and leaves earlier results unchanged', async () => {
      const journal = makePlace().boot();
      await journal.remember('Key/a', ids);
      const before = await journal.known();
      await journal.remember('Key/a', { keyId: 'other' });
      await journal.open(intentFor('b'));
      await journal.close('b', ids);
      const made = await journal.known();
      await journal.forget('Key/a');
      expect(before).toEqual(new Map([['Key/a', ids]]));
      expect([...made]).toEqual([
        ['Key/a', { keyId: 'other' }],
        ['Key/b', ids],
      ]);
      expect((await journal.known()).has('Key/a')).toBe(false);
    });

    it('keeps the last accepted Stack, with nothing else lost', async () => {
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

    it('keeps the things of the Stack and released ones, with nothing else lost', async () => {
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
    it('keeps the start of each hold, with nothing else lost', async () => {
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

    it('keeps when the journal was begun', async () => {
      const place = makePlace();
      const first = place.boot();
      await acquireAt(first, 'one', ttl, 0);
      const bornAt = await first.bornAt();
      await first.open(intentFor('a'));
      place.crash();
      expect(await place.boot().bornAt()).toBe(bornAt);
    });
  });

  describe('intents', () => {
    it('lists intents from the oldest, in any order of opening', async () => {
      const journal = makePlace().boot();
      await Promise.all([
        journal.open(intentFor('late', 3)),
        journal.open(intentFor('early', 1)),
        journal.open(intentFor('b', 2)),
        journal.open(intentFor('a', 2)),
      ]);
      expect((await journal.openIntents()).map(({ id }) => id)).toEqual(['early', 'a', 'b', 'late']);
    });

    it('opens and closes an intent again after a lost answer', async () => {
      const journal = makePlace().boot();
      await journal.open(intentFor('a'));
      await journal.open(intentFor('a'));
      await journal.close('a', ids);
      await journal.close('a', ids);
      await journal.close('never-opened', ids);
      expect(await journal.openIntents()).toEqual([]);
      expect([...(await journal.known()).keys()]).toEqual(['Key/a']);
    });

    it('refuses intents with one id and two meanings, since closing one would close the other', async () => {
      const journal = makePlace().boot();
      await journal.open(intentFor('a'));
      await expect(journal.open({ ...intentFor('a'), address: 'Key/b' })).rejects.toMatchObject({
        diagnostic: { code: 'engine.internal' },
      });
      expect(await journal.openIntents()).toEqual([intentFor('a')]);
    });

    it('keeps known ids when an intent closes with nothing made', async () => {
      const journal = makePlace().boot();
      await journal.remember('Key/a', ids);
      await journal.open(intentFor('a'));
      await journal.close('a', undefined);
      expect(await journal.known()).toEqual(new Map([['Key/a', ids]]));
    });

    it('allows any text in ids, since AWS and people choose it', async () => {
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

  leaseConformance(makePlace);
  decisionConformance(makePlace);
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

/** Tests that a store of another Stack is refused by name, since its contents would count as ours. */
export function bindingConformance(makePlace: () => BoundPlace): void {
  it.each([
    { why: 'another Stack', other: { name: 'payments', uid: 'p1p1p1p1' }, hint: 'a separate place' },
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
