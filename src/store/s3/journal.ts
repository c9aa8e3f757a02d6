import type { z } from 'zod';
import type { Accepted } from '../../model/accepted.ts';
import type { Address } from '../../model/address.ts';
import type { Clock } from '../../model/clock.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Holds } from '../../model/hold.ts';
import type { Duration, Instant } from '../../model/instant.ts';
import type { Intent, Journal } from '../../model/journal.ts';
import type { Ids } from '../../model/ids.ts';
import { markOf, type StackId } from '../../model/resource.ts';
import { noThings, type Things } from '../../model/things.ts';
import { acceptedDocument, acceptedOf, documentOf } from '../accepted.ts';
import { withUnknown, type Read } from '../document.ts';
import { diagnosed, intentExists, otherStack, storeFailure } from '../failure.ts';
import { holdsSchema, intentSchema, intentsOf, knownOf, sameIntent, thingsSchema } from '../journal-state.ts';
import { birth, knownDocument, readObject } from './documents.ts';
import { s3Decisions } from './decisions.ts';
import { s3Lease } from './lease.ts';
import { s3Peers } from './peers.ts';
import { objectsAt, type Objects, type ObjectsAt, type StoredObject } from './objects.ts';

export interface S3JournalAt extends Omit<ObjectsAt, 'clock'> {
  /** Whose journal it is: one of another Stack is refused. */
  readonly stack: StackId;
  readonly clock: Clock;
  /** How far the clocks of those who apply may differ: a foreign lease is honoured so much longer. */
  readonly clockSkew: Duration;
}

export interface S3Journal extends Journal {
  /** Reads everything and says what is damaged or closed to us. */
  check(): Promise<readonly Diagnostic[]>;
}

/** What an object holds, and the state of it that was read. */
interface Document<T> extends Omit<StoredObject, 'text'> {
  readonly value: T;
}

type Known = z.infer<typeof knownDocument>;

/**
 * Creates the journal shared by all who apply a stack. Keeps an object per open intent and per known address. Lets,
 * that way, no two writes meet in one object but in the lease. Answers with AWS's objects each time; what is known is
 * only read again where its ETag changed.
 */
