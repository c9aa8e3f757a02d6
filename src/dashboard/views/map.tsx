import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import type { MapDrawing } from '../../server/types.ts';
import { reads } from '../api/reads.ts';
import { Answer, Empty, Skeleton } from '../parts/answer.tsx';
import { chosenSource, setQuery, spot } from '../state/location.ts';
import { useRead } from '../state/read.ts';
import { isAsked, verdictOf } from '../words/map.ts';
import { counted } from '../words/sentence.ts';
import { centred, middleOf, wholeOf, zoomed } from './map/camera.ts';
import { Drawing } from './map/drawing.tsx';
import { NodeList } from './map/list.tsx';
import { Panel } from './map/panel.tsx';

/** Shows keys in the middle, and what uses them around. What is chosen is in the address bar. */
export function MapView(): VNode {
  const query = new URLSearchParams(spot.value.search);
  const around = query.get('around') ?? undefined;
  const hops = around === undefined ? undefined : (query.get('hops') ?? undefined);
  const known = useRead(reads.map({ source: chosenSource.value, around, hops })).value;
  return (
    <>
      <h1>Map</h1>
      <Answer known={known} skeleton={<Skeleton rows={4} />}>
        {(drawing) =>
          drawing.nodes.length === 0 ? (
            <Empty title="There is nothing to draw yet">
              <p>Resources appear after the first manifest or the first look.</p>
            </Empty>
          ) : (
            <Drawn drawing={drawing} query={query} />
          )
        }
      </Answer>
    </>
  );
}

interface MapProps {
  readonly drawing: MapDrawing;
  readonly query: URLSearchParams;
}

function Drawn({ drawing, query }: MapProps): VNode {
  const camera = useSignal(wholeOf(drawing));
  const filter = { kind: query.get('kind') ?? undefined, state: query.get('state') ?? undefined };
  const chosen = drawing.nodes.find(({ id }) => id === query.get('at'));
  const { around, width, height, nodes, hidden } = drawing;
  useEffect(() => void (camera.value = wholeOf(drawing)), [around, width, height]);

  function select(id: string | undefined): void {
    setQuery('at', id);
  }
  function find(id: string | undefined): void {
    select(id);
    const node = nodes.find((one) => one.id === id);
    if (node !== undefined) camera.value = centred(camera.peek(), node, drawing);
  }
  function zoom(factor: number): void {
    camera.value = zoomed(camera.peek(), factor, middleOf(camera.peek()), drawing);
  }
  return (
    <>
      <div class="map-tools">
        <Choice name="kind" title="Kind" value={filter.kind} values={nodes.map(({ kind }) => kind)} />
        <Choice
          name="state"
          title="State"
          value={filter.state}
          values={nodes.map((node) => verdictOf(node).word)}
        />
        {around !== undefined && <Around around={around} hops={query.get('hops') ?? '2'} />}
        <span class="choice" role="group" aria-label="Zoom">
          <button type="button" onClick={() => zoom(1 / 1.4)} aria-label="Zoom out">
            −
          </button>
          <button type="button" onClick={() => (camera.value = wholeOf(drawing))}>
            Everything
          </button>
          <button type="button" onClick={() => zoom(1.4)} aria-label="Zoom in">
            +
          </button>
        </span>
      </div>
      {hidden > 0 && (
        <p class="note tone-unknown">
          {counted(hidden, 'resource')} not drawn: {String(nodes.length)} are the most that can be read.
          Resources in trouble are always drawn first.
        </p>
      )}
      <div class="map-columns">
        <Drawing drawing={drawing} filter={filter} selected={chosen?.id} camera={camera} select={select} />
        {chosen !== undefined && (
          <Panel
            node={chosen}
            drawing={drawing}
            select={find}
            showAround={(address) => setQuery('around', address)}
          />
        )}
      </div>
      <NodeList nodes={nodes.filter((node) => isAsked(node, filter))} select={find} />
    </>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly title: string;
  readonly value: string | undefined;
  readonly values: readonly string[];
}

function Choice({ name, title, value, values }: ChoiceProps): VNode {
  return (
    <label class="map-choice">
      {title}{' '}
      <select value={value ?? ''} onChange={(event) => setQuery(name, event.currentTarget.value)}>
        <option value="">All</option>
        {[...new Set(value === undefined ? values : [...values, value])].toSorted().map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
    </label>
  );
}

function Around({ around, hops }: { readonly around: string; readonly hops: string }): VNode {
  return (
    <>
      <span>
        Around <code>{around}</code>
      </span>
      <span class="choice" role="group" aria-label="How many references away">
        {['1', '2'].map((one) => (
          <button key={one} type="button" aria-pressed={hops === one} onClick={() => setQuery('hops', one)}>
            {one === '1' ? '1 step' : '2 steps'}
          </button>
        ))}
      </span>
      <button type="button" class="text" onClick={() => setQuery('around', undefined)}>
        Show the whole map
      </button>
    </>
  );
}
