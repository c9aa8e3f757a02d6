import { showPlace } from '../../model/call.ts';
import type { Duration } from '../../model/instant.ts';
import {
  type ResourceDetail,
  type ResourceStatus,
  type StatusCounts,
  type StatusDisplay,
} from '../display/status.ts';
import { byCodeUnit } from '../../model/tree.ts';
import { nothingHidden, type Hidden } from '../display/view.ts';
import { plainLook, type Format, type Look } from '../text/style.ts';
import { visible } from '../text/visible.ts';
import { wrap } from '../text/width.ts';
import { attention } from './attention.ts';
import { daemonTexts } from './status-daemon.ts';
import { diagnosticsAbove } from './diagnostics.ts';
import type { SourceLine } from './excerpt.ts';
import { hiddenStatusLines } from './hidden.ts';
import { mainId } from './ids.ts';
import { inEffectTexts, inEffectTitle, nothingInEffect } from './in-effect.ts';
import { list, openedLines, orphanBlocks } from './lists.ts';
import { plural } from './paint.ts';
import { stackChangeLines } from './stack-change.ts';
import { detailLines } from './status-detail.ts';
import { statusSummaryLines } from './status-summary.ts';
import { tableLines, type Column } from './table.ts';

export interface StatusTextOptions {
  readonly look?: Look;
  readonly source?: SourceLine;
  /** How wide the table may be; default: as prose. */
  readonly columns?: number;
  /** `summary` counts by kind instead of a row for each resource. Default `full`. */
  readonly detail?: 'full' | 'summary';
  /** What the view of this status leaves out. */
  readonly hidden?: Hidden;
}

/**
 * Renders the state of a stack: a sentence, what needs attention and why, a table, and what else is there. Shows
 * single resources whole instead of the table. Ends with a line break.
 */
export function statusText(status: StatusDisplay, options: StatusTextOptions = {}): string {
  const { look = plainLook, source = () => undefined, columns = look.width, detail = 'full' } = options;
  const { hidden = nothingHidden } = options;
  const blocks = [
    diagnosticsAbove(status.diagnostics, source, look),
    stackChangeLines(status, look),
    openedLines(status, look),
    list(inEffectTitle, inEffectTexts(status.inEffect ?? nothingInEffect), look),
    wrap(statusSentence(status), look.width).map((line) => look.style('bold', line)),
    ...bodyBlocks(status, look, { columns, isSummary: detail === 'summary' }),
    hiddenStatusLines(hidden, look),
    ...besides(status, look),
  ].filter((block) => block.length > 0);
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
}

function bodyBlocks(
  status: StatusDisplay,
  look: Look,
  { columns, isSummary }: { readonly columns: number; readonly isSummary: boolean },
): readonly (readonly string[])[] {
  const details = status.resources.filter((row) => isDetail(row));
  if (details.length > 0) return details.map((row) => detailLines(row, status, look));
  if (isSummary) return [attention(status, look, ''), statusSummaryLines(status, look, columns)];
  return [attention(status, look, ', see the table below'), ...tables(status, look, columns)];
}

export function isDetail(row: ResourceStatus | ResourceDetail): row is ResourceDetail {
  return 'facets' in row;
}

/** Sums up a status: `payments, 5 resources: 3 in sync, 1 drifted, 1 pending; 1 degraded.` */
export function statusSentence({ stack, counts }: Pick<StatusDisplay, 'stack' | 'counts'>): string {
  const { resources, inSync, healthy } = counts;
  const all = `${stack}, ${plural(resources, 'resource')}`;
  if (resources > 0 && inSync === resources && healthy === resources)
    return `${all}: all in sync and healthy.`;
  const sync = told(counts, [
    ['inSync', 'in sync'],
    ['drifted', 'drifted'],
    ['pending', 'pending'],
    ['settling', 'settling'],
    ['unknown', 'unknown'],
  ]);
  const health = told(counts, [
    ['degraded', 'degraded'],
    ['blocked', 'blocked'],
    ['paused', 'paused'],
    ['progressing', 'progressing'],
  ]);
  return `${[all, sync].filter((part) => part !== '').join(': ')}${health === '' ? '' : `; ${health}`}.`;
}

function told(counts: StatusCounts, words: readonly (readonly [keyof StatusCounts, string])[]): string {
  return words
    .filter(([name]) => counts[name] > 0)
    .map(([name, word]) => `${String(counts[name])} ${word}`)
    .join(', ');
}

