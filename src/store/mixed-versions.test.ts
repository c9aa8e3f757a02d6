import { describe, expect, it } from 'vitest';
import type { Journal } from '../model/journal.ts';
import { createDirectoryStore } from './directory/store.ts';
import { heldToKnownPlace } from './known-place.ts';
import { acquireAt, acceptedStack, account, estate, ids, intentFor, ttl } from './places.test-helper.ts';
import { fakeS3 } from './s3/fake-s3.test-helper.ts';
import { createS3Journal } from './s3/journal.ts';
import type { Store } from './store.ts';

/** What is written where replicas share a store, by path: a newer version changes it as text. */
interface Shared {
  readonly texts: Map<string, string>;
  boot(): Pick<Store, 'journal'> & Partial<Pick<Store, 'memory'>>;
}

const clock = { now: () => 1_000, monotonic: () => 0, sleep: () => Promise.resolve() };

function bucket(): Shared {
  const { aws, objects } = fakeS3();
  const at = { aws, place: account, bucket: 'state', prefix: 'x/', stack: estate, clock, clockSkew: 0 };
  return { texts: objects, boot: () => ({ journal: createS3Journal(at) }) };
}

function directory(): Shared {
  const texts = new Map<string, string>();
  return {
    texts,
    boot() {
      const written = <T>(path: string, text: string, done: T): T => {
        texts.set(path, text);
        return done;
      };
      return createDirectoryStore(
        {
          read: async (path) => texts.get(path),
          write: async (path, text) => written(path, text, undefined),
          append: async (path, text) => written(path, `${texts.get(path) ?? ''}${text}`, undefined),
          create: async (path, text) => !texts.has(path) && written(path, text, true),
          remove: async (path) => void texts.delete(path),
          list: async (path) =>
            [...texts.keys()]
              .filter((one) => one.startsWith(`${path}/`))
              .map((one) => ({ name: one.slice(path.length + 1), is: 'file' as const })),
        },
        '/state',
        estate,
        clock,
      );
    },
  };
}

type Fields = Record<string, unknown>;

function inside(value: unknown, ...names: readonly (string | number)[]): Fields {
  return names.reduce((at: unknown, name) => Reflect.get(at as object, name) as unknown, value) as Fields;
}

interface Row {
  readonly document: string;
  readonly in: () => Shared;
  readonly file: RegExp;
  /** Writes it once. */
  readonly first: (store: ReturnType<Shared['boot']>) => Promise<unknown>;
  /** The objects in it that a newer version gives a field. */
  readonly holders: (document: Fields) => readonly Fields[];
  /** Writes it again, with something else in it. */
  readonly again: (store: ReturnType<Shared['boot']>) => Promise<unknown>;
}

const thing = { address: 'Key/a', place: account, ids } as const;
const kept = { kept: [{ ...thing, since: 1 }], letGo: [] } as const;
const held = { is: 'held', address: 'Key/a', ids, since: 1, value: 'x' } as const;
const pause = { id: 'p', by: { id: 'uid:1', name: 'ada' }, at: 1, why: 'x', until: 5_000 } as const;

function accept({ journal }: { readonly journal: Journal }): Promise<void> {
  return journal.accept(acceptedStack());
}

function acceptMore({ journal }: { readonly journal: Journal }): Promise<void> {
  return journal.accept(acceptedStack('widen'));
}

function acceptedIn(accepted: unknown): readonly Fields[] {
  return [
    inside(accepted),
    inside(accepted, 'settings'),
    inside(accepted, 'settings', 'accounts', 0),
    inside(accepted, 'settings', 'caps'),
    inside(accepted, 'resources', 'Key/a'),
  ];
}

