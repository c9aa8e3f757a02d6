import type { VNode } from 'preact';
import type { PlanList } from '../../server/types.ts';
import { reads } from '../api/reads.ts';
import { Age } from '../parts/age.tsx';
import { Answer, Empty } from '../parts/answer.tsx';
import { Pill } from '../parts/pill.tsx';
import { Sentence } from '../parts/sentence.tsx';
import { planPath } from '../router.ts';
import { chosenSource } from '../state/location.ts';
import { useRead } from '../state/read.ts';
import { sizeWords } from '../words/plans.ts';
import { counted } from '../words/sentence.ts';
import { addressOfStep, stepWords } from '../words/step.ts';

type Row = PlanList['items'][number];

/** Lists the current plans and those before. */
export function PlansView(): VNode {
  const known = useRead(reads.plans({ source: chosenSource.value, limit: '50' })).value;
  return (
    <>
      <h1>Plans</h1>
      <Answer known={known}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="There is no plan yet">
              <p>The daemon makes one at its first look at AWS.</p>
            </Empty>
          ) : (
            <>
              <PlanRows title="Current" rows={items.filter(({ current }) => current)} />
              <PlanRows title="Earlier" rows={items.filter(({ current }) => !current)} />
            </>
          )
        }
      </Answer>
    </>
  );
}

function PlanRows({ title, rows }: { readonly title: string; readonly rows: readonly Row[] }): VNode {
  if (rows.length === 0) return <></>;
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <ul class="list plans">
        {rows.map((row) => (
          <PlanRow key={`${row.source ?? ''} ${row.id}`} row={row} />
        ))}
      </ul>
    </section>
  );
}

/** More waiting steps than this are counted, not listed. */
const most = 4;

function PlanRow({ row }: { readonly row: Row }): VNode {
  const { id, source, stack, at, commit, waiting } = row;
  return (
    <li class={`plan-row edge-${waiting.length > 0 ? 'waits' : 'none'}`}>
      <p class="plan-title">
        <a href={planPath(id, source)}>
          <span class="unseen">Plan </span>
          <code>{id}</code>
        </a>
        <Figures row={row} />
      </p>
      {waiting.length > 0 && (
        <ul class="points">
          {waiting.slice(0, most).map(({ step, why }) => (
            <li key={step}>
              <Sentence
                text={`${stepWords(step)}: ${why}`}
                addresses={[addressOfStep(step)]}
                source={source}
              />
            </li>
          ))}
          {waiting.length > most && <li>and {counted(waiting.length - most, 'more step')}</li>}
        </ul>
      )}
      <p class="meta">
        <span>stack {stack}</span>
        <span>
          made <Age at={at} />
        </span>
        {commit !== undefined && (
          <span>
            commit <code>{commit.slice(0, 12)}</code>
          </span>
        )}
      </p>
    </li>
  );
}

function Figures({ row }: { readonly row: Row }): VNode {
  const { steps, blocked, waiting, done, failed = 0, rejected } = row;
  return (
    <>
      {waiting.length > 0 && <Pill tone="waits">{waiting.length} waiting</Pill>}
      {blocked > 0 && <Pill tone="danger">{blocked} blocked</Pill>}
      {failed > 0 && <Pill tone="danger">{failed} failed</Pill>}
      {rejected.length > 0 && <Pill tone="unknown">{rejected.length} rejected</Pill>}
      {done !== undefined && done > 0 && (
        <Pill tone="done">
          {done} of {steps} done
        </Pill>
      )}
      <span class="soft">{sizeWords(row)}</span>
    </>
  );
}
