import type { Address } from '../../model/address.ts';
import type { Place } from '../../model/call.ts';

/** Resources and what they wait for, as plain data in a fixed order. */
export interface Graph {
  readonly stack: string;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export interface GraphNode {
  readonly address: Address;
  readonly kind: string;
  readonly place: Place;
}

/** `from` is made after `to`, because of `why`: an attribute that AWS assigns, or a reason in words. */
export interface GraphEdge {
  readonly from: Address;
  readonly to: Address;
  readonly why: string;
}

/** Groups the nodes by their place, as people look at an estate. */
export function byPlace(graph: Graph): ReadonlyMap<string, readonly GraphNode[]> {
  return Map.groupBy(graph.nodes, ({ place }) => `${place.account} ${place.region}`);
}
