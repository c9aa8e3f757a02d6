import { z } from 'zod';
import type { Address } from '../../model/address.ts';
import type { LastApplied, Memory } from '../../model/journal.ts';
import type { Database } from '../../runtime/database.ts';
import { addressSchema, idsSchema } from '../journal-state.ts';
import {
  appliedFacetSchema,
  lastAppliedOf,
  remembered,
  type MemoryRecord,
  type MemoryState,
} from '../memory-state.ts';
import { readStored, withUnknown, type UnknownFields } from '../document.ts';
import type { Opened } from './open.ts';

const document: z.ZodType<LastApplied> = z.strictObject({
  ids: idsSchema,
  facets: z.record(z.string(), appliedFacetSchema),
});
const row = z.object({ address: addressSchema, document: z.string() });
const version = z.object({ data_version: z.int() });

interface Held extends Loaded {
  readonly at: number;
  readonly of: Database;
  /** The same in order, until one changes: what is made of it is then made once. */
  inOrder?: ReadonlyMap<Address, LastApplied>;
}

/**
 * Keeps last applied values in SQLite, one row an address. Holds them at hand until another process writes the file.
 */
export function sqliteMemory({ use }: Opened): Memory {
  let held: Held | undefined;

  function heldIn(database: Database): Held {
    const [found] = database.all('PRAGMA data_version').map((one) => version.parse(one).data_version);
    const at = found ?? 0;
    if (held?.of !== database || held.at !== at) held = { ...loaded(database), at, of: database };
    return held;
  }

  function keep(database: Database, record: MemoryRecord): void {
    database.transaction(() => {
      const known = heldIn(database);
      const { state, unknown } = known;
      delete known.inOrder;
      remembered(state, record);
      const last = state.get(record.address);
      if (last === undefined) database.run('DELETE FROM memory WHERE address = ?', record.address);
      else
        database.run(
          'INSERT OR REPLACE INTO memory (address, document) VALUES (?, ?)',
          ...[record.address, JSON.stringify(withUnknown(last, unknown.get(record.address) ?? []))],
        );
    });
  }

  /** Keeps a record. Forgets what is at hand where that fails: what was not written must not be remembered either. */
  async function kept(record: MemoryRecord): Promise<void> {
    try {
      await use((database) => {
        keep(database, record);
      });
    } catch (error) {
      held = undefined;
      throw error;
    }
  }

  return {
    lastApplied: () =>
      use((database) => {
        const known = heldIn(database);
        known.inOrder ??= lastAppliedOf(known.state);
        return known.inOrder;
      }),
    applied: (address, ids, facet, applied) => kept({ is: 'applied', address, ids, facet, applied }),
    forget: (address) => kept({ is: 'forget', address }),
  };
}

interface Loaded {
  readonly state: MemoryState;
  /** What a newer version added, by address. */
  readonly unknown: ReadonlyMap<string, UnknownFields>;
}

/** Loads a value, and drops an unreadable one, which may be lost. */
function loaded(database: Database): Loaded {
  const rows = database.all('SELECT address, document FROM memory').flatMap((one) => {
    const { address, document: text } = row.parse(one);
    const read = readStored(text, address, document);
    return read.is === 'read' ? [{ address, ...read }] : [];
  });
  return {
    state: new Map(rows.map(({ address, value }) => [address, value])),
    unknown: new Map(
      rows.flatMap(({ address, unknown }) => (unknown.length === 0 ? [] : [[address, unknown] as const])),
    ),
  };
}
