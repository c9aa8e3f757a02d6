import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import type { Timeline } from '../../server/types.ts';
import { isFailure } from '../api/client.ts';
import { failureWords } from '../api/failure.ts';
import { reads } from '../api/reads.ts';
import { Answer, Empty } from '../parts/answer.tsx';
import { TimelineList } from '../parts/timeline.tsx';
import { serverNow } from '../state/clock.ts';
import { setQuery, spot } from '../state/location.ts';
import { toast } from '../state/messages.ts';
import { useRead } from '../state/read.ts';
import { client } from '../state/session.ts';
import { dateOf, zoneOf } from '../words/age.ts';
import { daysOf, historyFilterOf, historyReadOf, kinds, type HistoryFilter } from '../words/history.ts';
import { historyWith, olderWith, type Older } from '../words/older.ts';
import { InEffect } from './history/in-effect.tsx';

/** Shows what happened, and the decisions of persons that still count. */
export function HistoryView(): VNode {
  const filter = historyFilterOf(spot.value.search);
  const read = reads.timeline(historyReadOf(filter, serverNow()));
  const known = useRead(read).value;
  return (
    <>
      <h1>History</h1>
      <InEffect />
      <section aria-labelledby="events-title">
        <h2 id="events-title">
          What happened <span class="soft">times in {zoneOf(serverNow())}</span>
        </h2>
        <Filters filter={filter} />
        <Answer known={known}>
          {(value) => (
            <Entries
              first={value}
              path={read.path}
              of={JSON.stringify(filter)}
              isFiltered={filter.is !== '' || filter.address !== ''}
            />
          )}
        </Answer>
      </section>
    </>
  );
}

function Filters({ filter }: { readonly filter: HistoryFilter }): VNode {
  const typed = useSignal(filter.address);
  return (
    <div class="chips history-filters">
      {kinds.map(({ is, text }) => (
        <button
          key={is}
          type="button"
          class="chip"
          aria-pressed={filter.is === is}
          onClick={() => setQuery('is', filter.is === is ? undefined : is)}
        >
          {text}
        </button>
      ))}
      <select
        aria-label="How far back"
        value={filter.span}
        onChange={(event) => setQuery('span', event.currentTarget.value)}
      >
        <option value="">Everything that is kept</option>
        <option value="1h">Last hour</option>
        <option value="24h">Last day</option>
        <option value="168h">Last 7 days</option>
      </select>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setQuery('address', typed.value.trim());
        }}
      >
        <label>
          <span class="unseen">Only this resource</span>
          <input
            type="search"
            data-search
            placeholder="One resource, e.g. Key/orders"
            autocomplete="off"
            spellcheck={false}
            maxLength={200}
            value={typed.value}
            onInput={(event) => (typed.value = event.currentTarget.value)}
            onChange={(event) => setQuery('address', event.currentTarget.value.trim())}
          />
        </label>
      </form>
    </div>
  );
}

/** Shows the latest entries, and older ones page by page. The first page changes as things happen. */
function Entries({
  first,
  path,
  of,
  isFiltered,
}: {
  readonly first: Timeline;
  /** The filter: the path moves on with the time. */
  readonly of: string;
  readonly path: string;
  readonly isFiltered: boolean;
}): VNode {
  const older = useSignal<Older | undefined>(undefined);
  const isBusy = useSignal(false);
  const { items, next: cursor } = historyWith(of, first, older.value);
  async function more(): Promise<void> {
    if (cursor === undefined || isBusy.value) return;
    isBusy.value = true;
    const answer = await client.read<Timeline>(
      `${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`,
    );
    isBusy.value = false;
    if (isFailure(answer)) {
      toast(failureWords(answer).title, 'danger');
      return;
    }
    if (answer.is === 'value') older.value = olderWith(of, items, answer.value);
  }
  if (items.length === 0 && cursor === undefined)
    return <Empty title={isFiltered ? 'Nothing matches' : 'Nothing happened in this time'} />;
  return (
    <>
      {items.length === 0 && <p class="soft">Nothing matches among the latest entries.</p>}
      {daysOf(items).map(({ day, items: entries }) => (
        <section key={day} aria-label={day}>
          <h3 class="day">{day === dateOf(serverNow()).slice(0, 10) ? `Today, ${day}` : day}</h3>
          <TimelineList entries={entries} />
        </section>
      ))}
      {cursor !== undefined && (
        <button type="button" class="more" onClick={() => void more()} aria-disabled={isBusy.value}>
          {isBusy.value ? 'Reading …' : 'Show older entries'}
        </button>
      )}
    </>
  );
}
