import { kindOf, nameOf, type Address } from '../../../model/address.ts';
import type { Instant } from '../../../model/instant.ts';
import type { Resource } from '../../../model/resource.ts';
import { byCodeUnit } from '../../../model/tree.ts';
import type { ControllerState } from '../../controller.ts';
import { recordsAt } from '../../records-at.ts';
import type { AnswerOf } from '../operations.ts';

type Drawn = AnswerOf<'map'>;
export type GraphNode = Omit<Drawn['nodes'][number], 'x' | 'y' | 'hops'>;
export type GraphEdge = Drawn['edges'][number];

/** Resources and their references: both in an order that depends on their names alone. */
export interface Graph {
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly edges: readonly GraphEdge[];
}

/** Makes the graph of what some sources declare, and of what they still look after without a manifest. */
export function graphOf(states: readonly ControllerState[], now: Instant): Graph {
  const isAlone = states.length === 1;
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  for (const state of states) {
    const idOf = (address: Address): string => (isAlone ? address : `${state.source}:${address}`);
    const declared = [...(state.stack?.resources.values() ?? [])].filter(
      ({ metadata }) => metadata.state === 'present',
    );
    const records = new Map(recordsAt(state, now).map((record) => [record.address, record]));
    for (const address of new Set([...declared.map((one) => one.address), ...records.keys()])) {
      const record = records.get(address);
      nodes.push({
        id: idOf(address),
        source: state.source,
        address,
        kind: kindOf(address),
        name: nameOf(address),
        ...(record === undefined ? {} : { sync: record.sync, health: record.health }),
      });
    }
    for (const resource of declared)
      for (const to of namedBy(resource))
        edges.push({ from: idOf(resource.address), to: idOf(to), is: meaningOf(resource.address, to) });
  }
  const known = new Map(nodes.toSorted((a, b) => byCodeUnit(a.id, b.id)).map((node) => [node.id, node]));
  return {
    nodes: known,
    edges: edges
      .filter(({ from, to }) => from !== to && known.has(from) && known.has(to))
      .toSorted((a, b) => byCodeUnit(a.from, b.from) || byCodeUnit(a.to, b.to)),
  };
}

function namedBy({ references, metadata }: Resource): ReadonlySet<Address> {
  const named = references.map(({ to }) => to);
  return new Set(metadata.partOf === undefined ? named : [...named, metadata.partOf]);
}

/** Tells what a reference means, by the kinds of both. */
function meaningOf(from: Address, to: Address): GraphEdge['is'] {
  switch (`${kindOf(from)} ${kindOf(to)}`) {
    case 'Alias Key':
    case 'Alias ReplicaKey':
      return 'alias';
    case 'ReplicaKey Key':
      return 'replicates';
    case 'Grant Key':
    case 'Grant ReplicaKey':
      return 'grants';
    case 'BucketEncryption Key':
    case 'BucketEncryption ReplicaKey':
    case 'Trail Key':
    case 'Trail ReplicaKey':
      return 'encrypts';
    case 'Trail Bucket':
      return 'records';
    default:
      return /^(?:Key|ReplicaKey|BucketPolicy|RolePolicy)$/u.test(kindOf(from)) ? 'policy' : 'refers';
  }
}
