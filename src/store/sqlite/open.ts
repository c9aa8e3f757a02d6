import { z } from 'zod';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { isoOf } from '../../model/instant.ts';
import type { Clock } from '../../model/clock.ts';
import { markOf, type StackId } from '../../model/resource.ts';
import { troubleOf, type Database, type Databases } from '../../runtime/database.ts';
import { diagnosticOf, otherStack, storeFailure, type StoreFailure } from '../failure.ts';
import { migrate } from './migrations.ts';

export interface SqliteParts {
  readonly databases: Databases;
  readonly file: string;
  readonly stack: StackId;
  readonly clock: Pick<Clock, 'now'>;
  /** Told when a damaged file was moved aside and a new one begun. */
  readonly told: (diagnostic: Diagnostic) => void;
}

/** A database that is opened when it is needed first, and again after it failed. */
export interface Opened {
  /** Rejects with a StoreFailure where the disk or the database does. */
  use<T>(work: (database: Database) => T): Promise<T>;
  close(): void;
}

/**
 * Opens the database of one Stack. What is damaged is moved aside, and a new one begun: it is history, and may be lost.
 * After a full or closed disk the next use tries again.
 */
export function openedLazily(parts: SqliteParts): Opened {
  const { databases, file, clock, told } = parts;
  let open: Database | undefined;

  function close(): void {
    try {
      open?.close();
    } catch {
      // It is let go of in any case.
    }
    open = undefined;
  }

  function opened(): Database {
    open ??= prepared(databases.open(file), parts);
    return open;
  }

  function setAside(): void {
    close();
    const aside = `${file}.damaged-${isoOf(clock.now()).replaceAll(':', '')}`;
    databases.setAside(file, aside);
    told({
      severity: 'warning',
      code: 'store.damaged-history',
      message: `the history ${file} is damaged: Keywright moved it to ${aside} and started a new one`,
      hint: 'restore the last backup if you need the old history; decisions do not depend on it',
    });
  }

  async function use<T>(work: (database: Database) => T): Promise<T> {
    try {
      return work(opened());
    } catch (error) {
      const trouble = diagnosticOf(error) === undefined ? troubleOf(error) : undefined;
      if (trouble === undefined) throw error;
      if (trouble !== 'damaged') {
        if (trouble !== 'busy') close();
        throw onDatabase(file, trouble, error);
      }
    }
    try {
      setAside();
      return work(opened());
    } catch (error) {
      const trouble = diagnosticOf(error) === undefined ? troubleOf(error) : undefined;
      throw trouble === undefined ? error : onDatabase(file, trouble, error);
    }
  }

  return { use, close };
}

const checked = z.object({ quick_check: z.string() });
const meta = z.object({ value: z.string() });

function prepared(database: Database, { file, stack }: SqliteParts): Database {
  try {
    // A line of the record is on disk when its promise resolves.
    database.script(
      'PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF;',
    );
    const [answer] = database.all('PRAGMA quick_check(1)').map((row) => checked.parse(row).quick_check);
    if (answer !== 'ok') throw Object.assign(new Error(answer), { errcode: corrupt });
    migrate(database, file);
    const mark = JSON.stringify({ name: stack.name, uid: stack.uid });
    database.run("INSERT OR IGNORE INTO meta (name, value) VALUES ('stack', ?)", mark);
    const [bound] = database.all("SELECT value FROM meta WHERE name = 'stack'").map((row) => meta.parse(row));
    const owner = z.object({ name: z.string(), uid: z.string() }).parse(JSON.parse(bound?.value ?? mark));
    if (markOf(owner) !== markOf(stack)) throw storeFailure(otherStack(file, owner, stack));
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** SQLITE_CORRUPT. */
const corrupt = 11;

function onDatabase(
  file: string,
  trouble: Exclude<ReturnType<typeof troubleOf>, undefined>,
  error: unknown,
): StoreFailure {
  const isClosed = trouble === 'closed-to-us';
  return storeFailure(
    {
      severity: 'error',
      code: isClosed ? 'store.forbidden' : 'store.unavailable',
      message: `the history ${file} cannot be used: ${error instanceof Error ? error.message : trouble}`,
      hint: isClosed
        ? 'use a data directory that Keywright can read and write'
        : 'free disk space, or repair the disk; Keywright writes nothing to AWS that it cannot record',
    },
    error,
  );
}
