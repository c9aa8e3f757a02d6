import { apiMetrics } from './api.ts';
import { estateMetrics } from './estate.ts';
import { processMetrics } from './process.ts';
import type { CatalogueRow } from './row.ts';
import { workMetrics } from './work.ts';

/**
 * Every metric, each once. No label carries a name or an ARN of a resource, and all series together stay under 2,000
 * (authority.md §5.27).
 */
export const catalogue = { ...processMetrics, ...estateMetrics, ...workMetrics, ...apiMetrics } as const;

export type MetricName = keyof typeof catalogue;

/** Tells how many series a row can have at most: those kept apart, and the shared ones. */
export function mostSeries({ type, labels, most, buckets }: CatalogueRow): number {
  const closed = Object.values(labels).reduce(
    (product, values) => product * (values === 'open' ? 1 : values.length),
    1,
  );
  const sets = most === undefined ? closed : most + closed;
  // Each bucket, the one without a bound, the sum and the count.
  return type === 'histogram' ? sets * ((buckets?.length ?? 0) + 3) : sets;
}
