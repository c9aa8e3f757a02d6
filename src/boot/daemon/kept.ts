import type { Kept } from '../../daemon/parts.ts';
import type { Files } from '../../runtime/files.ts';

/** Keeps in a file which revision was in force. */
export function keptIn(path: string, files: Pick<Files, 'read' | 'write'>): Kept {
  return {
    read: () => files.read(path),
    write: (id) => files.write(path, id),
  };
}
