import type { Instant } from '../model/instant.ts';
import type { Stack } from '../model/resource.ts';

/**
 * Gives when a Stack has to be made anew from its manifests although they did not change: then the first of its
 * `metadata.ignore` or `metadata.accept` entries ends, which is judged when they are read. Undefined: never.
 */
export function endOf({
  resources,
  diagnostics,
}: Pick<Stack, 'resources' | 'diagnostics'>): Instant | undefined {
  const ends = [
    ...[...resources.values()].flatMap(({ metadata }) => metadata.ignore.flatMap(({ until }) => until ?? [])),
    ...diagnostics.flatMap(({ accepted }) => (accepted === undefined ? [] : Date.parse(accepted.until))),
  ];
  return ends.length === 0 ? undefined : ends.reduce((first, end) => Math.min(first, end));
}
