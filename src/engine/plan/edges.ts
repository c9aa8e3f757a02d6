import type { Address } from '../../model/address.ts';

/** `from` is built after `to` and lets go of it before `to` is taken away. */
export interface Edge {
  readonly from: Address;
  readonly to: Address;
  readonly why: string;
  /** AWS shows it: `from` uses `to` now. */
  readonly live?: true;
}

/** Edges by their ends, so that a question about one address does not walk through all of an estate. */
export interface Edges {
  readonly all: readonly Edge[];
  /** What an address depends on. */
  from(address: Address): readonly Edge[];
  /** Who depends on an address. */
  to(address: Address): readonly Edge[];
  /** True if a way of edges leads from one address to the other; an address reaches itself. */
  reaches(from: Address, to: Address): boolean;
  /** Everything the addresses depend on, themselves included. */
  below(addresses: Iterable<Address>): ReadonlySet<Address>;
}

export interface GrowingEdges extends Edges {
  add(edge: Edge): void;
}

export function edgesOf(edges: readonly Edge[]): GrowingEdges {
  const all = [...edges];
  const byFrom = new Map<Address, Edge[]>();
  const byTo = new Map<Address, Edge[]>();

  function index(edge: Edge): void {
    put(byFrom, edge.from, edge);
    put(byTo, edge.to, edge);
  }

  function from(address: Address): readonly Edge[] {
    return byFrom.get(address) ?? [];
  }

  function below(addresses: Iterable<Address>): ReadonlySet<Address> {
    const found = new Set<Address>();
    const open = [...addresses];
    for (let address = open.pop(); address !== undefined; address = open.pop()) {
      if (found.has(address)) continue;
      found.add(address);
      for (const edge of from(address)) open.push(edge.to);
    }
    return found;
  }

  all.forEach(index);
  return {
    all,
    from,
    to: (address) => byTo.get(address) ?? [],
    reaches: (start, end) => below([start]).has(end),
    below,
    add(edge) {
      all.push(edge);
      index(edge);
    },
  };
}

function put(map: Map<Address, Edge[]>, address: Address, edge: Edge): void {
  const edges = map.get(address);
  if (edges === undefined) map.set(address, [edge]);
  else edges.push(edge);
}
