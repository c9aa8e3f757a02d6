import { z } from 'zod';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Instant } from '../../model/instant.ts';
import { markOf, type StackId } from '../../model/resource.ts';
import { newer, otherStack } from '../failure.ts';
import {
  emptyState,
  fold,
  journalRecord,
  recordsOf,
  unknownOf,
  type JournalRecord,
  type JournalState,
} from '../journal-state.ts';
import type { UnknownFields } from '../document.ts';
import { lineOf, readLines, textOf, type LogFormat } from './lines.ts';

interface JournalHeader {
  readonly keywright: 'journal';
  readonly version: 1 | 2;
  readonly bornAt: Instant;
  /** Whose it is; format 1 did not say. */
  readonly stack?: StackId | undefined;
}

export const stackId = z.strictObject({ name: z.string(), uid: z.string() });

const format: LogFormat<JournalHeader, JournalRecord> = {
  version: 2,
  header: z.discriminatedUnion('version', [
    z.strictObject({ keywright: z.literal('journal'), version: z.literal(1), bornAt: z.number() }),
    z.strictObject({
      keywright: z.literal('journal'),
      version: z.literal(2),
      bornAt: z.number(),
      stack: stackId,
    }),
  ]),
  record: journalRecord,
};

export type JournalReading =
  | { readonly is: 'absent' }
  | {
      readonly is: 'read';
      readonly state: JournalState;
      /** What a newer version added to the header. */
      readonly unknown: UnknownFields;
      /** How many records the file holds. */
      readonly records: number;
      readonly torn: boolean;
      /** False for a file that does not say whose it is: the next write says so. */
      readonly bound: boolean;
    }
  | { readonly is: 'failed'; readonly diagnostic: Diagnostic };

/**
 * Parses the journal that `text`, the content of `file`, holds. Treats a damaged line as an error: an open intent may
 * be in it.
 */
export function readJournal(text: string | undefined, file: string, stack: StackId): JournalReading {
  const reading = readLines(text, format);
  if (reading.is === 'absent') return reading;
  if (reading.is === 'newer') return { is: 'failed', diagnostic: newer(file, reading.version) };
  const { header, headerUnknown: unknown, damaged, lines, torn } = reading;
  const [first] = damaged;
  if (header === undefined || first !== undefined) {
    const { number, why } = first ?? { number: 1, why: 'the first line is not the header' };
    return { is: 'failed', diagnostic: corrupt(file, number, why, damaged.length - 1) };
  }
  const owner = header.stack;
  if (owner !== undefined && markOf(owner) !== markOf(stack))
    return { is: 'failed', diagnostic: otherStack(file, owner, stack) };
  const state = emptyState(header.bornAt);
  for (const line of lines) fold(state, line.record, line.unknown);
  return { is: 'read', state, unknown, records: lines.length, torn, bound: owner !== undefined };
}

/** Prints the shortest journal file that holds `state`. */
export function journalText(state: JournalState, stack: StackId, unknown: UnknownFields = []): string {
  const { name, uid } = stack;
  const header: JournalHeader = {
    keywright: 'journal',
    version: 2,
    bornAt: state.bornAt,
    stack: { name, uid },
  };
  return textOf(
    lineOf(header, unknown),
    recordsOf(state).map((record) => lineOf(record, unknownOf(state, record))),
  );
}

/** Counts the records of a compacted file of this state. */
export function sizeOf(state: JournalState): number {
  return recordsOf(state).length;
}

function corrupt(file: string, line: number, why: string, others: number): Diagnostic {
  const more = others > 0 ? `, and ${others} more ${others === 1 ? 'line' : 'lines'}` : '';
  return {
    severity: 'error',
    code: 'store.corrupt-journal',
    message: `line ${line} of the journal ${file} cannot be read: ${why}${more}`,
    hint:
      'that line may contain an unfinished create, so Keywright creates nothing. Make sure that no Keywright runs, keep a copy, ' +
      'and repair the line. Or move the file away: Keywright then starts a new journal and searches AWS for ' +
      'its tags before it creates anything',
    span: { file, line, column: 1, endLine: line, endColumn: 1 },
  };
}
