import { declaredEdges } from '../../engine/plan/graph.ts';
import { kindsByName } from '../../kinds/index.ts';
import type { Stack } from '../../model/resource.ts';
import { byCodeUnit } from '../../model/tree.ts';
import { dotText } from '../../report/graph/dot.ts';
import type { Graph, GraphEdge } from '../../report/graph/graph.ts';
import { mermaidText } from '../../report/graph/mermaid.ts';
import { formatVersion } from '../../report/formats/version.ts';
import { jsonText } from '../../report/json/text.ts';
import type { Io } from '../io.ts';
import { loadManifests } from '../manifests.ts';
import type { Invocation, Options } from '../options.ts';
import type { Refused } from '../refused.ts';
import { scopeAsked, type Asked } from '../scope.ts';

/** Draws what waits for what, from the manifests alone. Exit: 0 drawn, 1 the manifests are not valid. */
export async function graph({ args, options }: Invocation, io: Io): Promise<number | Refused> {
  const loaded = await loadManifests(args, io);
  if (loaded.is === 'refused') return loaded;
  const asked = scopeAsked(options, loaded.stack);
  if (asked.is === 'refused') return asked;
  io.terminal.out(drawn(graphOf(loaded.stack, asked.scope), options.output));
  return 0;
}

/**
 * Builds the graph of the targets with all they wait for, or of everything. Holds an edge with both its ends, or
 * leaves it out.
 */
function graphOf(stack: Stack, scope: Asked): Graph {
  const edges = declaredEdges(stack, kindsByName());
  const targets = scope.is === 'all' || scope.targets.length === 0 ? stack.resources.keys() : scope.targets;
  const left = new Set(scope.is === 'all' ? [] : scope.exclude);
  const inside = new Set([...edges.below(targets)].filter((address) => !left.has(address)));
  return {
    stack: stack.settings.name,
    nodes: [...stack.resources.values()]
      .filter(({ address }) => inside.has(address))
      .map(({ address, kind, place }) => ({ address, kind, place })),
    edges: joined(edges.all.filter(({ from, to }) => inside.has(from) && inside.has(to))),
  };
}

/** Joins the edges of two resources into one arrow, with all their reasons. */
function joined(edges: readonly GraphEdge[]): readonly GraphEdge[] {
  const alike = Map.groupBy(edges, ({ from, to }) => `${from} ${to}`);
  return [...alike]
    .toSorted(([a], [b]) => byCodeUnit(a, b))
    .flatMap(([, same]) => {
      const why = [...new Set(same.map((edge) => edge.why))].toSorted(byCodeUnit).join(', ');
      return same.slice(0, 1).map(({ from, to }) => ({ from, to, why }));
    });
}

function drawn(of: Graph, drawing: Options['output']): string {
  if (drawing === 'json') return jsonText({ formatVersion, kind: 'Graph', ...of });
  return drawing === 'dot' ? dotText(of) : mermaidText(of);
}
