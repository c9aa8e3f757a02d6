import { byCodeUnit } from '../../../model/tree.ts';
import type { Placed, Point } from './rings.ts';

/** A drawing: where each node stands, from the upper left corner. */
export interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly places: ReadonlyMap<string, Point>;
}

/** Between two groups, so that they read as two. */
const gap = 24;
/** Screens are wider than high. */
const ratio = 1.5;
/** How many widths are tried. */
const mostTried = 60;

/** Lays groups out in rows, the highest first, then by name: a group keeps its place while none changes its size. */
export function sheetOf(groups: readonly Placed[]): Sheet {
  const ordered = groups.toSorted(
    (a, b) => b.halfHeight - a.halfHeight || b.halfWidth - a.halfWidth || byCodeUnit(a.centre, b.centre),
  );
  const rooms = widthsOf(ordered);
  const [first = { width: 0, height: 0, places: new Map() }, ...rest] = rooms.map((room) =>
    inRows(ordered, room),
  );
  return rest.reduce((best, one) => (sideOf(one) < sideOf(best) ? one : best), first);
}

/** Lists the widths of a row that ends after each of the first groups, or is wider than any group. */
function widthsOf(groups: readonly Placed[]): readonly number[] {
  const widest = Math.max(0, ...groups.map(({ halfWidth }) => 2 * halfWidth));
  let width = -gap;
  return groups.slice(0, mostTried).map(({ halfWidth }) => Math.max(widest, (width += 2 * halfWidth + gap)));
}

/** Measures how small a drawing must be shown to be seen whole. */
function sideOf({ width, height }: Sheet): number {
  return Math.max(width / ratio, height);
}

function inRows(groups: readonly Placed[], room: number): Sheet {
  const places = new Map<string, Point>();
  let [left, top, high, width] = [0, 0, 0, 0];
  for (const { halfWidth, halfHeight, places: own } of groups) {
    if (left > 0 && left + 2 * halfWidth > room) {
      top += high + gap;
      [left, high] = [0, 0];
    }
    for (const [id, { x, y }] of own) places.set(id, { x: left + halfWidth + x, y: top + halfHeight + y });
    high = Math.max(high, 2 * halfHeight);
    width = Math.max(width, left + 2 * halfWidth);
    left += 2 * halfWidth + gap;
  }
  return { width, height: top + high, places };
}
