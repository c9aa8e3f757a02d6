import { byCodeUnit } from '../../../model/tree.ts';
import type { Graph, GraphNode } from './graph.ts';

/** A node as seen from the centre of its group. */
export interface Member {
  readonly id: string;
  readonly kind: string;
  readonly hops: number;
  /** The node nearer to the centre by which it was reached; the centre has none. */
  readonly by?: string;
}

/** A centre and what stands around it: the centre first, then hop by hop. */
export type Group = readonly Member[];

type Neighbours = ReadonlyMap<string, readonly string[]>;

/** Finds what is at most `most` references away from one node, whichever way they point. */
export function groupAround(centre: string, graph: Graph, most: number): Group {
  return spread([centre], graph, neighboursIn(graph), most);
}

/** Further away from a key, a resource has little to do with it: it stands with its own neighbours. */
const mostHops = 2;

/**
 * Gives each node to the nearest key. What no key reaches in two steps stands around the node of its neighbourhood that
 * most refer to.
 */
export function groupsOf(graph: Graph): readonly Group[] {
  const neighbours = neighboursIn(graph);
  const keys = [...graph.nodes.values()].filter(({ kind }) => kind === 'Key').map(({ id }) => id);
  const near = spread(keys, graph, neighbours, mostHops);
  const groups = byCentre(near);
  const reached = new Set(near.map(({ id }) => id));
  const degree = ({ id }: GraphNode): number => neighbours.get(id)?.length ?? 0;
  const rest = [...graph.nodes.values()]
    .filter(({ id }) => !reached.has(id))
    .toSorted((a, b) => degree(b) - degree(a) || byCodeUnit(a.id, b.id));
  for (const { id } of rest) {
    if (reached.has(id)) continue;
    const group = spread([id], graph, neighbours, mostHops, reached);
    for (const member of group) reached.add(member.id);
    groups.push(group);
  }
  return groups;
}

/** Walks outwards from all centres at once, past what is taken. Ties go to the centre, and then to the node, that comes first by name. */
function spread(
  centres: readonly string[],
  { nodes }: Graph,
  neighbours: Neighbours,
  most: number,
  taken: ReadonlySet<string> = new Set(),
): readonly Member[] {
  const kindAt = (id: string): string => nodes.get(id)?.kind ?? '';
  const found: Member[] = centres.map((id) => ({ id, kind: kindAt(id), hops: 0 }));
  const seen = new Set([...centres, ...taken]);
  for (const { id: by, hops } of found) {
    if (hops >= most) break;
    for (const id of neighbours.get(by) ?? []) {
      if (seen.has(id)) continue;
      seen.add(id);
      found.push({ id, kind: kindAt(id), hops: hops + 1, by });
    }
  }
  return found;
}

/** Divides what was reached from several centres: each goes where the node went by which it was reached. */
function byCentre(members: readonly Member[]): Group[] {
  const groups: Member[][] = [];
  const groupOf = new Map<string, Member[]>();
  for (const member of members) {
    const group = member.by === undefined ? undefined : groupOf.get(member.by);
    if (group === undefined) {
      const made = [member];
      groups.push(made);
      groupOf.set(member.id, made);
    } else {
      group.push(member);
      groupOf.set(member.id, group);
    }
  }
  return groups;
}

function neighboursIn({ edges }: Graph): Neighbours {
  const found = new Map<string, Set<string>>();
  const note = (from: string, to: string): void =>
    void found.set(from, (found.get(from) ?? new Set<string>()).add(to));
  for (const { from, to } of edges) {
    note(from, to);
    note(to, from);
  }
  return new Map([...found].map(([id, all]) => [id, [...all].toSorted(byCodeUnit)]));
}
