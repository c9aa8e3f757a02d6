import type { StateBox } from './state.ts';

/** What of a controller hangs or came to an end: as long as there is anything, its process must be started again. */
export interface Wedges {
  add(what: object): void;
  /** What goes on again says nothing of the others. */
  remove(what: object): void;
}

export function createWedges(state: Pick<StateBox, 'set'>): Wedges {
  const all = new Set<object>();
  const tell = (): void => {
    state.set({ wedged: all.size > 0 });
  };
  return {
    add(what) {
      all.add(what);
      tell();
    },
    remove(what) {
      if (all.delete(what)) tell();
    },
  };
}
