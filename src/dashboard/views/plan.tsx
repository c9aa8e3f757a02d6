import type { VNode } from 'preact';
import type { PlanList, PlanPage } from '../../server/types.ts';
import { reads } from '../api/reads.ts';
import { Age } from '../parts/age.tsx';
import { Answer } from '../parts/answer.tsx';
import { planPath } from '../router.ts';
import { chosenSource } from '../state/location.ts';
import { useOverview } from '../state/overview.ts';
import { useRead } from '../state/read.ts';
import type { Decided } from '../words/step.ts';
import { counted } from '../words/sentence.ts';
import { Steps } from './plan/steps.tsx';
import { Waiting } from './plan/waiting.tsx';

/** Shows one plan: what waits for a person, and every step in the order of execution. */
export function PlanView({ id }: { readonly id: string }): VNode {
  const source = chosenSource.value;
  const known = useRead(reads.plan(id, { source })).value;
  const plans = useRead(reads.plans({ source })).value.value;
  const overview = useOverview().value.value;
  const row = plans?.items.find((one) => one.id === id);
  const current = plans?.items.find((one) => one.current && one.source === row?.source);
  const inEffect = overview?.items.find((one) => one.source === row?.source)?.inEffect;
  const decided: Decided = {
    waiting: row?.waiting ?? [],
    approvals: row?.current === true ? (inEffect?.approvals ?? []) : [],
    rejections: row?.rejected ?? [],
  };
  const of = { plan: id, source: row?.source, namesSource: (overview?.items.length ?? 1) > 1 };
  return (
    <>
      <h1>
        Plan <code>{id}</code>
      </h1>
      <Answer known={known}>
        {(plan) => (
          <>
            <Facts plan={plan} row={row} />
            {plans !== undefined && row?.current !== true && (
              <p class="note tone-unknown">
                A newer look replaced this plan: nothing of it can be approved now.{' '}
                {current !== undefined && (
                  <a href={planPath(current.id, current.source)}>
                    {current.waiting.length === 0
                      ? 'Show the current plan'
                      : `Decide on ${counted(current.waiting.length, 'step')} of the current plan`}
                  </a>
                )}
              </p>
            )}
            <Waiting plan={plan} decided={decided} of={of} />
            <Steps plan={plan} decided={decided} of={of} />
          </>
        )}
      </Answer>
    </>
  );
}

function Facts({
  plan: { at, commit, counts },
  row,
}: {
  readonly plan: PlanPage;
  readonly row: PlanList['items'][number] | undefined;
}): VNode {
  const words = [
    [counts.add, 'to create'],
    [counts.change, 'to change'],
    [counts.destroy, 'to destroy'],
    [counts.adopt, 'to adopt'],
    [counts.release, 'to release'],
    [counts.blocked, 'blocked'],
    [counts.unknown, 'unreadable'],
    [counts.unchanged, 'unchanged'],
  ] as const;
  const shown = words.filter(([count]) => count > 0);
  return (
    <p class="meta">
      <span>stack {row?.stack ?? ''}</span>
      <span>
        made <Age at={at} />
      </span>
      {commit !== undefined && (
        <span>
          commit <code>{commit.slice(0, 12)}</code>
        </span>
      )}
      {shown.map(([count, word]) => (
        <span key={word}>
          {counted(count, 'resource')} {word}
        </span>
      ))}
    </p>
  );
}
