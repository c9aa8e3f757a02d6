import { createHash } from 'node:crypto';

export interface Page<T> {
  readonly items: readonly T[];
  /** Give it back to go on; undefined on the last page. */
  readonly next: string | undefined;
}

/**
 * Returns one page of `entries`, which are in code-unit order of their ids. A marker names the last entry given, so a
 * listing survives entries that come and go between its pages. `fail` ends the request when the marker is not one of
 * this listing.
 */
export function pageOf<T>(
  entries: readonly (readonly [id: string, item: T])[],
  options: {
    readonly listing: string;
    readonly limit: number;
    readonly marker: string | undefined;
    fail(): never;
  },
): Page<T> {
  const after = options.marker === undefined ? undefined : openMarker(options.marker, options.listing);
  if (options.marker !== undefined && after === undefined) options.fail();
  const rest = after === undefined ? entries : entries.filter(([id]) => id > after);
  const items = rest.slice(0, options.limit);
  const last = items.at(-1);
  const more = rest.length > items.length && last !== undefined;
  return {
    items: items.map(([, item]) => item),
    next: more ? markerOf(last[0], options.listing) : undefined,
  };
}

function markerOf(id: string, listing: string): string {
  return Buffer.from(JSON.stringify([checkOf(id, listing), id])).toString('base64url');
}

function openMarker(marker: string, listing: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(marker, 'base64url').toString());
    if (!Array.isArray(parsed)) return undefined;
    const [check, id] = parsed as unknown[];
    return typeof id === 'string' && check === checkOf(id, listing) ? id : undefined;
  } catch {
    return undefined;
  }
}

function checkOf(id: string, listing: string): string {
  return createHash('sha256').update(`${listing}\n${id}`).digest('hex').slice(0, 8);
}
