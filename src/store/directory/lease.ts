import type { Duration, Instant } from '../../model/instant.ts';
import type { Journal } from '../../model/journal.ts';
import { storeFailure } from '../failure.ts';
import type { StoreFiles } from '../files.ts';
import {
  claim,
  extend,
  held,
  holderOf,
  leaseRecord,
  surrender,
  takeFrom,
  type LeaseRecord,
  type LeaseTurn,
} from '../lease/rules.ts';

type LeasePart = Pick<Journal, 'holder' | 'acquire' | 'renew' | 'seize' | 'release'>;

interface Seen {
  /** 0 if there never was a lease. */
  readonly sequence: number;
  readonly record: LeaseRecord | undefined;
}

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

  async function latest(): Promise<Seen> {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const sequence = (await sequences()).at(-1) ?? 0;
      if (sequence === 0) return { sequence, record: undefined };
      const file = fileOf(directory, sequence);
      const text = await files.read(file);
      // Tidied away between listing and reading, so there is a newer one.
      if (text !== undefined) return { sequence, record: parse(text, file) };
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

  async function swap(decide: (seen: LeaseRecord | undefined) => LeaseTurn): Promise<LeaseTurn> {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const { sequence, record } = await latest();
      const turn = decide(record);
      if (turn.is === 'refused' || (await put(sequence + 1, turn.record))) return turn;
    }
    throw contended(directory);
  }

  return {
    holder: async (now) => holderOf((await latest()).record, now, 0),
    async acquire(holder: string, ttl: Duration, now: Instant) {
      const turn = await swap((seen) => claim(seen, { holder, ttl, now, clockSkew: 0 }));
      return turn.is === 'write' ? held(turn.record) : turn;
    },
    async renew(lease, ttl, now) {
      const turn = await swap((seen) => extend(seen, lease, ttl, now));
      return turn.is === 'write' ? held(turn.record) : turn;
    },
    async seize(from, holder, now) {
      const turn = await swap((seen) => takeFrom(seen, from, { holder, now, clockSkew: 0 }));
      return turn.is === 'write' ? held(turn.record) : turn;
    },
    async release(lease) {
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const { sequence, record } = await latest();
        const freed = surrender(record, lease);
        if (freed === undefined || (await put(sequence + 1, freed))) return;
      }
    },
  };
}

const name = /^\d{12}\.json$/u;

/** Each failed attempt means that another succeeded in between. */
const attempts = 8;

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

function contended(directory: string): Error {
  return storeFailure({
    severity: 'error',
    code: 'store.contended',
    message: `others kept taking the lease ${directory} at the same moment`,
    hint: 'run again',
  });
}
