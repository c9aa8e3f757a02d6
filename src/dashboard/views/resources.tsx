import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Rows } from '../../server/types.ts';
import { reads } from '../api/reads.ts';
import { Answer, Empty, Skeleton } from '../parts/answer.tsx';
import { spot } from '../state/location.ts';
import { useRead } from '../state/read.ts';
import { grouped } from '../words/sentence.ts';
import { askedOf, filterOf, isFiltered, searchOf, unfiltered, type RowFilter } from '../words/filter.ts';
import { Exports } from './resources/exports.tsx';
import { Filters } from './resources/filters.tsx';
import { show } from './resources/show.ts';
import { RowTable } from './resources/table.tsx';

/** Rows of a page: some 30 kB. */
const perPage = 100;

/** Lists the resources. The filter is in the address, so that a link shows the same to somebody else. */
export function ResourcesView(): VNode {
  const filter = filterOf(spot.value.search);
  const known = useRead(reads.rows(askedOf(filter, perPage))).value;
  return (
    <>
      <h1>Resources</h1>
      <Filters filter={filter} tallies={known.value?.tallies} />
      <Answer known={known} skeleton={<Skeleton rows={8} />}>
        {(rows) => <Page rows={rows} filter={filter} />}
      </Answer>
    </>
  );
}

function Page({ rows, filter }: { readonly rows: Rows; readonly filter: RowFilter }): VNode {
  const { items, total } = rows;
  const first = (filter.page - 1) * perPage + 1;
  return (
    <section aria-label="Resources">
      <p class="meta list-head">
        <span role="status">
          {total > items.length
            ? `${grouped(first)}–${grouped(first + items.length - 1)} of ${grouped(total)}`
            : `${grouped(total)} ${total === 1 ? 'resource' : 'resources'}`}
        </span>
        <Exports filter={filter} total={total} />
      </p>
      {items.length === 0 ? <Nothing filter={filter} /> : <RowTable rows={items} filter={filter} />}
      <Pages rows={rows} filter={filter} />
    </section>
  );
}

function Nothing({ filter }: { readonly filter: RowFilter }): VNode {
  if (!isFiltered(filter) && filter.cursor === '')
    return (
      <Empty title="Nothing is managed yet">
        <p>Resources appear here after the first look of the daemon.</p>
      </Empty>
    );
  return (
    <Empty title="No resource matches">
      <button type="button" onClick={() => show(unfiltered(filter))}>
        Clear the filter
      </button>
    </Empty>
  );
}

/** Leads from page to page. A cursor knows only what comes after it, so the pages before are remembered. */
function Pages({ rows: { next }, filter }: { readonly rows: Rows; readonly filter: RowFilter }): VNode {
  const before = useSignal<readonly string[]>([]);
  const base = searchOf({ ...filter, cursor: '', page: 1 });
  useEffect(() => {
    if (filter.page === 1) before.value = [];
  }, [base, filter.page]);
  if (next === undefined && filter.page === 1) return <></>;
  const back = before.value.at(-1);
  return (
    <nav class="buttons pages" aria-label="Pages">
      {filter.page > 1 && (
        <a class="button" href={`/resources${base}`}>
          First page
        </a>
      )}
      {back !== undefined && filter.page > 2 && (
        <button
          type="button"
          onClick={() => {
            before.value = before.value.slice(0, -1);
            turn({ ...filter, cursor: back, page: filter.page - 1 });
          }}
        >
          Previous page
        </button>
      )}
      {next !== undefined && (
        <button
          type="button"
          onClick={() => {
            if (filter.cursor !== '') before.value = [...before.value, filter.cursor];
            turn({ ...filter, cursor: next, page: filter.page + 1 });
          }}
        >
          Next page
        </button>
      )}
    </nav>
  );
}

function turn(filter: RowFilter): void {
  show(filter, { replace: false });
  scrollTo(0, 0);
}
