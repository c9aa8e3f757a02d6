import { Counter, Gauge, Histogram, Registry } from '@prometheus-io/client';
import { boundOf, type Bound, type LabelSet } from './bounded.ts';
import { catalogue, type MetricName } from './catalogue/index.ts';
import type { CatalogueRow } from './catalogue/row.ts';

/** One value of a gauge at the moment of a scrape. */
export interface Sample {
  readonly name: MetricName;
  readonly labels: LabelSet;
  readonly value: number;
}

/** All metrics of the catalogue in one registry. */
export interface Meters {
  count(name: MetricName, labels?: LabelSet, by?: number): void;
  observe(name: MetricName, labels: LabelSet, seconds: number): void;
  /** Replaces everything that samples say: what none of them names any more is gone. */
  show(samples: readonly Sample[]): void;
  text(): Promise<string>;
  readonly contentType: string;
}

type Meter = Counter<string> | Gauge<string> | Histogram<string>;

export function createMeters(): Meters {
  const registry = new Registry();
  const meters = new Map<string, Meter>();
  const bounds = new Map<string, Bound>();
  for (const [name, row] of Object.entries<CatalogueRow>(catalogue)) {
    meters.set(name, meterOf(name, row, registry));
    bounds.set(name, boundOf(row));
  }
  function bounded(name: MetricName, labels: LabelSet): LabelSet {
    return bounds.get(name)?.(labels) ?? labels;
  }
  return {
    count(name, labels = {}, by = 1) {
      const meter = meters.get(name);
      if (meter instanceof Counter) meter.inc(bounded(name, labels), by);
    },
    observe(name, labels, seconds) {
      const meter = meters.get(name);
      if (meter instanceof Histogram) meter.observe(bounded(name, labels), seconds);
    },
    show(samples) {
      // What is gone makes room: a bound counts the sets of labels of one scrape.
      const fresh = new Map<MetricName, Bound>();
      const bound = (name: MetricName, labels: LabelSet): LabelSet => {
        const known = fresh.get(name) ?? boundOf(catalogue[name]);
        fresh.set(name, known);
        return known(labels);
      };
      for (const [name, of] of joined(samples, bound)) {
        const meter = meters.get(name);
        if (meter === undefined || meter instanceof Histogram) continue;
        meter.reset();
        for (const { labels, value } of of) meter.inc(labels, value);
      }
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

function meterOf(name: string, row: CatalogueRow, registry: Registry): Meter {
  const about = { name, help: row.help, labelNames: Object.keys(row.labels), registers: [registry] };
  switch (row.type) {
    case 'gauge':
      return new Gauge(about);
    case 'counter':
      return new Counter(about);
    case 'histogram':
      return new Histogram({ ...about, buckets: [...(row.buckets ?? [])] });
  }
}

/** Joins the samples of each metric that any was ever shown for; those with equal labels are one. */
function joined(
  samples: readonly Sample[],
  bounded: (name: MetricName, labels: LabelSet) => LabelSet,
): ReadonlyMap<MetricName, readonly { readonly labels: LabelSet; readonly value: number }[]> {
  const shown = new Map<MetricName, Map<string, { readonly labels: LabelSet; readonly value: number }>>();
  for (const name of sampled) shown.set(name, new Map());
  for (const { name, labels, value } of samples) {
    const of = shown.get(name);
    if (of === undefined) continue;
    const kept = bounded(name, labels);
    const key = JSON.stringify(kept);
    const before = of.get(key)?.value;
    of.set(key, { labels: kept, value: before === undefined ? value : joins(name, before, value) });
  }
  return new Map([...shown].map(([name, of]) => [name, [...of.values()]]));
}

function joins(name: MetricName, a: number, b: number): number {
  const { joins: how }: CatalogueRow = catalogue[name];
  if (how === 'max') return Math.max(a, b);
  return how === 'min' ? Math.min(a, b) : a + b;
}

/** What samples alone report: every gauge, and what the system itself counts. */
const sampled: readonly MetricName[] = (Object.keys(catalogue) as readonly MetricName[]).filter(
  (name) => catalogue[name].type === 'gauge' || name === 'process_cpu_seconds_total',
);
