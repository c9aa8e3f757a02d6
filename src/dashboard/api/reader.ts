import type { Answer, Client, Failure } from './client.ts';

/** What is known of a question. A value that grows old stays, with the failure beside it. */
export interface Known<T> {
  readonly value?: T;
  /** When it was last known to be so, on the clock of the daemon: ages are counted on it. */
  readonly at?: number;
  readonly failure?: Failure;
  readonly isLoading: boolean;
}

/** What was answered before, path by path. */
export interface Memory {
  get(path: string): Kept | undefined;
  keep(path: string, kept: Kept): void;
}

interface Kept {
  readonly etag: string | undefined;
  readonly value: unknown;
  readonly at: number;
}

export interface ReaderParts<T> {
  readonly path: string;
  readonly client: Pick<Client, 'read'>;
  readonly memory: Memory;
  now(): number;
  tell(known: Known<T>): void;
}

export interface Reader {
  /** Asks now, or once more after the answer that is under way: changes in a burst cost one question. */
  again(): void;
  close(): void;
}

/** Makes a memory of the last answers, so that going back shows at once what was there. */
export function createMemory(most: number): Memory {
  const answers = new Map<string, Kept>();
  return {
    get: (path) => answers.get(path),
    keep(path, kept) {
      answers.delete(path);
      answers.set(path, kept);
      const [oldest] = answers.keys();
      if (answers.size > most && oldest !== undefined) answers.delete(oldest);
    },
  };
}

/** Returns what is known of a path before it is asked. */
export function knownBefore<T>(path: string, memory: Memory): Known<T> {
  const kept = memory.get(path);
  return kept === undefined ? { isLoading: true } : { value: kept.value as T, at: kept.at, isLoading: true };
}

/** Makes what asks one question as often as requested, one request at a time. */
export function createReader<T>({ path, client, memory, now, tell }: ReaderParts<T>): Reader {
  const end = new AbortController();
  const state = { isAsking: false, isStale: false };
  let known = knownBefore<T>(path, memory);

  /** Takes an answer. `kept` is what was known when it was asked for: the memory may have dropped it since. */
  function take(answer: Answer<T>, kept: Kept | undefined): void {
    if (answer.is === 'value') memory.keep(path, { etag: answer.etag, value: answer.value, at: now() });
    else if (answer.is === 'unchanged' && kept !== undefined) memory.keep(path, { ...kept, at: now() });
    const { failure: _, ...before } = known;
    if (answer.is === 'refused' || answer.is === 'unreachable')
      known = { ...before, failure: answer, isLoading: false };
    else known = { ...knownBefore<T>(path, memory), isLoading: false };
    tell(known);
  }

  async function ask(): Promise<void> {
    if (state.isAsking) {
      state.isStale = true;
      return;
    }
    state.isAsking = true;
    try {
      const kept = memory.get(path);
      const answer = await client.read<T>(path, { etag: kept?.etag, signal: end.signal });
      if (!end.signal.aborted) take(answer, kept);
    } catch {
      // Only an abort ends here: nobody waits for the answer.
    } finally {
      state.isAsking = false;
    }
    if (state.isStale && !end.signal.aborted) {
      state.isStale = false;
      void ask();
    }
  }

  return { again: () => void ask(), close: () => end.abort() };
}
