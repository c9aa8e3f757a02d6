import { countsOf, type ResourceStatus, type StatusCounts, type StatusDisplay } from '../display/status.ts';
import { byCodeUnit } from '../../model/tree.ts';
import type { Look } from '../text/style.ts';
import { wrap } from '../text/width.ts';
import { plural } from './paint.ts';
import { tableLines, type Column } from './table.ts';

interface Row {
  readonly kind: string;
  readonly counts: StatusCounts;
}

const states: readonly (readonly [title: string, name: keyof StatusCounts])[] = [
  ['INSYNC', 'inSync'],
  ['DRIFTED', 'drifted'],
  ['PENDING', 'pending'],
  ['SETTLING', 'settling'],
  ['UNKNOWN', 'unknown'],
  ['DEGRADED', 'degraded'],
  ['BLOCKED', 'blocked'],
  ['PAUSED', 'paused'],
];

/** Counts resources by kind and state, of thousands a line each; only states in which some are. */
export function statusSummaryLines(
  { resources }: Pick<StatusDisplay, 'resources'>,
  look: Look,
  width: number,
): readonly string[] {
  if (resources.length === 0) return [];
  const rows: readonly Row[] = [...Map.groupBy(resources, ({ kind }: ResourceStatus) => kind)]
    .toSorted(([a], [b]) => byCodeUnit(a, b))
    .map(([kind, all]) => ({ kind, counts: countsOf(all) }));
  const columns: readonly Column<Row>[] = [
    { title: 'KIND', shrinks: true, text: ({ kind }) => kind },
    { title: 'ALL', text: ({ counts }) => String(counts.resources) },
    ...states
      .filter(([, name]) => rows.some(({ counts }) => counts[name] > 0))
      .map(([title, name]): Column<Row> => ({ title, text: ({ counts }) => String(counts[name]) })),
  ];
  return [
    ...tableLines(columns, rows, width).map((cells, index) => {
      const line = cells.join('  ').trimEnd();
      return index === 0 ? look.style('dim', line) : line;
    }),
    ...wrap(
      `${plural(resources.length, 'resource')} ${resources.length === 1 ? 'is' : 'are'} only counted. To see everything: --no-summary`,
      look.width,
    ).map((line) => look.style('yellow', line)),
  ];
}
