import type { Kept } from '../../daemon/parts.ts';
import type { Files } from '../../runtime/files.ts';
import type { EmbeddedAws } from './embedded.ts';

/** Keeps in a file which revision was in force. */
export function keptIn(path: string, files: Pick<Files, 'read' | 'write'>): Kept {
  return {
    read: () => files.read(path),
    write: (id) => files.write(path, id),
  };
}

/**
 * Chooses where it is kept. An AWS that ends with the process holds nothing that an earlier revision declared: it begins
 * with what its source declares now, or with nothing.
 */
export function keptFor(
  {
    embedded,
    dataDir,
  }: { readonly embedded: Pick<EmbeddedAws, 'isVolatile'> | undefined; readonly dataDir: string },
  files: Pick<Files, 'read' | 'write'>,
): Kept {
  return embedded?.isVolatile === true ? keptInMemory() : keptIn(`${dataDir}/revision`, files);
}

function keptInMemory(): Kept {
  let kept: string | undefined;
  return {
    read: () => Promise.resolve(kept),
    write(id) {
      kept = id;
      return Promise.resolve();
    },
  };
}
