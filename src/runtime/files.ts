import { constants } from 'node:fs';
import { link, mkdir, open, readdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isAlive } from './processes.ts';

export interface Entry {
  readonly name: string;
  readonly is: 'file' | 'directory' | 'other';
}

/** Who holds a lock: a holder on this host whose process is gone holds it no longer. */
export interface LockOwner {
  readonly pid: number;
  readonly host: string;
  /** Shown to whoever is refused: `reconcile apply, since 12:03`. */
  readonly note: string;
}

export type LockAnswer =
  | { readonly is: 'held'; release(): Promise<void> }
  | { readonly is: 'refused'; readonly by: LockOwner | undefined };

/**
 * Files as a port. Text is UTF-8. A write is on disk (file and directory synced) when its promise
 * resolves, and a reader sees the old text or the new, never half. Missing is a value, not an error;
 * other troubles (no permission, disk full) reject with Node's own error.
 */
export interface Files {
  read(path: string): Promise<string | undefined>;
  /** The bytes as they are, or how large the file is if it holds more than `most`: then it is not read. */
  readBytes(path: string, most: number): Promise<Uint8Array | { readonly larger: number } | undefined>;
  /** Makes missing directories. */
  write(path: string, text: string): Promise<void>;
  /** After a crash the last append may be there in part: readers of logs drop an unfinished last line. */
  append(path: string, text: string): Promise<void>;
  /** In code-unit order; undefined if there is no such directory. */
  list(path: string): Promise<readonly Entry[] | undefined>;
  stat(path: string): Promise<Entry['is'] | undefined>;
  /** Absolute, with every symbolic link resolved; undefined if it leads nowhere. */
  realPath(path: string): Promise<string | undefined>;
  makeDirectory(path: string): Promise<void>;
  /** A file or a whole directory; nothing happens if it is missing. */
  remove(path: string): Promise<void>;
  /** An exclusive lock file, held until released or until its process is gone. */
  lock(path: string, owner: LockOwner): Promise<LockAnswer>;
}

export function realFiles(): Files {
  let temporary = 0;

  function temporaryBeside(path: string): string {
    temporary += 1;
    return `${path}.${String(process.pid)}-${String(temporary)}.tmp`;
  }

  async function write(path: string, text: string): Promise<void> {
    await makeDirectory(dirname(path));
    const beside = temporaryBeside(path);
    try {
      await writeSynced(beside, text, 'wx');
      await rename(beside, path);
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    }
    await syncDirectory(dirname(path));
  }

  async function append(path: string, text: string): Promise<void> {
    const isNew = (await statOf(path)) === undefined;
    if (isNew) await makeDirectory(dirname(path));
    await writeSynced(path, text, 'a');
    if (isNew) await syncDirectory(dirname(path));
  }

  async function lock(path: string, owner: LockOwner): Promise<LockAnswer> {
    await makeDirectory(dirname(path));
    const mine = temporaryBeside(path);
    await writeSynced(mine, JSON.stringify(owner), 'wx');
    try {
      // Linking a finished file, so that nobody ever reads a lock without its owner.
      for (let attempt = 0; attempt < 3; attempt += 1) {
        if (await linked(mine, path)) {
          return { is: 'held', release: () => rm(path, { force: true }) };
        }
        const holder = await read(path);
        if (holder === undefined) continue;
        const by = ownerIn(holder);
        if (by === undefined || by.host !== owner.host || isAlive(by.pid)) return { is: 'refused', by };
        await takeAway(path, holder, temporaryBeside(path));
      }
      return { is: 'refused', by: ownerIn((await read(path)) ?? '') };
    } finally {
      await rm(mine, { force: true });
    }
  }

  return {
    read,
    readBytes: (path, most) => missingAsUndefined(readBytes(path, most)),
    write,
    append,
    lock,
    makeDirectory,
    stat: statOf,
    realPath: (path) => missingAsUndefined(realpath(path)),
    remove: (path) => rm(path, { force: true, recursive: true }),
    async list(path) {
      const found = await missingAsUndefined(readdir(path, { withFileTypes: true }));
      return found
        ?.map((entry): Entry => ({ name: entry.name, is: typeOf(entry) }))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    },
  };
}

/** Moves the lock of a dead process aside. If another was quicker and it is a living one's, it goes back. */
async function takeAway(path: string, dead: string, aside: string): Promise<void> {
  try {
    await rename(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  if ((await read(aside)) !== dead) await linked(aside, path);
  await rm(aside, { force: true });
}

function read(path: string): Promise<string | undefined> {
  return missingAsUndefined(readFile(path, 'utf8'));
}

async function readBytes(path: string, most: number): Promise<Uint8Array | { readonly larger: number }> {
  const handle = await open(path, constants.O_RDONLY);
  try {
    const { size } = await handle.stat();
    if (size > most) return { larger: size };
    // A file that grows, or says that it is empty (below /proc), is not read without an end either.
    const pieces: Uint8Array[] = [];
    for (let length = 0; ;) {
      const { bytesRead, buffer } = await handle.read({ buffer: Buffer.alloc(piece) });
      if (bytesRead === 0) return Uint8Array.from(Buffer.concat(pieces, length));
      length += bytesRead;
      if (length > most) return { larger: length };
      pieces.push(buffer.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
}

const piece = 64 * 1024;

async function statOf(path: string): Promise<Entry['is'] | undefined> {
  const found = await missingAsUndefined(stat(path));
  return found && typeOf(found);
}

async function makeDirectory(path: string): Promise<void> {
  const made = await mkdir(path, { recursive: true });
  if (made !== undefined) await syncDirectory(dirname(made));
}

async function writeSynced(path: string, text: string, flags: 'wx' | 'a'): Promise<void> {
  const handle = await open(path, flags, 0o600);
  try {
    await handle.writeFile(text, 'utf8');
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Syncs a directory: a new name is only safe once its directory is on disk. Some systems cannot open a directory;
 * they sync it themselves.
 */
async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

export function ownerIn(text: string): LockOwner | undefined {
  try {
    const found: unknown = JSON.parse(text);
    if (typeof found !== 'object' || found === null) return undefined;
    const { pid, host, note } = found as Partial<Record<keyof LockOwner, unknown>>;
    if (typeof pid !== 'number' || typeof host !== 'string') return undefined;
    return { pid, host, note: typeof note === 'string' ? note : '' };
  } catch {
    return undefined;
  }
}

async function missingAsUndefined<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function typeOf(entry: { isFile(): boolean; isDirectory(): boolean }): Entry['is'] {
  if (entry.isFile()) return 'file';
  return entry.isDirectory() ? 'directory' : 'other';
}
