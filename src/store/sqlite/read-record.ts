import { z } from 'zod';
import type { Event } from '../../model/history.ts';
import { troubleOf, type Database, type Databases } from '../../runtime/database.ts';
import { eventDocument, readable } from './documents.ts';

/** How many lines are read at a time. */
const some = 1_000;

const row = z.object({ seq: z.int(), document: z.string() });

/**
 * Gives the lines of the record in a database, the oldest first, while a daemon may go on writing it. Undefined: the file
 * is not there, or is no database.
 */
export function readRecord(databases: Databases, file: string): Iterable<Event> | undefined {
  const database = databases.read(file);
  if (database === undefined) return undefined;
  try {
    database.all('SELECT seq FROM events LIMIT 1');
  } catch (error) {
    database.close();
    if (troubleOf(error) === 'damaged') return undefined;
    throw error;
  }
  return eventsIn(database);
}

function* eventsIn(database: Database): Generator<Event> {
  try {
    for (let last = -1; ;) {
      const rows = database
        .all('SELECT seq, document FROM events WHERE seq > ? ORDER BY seq LIMIT ?', last, some)
        .map((one) => row.parse(one));
      yield* readable(
        eventDocument,
        rows.map(({ document }) => document),
      );
      if (rows.length < some) return;
      last = rows.at(-1)?.seq ?? last;
    }
  } finally {
    database.close();
  }
}
