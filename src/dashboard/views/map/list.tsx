import type { VNode } from 'preact';
import { Pill } from '../../parts/pill.tsx';
import { counted } from '../../words/sentence.ts';
import { verdictOf, type MapNode } from '../../words/map.ts';

export interface NodeListProps {
  readonly nodes: readonly MapNode[];
  readonly select: (id: string) => void;
}

/** Lists what the drawing shows, for everybody who does not see or point. */
export function NodeList({ nodes, select }: NodeListProps): VNode {
  return (
    <details class="map-list">
      <summary>As a list: {counted(nodes.length, 'resource')}</summary>
      <ul class="list">
        {nodes.map((node) => {
          const { word, tone } = verdictOf(node);
          return (
            <li key={node.id}>
              <button type="button" class="text" onClick={() => select(node.id)}>
                <code>{node.id}</code>
              </button>
              <Pill tone={tone}>{word}</Pill>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
