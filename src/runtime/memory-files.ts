import { posix } from 'node:path';
import { ownerIn, type Entry, type Files } from './files.ts';
import type { Random } from './random.ts';

/** A disk in memory that can lose what was not yet synced. Paths are POSIX paths. */
export interface MemoryDisk {
  readonly files: Files;
  /** What is durable now, by path. */
  contents(): ReadonlyMap<string, string>;
  /**
   * The machine loses power: nothing of the old `files` answers again, and each write under way has
   * happened or not as `random` draws (an append perhaps in part). Locks are gone with their process.
   */
  crash(random: Random): MemoryDisk;
}

export interface MemoryDiskOptions {
  readonly contents?: ReadonlyMap<string, string>;
  /** How long a sync takes: what it awaits. Without it a few microtasks. */
  readonly sync?: () => Promise<void>;
}

interface UnderWay {
  readonly path: string;
  /** The durable text if it happened as far as `share` (0 to 1). */
  after(durable: string, share: number): string;
}

export function memoryDisk(options: MemoryDiskOptions = {}): MemoryDisk {
  const durable = new Map(options.contents);
  const directories = new Set<string>();
  const locks = new Map<string, string>();
  const underWay = new Set<UnderWay>();
  const sync = options.sync ?? (() => Promise.resolve());
  let crashed = false;

  async function answer<T>(work: () => T): Promise<T> {
    await Promise.resolve();
    if (crashed) return Promise.race<never>([]);
    return work();
  }

  async function change(step: UnderWay): Promise<void> {
    await answer(() => underWay.add(step));
    await sync();
    await answer(() => {
      underWay.delete(step);
      durable.set(step.path, step.after(durable.get(step.path) ?? '', 1));
    });
  }

  function below(path: string): string[] {
    const names = [...durable.keys(), ...directories, ...locks.keys()];
    if (path === '.') return names.filter((name) => !name.startsWith('/'));
    const prefix = path.endsWith('/') ? path : `${path}/`;
    return names.filter((name) => name.startsWith(prefix));
  }

  function typeAt(path: string): Entry['is'] | undefined {
    if (durable.has(path) || locks.has(path)) return 'file';
    return directories.has(path) || below(path).length > 0 ? 'directory' : undefined;
  }

  const files: Files = {
    read: (path) => answer(() => durable.get(posix.normalize(path)) ?? locks.get(posix.normalize(path))),
    readBytes: (path, most) =>
      answer(() => {
        const text = durable.get(posix.normalize(path)) ?? locks.get(posix.normalize(path));
        const bytes = text === undefined ? undefined : new TextEncoder().encode(text);
        return bytes !== undefined && bytes.length > most ? { larger: bytes.length } : bytes;
      }),
    write: (path, text) =>
      change({ path: posix.normalize(path), after: (before, share) => (share === 1 ? text : before) }),
    append: (path, text) =>
      change({
        path: posix.normalize(path),
        after: (before, share) => before + text.slice(0, Math.ceil(text.length * share)),
      }),
    realPath: (path) => answer(() => posix.resolve('/', path)),
    stat: (path) => answer(() => typeAt(posix.normalize(path))),
    makeDirectory: (path) =>
      answer(() => {
        directories.add(posix.normalize(path));
      }),
    list: (path) =>
      answer(() => {
        const at = posix.normalize(path);
        if (typeAt(at) !== 'directory') return undefined;
        const start = at === '.' ? 0 : at.endsWith('/') ? at.length : at.length + 1;
        const names = new Set(below(at).map((name) => name.slice(start).split('/')[0] ?? ''));
        return [...names]
          .sort((a, b) => (a < b ? -1 : 1))
          .map((name): Entry => ({ name, is: typeAt(posix.join(at, name)) ?? 'other' }));
      }),
    remove: (path) =>
      answer(() => {
        const at = posix.normalize(path);
        for (const name of [at, ...below(at)]) {
          durable.delete(name);
          directories.delete(name);
          locks.delete(name);
        }
      }),
    lock: (path, owner) =>
      answer(() => {
        const at = posix.normalize(path);
        const holder = locks.get(at);
        if (holder !== undefined) return { is: 'refused', by: ownerIn(holder) };
        locks.set(at, JSON.stringify(owner));
        return {
          is: 'held',
          release: () =>
            answer(() => {
              locks.delete(at);
            }),
        };
      }),
  };

  return {
    files,
    contents: () => new Map(durable),
    crash(random) {
      crashed = true;
      const survived = new Map(durable);
      for (const step of underWay) {
        const share = random.next() * 1.5;
        const text = step.after(survived.get(step.path) ?? '', Math.min(share, 1));
        if (text !== '' || survived.has(step.path)) survived.set(step.path, text);
      }
      return memoryDisk({ ...options, contents: survived });
    },
  };
}
