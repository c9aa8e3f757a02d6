import { hash } from 'node:crypto';
import type { Clock } from '../../model/clock.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Journal } from '../../model/journal.ts';
import type { StackId } from '../../model/resource.ts';
import { noThings } from '../../model/things.ts';
import { documentOf } from '../accepted.ts';
import { diagnosed, intentExists, storeFailure } from '../failure.ts';
import type { StoreFiles } from '../files.ts';
import {
  emptyState,
  fold,
  intentsOf,
  knownOf,
  sameIntent,
  unknownOf,
  type JournalRecord,
  type JournalState,
} from '../journal-state.ts';
import { inTurn } from './in-turn.ts';
import { journalText, readJournal, sizeOf, type JournalReading } from './journal-file.ts';
import { directoryDecisions } from './decisions.ts';
import { directoryLease } from './lease.ts';
import { directoryPeers } from './peers.ts';
import { lineOf } from './lines.ts';

type Read = Extract<JournalReading, { readonly is: 'read' }>;

export interface DirectoryJournal extends Journal {
  check(): Promise<readonly Diagnostic[]>;
}

/**
 * Keeps the journal as a file of JSON lines, `journal.jsonl`, that only grows until it is compacted. Appends each
 * record by one synced write. Makes the file with the first write, so that planning leaves nothing.
 *
 * Requires the lease of whoever writes. Keeps what was read while they hold it, as the only writer. Loads the file
 * each time without the lease, since another may have written. Parses it anew only where it changed: a daemon that
 * only observes asks for it at every look.
 */
export function directoryJournal(
  files: StoreFiles,
  directory: string,
  stack: StackId,
  clock: Pick<Clock, 'now'>,
): DirectoryJournal {
  const file = `${directory}/journal.jsonl`;
  const lease = directoryLease(files, `${directory}/lease`);
  const decided = directoryDecisions(files, directory, { stack, clock, writer: () => writer });
  const inLine = inTurn();
  let holding = false;
  let writer = '';
  let kept: Read | undefined;
  /** A load whose turn has not come. */
  let waiting: ReturnType<typeof load> | undefined;
  /** What the file meant when its text had this digest. */
  let last: { readonly digest: string; readonly reading: JournalReading } | undefined;

  async function load(): Promise<Exclude<JournalReading, { readonly is: 'failed' }>> {
    if (kept !== undefined) return kept;
    const text = await files.read(file);
    const digest = text === undefined ? '' : hash('sha256', text);
    if (last?.digest !== digest) last = { digest, reading: readJournal(text, file, stack) };
    const { reading } = last;
    if (reading.is === 'failed') throw storeFailure(reading.diagnostic);
    return reading;
  }

  /** Loads the journal, whole and short enough to append to. */
  async function ready(): Promise<Read> {
    const reading = await load();
    if (reading.is === 'read' && !reading.torn && reading.bound && !isLong(reading)) return reading;
    const state = reading.is === 'read' ? reading.state : emptyState(clock.now());
    const unknown = reading.is === 'read' ? reading.unknown : [];
    await files.write(file, journalText(state, stack, unknown));
    return { is: 'read', state, unknown, records: sizeOf(state), torn: false, bound: true };
  }

  async function append(record: JournalRecord): Promise<void> {
    const reading = await ready();
    // A record is added to what was read: that is no longer what the text said.
    last = undefined;
    const present = record.is === 'open' ? reading.state.intents.get(record.intent.id) : undefined;
    if (record.is === 'open' && present !== undefined) {
      if (sameIntent(present, record.intent)) return;
      throw intentExists(record.intent.id);
    }
    // Until this is known to be on disk, what was read does not count: an append may fail half-way.
    kept = undefined;
    const unknown = unknownOf(reading.state, record);
    await files.append(file, lineOf(record, unknown));
    if (!holding) return;
    fold(reading.state, record, unknown);
    kept = { ...reading, records: reading.records + 1 };
  }

  /** Loads when its turn comes. Who asks before that, and after no write, shares what is loaded. */
  function loadInTurn(): ReturnType<typeof load> {
    waiting ??= inLine(() => {
      waiting = undefined;
      return load();
    });
    return waiting;
  }

  /** Works when its turn comes. Who asks to read after it sees what it did. */
  function turn<T>(work: () => Promise<T>): Promise<T> {
    waiting = undefined;
    return inLine(work);
  }

  /** Loads a part of the journal. Takes one that was never written for one that begins now. */
  async function read<T>(part: (state: JournalState) => T): Promise<T> {
    const loaded = await loadInTurn();
    return part(loaded.is === 'read' ? loaded.state : emptyState(clock.now()));
  }

  function letGo(): void {
    holding = false;
    kept = undefined;
  }

  return {
    bornAt: () => read(({ bornAt }) => bornAt),
    openIntents: () => read(intentsOf),
    known: () => read(knownOf),
    open: (intent) => turn(() => append({ is: 'open', intent })),
    close: (id, made) => turn(() => append({ is: 'close', id, made })),
    remember: (address, ids) => turn(() => append({ is: 'remember', address, ids })),
    forget: (address) => turn(() => append({ is: 'forget', address })),
    accepted: () => read(({ accepted }) => accepted),
    accept: (accepted) => turn(() => append({ is: 'accept', accepted: documentOf(accepted) })),
    things: () => read(({ things = noThings }) => things),
    keep: (things) => turn(() => append({ is: 'keep', things })),
    holds: () => read(({ holds = [] }) => holds),
    noteHolds: (holds) => turn(() => append({ is: 'note-holds', holds })),
    acquire: (...asked) =>
      turn(async () => {
        const answer = await lease.acquire(...asked);
        // A refused attempt says nothing of the lease that this process may hold already.
        if (answer.is === 'refused') return answer;
        letGo();
        try {
          kept = await ready();
        } catch (error) {
          await lease.release(answer.lease);
          throw error;
        }
        holding = true;
        writer = `${answer.lease.holder}/${answer.lease.term}`;
        return answer;
      }),
    holder: lease.holder,
    written: lease.written,
    renew: (own, ttl, now) =>
      turn(async () => {
        const answer = await lease.renew(own, ttl, now);
        if (answer.is === 'refused') letGo();
        return answer;
      }),
    ...decided,
    ...directoryPeers(files, directory),
    seize: (from, by, now) => turn(() => lease.seize(from, by, now)),
    release: (own, until) =>
      turn(async () => {
        letGo();
        await lease.release(own, until);
      }),
    check: () =>
      turn(async () => {
        const reading = readJournal(await files.read(file), file, stack);
        if (reading.is === 'failed') return [reading.diagnostic];
        return diagnosed(async () => {
          await decided.decisions();
          return [];
        });
      }),
  };
}

/** Returns true above twice the records needed, and some, so that compacting costs little per record written. */
function isLong({ records, state }: Read): boolean {
  return records > 2 * sizeOf(state) + 64;
}
