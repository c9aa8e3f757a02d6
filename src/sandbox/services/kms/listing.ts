import type { Context, Output } from '../../operation.ts';
import { pageOf } from '../../page.ts';
import { refuse } from '../../refusal.ts';

/** Returns one page of a KMS listing, with Marker, NextMarker and Truncated as all of them have. */
export function page<T>(
  context: Context,
  member: string,
  entries: readonly (readonly [id: string, item: T])[],
  input: { readonly Limit?: number | undefined; readonly Marker?: string | undefined },
  most: number,
): Output {
  const { account, region, operation } = context.request;
  const shown = pageOf(entries, {
    listing: `${account}/${region}/${operation}`,
    limit: Math.min(input.Limit ?? context.pageSize, most),
    marker: input.Marker,
    fail: () => refuse('InvalidMarkerException', 'Invalid marker.'),
  });
  return {
    [member]: shown.items,
    ...(shown.next === undefined ? {} : { NextMarker: shown.next }),
    Truncated: shown.next !== undefined,
  };
}
