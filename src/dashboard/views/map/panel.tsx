import type { VNode } from 'preact';
import type { MapDrawing } from '../../../server/types.ts';
import { HealthPill, SyncPill } from '../../parts/pill.tsx';
import { resourcePath } from '../../router.ts';
import { relationsOf, type MapNode } from '../../words/map.ts';

export interface PanelProps {
  readonly node: MapNode;
  readonly drawing: MapDrawing;
  readonly select: (id: string | undefined) => void;
  readonly showAround: (address: string) => void;
}

/** Shows the chosen resource, and what it has to do with the others. */
export function Panel({ node, drawing, select, showAround }: PanelProps): VNode {
  const relations = relationsOf(node.id, drawing.edges);
  return (
    <section class="map-panel" aria-labelledby="chosen-title">
      <h2 id="chosen-title">
        <a class="name" href={resourcePath(node.address, node.source)}>
          <code>{node.address}</code>
        </a>
      </h2>
      <p class="meta">
        {node.sync !== undefined && <SyncPill sync={node.sync} />}
        {node.health !== undefined && <HealthPill health={node.health} />}
      </p>
      {relations.length === 0 ? (
        <p class="soft">Nothing here refers to it.</p>
      ) : (
        <ul class="map-relations">
          {relations.map(({ says, other }) => (
            <li key={`${says} ${other}`}>
              <span class="soft">{says}</span>{' '}
              <button type="button" class="text" onClick={() => select(other)}>
                <code>{other}</code>
              </button>
            </li>
          ))}
        </ul>
      )}
      <p class="buttons">
        <button type="button" onClick={() => showAround(node.address)}>
          Draw what is around it
        </button>
        <button type="button" onClick={() => select(undefined)}>
          Close
        </button>
      </p>
    </section>
  );
}
