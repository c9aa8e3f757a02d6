import { z } from 'zod';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Memory } from '../../model/journal.ts';
import { markOf, type StackId } from '../../model/resource.ts';
import { newer, otherStack, storeFailure } from '../failure.ts';
import type { UnknownFields } from '../document.ts';
import type { StoreFiles } from '../files.ts';
import {
  lastAppliedOf,
  memoryRecord,
  memoryRecordsOf,
  remembered,
  type MemoryRecord,
  type MemoryState,
} from '../memory-state.ts';
import { inTurn } from './in-turn.ts';
import { stackId } from './journal-file.ts';
import { lineOf, readLines, textOf, type LogFormat } from './lines.ts';

interface MemoryHeader {
  readonly keywright: 'memory';
  readonly version: 1 | 2;
  /** Whose it is; format 1 did not say. */
  readonly stack?: StackId | undefined;
}

const format: LogFormat<MemoryHeader, MemoryRecord> = {
  version: 2,
  header: z.discriminatedUnion('version', [
    z.strictObject({ keywright: z.literal('memory'), version: z.literal(1) }),
    z.strictObject({ keywright: z.literal('memory'), version: z.literal(2), stack: stackId }),
  ]),
  record: memoryRecord,
};

interface Reading {
  readonly state: MemoryState;
  readonly unknown: ReadonlyMap<string, UnknownFields>;
  readonly headerUnknown: UnknownFields;
  readonly records: number;
  /** Lines that could not be read and are dropped by the next compaction. */
  readonly damaged: readonly number[];
  /** The file may be appended to as it is. */
  readonly whole: boolean;
}

export interface DirectoryMemory extends Memory {
  check(): Promise<readonly Diagnostic[]>;
}

/** Keeps last applied values as JSON lines in `memory.jsonl`. Drops what cannot be read: it may be lost. */
export function directoryMemory(
  files: StoreFiles,
  directory: string,
  { name, uid }: StackId,
): DirectoryMemory {
  const header: MemoryHeader = { keywright: 'memory', version: 2, stack: { name, uid } };
  const file = `${directory}/memory.jsonl`;
  const turn = inTurn();
  /** Appends before the file is looked at again. */
  let left = 0;

  async function load(): Promise<Reading> {
    const reading = readLines(await files.read(file), format);
    if (reading.is === 'newer') throw storeFailure(newer(file, reading.version));
    const state: MemoryState = new Map();
    const unknown = new Map<string, UnknownFields>();
    if (reading.is === 'absent')
      return { state, unknown, headerUnknown: [], records: 0, damaged: [], whole: false };
    const owner = reading.header?.stack;
    if (owner !== undefined && markOf(owner) !== markOf({ name, uid }))
      throw storeFailure(otherStack(file, owner, { name, uid }));
    for (const line of reading.lines) {
      remembered(state, line.record);
      unknown.set(partOf(line.record), line.unknown);
    }
    return {
      state,
      unknown,
      headerUnknown: reading.headerUnknown,
      records: reading.lines.length,
      damaged: reading.damaged.map(({ number }) => number),
      whole: !reading.torn && reading.damaged.length === 0 && owner !== undefined,
    };
  }

  /** Makes the file whole and short, and says how many records may follow. */
  async function tidy(): Promise<number> {
    const { state, unknown, headerUnknown, records, whole } = await load();
    const needed = memoryRecordsOf(state);
    if (!whole || records > 2 * needed.length + 64) {
      const lines = needed.map((record) => lineOf(record, unknown.get(partOf(record))));
      await files.write(file, textOf(lineOf(header, headerUnknown), lines));
    }
    return needed.length + 64;
  }

  async function append(record: MemoryRecord): Promise<void> {
    const room = left > 0 ? left : await tidy();
    // An append that fails half-way leaves a torn line: then the file is looked at again.
    left = 0;
    await files.append(file, lineOf(record));
    left = room - 1;
  }

  return {
    lastApplied: () => turn(async () => lastAppliedOf((await load()).state)),
    applied: (address, ids, facet, applied) =>
      turn(() => append({ is: 'applied', address, ids, facet, applied })),
    forget: (address) => turn(() => append({ is: 'forget', address })),
    check: () =>
      turn(async () => {
        const { damaged } = await load();
        const [line] = damaged;
        return line === undefined ? [] : [lost(file, line, damaged.length)];
      }),
  };
}

/** Returns the part that a record replaces: the value of one facet. */
function partOf(record: MemoryRecord): string {
  return record.is === 'applied' ? `${record.address} ${record.facet}` : record.address;
}

function lost(file: string, line: number, lines: number): Diagnostic {
  return {
    severity: 'warning',
    code: 'store.memory-unreadable',
    message: `${lines} ${lines === 1 ? 'line' : 'lines'} of the recorded state ${file} cannot be read; the first is line ${line}`,
    hint: 'no action needed: Keywright forgets what it applied to a few resources, and the next apply drops the lines',
    span: { file, line, column: 1, endLine: line, endColumn: 1 },
  };
}
