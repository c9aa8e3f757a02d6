import { posix } from 'node:path';
import type { Files } from '../../../src/runtime/files.ts';
import type { Mistake } from './mistake.ts';

/** Makes a disk with the troubles of a row, which notes every write. */
export function watchedDisk(
  { bytes = {}, troubles = {} }: Pick<Mistake, 'bytes' | 'troubles'>,
  noted: (change: string) => void,
): (files: Files) => Files {
  return (files) => {
    async function troubled<T>(what: string, path: string, work: () => Promise<T>): Promise<T> {
      const at = posix.normalize(path);
      const under = Object.entries(troubles).find(([name]) => at === name || at.startsWith(`${name}/`));
      if (under !== undefined) throw nodeError(under[1], what, path);
      return work();
    }
    async function changing<T>(what: string, path: string, work: () => Promise<T>): Promise<T> {
      const done = await troubled(what, path, work);
      noted(`${what} ${path}`);
      return done;
    }
    return {
      read: (path) => troubled('open', path, () => files.read(path)),
      readBytes: (path, most) =>
        troubled('open', path, async () => {
          const own = bytes[path];
          if (own === undefined) return files.readBytes(path, most);
          return own.length > most ? { larger: own.length } : own;
        }),
      list: (path) => troubled('scandir', path, () => files.list(path)),
      stat: (path) =>
        // A closed file has a type all the same; a link that loops has none.
        troubles[path] === 'ELOOP' ? troubled('stat', path, () => files.stat(path)) : files.stat(path),
      realPath: (path) => files.realPath(path),
      write: (path, text) => changing('write', path, () => files.write(path, text)),
      append: (path, text) => changing('append', path, () => files.append(path, text)),
      makeDirectory: (path) => changing('mkdir', path, () => files.makeDirectory(path)),
      remove: (path) => changing('unlink', path, () => files.remove(path)),
      lock: (path, owner) =>
        troubled('link', path, async () => {
          const answer = await files.lock(path, owner);
          if (answer.is === 'held') noted(`link ${path}`);
          return answer;
        }),
    };
  };
}

const meanings: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EIO: 'i/o error',
  ELOOP: 'too many symbolic links encountered',
  ENOSPC: 'no space left on device',
  EROFS: 'read-only file system',
};

/** Makes an error as Node words it. */
function nodeError(code: string, what: string, path: string): Error {
  const message = `${code}: ${meanings[code] ?? 'unknown error'}, ${what} '${path}'`;
  return Object.assign(new Error(message), { code });
}
