import type { History } from '../../model/history.ts';
import type { Memory } from '../../model/journal.ts';
import type { Retention } from '../history/retention.ts';
import { sqliteHistory } from './history.ts';
import { sqliteMemory } from './memory.ts';
import { openedLazily, type SqliteParts } from './open.ts';

/** What one Stack keeps in one file: it may be lost, and then Keywright knows no past. */
export interface SqliteStore {
  readonly history: History;
  readonly memory: Memory;
}

/** Opens `file`, at the first use of either. What gates rest on is never in it (authority.md §3.12). */
export function createSqliteStore(parts: SqliteParts, retention?: Retention): SqliteStore {
  const opened = openedLazily(parts);
  return { history: sqliteHistory(opened, retention), memory: sqliteMemory(opened) };
}
