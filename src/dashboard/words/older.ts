import type { Timeline } from '../../server/types.ts';

type Entry = Timeline['items'][number];

/** What was read of the history beyond its newest page. */
export interface Older {
  /** Of which filter it is. */
  readonly of: string;
  readonly items: readonly Entry[];
  /** Where it continues; undefined: nowhere. */
  readonly next: string | undefined;
}

/** Adds a page to what is shown, so that nothing falls between both once newer entries push the first page on. */
export function olderWith(of: string, shown: readonly Entry[], { items, next }: Timeline): Older {
  return { of, items: [...shown, ...items], next };
}

/**
 * Puts the newest page before what was read earlier. Drops that where it is of another filter, and where so much
 * happened since that both no longer meet.
 */
export function historyWith(
  of: string,
  first: Timeline,
  older: Older | undefined,
): Pick<Older, 'items' | 'next'> {
  const newest = new Set(first.items.map(({ id }) => id));
  const meets = older?.of === of && (newest.size === 0 || older.items.some(({ id }) => newest.has(id)));
  if (older === undefined || !meets) return { items: first.items, next: first.next };
  return { items: [...first.items, ...older.items.filter(({ id }) => !newest.has(id))], next: older.next };
}
