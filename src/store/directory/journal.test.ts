import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Journal } from '../../model/journal.ts';
import { memoryDisk } from '../../runtime/memory-files.ts';
import { seededRandoms } from '../../runtime/random.ts';
import { acquireAt, estate, heldBy, intentFor } from '../places.test-helper.ts';
import {
  emptyState,
  fold,
  intentsOf,
  knownOf,
  type JournalRecord,
  type JournalState,
} from '../journal-state.ts';
import { acceptedOf } from '../accepted.ts';
import { testDisk } from './disk.test-helper.ts';
import { directoryJournal } from './journal.ts';

const file = '/state/journal.jsonl';
const clock = { now: () => 1_000 };
const header = `{"keywright":"journal","version":2,"bornAt":5,"stack":${JSON.stringify(estate)}}\n`;
const opened = `${JSON.stringify({ is: 'open', intent: intentFor('a') })}\n`;

function journalOn(contents: string): {
  journal: ReturnType<typeof directoryJournal>;
  text(): string | undefined;
} {
  const disk = testDisk(memoryDisk({ contents: new Map([[file, contents]]) }));
  return {
    journal: directoryJournal(disk.files, '/state', estate, clock),
    text: () => disk.contents().get(file),
  };
}

const id = fc.constantFrom('a', 'b', 'c', 'd');
const ids = fc.dictionary(fc.constantFrom('keyId', 'arn'), fc.string({ unit: 'grapheme' }));
const record: fc.Arbitrary<JournalRecord> = fc.oneof(
  id.map((name) => ({ is: 'open', intent: intentFor(name) }) as const),
  fc.record({ is: fc.constant('close' as const), id, made: fc.option(ids, { nil: undefined }) }),
  fc.record({ is: fc.constant('remember' as const), address: id.map((name) => `Key/${name}` as const), ids }),
  fc.record({ is: fc.constant('forget' as const), address: id.map((name) => `Key/${name}` as const) }),
);

async function write(journal: Journal, entry: JournalRecord): Promise<void> {
  if (entry.is === 'open') return journal.open(entry.intent);
  if (entry.is === 'close') return journal.close(entry.id, entry.made);
  if (entry.is === 'remember') return journal.remember(entry.address, entry.ids);
  if (entry.is === 'accept') return journal.accept(acceptedOf(entry.accepted));
  if (entry.is === 'keep') return journal.keep(entry.things);
  if (entry.is === 'note-holds') return journal.noteHolds(entry.holds);
  return journal.forget(entry.address);
}

function stateAfter(entries: readonly JournalRecord[]): JournalState {
  const state = emptyState(1_000);
  for (const entry of entries) fold(state, entry);
  return state;
}

async function expectState(journal: Journal, state: JournalState): Promise<void> {
  expect(await journal.openIntents()).toEqual(intentsOf(state));
  expect(await journal.known()).toEqual(knownOf(state));
}

