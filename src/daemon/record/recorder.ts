import type { Diagnostic } from '../../model/diagnostic.ts';
import type { ChainHead, History, Unchained } from '../../model/history.ts';
import type { StackId } from '../../model/resource.ts';
import { chained, lineOf } from './chain.ts';

/**
 * Where a record ends, and whose turn it is to add to it. While the settings of a Stack change two keep one record for
 * a moment: they take turns.
 */
export interface RecordEnd {
  last: ChainHead | undefined;
  turn: Promise<unknown>;
}

export function createRecordEnd(): RecordEnd {
  return { last: undefined, turn: Promise.resolve() };
}

export interface RecorderParts {
  /** Where lines are kept. */
  readonly history: Pick<History, 'append' | 'head'>;
  /** Writes one line to standard output. Rejects where it cannot. */
  print(line: string): Promise<void>;
  /** Names a new chain. */
  newId(): string;
  readonly stack: StackId;
  /** The last head that a sink has: a new chain names it. Rejects or is undefined where none is known. */
  predecessor(): Promise<ChainHead | undefined>;
  /** Shared by all in this process that keep one record; absent: this is the only one. */
  readonly end?: RecordEnd | undefined;
  /** Told of each line that could not be kept. */
  failed(diagnostic: Diagnostic): void;
}

export interface Recorder {
  /** Keeps one line. Rejects where it cannot be kept: then nothing of it may be carried out (authority.md §3.15). */
  record(event: Unchained): Promise<void>;
  /** Where the chain ends; undefined before the first line. */
  head(): Promise<ChainHead | undefined>;
}

/** Keeps lines in a chain, one after another: each in the history first, then on standard output. */
export function createRecorder(parts: RecorderParts): Recorder {
  const { history, print, newId, stack, predecessor, failed, end = createRecordEnd() } = parts;

  async function add(head: ChainHead | { readonly chain: string }, event: Unchained): Promise<ChainHead> {
    const line = chained(head, event);
    await history.append(line);
    const last = { chain: line.chain, seq: line.seq, hash: line.hash };
    end.last = last;
    await print(lineOf(line));
    return last;
  }

  /** Begins a new chain where a history was lost, with the name of the last head that is known outside. */
  async function begin({ at, subject }: Unchained): Promise<ChainHead> {
    const before = await predecessor().catch(() => undefined);
    return add(
      { chain: newId() },
      {
        at,
        is: 'chain-began',
        subject,
        text:
          before === undefined
            ? 'a new chain without a predecessor'
            : `a new chain after line ${before.seq} of chain ${before.chain}`,
        detail: {
          stack: { name: stack.name, uid: stack.uid },
          predecessor: before === undefined ? null : { ...before },
        },
      },
    );
  }

  async function keep(event: Unchained): Promise<void> {
    try {
      // After a failure it is not known whether the line was kept.
      const head = end.last ?? (await history.head());
      end.last = undefined;
      await add(head ?? (await begin(event)), event);
    } catch (error) {
      failed(diagnosticOf(error));
      throw error;
    }
  }

  return {
    record(event) {
      const mine = end.turn.then(() => keep(event));
      end.turn = mine.catch(() => undefined);
      return mine;
    },
    head: async () => {
      await end.turn;
      return end.last ?? history.head();
    },
  };
}

function diagnosticOf(error: unknown): Diagnostic {
  const message = error instanceof Error ? error.message : String(error);
  return { severity: 'error', code: 'record.failed', message: `the record cannot be kept: ${message}` };
}
