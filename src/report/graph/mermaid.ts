import { byPlace, type Graph } from './graph.ts';

/** Draws a flowchart for GitHub and GitLab: an arrow leads from a resource to what it waits for. */
export function mermaidText(graph: Graph): string {
  const names = new Map<string, string>(graph.nodes.map(({ address }, index) => [address, `n${index}`]));
  const name = (address: string): string => names.get(address) ?? quoted(address);
  const groups = [...byPlace(graph)].flatMap(([place, nodes], index) => [
    `  subgraph p${index}[${quoted(place)}]`,
    ...nodes.map(({ address }) => `    ${name(address)}[${quoted(address)}]`),
    '  end',
  ]);
  const edges = graph.edges.map(({ from, to, why }) => `  ${name(from)} -->|${quoted(why)}| ${name(to)}`);
  return ['flowchart LR', ...groups, ...edges, ''].join('\n');
}

/** Quotes a text with Mermaid's entity codes; a quote cannot be escaped otherwise. */
function quoted(text: string): string {
  return `"${text.replaceAll('#', '#35;').replaceAll('"', '#quot;')}"`;
}
