import type { Kept, KeptRevision } from '../../daemon/parts.ts';
import type { Files } from '../../runtime/files.ts';
import type { EmbeddedAws } from './embedded.ts';

/** Keeps in a file which revision was in force: its id in the first line, its estate in the second. */
export function keptIn(path: string, files: Pick<Files, 'read' | 'write'>): Kept {
  return {
    async read() {
      const [id = '', estate = ''] = ((await files.read(path)) ?? '').split('\n').map((line) => line.trim());
      if (id === '') return undefined;
      return estate === '' ? { id } : { id, estate };
    },
    write: ({ id, estate = '' }) => files.write(path, `${id}\n${estate}\n`),
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
  let kept: KeptRevision | undefined;
  return {
    read: () => Promise.resolve(kept),
    write(revision) {
      kept = revision;
      return Promise.resolve();
    },
  };
}
