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
 * Files.lock makes a file that way, with its owner as text. The lease's text travels as the owner's
 * host; an owner on another host is never taken to be gone, so such a file stays until removed.
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
