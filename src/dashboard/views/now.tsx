import type { VNode } from 'preact';
import { reads } from '../api/reads.ts';
import { Answer, Skeleton } from '../parts/answer.tsx';
import { chosenSource } from '../state/location.ts';
import { shownIn, useOverview } from '../state/overview.ts';
import { useRead } from '../state/read.ts';
import { totalsOf } from '../words/totals.ts';
import { Findings } from './now/findings.tsx';
import { Recent } from './now/recent.tsx';
import { Strip } from './now/strip.tsx';

/** Shows what a person should know now: the state in figures, what needs them, and what changed. */
export function NowView(): VNode {
  const overview = useOverview().value;
  const attention = useRead(reads.attention({ source: chosenSource.value })).value;
  return (
    <>
      <h1 class="unseen">Now</h1>
      <Answer known={overview} skeleton={<Skeleton rows={1} />}>
        {(value) => (value.items.length === 0 ? null : <Strip totals={totalsOf(shownIn(value))} />)}
      </Answer>
      <div class="columns">
        <Findings known={attention} />
        <Recent />
      </div>
    </>
  );
}
