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

/** Lays groups out in rows, the largest first, then by name: a group keeps its place while none changes its size. */
export function sheetOf(groups: readonly Placed[]): Sheet {
  const ordered = groups.toSorted((a, b) => b.radius - a.radius || byCodeUnit(a.centre, b.centre));
  const area = ordered.reduce((sum, { radius }) => sum + (2 * radius + gap) ** 2, 0);
  const room = Math.max(2 * (ordered[0]?.radius ?? 0), Math.sqrt(area * ratio));
  const places = new Map<string, Point>();
  let [left, top, high, width] = [0, 0, 0, 0];
  for (const { radius, places: own } of ordered) {
    const size = 2 * radius;
    if (left > 0 && left + size > room) {
      top += high + gap;
      [left, high] = [0, 0];
    }
    for (const [id, { x, y }] of own) places.set(id, { x: left + radius + x, y: top + radius + y });
    high = Math.max(high, size);
    width = Math.max(width, left + size);
    left += size + gap;
  }
  return { width, height: top + high, places };
}
