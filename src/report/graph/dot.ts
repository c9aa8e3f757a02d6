import { byPlace, type Graph } from './graph.ts';

/** Draws a digraph in the language of Graphviz: an arrow leads from a resource to what it waits for. */
export function dotText(graph: Graph): string {
  const groups = [...byPlace(graph)].flatMap(([place, nodes], index) => [
    `  subgraph cluster_${index} {`,
    `    label=${quoted(place)};`,
    ...nodes.map(({ address }) => `    ${quoted(address)};`),
    '  }',
  ]);
  const edges = graph.edges.map(
    ({ from, to, why }) => `  ${quoted(from)} -> ${quoted(to)} [label=${quoted(why)}];`,
  );
  return [
    `digraph ${quoted(graph.stack)} {`,
    '  rankdir=LR;',
    '  node [shape=box];',
    ...groups,
    ...edges,
    '}',
    '',
  ].join('\n');
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
