import type { Signal } from '@preact/signals';
import { useComputed, useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { MapDrawing } from '../../../server/types.ts';
import { isAsked, labelOf, signs, verdictOf, type MapFilter, type MapNode } from '../../words/map.ts';
import type { Camera } from './camera.ts';
import { steer } from './steer.ts';

export interface DrawingProps {
  readonly drawing: MapDrawing;
  readonly filter: MapFilter;
  readonly selected: string | undefined;
  readonly camera: Signal<Camera>;
  readonly select: (id: string | undefined) => void;
}

/** A name is drawn while a unit of the drawing is at least so many pixels. */
const readable = 0.55;

/** Draws the map. Moving and zooming change one attribute: the nodes are not drawn again. */
export function Drawing({ drawing, filter, selected, camera, select }: DrawingProps): VNode {
  const frame = useRef<HTMLDivElement>(null);
  const size = useSignal({ width: 800, height: 600 });
  const viewBox = useComputed(() => {
    const { x, y, width: wide, height } = camera.value;
    return [x, y, wide, height].map((one) => one.toFixed(1)).join(' ');
  });
  const detail = useComputed(() => (scaleOf(size.value, camera.value) >= readable ? 'near' : 'far'));
  useEffect(() => {
    const { current } = frame;
    if (current === null) return undefined;
    const watch = new ResizeObserver(
      () => (size.value = { width: current.clientWidth, height: current.clientHeight }),
    );
    watch.observe(current);
    const letGo = steer(current, camera, drawing);
    return () => {
      watch.disconnect();
      letGo();
    };
  }, [drawing.width, drawing.height]);
  const content = useMemo(
    () => <Content drawing={drawing} filter={filter} selected={selected} />,
    [drawing, filter.kind, filter.state, selected],
  );
  return (
    <div
      class="map-frame"
      ref={frame}
      tabIndex={0}
      role="group"
      aria-label="Drawing. Arrow keys move it, plus and minus zoom, 0 shows everything. The list names each resource."
      onClick={({ target }) => {
        const node = target instanceof Element ? target.closest('[data-id]') : null;
        select(node?.getAttribute('data-id') ?? undefined);
      }}
    >
      <svg
        viewBox={viewBox}
        class="map-drawing"
        data-detail={detail}
        role="img"
        aria-label={`${String(drawing.nodes.length)} resources and their references`}
      >
        {content}
      </svg>
    </div>
  );
}

/** Returns how many pixels a unit of the drawing is. */
function scaleOf(size: Pick<Camera, 'width' | 'height'>, { width, height }: Camera): number {
  return Math.min(size.width / width, size.height / height);
}

type ContentProps = Pick<DrawingProps, 'drawing' | 'filter' | 'selected'>;

function Content({ drawing: { nodes, edges }, filter, selected }: ContentProps): VNode {
  const places = new Map(nodes.map((node) => [node.id, node]));
  return (
    <>
      {edges.map(({ from, to }) => {
        const [a, b] = [places.get(from), places.get(to)];
        if (a === undefined || b === undefined) return null;
        const isNear = from === selected || to === selected;
        return (
          <line
            key={`${from} ${to}`}
            class={isNear ? 'map-edge is-near' : 'map-edge'}
            x1={a.x}
            y1={a.y}
            x2={b.x}
            y2={b.y}
          />
        );
      })}
      {nodes.map((node) => (
        <Node key={node.id} node={node} isDim={!isAsked(node, filter)} isSelected={node.id === selected} />
      ))}
    </>
  );
}

interface NodeProps {
  readonly node: MapNode;
  readonly isDim: boolean;
  readonly isSelected: boolean;
}

function Node({ node, isDim, isSelected }: NodeProps): VNode {
  const { word, tone } = verdictOf(node);
  const isKey = node.kind === 'Key';
  const radius = isKey ? 22 : 15;
  return (
    <g
      class={`map-node tone-${tone}${isKey ? ' is-key' : ''}${isDim ? ' is-dim' : ''}${isSelected ? ' is-selected' : ''}`}
      transform={`translate(${String(node.x)} ${String(node.y)})`}
      data-id={node.id}
    >
      <title>{`${node.address}: ${word}`}</title>
      <circle r={radius} />
      <text class="map-sign" y={5}>
        {signs[tone]}
      </text>
      <text class="map-name" y={radius + 14}>
        {labelOf(node.name)}
      </text>
      <text class="map-kind" y={radius + 26}>
        {node.kind}
      </text>
    </g>
  );
}