/** Chooses the columns. A daemon says how old each verdict is; a look of now, when each resource was written last. */
function columnsAt(now: number, isOfDaemon: boolean): readonly Column<ResourceStatus>[] {
  const age: Column<ResourceStatus> = isOfDaemon
    ? { title: 'READ', text: ({ readAt }) => agoText(readAt, now) }
    : { title: 'APPLIED', from: 76, text: ({ appliedAt }) => agoText(appliedAt, now) };
  return [
    { title: 'SYNC', text: ({ sync }) => sync },
    { title: 'HEALTH', text: ({ health }) => health },
    { title: 'RESOURCE', shrinks: true, text: ({ address }) => address },
    age,
    { title: 'STATE', from: 90, text: stateText },
    { title: 'ID', from: 110, shrinks: true, text: ({ ids }) => mainId(ids)?.value ?? '-' },
  ];
}

/** Shows the state, except that it is there: the table says that anyway. */
function stateText({ state, exists }: ResourceStatus): string {
  return !exists || state === undefined || state === 'present' ? '-' : visible(state);
}

/** Builds one table, or one for each account and Region where there are several. */
function tables(
  { resources, at, daemon }: StatusDisplay,
  look: Look,
  columns: number,
): readonly (readonly string[])[] {
  if (resources.length === 0) return [];
  const places = [...Map.groupBy(resources, ({ place }) => showPlace(place))].sort(([a], [b]) =>
    byCodeUnit(a, b),
  );
  return places.map(([place, rows]) => [
    ...(places.length > 1 ? [look.style('bold', place)] : []),
    ...tableLines(columnsAt(Date.parse(at), daemon !== undefined), rows, columns).map((cells, index) => {
      if (index === 0) return look.style('dim', cells.join('  ').trimEnd());
      const row = rows[index - 1];
      const [sync = '', health = '', ...rest] = cells;
      if (row === undefined) return cells.join('  ');
      return [
        colour(syncColours[row.sync], sync, look),
        colour(healthColours[row.health], health, look),
        ...rest,
      ]
        .join('  ')
        .trimEnd();
    }),
  ]);
}

export const syncColours: Readonly<Record<ResourceStatus['sync'], Format | undefined>> = {
  InSync: 'green',
  Drifted: 'yellow',
  PendingChange: 'yellow',
  Settling: 'cyan',
  Unknown: 'red',
};

export const healthColours: Readonly<Record<ResourceStatus['health'], Format | undefined>> = {
  Healthy: 'green',
  Progressing: 'cyan',
  Degraded: 'red',
  Blocked: 'red',
  Paused: 'yellow',
};

function colour(format: Format | undefined, text: string, look: Look): string {
  return format === undefined ? text : look.style(format, text);
}

/** Orphans, notes, unfinished creates, and who may be changing things just now. */
export function besides(status: StatusDisplay, look: Look): readonly (readonly string[])[] {
  const { orphans, resources, intents, lease, at, commit, daemon } = status;
  const now = Date.parse(at);
  const oldest = Math.max(0, ...resources.map(({ ageMs }) => ageMs));
  return [
    list('Daemon:', daemon === undefined ? [] : daemonTexts(daemon), look),
    list(
      'Notes:',
      resources.flatMap((row) => (isDetail(row) ? [] : row.notes.map((note) => `${row.address} ${note}`))),
      look,
    ),
    ...orphanBlocks(orphans, look),
    list(
      'Unfinished creates of an earlier run; the next apply resolves them:',
      intents.map(({ address, since }) => `${address}, started ${agoText(since, now)} ago (${since})`),
      look,
    ),
    [
      ...(lease === undefined
        ? []
        : wrap(visible(`${lease.holder} holds the lease of this stack until ${lease.until}.`), look.width)),
      ...wrap(
        `Read at ${at}${oldest >= 60_000 ? `, parts of it ${ageText(oldest)} before` : ''}${commit === undefined ? '' : `, manifests of ${visible(commit.slice(0, 12))}`}.`,
        look.width,
      ).map((line) => look.style('dim', line)),
    ],
  ];
}

/** Tells how long ago it was: `5m`, or `-` where it never was. */
export function agoText(at: string | undefined, now: number): string {
  return at === undefined ? '-' : ageText(Math.max(0, now - Date.parse(at)));
}

/** Formats an age as kubectl says it: `12s`, `5m`, `3h`, `12d`. */
function ageText(ms: Duration): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 120) return `${String(seconds)}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 120) return `${String(minutes)}m`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${String(hours)}h` : `${String(Math.floor(hours / 24))}d`;
}
