import { saidOnce } from '../display/cause.ts';
import { needsAttention, type ResourceStatus, type StatusDisplay } from '../display/status.ts';
import type { Look } from '../text/style.ts';
import { listed, pathText } from './lists.ts';
import { ofMany } from './paint.ts';
import { fewText } from '../display/step-text.ts';

/** Shows what needs attention of a status, grave in red. */
export function attention({ resources }: StatusDisplay, look: Look, where: string): readonly string[] {
  const rows = attentionRows(resources);
  const more = rows.length > most ? [`and ${String(rows.length - most)} more${where}`] : [];
  if (rows.length === 0) return [];
  return [
    look.style('bold', 'Needs attention:'),
    ...rows
      .slice(0, most)
      .flatMap(({ text, isGrave }) =>
        listed(text, look).map((line) => look.style(isGrave ? 'red' : 'yellow', line)),
      ),
    ...more.flatMap((text) => listed(text, look)),
  ];
}

/** What needs attention, in a line. */
export interface AttentionRow {
  readonly text: string;
  /** Something does not work, is gone or cannot be seen: red. The rest waits: yellow. */
  readonly isGrave: boolean;
}

/** Tells what needs attention, in a line each; what only is not made yet, in one line together. */
export function attentionRows(resources: readonly ResourceStatus[]): readonly AttentionRow[] {
  const rows = byGravity(resources.filter(needsAttention));
  const unmade = rows.filter((row) => isUnmade(row));
  const together = unmade.length > 3;
  const names = unmade.slice(0, 3).map(({ address }) => address);
  const more = `${names.join(', ')} and ${String(unmade.length - names.length)} more do not exist yet`;
  const said = rows.flatMap((row) => {
    const text = together && isUnmade(row) ? undefined : attentionText(row);
    return text === undefined ? [] : [{ row, text }];
  });
  return [
    ...saidOnce(said, ({ row: { address, ids }, text }) => ({ address, ids, texts: [text] })).map(
      ({ items, texts: [text = ''] }) => ({
        text: `${fewText(items.map(({ row }) => row.address))} ${items.length === 1 ? text : ofMany(text)}`,
        isGrave: items.some(({ row }) => isGrave(row)),
      }),
    ),
    ...(together ? [{ text: more, isGrave: false }] : []),
  ];
}

function isGrave({ sync, health, reason }: ResourceStatus): boolean {
  return health === 'Degraded' || sync === 'Unknown' || reason === 'deleted';
}

/** Sorts a long list by gravity, so that what is cut off at its end is the least grave. */
function byGravity(rows: readonly ResourceStatus[]): readonly ResourceStatus[] {
  if (rows.length <= most) return rows;
  const rank = ({ sync, health, reason }: ResourceStatus): number => {
    if (sync === 'Drifted' || reason === 'deleted') return 0;
    if (health === 'Degraded') return 1;
    return sync === 'Unknown' ? 2 : health === 'Blocked' ? 3 : 4;
  };
  return rows.toSorted((a, b) => rank(a) - rank(b));
}

function isUnmade({ sync, exists, blocked, reason = 'not-created' }: ResourceStatus): boolean {
  return sync === 'PendingChange' && !exists && blocked === undefined && reason === 'not-created';
}

/** A list that is longer says how much more there is. */
const most = 20;

/** Tells what is the matter with one resource, behind its address; undefined if nothing is. */
function attentionText(row: ResourceStatus): string | undefined {
  const { sync, health, reason, why, hold, lines, blocked, driftSeenAt } = row;
  const paths = lines.slice(0, 3).map(({ path }) => pathText(path));
  const more = lines.length > paths.length ? ` and ${String(lines.length - paths.length)} more` : '';
  const where = paths.length === 0 || !row.exists ? '' : ` in ${paths.join(', ')}${more}`;
  const synced: Partial<Record<ResourceStatus['sync'], string>> = {
    Drifted: `drifted${where}${driftSeenAt === undefined ? '' : `, first seen at ${driftSeenAt}`}`,
    PendingChange: row.exists
      ? `has a pending change${where}`
      : reason === 'deleted'
        ? 'was deleted outside Git'
        : 'does not exist yet',
    Settling: 'is still settling: AWS does not show the last write yet',
    Unknown: 'is unknown',
  };
  const parts = [
    ...(blocked === undefined
      ? [synced[sync]]
      : [`is blocked: ${blocked.why}; to proceed: ${blocked.release}`]),
    ...(blocked !== undefined || health === 'Healthy' || health === 'Progressing'
      ? []
      : [`is ${health.toLowerCase()}`]),
  ].filter((part) => part !== undefined);
  const told =
    blocked !== undefined || why === undefined || reason === 'not-created' || reason === 'deleted'
      ? ''
      : `: ${why}`;
  const besides = hold === undefined || hold.why === why ? '' : `; ${hold.why}`;
  const text = `${parts.join(' and ')}${told}${besides}`;
  return text === '' ? undefined : text;
}
