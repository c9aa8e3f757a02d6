import { statSync, watch } from 'node:fs';
import { dirname } from 'node:path';

/** Changes below a path as a port. */
export interface Watches {
  /**
   * Calls back when something below a path may have changed. It is a hint: one may be missing, or say nothing. Returns
   * a function that ends it.
   */
  watch(path: string, hint: () => void): () => void;
}

/** Asks the system. What it cannot watch (a missing path, no watches left) gives no hints, and no error. */
export function realWatches(): Watches {
  return {
    watch(path, hint) {
      const ends = isDirectory(path)
        ? // Node's recursive watch does not tell of links (24.21), and the swap of a ConfigMap is one.
          [watching(path, false, hint), watching(path, true, hint)]
        : // A file that is replaced by a rename is another file: only its directory shows that.
          [watching(dirname(path), false, hint)];
      return () => {
        for (const end of ends) end();
      };
    },
  };
}

function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function watching(path: string, recursive: boolean, hint: () => void): () => void {
  try {
    const watcher = watch(path, { recursive, persistent: false }, hint).on('error', hint);
    return () => {
      watcher.close();
    };
  } catch {
    return () => undefined;
  }
}