const lease: Pick<Row, 'document' | 'first' | 'holders' | 'again'> = {
  document: 'the lease',
  first: ({ journal }) => acquireAt(journal, 'ada', ttl, 1_000),
  holders: (document) => [document],
  again: async ({ journal }) => {
    const written = await journal.written();
    return journal.acquire('bob', ttl, 1_000, { lease: written });
  },
};
const decisions: Pick<Row, 'document' | 'first' | 'holders' | 'again'> = {
  document: 'the decisions',
  first: ({ journal }) => journal.decide((before) => ({ ...before, pauses: [pause] })),
  holders: (document) => [
    document,
    inside(document, 'stack'),
    inside(document, 'decisions'),
    inside(document, 'decisions', 'pauses', 0),
  ],
  again: ({ journal }) => journal.decide((before) => ({ ...before, sourceReadAt: 7 })),
};
const things = {
  first: ({ journal }) => journal.keep(kept),
  again: ({ journal }) =>
    journal.keep({ kept: [{ ...thing, address: 'Key/b', since: 2 }, ...kept.kept], letGo: [] }),
} satisfies Pick<Row, 'first' | 'again'>;
const holds = {
  first: ({ journal }) => journal.noteHolds([held]),
  again: ({ journal }) => journal.noteHolds([{ ...held, value: 'y' }]),
} satisfies Pick<Row, 'first' | 'again'>;

const rows: readonly Row[] = [
  { ...lease, in: bucket, file: /lease\.json/u },
  { ...lease, in: directory, file: /lease\/\d+\.json/u },
  { ...decisions, in: bucket, file: /decisions\.json/u },
  { ...decisions, in: directory, file: /decisions\/\d+\.json/u },
  {
    document: 'the accepted Stack',
    in: bucket,
    file: /accepted\.json/u,
    first: accept,
    holders: acceptedIn,
    again: acceptMore,
  },
  {
    document: 'the things',
    in: bucket,
    file: /things\.json/u,
    ...things,
    holders: (all) => [all, inside(all, 'kept', 0)],
  },
  { document: 'the holds', in: bucket, file: /holds\.json/u, ...holds, holders: (all) => [inside(all, 0)] },
  {
    document: 'known ids',
    in: bucket,
    file: /known\//u,
    first: ({ journal }) => journal.remember('Key/a', ids),
    holders: (document) => [document],
    again: ({ journal }) => journal.remember('Key/a', { keyId: '2' }),
  },
];

/** Finds the last document of a kind: numbered files keep some that are older. */
function fileOf({ texts }: Shared, pattern: RegExp): string {
  const file = [...texts.keys()]
    .filter((one) => pattern.test(one))
    .sort()
    .at(-1);
  if (file === undefined) throw new Error(`nothing is like ${String(pattern)}`);
  return file;
}

// Replicas are updated one after the other (authority.md §4.19).
describe.each(rows)('$document ($file)', ({ in: place, file, first, holders, again }) => {
  it('keeps the fields of a newer version when this one writes it again', async () => {
    const shared = place();
    await first(shared.boot());
    const name = fileOf(shared, file);
    const document = JSON.parse(shared.texts.get(name) ?? '') as Fields;
    const given = holders(document);
    for (const holder of given) holder['next'] = { added: true };
    const before = JSON.stringify(document);
    shared.texts.set(name, before);
    await again(shared.boot());
    const after = shared.texts.get(fileOf(shared, file)) ?? '';
    expect(after).not.toBe(before);
    expect(holders(JSON.parse(after) as Fields).length).toBe(given.length);
    expect(after.split('"next":{"added":true}').length - 1).toBe(given.length);
  });
});

describe.each(rows.filter(({ document }) => document !== 'the holds'))(
  '$document ($file)',
  ({ in: place, file, first, again }) => {
    it('is not written over, and says what to do, when its format is newer', async () => {
      const shared = place();
      await first(shared.boot());
      const name = fileOf(shared, file);
      const newer = JSON.stringify({ ...(JSON.parse(shared.texts.get(name) ?? '') as Fields), version: 9 });
      shared.texts.set(name, newer);
      await expect(again(shared.boot())).rejects.toMatchObject({
        diagnostic: {
          code: 'store.newer-version',
          hint: expect.stringContaining('or a newer one') as string,
        },
      });
      expect(shared.texts.get(fileOf(shared, file))).toBe(newer);
    });
  },
);

