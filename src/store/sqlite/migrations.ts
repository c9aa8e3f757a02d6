import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Database } from '../../runtime/database.ts';
import { storeFailure } from '../failure.ts';

/**
 * The steps that made the tables, in their order. A step that was released is never changed, only followed by another:
 * its checksum is kept in each database.
 */
export const migrations: readonly string[] = [
  `CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE memory (address TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE status (address TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE episodes (
     id TEXT PRIMARY KEY, address TEXT NOT NULL, opened_at INTEGER NOT NULL, closed_at INTEGER,
     document TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX episodes_by_age ON episodes (opened_at DESC, id DESC);
   CREATE INDEX episodes_by_address ON episodes (address, opened_at DESC, id DESC);
   CREATE TABLE events (
     seq INTEGER PRIMARY KEY, chain TEXT NOT NULL, hash TEXT NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL,
     address TEXT, document TEXT NOT NULL
   ) STRICT;
   CREATE INDEX events_by_address ON events (address, seq DESC);
   CREATE INDEX events_by_kind ON events (kind, seq DESC);
   CREATE TABLE plans (id TEXT PRIMARY KEY, at INTEGER NOT NULL, document BLOB NOT NULL) STRICT;
   CREATE INDEX plans_by_age ON plans (at DESC, id DESC);
   CREATE TABLE applied (
     address TEXT NOT NULL, number INTEGER NOT NULL, facet TEXT NOT NULL, document TEXT NOT NULL,
     PRIMARY KEY (address, number)
   ) STRICT, WITHOUT ROWID;`,
];

const applied = z.object({ number: z.int(), checksum: z.string() });

/** Brings a database to the newest form. Refuses one that a newer or another Keywright made. */
export function migrate(database: Database, file: string, all: readonly string[] = migrations): void {
  database.transaction(() => {
    database.script(
      'CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, checksum TEXT NOT NULL) STRICT',
    );
    const rows = database.all('SELECT number, checksum FROM migrations ORDER BY number');
    const done = rows.map((row) => applied.parse(row));
    done.forEach(({ number, checksum }, at) => {
      const step = all[at];
      if (step === undefined) throw newer(file, number, all.length);
      if (number !== at + 1 || checksum !== checksumOf(step)) throw changed(file, at + 1);
    });
    for (const [at, step] of all.entries()) {
      if (at < done.length) continue;
      database.script(step);
      database.run('INSERT INTO migrations (number, checksum) VALUES (?, ?)', at + 1, checksumOf(step));
    }
  });
}

function checksumOf(step: string): string {
  return createHash('sha256').update(step).digest('hex');
}

function newer(file: string, number: number, known: number): Error {
  return storeFailure({
    severity: 'error',
    code: 'store.newer-version',
    message: `${file} has format ${number}, but this version of Keywright supports format ${known}`,
    hint: 'run the version of Keywright that wrote it, or a newer one; to downgrade, restore the earlier backup, or move the file away: only history is lost',
  });
}

function changed(file: string, number: number): Error {
  return storeFailure({
    severity: 'error',
    code: 'store.newer-version',
    message: `${file} was created by another build of Keywright: its step ${number} differs`,
    hint: 'run the build that wrote it, or move the file away: only history is lost',
  });
}
