import { showPlace } from '../../model/call.ts';
import { pathOf } from '../../model/path.ts';
import { byCodeUnit } from '../../model/tree.ts';
import type { ResourceDetail } from '../display/status.ts';
import { plain, type Look } from '../text/style.ts';
import { visible } from '../text/visible.ts';
import { padEnd, wrap } from '../text/width.ts';
import { attributeLines } from './attributes.ts';
import { nodesOf } from './tree.ts';

/** Shows all that is known of one resource: its verdict, ids, live values, differences, and dependencies. */
export function detailLines(
  row: ResourceDetail,
  { at, daemon }: { readonly at: string; readonly daemon?: object },
  look: Look,
): readonly string[] {
  const { address, sync, health, why, state, place, ids, hold, manifest, appliedAt, blocked, notes } = row;
  const facts: readonly (readonly [string, string])[] = [
    ['sync', sync],
    ['health', why === undefined ? health : `${health}: ${why}`],
    ...(hold === undefined || hold.why === why ? [] : [['hold', hold.why] as const]),
    ...(state === undefined || !row.exists ? [] : [['state', state] as const]),
    ['place', showPlace(place)],
    ...Object.entries(ids).sort(([a], [b]) => byCodeUnit(a, b)),
    ...(manifest === undefined ? [] : [['manifest', `${manifest.file}:${String(manifest.line)}`] as const]),
    // A daemon answers from what it saw: when each part was written is in its history.
    ...(daemon !== undefined && appliedAt === undefined
      ? [['more', `reconcile history ${address}`] as const]
      : [['applied', appliedAt ?? 'never by Keywright, as far as recorded'] as const]),
    ...(row.driftSeenAt === undefined ? [] : [['drifted', `first seen at ${row.driftSeenAt}`] as const]),
    ['read', row.readAt === at ? at : `${row.readAt} (oldest part)`],
    ...(row.dependsOn.length === 0 ? [] : [['depends on', row.dependsOn.join(', ')] as const]),
    ...(row.referredToBy.length === 0 ? [] : [['used by', row.referredToBy.join(', ')] as const]),
    ...(blocked === undefined
      ? []
      : [['blocked', `${blocked.why}; to proceed: ${blocked.release}`] as const]),
    ...notes.map((note) => ['note', note] as const),
  ];
  const column = Math.max(...facts.map(([name]) => name.length));
  const margin = ' '.repeat(column + 4);
  return [
    look.style('bold', address),
    ...facts.flatMap(([name, text]) =>
      wrap(visible(text), look.width, `  ${padEnd(name, column)}  `, margin),
    ),
    ...differences(row, look),
    ...liveLines(row, look),
    ...replacedLines(row, look),
  ];
}

function differences({ lines, exists }: ResourceDetail, look: Look): readonly string[] {
  if (lines.length === 0) return [];
  const title = exists ? 'Differences (AWS -> manifest):' : 'To be created with:';
  return ['', look.style('bold', `  ${title}`), ...attributeLines(nodesOf(lines, '~'), 4, look)];
}

function liveLines({ facets, exists }: ResourceDetail, look: Look): readonly string[] {
  if (!exists || facets.length === 0) return [];
  const lines = facets.flatMap(({ name, value }) =>
    value === undefined ? [] : [{ symbol: '+', path: pathOf([name]), after: value } as const],
  );
  const without = facets.flatMap(({ name, value, why }) =>
    value === undefined ? [`${name}: ${why ?? 'not read'}`] : [],
  );
  return [
    '',
    look.style('bold', '  Live values:'),
    ...plainLines(lines, look),
    ...without.flatMap((text) => wrap(visible(text), look.width, '    ', '      ')),
  ];
}

/** Shows the documents that were there before the last write: what a person restores by hand. */
function replacedLines({ replaced }: ResourceDetail, look: Look): readonly string[] {
  return replaced.flatMap(({ name, value, at }) => [
    '',
    look.style('bold', `  Replaced by the last write, ${at}:`),
    ...plainLines([{ symbol: '+', path: pathOf([name]), after: value }], look),
  ]);
}

function plainLines(lines: Parameters<typeof nodesOf>[0], look: Look): readonly string[] {
  return attributeLines(nodesOf(lines, '+'), 2, { ...look, style: plain }).map(withoutSign);
}

/** Drops the sign, and with it its place: nothing is said here of what shall be. */
function withoutSign(line: string): string {
  return /^ *\+ /u.test(line) ? line.replace('+ ', '  ') : line;
}
