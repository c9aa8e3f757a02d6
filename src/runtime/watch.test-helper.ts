import type { Watches } from './watch.ts';

/** Hints that a test gives. */
export interface VirtualWatches extends Watches {
  hint(): void;
  /** How many watch. */
  readonly size: number;
}

export function virtualWatches(): VirtualWatches {
  const hints = new Set<() => void>();
  return {
    watch(_path, hint) {
      const own = (): void => {
        hint();
      };
      hints.add(own);
      return () => void hints.delete(own);
    },
    hint() {
      for (const hint of hints) hint();
    },
    get size() {
      return hints.size;
    },
  };
}
