import { byCodeUnit } from '../../../model/tree.ts';
import type { RequestOf } from '../operations.ts';
import { readAt, type Listed } from './row.ts';

type Order = Required<Pick<RequestOf<'list'>, 'sort' | 'order'>>;

type Key = number | string;

/** Where a row stands: by what the list is sorted by, then by address and source, which no two rows share. */
interface Spot {
  readonly key: Key;
  readonly address: string;
  readonly source: string;
}

/** Unknown times stand at the end. */
const never = Number.MAX_SAFE_INTEGER;

function spotOf(listed: Listed, by: Order['sort']): Spot {
  const { record, source } = listed;
  return { key: keyOf(listed, by), address: record.address, source };
}

function keyOf({ record, since, rank }: Listed, by: Order['sort']): Key {
  switch (by) {
    case 'danger':
      return rank;
    case 'address':
      return record.address;
    case 'since':
      return since ?? never;
    case 'readAt':
      return readAt(record) ?? never;
    case 'place':
      return `${record.place.account} ${record.place.region}`;
  }
}

function compare(a: Spot, b: Spot, order: Order['order']): number {
  const way = order === 'asc' ? 1 : -1;
  const byKey =
    typeof a.key === 'number' && typeof b.key === 'number'
      ? a.key - b.key
      : byCodeUnit(String(a.key), String(b.key));
  return byKey * way || byCodeUnit(a.address, b.address) || byCodeUnit(a.source, b.source);
}

export interface PageOfRows {
  readonly rows: readonly Listed[];
  readonly next: string | undefined;
}

/**
 * Cuts one page out of the rows that match. A cursor names the spot of the last row of a page, not its number: rows
 * that come, go or change between two pages move no other row from one page to another.
 */
export function pageOf(
  all: readonly Listed[],
  { sort, order }: Order,
  { after, limit }: { readonly after: Spot | undefined; readonly limit: number },
): PageOfRows {
  const sorted = all
    .map((row) => ({ row, spot: spotOf(row, sort) }))
    .filter(({ spot }) => after === undefined || compare(spot, after, order) > 0)
    .sort((a, b) => compare(a.spot, b.spot, order));
  const page = sorted.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page.map(({ row }) => row),
    next: last === undefined || sorted.length <= limit ? undefined : cursorOf(last.spot, { sort, order }),
  };
}

function cursorOf({ key, address, source }: Spot, { sort, order }: Order): string {
  return [sort, order, typeof key === 'number' ? 'n' : 't', encodeURIComponent(key), address, source].join(
    ' ',
  );
}

/** Parses a cursor; undefined where it is none of a list in this order. */
export function spotIn(cursor: string, { sort, order }: Order): Spot | undefined {
  const [ofSort, ofOrder, type, key, address, source, ...rest] = cursor.split(' ');
  if (ofSort !== sort || ofOrder !== order || rest.length > 0) return undefined;
  if (key === undefined || address === undefined || source === undefined) return undefined;
  if (type === 'n') return /^\d{1,16}$/u.test(key) ? { key: Number(key), address, source } : undefined;
  try {
    return { key: decodeURIComponent(key), address, source };
  } catch {
    return undefined;
  }
}
