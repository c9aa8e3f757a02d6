/** Connections that are open at once. */
export const socketCount = 128;

/** The sockets for calls under way. A call without one waits in its line, where its deadline does not run yet. */
export interface Sockets {
  /** Takes one if one is free; else `retry` is called when one may be. */
  take(retry: () => void): boolean;
  give(): void;
}

export function createSockets(count: number = socketCount): Sockets {
  let free = count;
  const refused = new Set<() => void>();
  return {
    take(retry) {
      if (free === 0) {
        refused.add(retry);
        return false;
      }
      free -= 1;
      return true;
    },
    give() {
      free += 1;
      // Each line in its turn, so that a long one does not keep the others waiting.
      for (const retry of refused) {
        if (free === 0) return;
        refused.delete(retry);
        retry();
      }
    },
  };
}
