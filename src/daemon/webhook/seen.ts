/** Remembers what came last, so that it counts once. */
export interface Seen {
  /** Notes the names of one delivery; false where one of them came before. */
  note(names: readonly string[]): boolean;
}

/** Far more than a host delivers within the days in which it tries one again. */
const most = 4_000;

export function createSeen(): Seen {
  // A Set keeps the order of arrival: the first is the oldest.
  const known = new Set<string>();
  return {
    note(names) {
      const isNew = names.every((name) => !known.has(name));
      for (const name of names) known.add(name);
      for (const oldest of known) {
        if (known.size <= most) break;
        known.delete(oldest);
      }
      return isNew;
    },
  };
}
