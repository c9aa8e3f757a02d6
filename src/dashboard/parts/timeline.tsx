import type { VNode } from 'preact';
import type { Timeline } from '../../server/types.ts';
import { planPath } from '../router.ts';
import { clockOf } from '../words/age.ts';
import { exactly } from './age.tsx';
import { Age } from './age.tsx';
import { personIn, runsIn } from '../words/runs.ts';
import { Sentence } from './sentence.tsx';

type Entry = Timeline['items'][number];

const tones: Readonly<Record<Entry['tone'], string>> = {
  danger: 'Danger: ',
  waits: 'Waits: ',
  motion: '',
  done: '',
  unknown: '',
};

/** Shows entries of the timeline, the latest first. */
export function TimelineList({ entries }: { readonly entries: readonly Entry[] }): VNode {
  return (
    <ol class="list timeline">
      {runsIn(entries).map(({ id, entries: [entry, ...rest] }) =>
        rest.length === 0 ? <One key={id} entry={entry} /> : <Many key={id} entry={entry} rest={rest} />,
      )}
    </ol>
  );
}

function One({ entry }: { readonly entry: Entry }): VNode {
  return (
    <li>
      <Moment entry={entry} />
      <EntryText entry={entry} />
    </li>
  );
}

/** Shows the writes of one plan as one row, which opens. */
function Many({ entry, rest }: { readonly entry: Entry; readonly rest: readonly Entry[] }): VNode {
  const { plan = '', source } = entry;
  return (
    <li>
      <Moment entry={entry} />
      <div>
        <details>
          <summary>{rest.length + 1} steps written</summary>
          {[entry, ...rest].map((one) => (
            <EntryText key={one.id} entry={one} />
          ))}
        </details>
        <p class="soft">
          <a class="by" href={planPath(plan, source)}>
            plan <code>{plan}</code>
          </a>
        </p>
      </div>
    </li>
  );
}

function Moment({ entry: { at, tone } }: { readonly entry: Entry }): VNode {
  return (
    <>
      <time dateTime={at} title={exactly(at)}>
        {clockOf(Date.parse(at))}
      </time>
      <i class={`dot fill-${tone}`} aria-hidden="true" />
    </>
  );
}

function EntryText({ entry }: { readonly entry: Entry }): VNode {
  const { text, detail, address, source, plan, closedAt, tone, is } = entry;
  const person = personIn(entry);
  const addresses = address === undefined ? [] : [address];
  return (
    <div>
      <p>
        <span class="unseen">{tones[tone]}</span>
        <Sentence text={text} addresses={addresses} source={source} />
      </p>
      <p class="soft">
        {detail !== undefined && (
          <span>
            <Sentence text={detail} addresses={addresses} source={source} />
          </span>
        )}
        {person !== undefined && <span class="by">by {person}</span>}
        {is === 'drift-opened' && closedAt !== undefined && (
          <span class="by">
            over since <Age at={closedAt} is="length" />
          </span>
        )}
        {plan !== undefined && (
          <a class="by" href={planPath(plan, source)}>
            plan <code>{plan}</code>
          </a>
        )}
      </p>
    </div>
  );
}