describe('a journal of JSON lines', () => {
  const shapes = [
    {
      is: 'open',
      next: ({ journal }: ReturnType<Shared['boot']>) => journal.open(intentFor('a')),
      at: ['intent'],
    },
    {
      is: 'remember',
      next: ({ journal }: ReturnType<Shared['boot']>) => journal.remember('Key/a', ids),
      at: [],
    },
    { is: 'accept', next: accept, at: ['accepted'], again: acceptMore },
    { is: 'keep', next: things.first, at: ['things'], again: things.again },
    { is: 'note-holds', next: holds.first, at: ['holds', 0], again: holds.again },
  ];

  it.each(shapes)(
    'keeps the fields of a newer version in $is when it is written short again',
    async (row) => {
      const shared = directory();
      await row.next(shared.boot());
      const file = '/state/journal.jsonl';
      const [header = '', record = ''] = (shared.texts.get(file) ?? '').trimEnd().split('\n');
      const document = JSON.parse(record) as Fields;
      inside(document, ...row.at)['next'] = 1;
      const whole = `${JSON.stringify({ ...(JSON.parse(header) as Fields), next: 2 })}\n${JSON.stringify(document)}\n`;
      shared.texts.set(file, whole);
      await row.again?.(shared.boot());
      // A torn line makes the next write compact the file.
      shared.texts.set(file, `${shared.texts.get(file) ?? ''}{"is"`);
      await shared.boot().journal.remember('Key/other', ids);
      const lines = (shared.texts.get(file) ?? '').trimEnd().split('\n');
      expect(lines[0]).toContain('"next":2');
      expect(lines.filter((line) => line.includes('"next":1'))).toHaveLength(1);
    },
  );

  it('keeps the fields of a newer version in the memory when it is written short again', async () => {
    const shared = directory();
    const file = '/state/memory.jsonl';
    await shared.boot().memory?.applied('Key/a', ids, 'tags', { tree: {}, before: {}, at: 1 });
    shared.texts.set(file, `${(shared.texts.get(file) ?? '').replace('"at":1', '"at":1,"next":1')}{"is"`);
    await shared.boot().memory?.applied('Key/b', ids, 'tags', { tree: {}, before: {}, at: 1 });
    expect(shared.texts.get(file)).toContain('"at":1,"next":1');
    expect([...((await shared.boot().memory?.lastApplied()) ?? [])]).toHaveLength(2);
  });
});

describe('the note of the known place', () => {
  const place = { is: 's3', bucket: 'ours', prefix: 'k/', account: account.account, region: 'x' } as const;
  const file = '/home/coordination.json';
  const open = (texts: Map<string, string>): Journal => {
    const { journal } = bucket().boot();
    return heldToKnownPlace(journal, {
      files: {
        read: async (path) => texts.get(path),
        write: async (path, text) => void texts.set(path, text),
      },
      folder: '/home',
      declared: { ...place, prefix: 'new/' },
      written: { ...place, prefix: 'new/' },
      at: () => journal,
    });
  };
  const moved = {
    ...acceptedStack(),
    settings: { ...acceptedStack().settings, coordination: { ...place, prefix: 'new/' } },
  };

  it('keeps the fields of a newer version when a move is accepted', async () => {
    const texts = new Map([[file, JSON.stringify({ keywright: 'coordination', place, next: 1 })]]);
    await open(texts).accept(moved);
    expect(JSON.parse(texts.get(file) ?? '')).toMatchObject({ place: { prefix: 'new/' }, next: 1 });
  });

  it('is not written over when its format is newer', async () => {
    const newer = JSON.stringify({ keywright: 'coordination', version: 2, place });
    const texts = new Map([[file, newer]]);
    await expect(open(texts).accept(moved)).rejects.toMatchObject({
      diagnostic: { code: 'store.newer-version' },
    });
    expect(texts.get(file)).toBe(newer);
  });
});
