/** Streams that are open at once: in all, and of one person. A person may have a page on a wall and ten tabs. */
const most = { inAll: 256, ofOne: 16 } as const;

/** Counts the open streams. */
export interface Clients {
  /** Takes a place; undefined if there is none. Call what it returns to give the place back. */
  enter(person: string): (() => void) | undefined;
  count(): number;
}

export function createClients(): Clients {
  const open = new Map<string, number>();
  let count = 0;
  return {
    enter(person) {
      const own = open.get(person) ?? 0;
      if (count >= most.inAll || own >= most.ofOne) return undefined;
      open.set(person, own + 1);
      count += 1;
      return () => {
        count -= 1;
        const left = (open.get(person) ?? 1) - 1;
        if (left > 0) open.set(person, left);
        else open.delete(person);
      };
    },
    count: () => count,
  };
}
