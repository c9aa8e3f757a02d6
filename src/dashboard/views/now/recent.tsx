import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { reads } from '../../api/reads.ts';
import { Answer, Empty } from '../../parts/answer.tsx';
import { TimelineList } from '../../parts/timeline.tsx';
import { serverNow } from '../../state/clock.ts';
import { chosenSource } from '../../state/location.ts';
import { useRead } from '../../state/read.ts';
import { sinceOf, zoneOf } from '../../words/age.ts';

const spans = { hour: 3_600_000, day: 24 * 3_600_000 } as const;

/** Shows what changed in the last hour or day: who did it, and what Keywright did. */
export function Recent(): VNode {
  const span = useSignal<keyof typeof spans>('hour');
  const since = sinceOf(serverNow(), spans[span.value]);
  const known = useRead(reads.timeline({ source: chosenSource.value, since })).value;
  return (
    <section aria-labelledby="recent-title">
      <h2 id="recent-title">
        What changed <span>times in {zoneOf(serverNow())}</span>
        <span class="choice" role="group" aria-label="How far back">
          {(['hour', 'day'] as const).map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={span.value === one}
              onClick={() => (span.value = one)}
            >
              Last {one}
            </button>
          ))}
        </span>
      </h2>
      <Answer known={known}>
        {({ items, next }) =>
          items.length === 0 ? (
            <Empty title={`Nothing changed in the last ${span.value}`} />
          ) : (
            <>
              <TimelineList entries={items} />
              {next !== undefined && (
                <p class="soft">
                  <a href="/history">Everything is in the history</a>
                </p>
              )}
            </>
          )
        }
      </Answer>
    </section>
  );
}
