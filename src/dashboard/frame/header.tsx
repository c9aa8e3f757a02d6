import type { VNode } from 'preact';
import { Pill } from '../parts/pill.tsx';
import { viewOf, views } from '../router.ts';
import { chosenSource, place, setQuery } from '../state/location.ts';
import { liveState } from '../state/live.ts';
import { shownIn, useOverview, type SourceOverview } from '../state/overview.ts';
import type { Tone } from '../words/tones.ts';
import { Menu } from './menu.tsx';

/** Shows where one is, and what is in force. */
export function Header(): VNode {
  const { value } = useOverview().value;
  const shown = value === undefined ? [] : shownIn(value);
  const waiting = shown.reduce((sum, { waitingSteps }) => sum + waitingSteps, 0);
  const current = viewOf(place.value);
  return (
    <header class="frame">
      <div class="frame-row">
        <a class="logo" href="/">
          Keywright
        </a>
        <nav aria-label="Views">
          {views.map(({ is, path, title }) => (
            <a key={is} href={path} aria-current={is === current ? 'page' : undefined}>
              {title}
              {is === 'plans' && waiting > 0 && (
                <span class="count" title="Steps that wait for a person">
                  {waiting}
                  <span class="unseen"> waiting</span>
                </span>
              )}
            </a>
          ))}
        </nav>
        <div class="facts">
          <StackFact items={value?.items ?? []} />
          {shown.length === 1 && shown[0] !== undefined && <SourceFacts source={shown[0]} />}
          <LiveFact />
        </div>
        <Menu />
      </div>
    </header>
  );
}

function StackFact({ items }: { readonly items: readonly SourceOverview[] }): VNode {
  const [only] = items;
  if (only === undefined) return <></>;
  if (items.length === 1) return <Fact name="stack" value={only.stack} />;
  return (
    <label class="stack-switch">
      <span class="unseen">Stack</span>
      <select
        value={chosenSource.value ?? ''}
        onChange={(event) => setQuery('source', event.currentTarget.value)}
      >
        <option value="">{`all ${String(items.length)} stacks`}</option>
        {items.map(({ source, stack }) => (
          <option key={source} value={source}>
            {source === stack ? stack : `${stack} (${source})`}
          </option>
        ))}
      </select>
    </label>
  );
}

const leases: Readonly<Record<SourceOverview['daemon']['leadership']['is'], readonly [string, Tone]>> = {
  leader: ['leader', 'done'],
  candidate: ['candidate', 'waits'],
  standby: ['standby', 'unknown'],
  lost: ['lease lost', 'danger'],
  yielded: ['lease lent', 'waits'],
};

function SourceFacts({ source }: { readonly source: SourceOverview }): VNode {
  const { daemon } = source;
  const [lease, tone] = leases[daemon.leadership.is];
  const commit = daemon.inForce?.commit;
  const wanted = daemon.wanted?.commit?.id;
  return (
    <>
      {commit !== undefined && (
        <span class="fact" title={`${commit.subject} (${commit.author})`}>
          commit <code>{commit.id.slice(0, 7)}</code>
          {wanted !== undefined && wanted !== commit.id && (
            <>
              {' '}
              → <code>{wanted.slice(0, 7)}</code>
            </>
          )}
        </span>
      )}
      <Pill tone="motion">{daemon.maxMode}</Pill>
      <span
        class={daemon.leadership.is === 'leader' ? 'quiet' : ''}
        title={daemon.leadership.by === undefined ? undefined : `held by ${daemon.leadership.by}`}
      >
        <Pill tone={tone}>{lease}</Pill>
      </span>
    </>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }): VNode {
  return (
    <span class="fact">
      {name} <b>{value}</b>
    </span>
  );
}

const live = {
  live: ['live', 'done', 'Changes appear by themselves.'],
  connecting: [
    'connecting',
    'waits',
    'The connection for changes is being opened. The page asks every 15 s meanwhile.',
  ],
  polling: ['every 10 s', 'unknown', 'The daemon sends no changes to this page: it asks every 10 s.'],
} as const;

function LiveFact(): VNode {
  const [word, tone, title] = live[liveState.value];
  return (
    <span title={title}>
      <Pill tone={tone}>{word}</Pill>
    </span>
  );
}
