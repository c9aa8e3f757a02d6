import type { ComponentChildren, VNode } from 'preact';
import { Age } from '../../parts/age.tsx';
import { Sentence } from '../../parts/sentence.tsx';
import type { Tone } from '../../words/tones.ts';
import { counted, grouped } from '../../words/sentence.ts';
import type { Totals } from '../../words/totals.ts';

/** Shows the state in figures. What was not read is grey, and all of it when the last full look is old. */
export function Strip({ totals }: { readonly totals: Totals }): VNode {
  return (
    <dl class={`strip${totals.isStale ? ' stale' : ''}`}>
      <InSync totals={totals} />
      <Healthy totals={totals} />
      <Attention totals={totals} />
      <OldestDrift totals={totals} />
      <LastLook totals={totals} />
      <Calls totals={totals} />
    </dl>
  );
}

interface FigureProps {
  readonly name: string;
  readonly tone?: Tone | undefined;
  readonly below?: ComponentChildren;
  readonly children: ComponentChildren;
}

function Figure({ name, tone, below, children }: FigureProps): VNode {
  return (
    <div class="figure">
      <dt>{name}</dt>
      <dd class={`value${tone === undefined ? '' : ` text-${tone}`}`}>{children}</dd>
      {below !== undefined && <dd class="below">{below}</dd>}
    </div>
  );
}

function InSync({ totals }: { readonly totals: Totals }): VNode {
  const { resources, inSync, drifted, pending, settling, unknown } = totals;
  const shares: readonly Share[] = [
    { count: inSync, word: 'in sync', tone: 'done', filter: 'sync=InSync' },
    { count: settling, word: 'settling', tone: 'motion', filter: 'sync=Settling' },
    { count: pending, word: 'pending', tone: 'waits', filter: 'sync=PendingChange' },
    { count: unknown, word: 'unknown', tone: 'unknown', filter: 'sync=Unknown' },
    { count: drifted, word: 'drifted', tone: 'danger', filter: 'sync=Drifted' },
  ];
  return <Shared name="In sync" shares={shares} of={resources} calm="nothing differs" />;
}

function Healthy({ totals }: { readonly totals: Totals }): VNode {
  const { resources, healthy, progressing, degraded, blocked, paused } = totals;
  const shares: readonly Share[] = [
    { count: healthy, word: 'healthy', tone: 'done', filter: 'health=Healthy' },
    { count: progressing, word: 'progressing', tone: 'motion', filter: 'health=Progressing' },
    { count: paused, word: 'paused', tone: 'unknown', filter: 'health=Paused' },
    { count: blocked, word: 'blocked', tone: 'waits', filter: 'health=Blocked' },
    { count: degraded, word: 'degraded', tone: 'danger', filter: 'health=Degraded' },
  ];
  return <Shared name="Healthy" shares={shares} of={resources} calm="all do their work" />;
}

interface SharedProps {
  readonly name: string;
  /** What is as it should be comes first. */
  readonly shares: readonly Share[];
  readonly of: number;
  readonly calm: string;
}

/** Shows a whole in its shares. Each of them leads to its resources. */
function Shared({ name, shares, of, calm }: SharedProps): VNode {
  const [good, ...others] = shares;
  const seen = others.filter(({ count }) => count > 0).toReversed();
  return (
    <Figure
      name={name}
      below={
        <>
          <Bar shares={shares} of={of} />
          {of === 0 ? 'nothing is managed yet' : seen.length === 0 ? calm : null}
          {seen.map(({ count, word, filter }, index) => (
            <>
              {index > 0 && ' · '}
              <a key={word} class="name" href={`/resources?${filter}`}>
                {grouped(count)} {word}
              </a>
            </>
          ))}
        </>
      }
    >
      {grouped(good?.count ?? 0)} <small>of {grouped(of)}</small>
    </Figure>
  );
}

interface Share {
  readonly count: number;
  readonly word: string;
  readonly tone: Tone;
  readonly filter: string;
}

/** Draws shares of a whole. Each one that is not nothing can be seen: 1 of 5,000 too. */
function Bar({ shares, of }: { readonly shares: readonly Share[]; readonly of: number }): VNode {
  const seen = shares.filter(({ count }) => count > 0);
  const widths = seen.map(({ count }) => Math.max(3, (count / Math.max(1, of)) * 100));
  const whole = widths.reduce((sum, width) => sum + width, 0);
  return (
    <svg class="bar" aria-hidden="true">
      {seen.map(({ tone }, index) => {
        const before = widths.slice(0, index).reduce((sum, width) => sum + width, 0);
        return (
          <rect
            key={tone}
            class={`fill-${tone}`}
            x={`${String((before / whole) * 100)}%`}
            width={`${String(((widths[index] ?? 0) / whole) * 100)}%`}
            height="100%"
          />
        );
      })}
    </svg>
  );
}

function Attention({ totals: { critical, warning, waitingSteps } }: { readonly totals: Totals }): VNode {
  const all = critical + warning;
  const tone = critical > 0 ? 'danger' : warning > 0 ? 'waits' : undefined;
  const parts = [
    ...(critical > 0 ? [counted(critical, 'danger')] : []),
    ...(waitingSteps > 0 ? [`${counted(waitingSteps, 'step')} to approve`] : []),
  ];
  return (
    <Figure name="Needs attention" tone={tone} below={all === 0 ? 'nothing to do' : parts.join(' · ')}>
      {grouped(all)}
    </Figure>
  );
}

function OldestDrift({ totals: { oldestDrift } }: { readonly totals: Totals }): VNode {
  if (oldestDrift === undefined)
    return (
      <Figure name="Oldest open drift" below="nothing drifts">
        none
      </Figure>
    );
  const { address, since, text, source } = oldestDrift;
  return (
    <Figure
      name="Oldest open drift"
      below={
        <Sentence
          text={text.includes(address) ? text : `${address}: ${text}`}
          addresses={[address]}
          source={source}
        />
      }
    >
      <Age at={since} is="length" />
    </Figure>
  );
}

function LastLook({
  totals: { fullAt, isStale, read, resources, regions },
}: {
  readonly totals: Totals;
}): VNode {
  const isWhole = read === resources;
  return (
    <Figure
      name="Last full look"
      tone={isStale ? 'danger' : undefined}
      below={
        <>
          <span class={isWhole ? '' : 'text-waits'}>
            {grouped(read)} of {grouped(resources)} read
          </span>
          {regions > 0 && ` · ${counted(regions, 'Region')}`}
        </>
      }
    >
      {fullAt === undefined ? 'not yet' : <Age at={fullAt} />}
    </Figure>
  );
}

function Calls({ totals: { calls, throttled } }: { readonly totals: Totals }): VNode {
  return (
    <Figure
      name="AWS calls in the last hour"
      below={<span class={throttled > 0 ? 'text-waits' : ''}>{grouped(throttled)} throttled</span>}
    >
      {grouped(calls)}
    </Figure>
  );
}
