import type { Instant } from '../model/instant.ts';
import type { Stack } from '../model/resource.ts';

/**
 * Gives when a Stack has to be made anew from its manifests although they did not change: then the first of its
 * `metadata.ignore` entries ends, which is judged when they are read. Undefined: never.
 */
export function endOf({ resources }: Pick<Stack, 'resources'>): Instant | undefined {
  let first: Instant | undefined;
  for (const { metadata } of resources.values())
    for (const { until } of metadata.ignore)
      if (until !== undefined && (first === undefined || until < first)) first = until;
  return first;
}
