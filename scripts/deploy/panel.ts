import type { MetricName } from '../../src/daemon/metrics/catalogue/index.ts';

/** A panel: what it draws of the selected sources, and how. */
export interface Panel {
  readonly title: string;
  readonly about: string;
  readonly is: 'stat' | 'timeseries' | 'table';
  readonly width: number;
  readonly unit?: string;
  readonly queries: readonly { readonly expr: string; readonly legend: string }[];
  /** Above this value a stat is red. */
  readonly redFrom?: number;
}

/** Builds the metric with the selection of the dashboard. */
export function of(name: MetricName, more = ''): string {
  return `${name}{job=~"$job", source=~"$source"${more}}`;
}

/** Builds the selection of a metric that belongs to the process, not to a source. */
export function ofJob(name: `${MetricName}${'' | '_bucket'}`, more = ''): string {
  return `${name}{job=~"$job"${more}}`;
}

export function quantile(q: number, bucket: string, by = ''): string {
  return `histogram_quantile(${q}, sum by (le${by}) (rate(${bucket}[$__rate_interval])))`;
}

/** A heading and what stands below it. */
export type Row = readonly [title: string, panels: readonly Panel[]];