export function createS3Journal(at: S3JournalAt): S3Journal {
  const objects = objectsAt(at);
  const { clock, stack } = at;
  const lease = s3Lease(objects, at.clockSkew);
  let begun: Instant | undefined;
  let writer = '';
  let read: ReadonlyMap<string, Document<Known>> = new Map();

  function parsed<T>(key: string, text: string, schema: z.ZodType<T>, known?: number): Read<T> {
    return readObject(objects, key, text, schema, 'store.corrupt-journal', known);
  }

  async function documentAt<T>(
    key: string,
    schema: z.ZodType<T>,
    known?: number,
  ): Promise<Document<T> | undefined> {
    const found = await objects.get(key);
    if (found === undefined) return undefined;
    const { value } = parsed(key, found.text, schema, known);
    const { text: _, ...state } = found;
    return { ...state, value };
  }

  async function born(): Promise<Document<z.infer<typeof birth>> | undefined> {
    const found = await documentAt(birthKey, birth, 2);
    if (found === undefined) return undefined;
    const { stack: owner } = found.value;
    if (owner !== undefined && markOf(owner) !== markOf(stack))
      throw storeFailure(otherStack(objects.show(birthKey), owner, stack));
    return found;
  }

  /**
   * Returns the later of what its writer and S3 say. Distrusts the clock of the writer, which may have been behind.
   * Distrusts a copy of a journal, which knows nothing of what happened since it was taken.
   */
  async function bornAt(): Promise<Instant | undefined> {
    const found = await born();
    return found && Math.max(found.value.bornAt, found.writtenAt ?? found.value.bornAt);
  }

  /** Begins the journal before the first write, so that a reader always finds whence it knows. */
  async function begin(): Promise<void> {
    if (begun !== undefined) return;
    const present = await born();
    const { name, uid } = stack;
    const whose = {
      ...present?.value,
      keywright: 'journal',
      version: 2,
      bornAt: present?.value.bornAt ?? clock.now(),
      stack: { name, uid },
    };
    if (present?.value.stack === undefined)
      await objects.put(birthKey, JSON.stringify(whose), present ?? 'nothing');
    begun = await bornAt();
  }

  function remember(address: Address, ids: Ids): Promise<void> {
    return rewrite(knownKey(address), knownDocument, { address, ids });
  }

  /** Writes a document with the unknown fields of the one before it. */
  function rewrite<T>(key: string, schema: z.ZodType<T>, document: T): Promise<void> {
    return overwrite(key, (present) =>
      JSON.stringify(
        present === undefined ? document : withUnknown(document, parsed(key, present, schema).unknown),
      ),
    );
  }

  async function overwrite(key: string, textAfter: (present: string | undefined) => string): Promise<void> {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const present = await objects.get(key);
      const text = textAfter(present?.text);
      if (present?.text === text) return;
      if (await objects.put(key, text, present ?? 'nothing')) return;
    }
    throw contended(objects, key);
  }

  async function removeAt(key: string): Promise<void> {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const present = await objects.get(key);
      if (present === undefined || (await objects.remove(key, present))) return;
    }
    throw contended(objects, key);
  }

  /** Lists open intents. Dates one by S3 where S3 stored it later than its writer, whose clock was behind, says. */
  async function openIntents(): Promise<readonly Intent[]> {
    const listed = await objects.list('intents/');
    const found = await Promise.all(listed.map(({ key }) => documentAt(key, intentSchema)));
    // One that is gone since the listing was closed meanwhile.
    const present = new Map(
      found.flatMap((entry) => (entry === undefined ? [] : [[entry.value.id, entry] as const])),
    );
    const intents = new Map([...present].map(([id, { value }]) => [id, value]));
    return intentsOf({ intents }).map((intent) => ({
      ...intent,
      at: Math.max(intent.at, present.get(intent.id)?.writtenAt ?? intent.at),
    }));
  }

  async function known(): Promise<ReadonlyMap<Address, Ids>> {
    const listed = await objects.list('known/');
    const entries = await Promise.all(
      listed.map(async ({ key, etag }): Promise<[string, Document<Known>] | undefined> => {
        const before = read.get(key);
        if (before?.etag === etag) return [key, before];
        const found = await documentAt(key, knownDocument);
        return found && [key, found];
      }),
    );
    read = new Map(entries.filter((entry) => entry !== undefined));
    return knownOf({ known: new Map([...read.values()].map(({ value }) => [value.address, value.ids])) });
  }

  async function accepted(): Promise<Accepted | undefined> {
    const document = await documentAt('accepted.json', acceptedDocument);
    return document?.value && acceptedOf(document.value);
  }

  const things = async (): Promise<Things> =>
    (await documentAt('things.json', thingsSchema))?.value ?? noThings;

  const holds = async (): Promise<Holds> => (await documentAt('holds.json', holdsSchema))?.value ?? [];

  const decided = s3Decisions({
    objects,
    stack,
    clock,
    writer: () => writer,
    begin,
    overwrite: (key, text) => overwrite(key, () => text),
    removeAt,
  });

  return {
    ...decided,
    bornAt: async () => (await bornAt()) ?? clock.now(),
    openIntents,
    async open(intent) {
      await begin();
      const key = intentKey(intent.id);
      if (await objects.put(key, JSON.stringify(intent), 'nothing')) return;
      const present = await documentAt(key, intentSchema);
      if (present === undefined || !sameIntent(present.value, intent)) throw intentExists(intent.id);
    },
    async close(id, made) {
      const present = await documentAt(intentKey(id), intentSchema);
      if (present === undefined) return;
      // In this order: a crash in between leaves an open intent, which is settled again.
      if (made !== undefined) await remember(present.value.address, made);
      await removeAt(intentKey(id));
    },
    known,
    async remember(address, ids) {
      await begin();
      await remember(address, ids);
    },
    forget: (address) => removeAt(knownKey(address)),
    accepted,
    async accept(accepted) {
      await begin();
      await rewrite('accepted.json', acceptedDocument, documentOf(accepted));
    },
    things,
    async keep(kept) {
      await begin();
      await rewrite('things.json', thingsSchema, kept);
    },
    holds,
    async noteHolds(noted) {
      await begin();
      await rewrite('holds.json', holdsSchema, noted);
    },
    async acquire(...asked) {
      const answer = await lease.acquire(...asked);
      if (answer.is === 'refused') return answer;
      try {
        // The journal may have been deleted since this process last wrote to it.
        begun = undefined;
        await begin();
      } catch (error) {
        await lease.release(answer.lease);
        throw error;
      }
      writer = `${answer.lease.holder}/${answer.lease.term}`;
      return answer;
    },
    ...s3Peers(objects, (key, text) => overwrite(key, () => text)),
    holder: lease.holder,
    written: lease.written,
    renew: lease.renew,
    seize: lease.seize,
    release: lease.release,
    async check() {
      const problems = await problemsOf(bornAt);
      // What is wrong with the bucket, or with all of the journal, is said once.
      if (problems.length > 0) return problems;
      return (
        await Promise.all([openIntents, known, accepted, things, holds, decided.decisions].map(problemsOf))
      ).flat();
    },
  };
}

function problemsOf(read: () => Promise<unknown>): Promise<readonly Diagnostic[]> {
  return diagnosed(async () => {
    await read();
    return [];
  });
}

const birthKey = 'journal.json';

/** Contention here means that somebody writes without holding the lease. The journal gives up after these attempts. */
const attempts = 5;

function intentKey(id: string): string {
  return `intents/${encodeURIComponent(id)}.json`;
}

function knownKey(address: Address): string {
  return `known/${encodeURIComponent(address)}.json`;
}

function contended(objects: Objects, key: string): Error {
  return storeFailure({
    severity: 'error',
    code: 'store.contended',
    message: `${objects.show(key)} was repeatedly changed by other processes at the same time`,
    hint: 'make sure that every run on this stack uses its lease',
  });
}
