import type { Clock } from '../../model/clock.ts';
import type { StackId } from '../../model/resource.ts';
import { diagnosed, storeFailure, type StoreFailure } from '../failure.ts';
import type { StoreFiles } from '../files.ts';
import type { Store } from '../store.ts';
import { directoryJournal } from './journal.ts';
import { directoryMemory } from './memory.ts';

/**
 * Opens the store of `stack` in `directory` (see `stateDirectory`), which is made by the first write and refuses
 * every other Stack. The clock says when the journal was begun. Methods reject with a StoreFailure where the disk
 * or the journal fails.
 */
export function createDirectoryStore(
  files: StoreFiles,
  directory: string,
  stack: StackId,
  clock: Pick<Clock, 'now'>,
): Store {
  const explained = explaining(files);
  const journal = directoryJournal(explained, directory, stack, clock);
  const memory = directoryMemory(explained, directory, stack);
  return {
    journal,
    memory,
    async check() {
      const problems = await diagnosed(journal.check);
      // A directory of another Stack is reported once, not for each of its files.
      if (problems.some(({ code }) => code === 'store.other-stack')) return problems;
      return [...problems, ...(await diagnosed(memory.check))];
    },
  };
}

/** Wraps the same files so that their errors say what a person can do. */
function explaining(files: StoreFiles): StoreFiles {
  async function explained<T>(path: string, work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      throw onDisk(path, error);
    }
  }
  return {
    read: (path) => explained(path, files.read(path)),
    write: (path, text) => explained(path, files.write(path, text)),
    append: (path, text) => explained(path, files.append(path, text)),
    list: (path) => explained(path, files.list(path)),
    remove: (path) => explained(path, files.remove(path)),
    create: (path, text) => explained(path, files.create(path, text)),
  };
}

function onDisk(path: string, error: unknown): StoreFailure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  const closed = ['EACCES', 'EPERM', 'EROFS'].includes(code);
  return storeFailure(
    {
      severity: 'error',
      code: closed ? 'store.forbidden' : 'store.unavailable',
      message: `the state file ${path} cannot be used: ${error instanceof Error ? error.message : code}`,
      hint: closed
        ? 'use a state directory that Keywright can read and write'
        : 'fix the disk and run again; Keywright creates nothing while it cannot write the journal',
    },
    error,
  );
}
