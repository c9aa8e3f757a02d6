import { apiRows } from './api-panels.ts';
import { estateRows } from './estate-panels.ts';
import type { Panel } from './panel.ts';
import { workRows } from './work-panels.ts';

/** Writes the dashboard as Grafana imports it. */
export function dashboardText(): string {
  const panels: object[] = [];
  let y = 0;
  for (const [title, own] of [...estateRows, ...workRows, ...apiRows]) {
    panels.push({
      id: panels.length + 1,
      type: 'row',
      title,
      collapsed: false,
      gridPos: { x: 0, y, w: 24, h: 1 },
      panels: [],
    });
    y += 1;
    let x = 0;
    const height = own.every(({ is }) => is === 'stat') ? 4 : 8;
    for (const panel of own) {
      if (x + panel.width > 24) {
        x = 0;
        y += height;
      }
      panels.push(panelOf(panel, panels.length + 1, { x, y, w: panel.width, h: height }));
      x += panel.width;
    }
    y += height;
  }
  return `${JSON.stringify({ ...frame, panels }, undefined, 2)}\n`;
}

const datasource = { type: 'prometheus', uid: '${datasource}' };

function panelOf(panel: Panel, id: number, gridPos: object): object {
  const steps = [
    { color: 'green', value: null },
    ...(panel.redFrom === undefined ? [] : [{ color: 'red', value: panel.redFrom }]),
  ];
  return {
    id,
    type: panel.is,
    title: panel.title,
    description: panel.about,
    datasource,
    gridPos,
    fieldConfig: {
      defaults: { unit: panel.unit ?? 'none', min: 0, thresholds: { mode: 'absolute', steps } },
      overrides: [],
    },
    options:
      panel.is === 'stat'
        ? { reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false }, colorMode: 'value' }
        : {},
    targets: panel.queries.map(({ expr, legend }, at) => ({
      refId: String.fromCodePoint('A'.charCodeAt(0) + at),
      datasource,
      expr,
      legendFormat: legend,
      ...(panel.is === 'table' ? { format: 'table', instant: true } : {}),
    })),
  };
}

function variable(name: string, label: string): object {
  const query = `label_values(keywright_ready, ${name})`;
  return {
    name,
    label,
    type: 'query',
    datasource,
    query: { query, refId: name },
    definition: query,
    refresh: 2,
    includeAll: true,
    multi: true,
    allValue: '.*',
    current: { text: ['All'], value: ['$__all'] },
  };
}

const frame = {
  uid: 'keywright',
  title: 'Keywright',
  description: 'What Keywright keeps, what drifted, and whether it can do its work.',
  tags: ['keywright'],
  schemaVersion: 39,
  version: 1,
  editable: true,
  refresh: '1m',
  time: { from: 'now-24h', to: 'now' },
  templating: {
    list: [
      { name: 'datasource', label: 'Data source', type: 'datasource', query: 'prometheus', current: {} },
      variable('job', 'Job'),
      variable('source', 'Source'),
    ],
  },
};
