import type { Address } from '../../../model/address.ts';
import { isoOf, type Instant } from '../../../model/instant.ts';
import { byCodeUnit } from '../../../model/tree.ts';
import type { ControllerState } from '../../controller.ts';
import type { AnswerOf } from '../operations.ts';
import { graphOf, type Graph, type GraphNode } from './graph.ts';
import { groupAround, groupsOf, type Group } from './groups.ts';
import { placed } from './rings.ts';
import { sheetOf } from './sheet.ts';

/** More cannot be read, and are not drawn smoothly. */
const mostNodes = 1000;

export interface MapRequest {
  /** The resource in the middle; absent: everything, around its keys. */
  readonly around?: Address;
  /** How many references away from it; two unless told otherwise. */
  readonly hops?: number;
}

/** Draws what uses what: keys in the middle, what uses them around. The same estate gives the same drawing. */
export function mapOf(
  states: readonly ControllerState[],
  { around, hops = 2 }: MapRequest,
  now: Instant,
): AnswerOf<'map'> {
  const graph = graphOf(states, now);
  const centre = [...graph.nodes.values()].find(({ address }) => address === around);
  const all = centre === undefined ? groupsOf(graph) : [groupAround(centre.id, graph, hops)];
  const shown = shownOf(all, graph);
  const groups = all
    .map((group) => group.filter(({ id }) => shown.has(id)))
    .filter(({ length }) => length > 0);
  const { width, height, places } = sheetOf(groups.map(placed));
  return {
    at: isoOf(now),
    ...(around === undefined ? {} : { around }),
    width,
    height,
    nodes: groups.flat().flatMap(({ id, hops: away }) => {
      const node = graph.nodes.get(id);
      const place = places.get(id);
      return node === undefined || place === undefined ? [] : [{ ...node, ...place, hops: away }];
    }),
    edges: graph.edges.filter(({ from, to }) => places.has(from) && places.has(to)),
    hidden: all.flat().length - shown.size,
  };
}

/** Chooses what is drawn: all, or first what has trouble, then what is nearest to a centre. */
function shownOf(groups: readonly Group[], { nodes }: Graph): ReadonlySet<string> {
  const members = groups.flat();
  if (members.length <= mostNodes) return new Set(members.map(({ id }) => id));
  const isCalm = (id: string): number => (hasTrouble(nodes.get(id)) ? 0 : 1);
  return new Set(
    members
      .toSorted(
        (a, b) =>
          isCalm(a.id) - isCalm(b.id) ||
          a.hops - b.hops ||
          byCodeUnit(a.kind, b.kind) ||
          byCodeUnit(a.id, b.id),
      )
      .slice(0, mostNodes)
      .map(({ id }) => id),
  );
}

function hasTrouble(node: GraphNode | undefined): boolean {
  return node !== undefined && (node.sync !== 'InSync' || node.health !== 'Healthy');
}
