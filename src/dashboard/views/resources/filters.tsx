import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Rows } from '../../../server/types.ts';
import { Icon } from '../../parts/icon.tsx';
import {
  facets,
  isFiltered,
  narrowed,
  orders,
  toggled,
  unfiltered,
  type Facet,
  type RowFilter,
} from '../../words/filter.ts';
import { grouped } from '../../words/sentence.ts';
import { stateWord } from '../../words/tones.ts';
import { show } from './show.ts';

interface FiltersProps {
  readonly filter: RowFilter;
  readonly tallies: Rows['tallies'] | undefined;
}

/** Shows what the list is narrowed by, with the number of resources behind each choice. */
export function Filters({ filter, tallies }: FiltersProps): VNode {
  return (
    <section class="filters" aria-label="Filter">
      <div class="filter-row">
        <Search filter={filter} />
        <Order filter={filter} />
      </div>
      <div class="chips">
        <Chip isOn={filter.attention} toggle={() => show(narrowed(filter, { attention: !filter.attention }))}>
          Needs attention
        </Chip>
        {(['sync', 'health'] as const).map((facet) => (
          <Chips key={facet} facet={facet} filter={filter} tallies={tallies} />
        ))}
        {facets.slice(2).map((facet) => (
          <Choice key={facet} facet={facet} filter={filter} tallies={tallies} />
        ))}
        {(['label', 'reason'] as const).map((name) =>
          filter[name].map((value) => (
            <button
              key={`${name} ${value}`}
              type="button"
              class="chip"
              aria-pressed="true"
              onClick={() => show(toggled(filter, name, value))}
            >
              {name} {value} <Icon is="close" />
            </button>
          )),
        )}
        {isFiltered(filter) && (
          <button type="button" class="link" onClick={() => show(unfiltered(filter))}>
            Clear
          </button>
        )}
      </div>
    </section>
  );
}

/** Waits until the typing rests: each letter would be a question to the daemon. */
const rest = 200;

function Search({ filter }: { readonly filter: RowFilter }): VNode {
  const typed = useSignal(filter.q);
  const asked = useSignal(filter.q);
  // The address changed by something else than typing, e.g. by the back button.
  useEffect(() => {
    if (filter.q !== asked.value) {
      typed.value = filter.q;
      asked.value = filter.q;
    }
  }, [filter.q]);
  useEffect(() => {
    if (typed.value === asked.value) return undefined;
    const timer = setTimeout(() => {
      asked.value = typed.value;
      show(narrowed(filter, { q: typed.value }));
    }, rest);
    return () => clearTimeout(timer);
  }, [typed.value]);
  return (
    <label class="search">
      <span class="unseen">Search resources</span>
      <input
        type="search"
        data-search
        maxLength={200}
        autocomplete="off"
        spellcheck={false}
        placeholder="Search names, ids, labels"
        value={typed.value}
        onInput={(event) => (typed.value = event.currentTarget.value)}
      />
    </label>
  );
}

function Order({ filter }: { readonly filter: RowFilter }): VNode {
  return (
    <label class="order">
      <span class="unseen">Order</span>
      <select
        value={filter.sort}
        onChange={(event) => show(narrowed(filter, { sort: event.currentTarget.value, order: '' }))}
      >
        {orders.map(({ sort, text }) => (
          <option key={sort} value={sort}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

function Chip({
  isOn,
  toggle,
  count,
  children,
}: {
  readonly isOn: boolean;
  readonly toggle: () => void;
  readonly count?: number;
  readonly children: string;
}): VNode {
  return (
    <button type="button" class="chip" aria-pressed={isOn} onClick={toggle}>
      {children} {count !== undefined && <b>{grouped(count)}</b>}
    </button>
  );
}

interface FacetProps extends FiltersProps {
  readonly facet: Facet;
}

/** Lists the values that occur, and those that are chosen though none has them now. */
function valuesOf({
  facet,
  filter,
  tallies,
}: FacetProps): readonly { readonly value: string; readonly count: number }[] {
  const known = tallies?.[facet] ?? [];
  const values = new Set(known.map(({ value }) => value));
  const missing = filter[facet].filter((value) => !values.has(value));
  return [...known, ...missing.map((value) => ({ value, count: 0 }))];
}

function Chips(props: FacetProps): VNode {
  const { facet, filter } = props;
  return (
    <>
      {valuesOf(props).map(({ value, count }) => (
        <Chip
          key={value}
          isOn={filter[facet].includes(value)}
          count={count}
          toggle={() => show(toggled(filter, facet, value))}
        >
          {stateWord(value) ?? value}
        </Chip>
      ))}
    </>
  );
}

const titles = {
  kind: 'Kind',
  account: 'Account',
  region: 'Region',
  sync: 'Sync',
  health: 'Health',
} as const;

/** Shows a field with many values as a list that opens. With one value there is nothing to choose. */
function Choice(props: FacetProps): VNode {
  const { facet, filter } = props;
  const values = valuesOf(props);
  const chosen = filter[facet];
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => closeElsewhere(menu), []);
  if (values.length < 2 && chosen.length === 0) return <></>;
  return (
    <details class="menu" ref={menu}>
      <summary
        class="chip"
        aria-label={`${titles[facet]}: ${chosen.length === 0 ? 'all' : chosen.join(', ')}`}
      >
        {titles[facet]} {chosen.length > 0 && <b>{chosen.join(', ')}</b>}
      </summary>
      <fieldset class="menu-body">
        <legend class="unseen">{titles[facet]}</legend>
        {values.map(({ value, count }) => (
          <label key={value}>
            <input
              type="checkbox"
              checked={chosen.includes(value)}
              onChange={() => show(toggled(filter, facet, value))}
            />{' '}
            {value} <span class="soft">{grouped(count)}</span>
          </label>
        ))}
      </fieldset>
    </details>
  );
}

/** Closes a menu when somebody clicks elsewhere or presses Escape. */
function closeElsewhere(menu: { readonly current: HTMLDetailsElement | null }): () => void {
  function close(event: Event): void {
    const isEscape = event instanceof KeyboardEvent && event.key === 'Escape';
    const isInside = event.target instanceof Node && menu.current?.contains(event.target) === true;
    if (menu.current?.open !== true || (event instanceof KeyboardEvent ? !isEscape : isInside)) return;
    menu.current.open = false;
    if (isEscape) menu.current.querySelector('summary')?.focus();
  }
  document.addEventListener('click', close);
  document.addEventListener('keydown', close);
  return () => {
    document.removeEventListener('click', close);
    document.removeEventListener('keydown', close);
  };
}
