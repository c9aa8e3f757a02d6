import type { Files } from '../runtime/files.ts';

/** The files a store in a directory needs. */
export interface StoreFiles extends Pick<Files, 'read' | 'write' | 'append' | 'list' | 'remove'> {
  /**
   * Makes a new file with its whole text, or gives false if the name is taken: of many at once one
   * succeeds, and nobody ever reads it half written (link(2) of a finished file).
   */
  create(path: string, text: string): Promise<boolean>;
}

/**
 * Makes the files of a store. Creates a file by Files.lock, which makes it that way, with its owner as text. Sends
 * the lease's text as the owner's host. Leaves such a file until it is removed: an owner on another host is never
 * taken to be gone.
 */
export function storeFiles(files: Files): StoreFiles {
  return {
    write: files.write,
    append: files.append,
    list: files.list,
    remove: files.remove,
    async read(path) {
      const text = await files.read(path);
      return text === undefined ? undefined : unwrapped(text);
    },
    async create(path, text) {
      return (await files.lock(path, { pid: 0, host: text, note: wrapped })).is === 'held';
    },
  };
}

const wrapped = 'text of a lease';

function unwrapped(text: string): string {
  if (!text.startsWith('{"pid":0,') || !text.endsWith(`"note":"${wrapped}"}`)) return text;
  const { host } = JSON.parse(text) as { readonly host: string };
  return host;
}