describe('a journal whose file was cut', { timeout: 60_000 }, () => {
  it('opens at any cut byte with exactly what was acknowledged before', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { maxLength: 12 }),
        fc.nat(),
        fc.boolean(),
        async (entries, at, nul) => {
          const disk = testDisk();
          const journal = directoryJournal(disk.files, '/state', estate, clock);
          const acknowledged: number[] = [];
          for (const entry of entries) {
            await write(journal, entry);
            acknowledged.push(Buffer.byteLength(disk.contents().get(file) ?? ''));
          }
          const bytes = Buffer.from(disk.contents().get(file) ?? '');
          const cut = at % (bytes.length + 1);
          const kept = bytes.subarray(0, cut);
          const text = (nul ? Buffer.concat([kept, Buffer.alloc(bytes.length - cut)]) : kept).toString(
            'utf8',
          );
          const count = acknowledged.filter((length) => length <= cut).length;

          const { journal: after, text: afterwards } = journalOn(text);
          expect(await after.check()).toEqual([]);
          await expectState(after, stateAfter(entries.slice(0, count)));

          await after.open(intentFor('later'));
          const expected = stateAfter(entries.slice(0, count));
          fold(expected, { is: 'open', intent: intentFor('later') });
          await expectState(journalOn(afterwards() ?? '').journal, expected);
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([
    { why: 'it ends in the middle of its last line', text: `${header}${opened}{"is":"for` },
    {
      why: 'its last line has a hole: the file grew before its blocks were written',
      text: `${header}${opened}{"is":"op\0\0\0\0"}\n`,
    },
    { why: 'it ends in a hole', text: `${header}${opened}\0\0\0\0` },
  ])('opens and continues although $why', async ({ text }) => {
    const { journal, text: after } = journalOn(text);
    expect(await journal.openIntents()).toEqual([intentFor('a')]);
    await journal.open(intentFor('b'));
    expect(after()).toBe(`${header}${opened}${opened.replaceAll('"a"', '"b"').replaceAll('Key/a', 'Key/b')}`);
  });

  it('opens after power failed while it was compacted, losing nothing', async () => {
    const long = header + opened + '{"is":"forget","address":"Key/x"}\n'.repeat(100);
    for (let seed = 0; seed < 20; seed += 1) {
      const disk = memoryDisk({ contents: new Map([[file, long]]), sync: () => Promise.race<never>([]) });
      void directoryJournal(testDisk(disk).files, '/state', estate, clock).open(intentFor('b'));
      await new Promise((resolve) => void setImmediate(resolve));
      const survivor = disk.crash(seededRandoms(seed).stream('crash'));
      const after = directoryJournal(testDisk(survivor).files, '/state', estate, clock);
      expect(await after.openIntents()).toEqual([intentFor('a')]);
      expect(await after.bornAt()).toBe(5);
    }
  });

  it('opens after power failed during a write, with or without what that write said', async () => {
    const never = Promise.race<never>([]);
    await fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 6 }), record, fc.nat(), async (before, last, seed) => {
        const first = memoryDisk();
        const journal = directoryJournal(testDisk(first).files, '/state', estate, clock);
        for (const entry of before) await write(journal, entry);
        const second = memoryDisk({ contents: first.contents(), sync: () => never });
        void write(directoryJournal(testDisk(second).files, '/state', estate, clock), last);
        await new Promise((resolve) => void setImmediate(resolve));
        const survivor = second.crash(seededRandoms(seed).stream('crash'));
        const after = directoryJournal(testDisk(survivor).files, '/state', estate, clock);
        const seen = { intents: await after.openIntents(), known: await after.known() };
        const candidates = [stateAfter(before), stateAfter([...before, last])];
        expect(
          candidates.map((state) => ({ intents: intentsOf(state), known: knownOf(state) })),
        ).toContainEqual(seen);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a damaged journal', () => {
  it.each([
    { why: 'a line in the middle is not JSON', text: `${header}{"is":"op\n${opened}`, line: 2 },
    { why: 'a line lacks a field', text: `${header}${opened}{"is":"close"}\n${opened}`, line: 3 },
    { why: 'a line says what no version says', text: `${header}${opened}{"is":"burn","id":"a"}\n`, line: 3 },
    { why: 'an empty line stands in the middle', text: `${header}\n${opened}`, line: 2 },
    {
      why: 'the last line is whole, so it was acknowledged once',
      text: `${header}${opened}{"is":"cl\n`,
      line: 3,
    },
    { why: 'the header is damaged', text: `{"keywright":"jour\n${opened}`, line: 1 },
    {
      why: 'the header is that of another file',
      text: `{"keywright":"memory","version":1}\n${opened}`,
      line: 1,
    },
    { why: 'a hole in the middle was acknowledged once', text: `${header}\0\0\0\n${opened}`, line: 2 },
  ])('is an error that names its line, never dropped: $why', async ({ text, line }) => {
    const { journal, text: after } = journalOn(text);
    const [diagnostic] = await journal.check();
    expect(diagnostic).toMatchObject({
      severity: 'error',
      code: 'store.corrupt-journal',
      message: expect.stringContaining(`line ${String(line)} of the journal ${file}`) as string,
      hint: expect.stringContaining('move the file away') as string,
      span: { file, line },
    });
    for (const attempt of [
      journal.openIntents(),
      journal.known(),
      journal.bornAt(),
      journal.open(intentFor('b')),
      journal.close('a', undefined),
    ]) {
      await expect(attempt).rejects.toMatchObject({ diagnostic });
    }
    expect(after()).toBe(text);
  });

  it('is not applied with: the lease is given back at once', async () => {
    const { journal } = journalOn(`${header}damaged\n${opened}`);
    await expect(acquireAt(journal, 'one', 60_000, 0)).rejects.toMatchObject({
      diagnostic: { code: 'store.corrupt-journal' },
    });
    await expect(acquireAt(journal, 'two', 60_000, 1)).rejects.toMatchObject({
      diagnostic: { code: 'store.corrupt-journal' },
    });
  });

  it('leaves a file of a newer version alone', async () => {
    const text = '{"keywright":"journal","version":3,"bornAt":5,"new":true}\n{"is":"burn"}\n';
    const { journal, text: after } = journalOn(text);
    expect(await journal.check()).toMatchObject([{ code: 'store.newer-version' }]);
    await expect(journal.open(intentFor('b'))).rejects.toMatchObject({
      diagnostic: { code: 'store.newer-version' },
    });
    expect(after()).toBe(text);
  });
});

describe('the file of a journal', () => {
  it('is not made by reading, since a plan writes nothing', async () => {
    const disk = testDisk();
    const journal = directoryJournal(disk.files, '/state', estate, clock);
    expect(await journal.bornAt()).toBe(1_000);
    expect(await journal.openIntents()).toEqual([]);
    expect(await journal.known()).toEqual(new Map());
    expect(await journal.check()).toEqual([]);
    expect(disk.contents().size).toBe(0);
  });

  it('tells its birth from its first line, not from who reads it', async () => {
    expect(await journalOn(header).journal.bornAt()).toBe(5);
  });

  it('begins a lost journal again with the current time while a process runs', async () => {
    const disk = testDisk();
    let now = 1_000;
    const journal = directoryJournal(disk.files, '/state', estate, { now: () => now });
    await heldBy(journal, 'one', now);
    await disk.files.remove('/state');
    now = 90_000;
    await heldBy(journal, 'one', now);
    expect(await journal.bornAt()).toBe(90_000);
  });

  it('is parsed again only after a change, and then at once, by a reader', async () => {
    const disk = testDisk(memoryDisk({ contents: new Map([[file, header + opened]]) }));
    const on = (): ReturnType<typeof directoryJournal> =>
      directoryJournal(disk.files, '/state', estate, clock);
    const [looks, writes] = [on(), on()];
    const [first] = await looks.openIntents();
    expect((await looks.openIntents())[0]).toBe(first);
    const lease = await heldBy(writes, 'other', 1_000);
    await writes.close('a', { keyId: 'k' });
    expect(await looks.openIntents()).toEqual([]);
    expect([...(await looks.known()).values()]).toEqual([{ keyId: 'k' }]);
    await writes.release(lease);
    expect(await looks.openIntents()).toEqual([]);
  });

  it('reads the file once for all who ask at once, and again for who asks after a write', async () => {
    const disk = testDisk(memoryDisk({ contents: new Map([[file, header + opened]]) }));
    let reads = 0;
    const files: typeof disk.files = {
      ...disk.files,
      read(path) {
        if (path === file) reads += 1;
        return disk.files.read(path);
      },
    };
    const journal = directoryJournal(files, '/state', estate, clock);
    await Promise.all([journal.known(), journal.accepted(), journal.things(), journal.holds()]);
    expect(reads).toBe(1);
    const before = journal.known();
    const written = journal.remember('Key/b', { keyId: 'k' });
    const after = journal.known();
    await written;
    expect([(await before).has('Key/b'), (await after).has('Key/b')]).toEqual([false, true]);
  });

  it('stays short: compacted when it holds much that is past, losing nothing', async () => {
    const disk = testDisk();
    const journal = directoryJournal(disk.files, '/state', estate, clock);
    await heldBy(journal, 'one', 0);
    await journal.open(intentFor('open'));
    for (let round = 0; round < 300; round += 1) {
      await journal.remember('Key/a', { keyId: String(round) });
    }
    expect((disk.contents().get(file) ?? '').split('\n').length).toBeLessThan(80);
    const after = directoryJournal(disk.files, '/state', estate, clock);
    expect(await after.openIntents()).toEqual([intentFor('open')]);
    expect(await after.known()).toEqual(new Map([['Key/a', { keyId: '299' }]]));
    expect(await after.bornAt()).toBe(1_000);
  });

  it('continues after an append that failed half-way, once there is room again', async () => {
    const disk = testDisk();
    let full = false;
    const journal = directoryJournal(
      {
        ...disk.files,
        async append(path, text) {
          await disk.files.append(path, full ? text.slice(0, 10) : text);
          if (full) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
        },
      },
      '/state',
      estate,
      clock,
    );
    await heldBy(journal, 'one', 0);
    await journal.open(intentFor('a'));
    full = true;
    await expect(journal.open(intentFor('b'))).rejects.toThrow('no space left');
    full = false;
    await journal.open(intentFor('c'));
    const after = directoryJournal(disk.files, '/state', estate, clock);
    expect((await after.openIntents()).map((intent) => intent.id)).toEqual(['a', 'c']);
  });
});
