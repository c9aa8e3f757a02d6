import { catalogue } from '../../src/daemon/metrics/catalogue/index.ts';
import type { CatalogueRow } from '../../src/daemon/metrics/catalogue/row.ts';
import { code, madeBy, md, page, table } from './markdown.ts';

/** Lists every metric that /metrics exports. */
export function metricsPage(): string {
  return page([
    '# Metrics',
    madeBy,
    'The daemon serves `/metrics` on its probe address ([settings](daemon-settings.md)), in the text format of Prometheus. No label contains the name or ARN of a resource. There are at most 2,000 series: if there are too many label sets, later ones share one series whose open labels are `other`.',
    'Timestamps end with `_timestamp_seconds`, durations with `_seconds`, and counters with `_total`. `source` is the name of a source in the settings.',
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
