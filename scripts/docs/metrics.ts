import { catalogue } from '../../src/daemon/metrics/catalogue/index.ts';
import type { CatalogueRow } from '../../src/daemon/metrics/catalogue/row.ts';
import { code, madeBy, md, page, table } from './markdown.ts';

/** Every metric that /metrics exports. */
export function metricsPage(): string {
  return page([
    '# Metrics',
    madeBy,
    'The daemon serves `/metrics` on its probe address ([settings](daemon-settings.md)), in the text format of Prometheus. No label carries a name or an ARN of a resource, and all series together stay under 2,000: when there are too many sets of labels, the later ones share one in which the open labels are `other`.',
    'Times end with `_timestamp_seconds`, lengths of time with `_seconds`, counters with `_total`. `source` is the name of a source in the configuration.',
    table(
      ['Metric', 'Type', 'What it is', 'Labels'],
      Object.entries<CatalogueRow>(catalogue).map(([name, row]) => [
        code(name),
        row.type,
        md(row.help),
        Object.entries(row.labels)
          .map(([label, values]) =>
            values === 'open' ? code(label) : `${code(label)} (${values.map(code).join(', ')})`,
          )
          .join(', '),
      ]),
    ),
  ]);
}
