import type { StoreFiles } from '../files.ts';
import { attempts, contended, type Register, type Seen } from '../register.ts';

export interface Numbered<T> {
  /** For messages: `the lease`. */
  readonly what: string;
  parse(text: string, file: string): T;
  print(record: T): string;
}

/**
 * Keeps a value in numbered files, each with one whole state of it, of which the highest number counts. A change makes
 * the next number, and of many who try to make it exactly one succeeds: a compare-and-swap out of one exclusive create.
 *
 * A lock file around one file would need to tell a dead owner from a slow one. Process ids cannot (another host,
 * another container, a reused id), a time-out cannot either (a paused process wakes up inside its lock and writes), and
 * two that both break a stale lock can break each other's new one. Here a paused process wakes up to find its number
 * taken.
 */
export function numberedFiles<T>(
  files: StoreFiles,
  directory: string,
  { what, parse, print }: Numbered<T>,
): Register<T> {
  const name = `${what} ${directory}`;

  async function sequences(): Promise<readonly number[]> {
    const entries = (await files.list(directory)) ?? [];
    return entries
      .filter((entry) => numbered.test(entry.name))
      .map((entry) => Number.parseInt(entry.name, 10))
      .sort((a, b) => a - b);
  }

  async function read(): Promise<Seen<T>> {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const sequence = (await sequences()).at(-1) ?? 0;
      const replace = (next: T): Promise<boolean> => put(sequence + 1, next);
      if (sequence === 0) return { record: undefined, replace };
      const file = fileOf(directory, sequence);
      const text = await files.read(file);
      // Tidied away between listing and reading, so there is a newer one.
      if (text !== undefined) return { record: parse(text, file), replace };
    }
    throw contended(name);
  }

  /** Returns true if `record` is the value from now on. */
  async function put(sequence: number, record: T): Promise<boolean> {
    if (!(await files.create(fileOf(directory, sequence), print(record)))) return false;
    const present = await sequences();
    // Whoever slept long enough for this number to be used and tidied away has made a file of the past.
    if (present.at(-1) !== sequence) return false;
    for (const old of present.filter((number) => number <= sequence - keptBehind)) {
      await files.remove(fileOf(directory, old));
    }
    return true;
  }

  return { name, read };
}

const numbered = /^\d{12}\.json$/u;

/** So many older numbers stay, lest a listing that is under way misses both an old and a new one. */
const keptBehind = 8;

function fileOf(directory: string, sequence: number): string {
  return `${directory}/${String(sequence).padStart(12, '0')}.json`;
}
