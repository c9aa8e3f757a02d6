import { byCodeUnit } from '../../../model/tree.ts';
import type { Group, Member } from './groups.ts';

/** How far the centres of two nodes are apart at least: a node and its name below it fit in between. */
export const apart = 120;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A group with the places of its nodes; the centre is at 0, 0. */
export interface Placed {
  readonly centre: string;
  readonly places: ReadonlyMap<string, Point>;
  /** From the centre to the border, with the room of the outermost nodes. */
  readonly halfWidth: number;
  readonly halfHeight: number;
}

/** Coordinates are rounded to whole numbers: two nodes may come nearer by that. */
const rounding = 2;
const spacing = apart + rounding;
/** A ring has room for a multiple of it, so that one node more seldom moves another group. */
const step = 6;

/** Places the nodes of a group in rings around its centre, hop by hop, each near the one by which it was reached. */
export function placed(group: Group): Placed {
  const places = new Map<string, Point>();
  const angles = new Map<string, number>();
  const [centre] = group;
  if (centre !== undefined) places.set(centre.id, { x: 0, y: 0 });
  let radius = 0;
  let inner = 0;
  for (const [, members] of Map.groupBy(group.slice(1), ({ hops }) => hops))
    for (const ring of ringsOf(inOrder(members, angles), radius + spacing)) {
      radius = ring.radius;
      if (inner === 0) inner = radius;
      const turn = turnOf(ring, angles);
      ring.members.forEach(({ id }, index) => {
        const angle = turn + slotOf(index, ring);
        angles.set(id, angle);
        places.set(id, {
          x: Math.round(radius * Math.sin(angle)),
          y: Math.round(-radius * Math.cos(angle)),
        });
      });
    }
  const points = [...places.values()];
  return {
    centre: centre?.id ?? '',
    places,
    halfWidth: halfOf([inner, ...points.map(({ x }) => x)]),
    halfHeight: halfOf([inner, ...points.map(({ y }) => y)]),
  };
}

/** Measures in steps, the innermost ring as if it were full: a node that moves within its group moves no other group. */
function halfOf(distances: readonly number[]): number {
  const most = Math.max(0, ...distances.map(Math.abs));
  return Math.ceil((most + apart / 2 - rounding) / (apart / 2)) * (apart / 2);
}

interface Ring {
  readonly radius: number;
  readonly members: readonly Member[];
}

/** Puts some nodes into one ring, or into several if that one would be too wide. */
function ringsOf(members: readonly Member[], from: number): readonly Ring[] {
  const wanted = radiusFor(Math.ceil(members.length / step) * step);
  if (wanted <= from + 2 * spacing) return [{ radius: Math.max(from, wanted), members }];
  const room = roomAt(from);
  return [
    { radius: from, members: members.slice(0, room) },
    ...(members.length > room ? ringsOf(members.slice(room), from + spacing) : []),
  ];
}

function radiusFor(count: number): number {
  return count < 2 ? 0 : spacing / 2 / Math.sin(Math.PI / count);
}

function roomAt(radius: number): number {
  return Math.floor(Math.PI / Math.asin(spacing / 2 / radius));
}

function slotOf(index: number, { members }: Ring): number {
  return (index / members.length) * 2 * Math.PI;
}

/** Orders a ring by where the nodes stand that lead to it, then by kind and name. */
function inOrder(members: readonly Member[], angles: ReadonlyMap<string, number>): readonly Member[] {
  const angleOf = ({ by = '' }: Member): number => around(angles.get(by) ?? 0);
  return members.toSorted(
    (a, b) => angleOf(a) - angleOf(b) || byCodeUnit(a.kind, b.kind) || byCodeUnit(a.id, b.id),
  );
}

/** Turns a ring so that its nodes stand as near as can be to those that lead to them. */
function turnOf(ring: Ring, angles: ReadonlyMap<string, number>): number {
  let x = 0;
  let y = 0;
  ring.members.forEach(({ by = '' }, index) => {
    const angle = angles.get(by);
    if (angle === undefined) return;
    x += Math.cos(angle - slotOf(index, ring));
    y += Math.sin(angle - slotOf(index, ring));
  });
  return Math.hypot(x, y) < 1e-6 ? 0 : Math.atan2(y, x);
}

function around(angle: number): number {
  const turn = 2 * Math.PI;
  return ((angle % turn) + turn) % turn;
}
