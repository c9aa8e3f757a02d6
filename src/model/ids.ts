import type { Ids } from './observation.ts';

/** Tells whether two sets of ids may be of one thing: an id that one side does not know yet does not differ. */
export function isSameThing(known: Ids, ids: Ids): boolean {
  return Object.entries(ids).every(([name, id]) => (known[name] ?? id) === id);
}
