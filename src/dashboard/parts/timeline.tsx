import type { VNode } from 'preact';
import type { Timeline } from '../../server/types.ts';
import { planPath } from '../router.ts';
import { clockOf } from '../words/age.ts';
import { exactly } from './age.tsx';
import { Age } from './age.tsx';
import { personIn } from '../words/who.ts';
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
      {entries.map((entry) => (
        <li key={entry.id}>
          <Moment entry={entry} />
          <EntryText entry={entry} />
        </li>
      ))}
    </ol>
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
