import { storeFailure } from '../failure.ts';
import type { StoreFiles } from '../files.ts';
import { leaseRecord, type LeaseRecord } from '../lease/rules.ts';
import { attempts, contended, leaseIn, type LeasePart, type Seen } from '../lease/swapped.ts';

/**
 * The lease of a directory: numbered files, each with one whole state of the lease, of which the
 * highest number counts. Taking, prolonging and releasing make the next number, and of many who try
 * to make it exactly one succeeds: a compare-and-swap out of one exclusive create.
 *
 * A lock file around one lease file would need to tell a dead owner from a slow one. Process ids
 * cannot (another host, another container, a reused id), a time-out cannot either (a paused process
 * wakes up inside its lock and writes), and two that both break a stale lock can break each other's
 * new one. Here a paused process wakes up to find its number taken.
 */
export function directoryLease(files: StoreFiles, directory: string): LeasePart {
  async function sequences(): Promise<readonly number[]> {
    const entries = (await files.list(directory)) ?? [];
    return entries
      .filter((entry) => name.test(entry.name))
      .map((entry) => Number.parseInt(entry.name, 10))
      .sort((a, b) => a - b);
  }

  async function read(): Promise<Seen> {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const sequence = (await sequences()).at(-1) ?? 0;
      const replace = (next: LeaseRecord): Promise<boolean> => put(sequence + 1, next);
      if (sequence === 0) return { record: undefined, replace };
      const file = fileOf(directory, sequence);
      const text = await files.read(file);
      // Tidied away between listing and reading, so there is a newer one.
      if (text !== undefined) return { record: parse(text, file), replace };
    }
    throw contended(directory);
  }

  /** True if `record` is the lease from now on. */
  async function put(sequence: number, record: LeaseRecord): Promise<boolean> {
    if (!(await files.create(fileOf(directory, sequence), JSON.stringify(record)))) return false;
    const present = await sequences();
    // Whoever slept long enough for this number to be used and tidied away has made a file of the past.
    if (present.at(-1) !== sequence) return false;
    for (const old of present.filter((number) => number <= sequence - keptBehind)) {
      await files.remove(fileOf(directory, old));
    }
    return true;
  }

  return leaseIn({ name: directory, read }, 0);
}

const name = /^\d{12}\.json$/u;

/** So many older numbers stay, lest a listing that is under way misses both an old and a new one. */
const keptBehind = 8;

function fileOf(directory: string, sequence: number): string {
  return `${directory}/${String(sequence).padStart(12, '0')}.json`;
}

function parse(text: string, file: string): LeaseRecord {
  try {
    return leaseRecord.parse(JSON.parse(text));
  } catch (cause) {
    throw storeFailure(
      {
        severity: 'error',
        code: 'store.corrupt-lease',
        message: `the lease ${file} cannot be read, so it cannot be told who holds it`,
        hint: 'make sure that no other Keywright applies this stack, then remove this file',
      },
      cause,
    );
  }
}
