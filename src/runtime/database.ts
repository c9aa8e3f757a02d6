import { closeSync, existsSync, mkdirSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

export type SqlValue = null | number | string | Uint8Array;

/** One open SQLite database. Everything is synchronous, so statements are short. Errors are those of SQLite. */
export interface Database {
  /** Runs statements without parameters. */
  script(sql: string): void;
  run(sql: string, ...values: readonly SqlValue[]): void;
  /** Rows as values of unknown form: whoever reads them parses. */
  all(sql: string, ...values: readonly SqlValue[]): readonly unknown[];
  /** All of it or nothing: what `work` throws takes back what it wrote. */
  transaction<T>(work: () => T): T;
  /** Copies all of it into one file, for its owner only. The file is there once the copy is whole. */
  copyTo(path: string): void;
  close(): void;
}

/** Databases as a port. */
export interface Databases {
  /** Opens a file, which is made where it is missing, for its owner only. */
  open(path: string): Database;
  /** Opens a file to read it; undefined if there is none. */
  read(path: string): Database | undefined;
  /** Moves a damaged database out of the way, with the files beside it. */
  setAside(path: string, to: string): void;
}

/** What an error of SQLite means for whoever keeps something in it. */
export type DatabaseTrouble = 'damaged' | 'full' | 'closed-to-us' | 'busy' | 'other';

export function realDatabases(): Databases {
  return {
    open(path) {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      closeSync(openSync(path, 'a', 0o600));
      return databaseOn(new DatabaseSync(path, { timeout: busyFor }));
    },
    read: (path) =>
      existsSync(path) ? databaseOn(new DatabaseSync(path, { timeout: busyFor, readOnly: true })) : undefined,
    setAside(path, to) {
      for (const beside of ['', '-wal', '-shm'])
        if (existsSync(`${path}${beside}`)) renameSync(`${path}${beside}`, `${to}${beside}`);
    },
  };
}

/** Databases in this process only: each path is one, for as long as the process lives. */
export function memoryDatabases(): Databases {
  const made = new Map<string, Database>();
  return {
    read: (path) => made.get(path),
    open(path) {
      const database = made.get(path) ?? databaseOn(new DatabaseSync(':memory:'));
      made.set(path, database);
      return { ...database, close: () => undefined };
    },
    setAside(path) {
      made.delete(path);
    },
  };
}

/** Another process that reads or copies the file keeps it for so many milliseconds at most. */
const busyFor = 2_000;

function databaseOn(database: DatabaseSync): Database {
  const prepared = new Map<string, StatementSync>();

  function statement(sql: string): StatementSync {
    const found = prepared.get(sql) ?? database.prepare(sql);
    prepared.set(sql, found);
    return found;
  }

  return {
    script: (sql) => {
      database.exec(sql);
    },
    run: (sql, ...values) => {
      statement(sql).run(...(values as SQLInputValue[]));
    },
    all: (sql, ...values) => statement(sql).all(...(values as SQLInputValue[])),
    transaction(work) {
      database.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        database.exec('COMMIT');
        return result;
      } catch (error) {
        // A full disk may have rolled back already.
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    },
    copyTo(path) {
      const begun = `${path}.part`;
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      // VACUUM INTO takes an empty file, and keeps its mode (https://www.sqlite.org/lang_vacuum.html).
      closeSync(openSync(begun, 'w', 0o600));
      statement('VACUUM INTO ?').run(begun);
      renameSync(begun, path);
    },
    close: () => {
      database.close();
    },
  };
}

/** Primary result codes of SQLite (https://www.sqlite.org/rescode.html). */
const troubles: Readonly<Record<number, DatabaseTrouble>> = {
  5: 'busy',
  6: 'busy',
  8: 'closed-to-us',
  11: 'damaged',
  13: 'full',
  14: 'closed-to-us',
  23: 'closed-to-us',
  26: 'damaged',
};

/** Classifies an error; undefined if neither SQLite nor the disk caused it. */
export function troubleOf(error: unknown): DatabaseTrouble | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('errcode' in error && typeof error.errcode === 'number')
    return troubles[error.errcode & 0xff] ?? 'other';
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'closed-to-us';
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'full';
  return typeof code === 'string' && /^E[A-Z]+$/u.test(code) ? 'other' : undefined;
}
