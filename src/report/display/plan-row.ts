import type { z } from 'zod';
import type { PlanRecord } from '../../model/history.ts';
import { isoOf } from '../../model/instant.ts';
import type { Immutable } from '../../model/plan-schema/immutable.ts';
import type { plansBodySchema } from '../formats/plans.ts';

export type PlanList = Immutable<z.input<typeof plansBodySchema>>;

export type PlanRow = PlanList['items'][number];

/** Where a plan comes from, and whether its steps can still be decided on. */
export interface PlanOrigin {
  readonly source?: string;
  readonly current: boolean;
  /** What waits for a person, the change of the Stack included. */
  readonly waiting: PlanRow['waiting'];
  readonly rejected: PlanRow['rejected'];
}

/** Sums up a plan in one line: how many steps it has, and which of them wait for a person. */
export function planRowOf(
  { id, at, plan, outcomes }: PlanRecord,
  { source, current, waiting, rejected }: PlanOrigin,
): PlanRow {
  const { steps } = plan;
  const ends = outcomes === undefined ? undefined : [...outcomes.values()];
  return {
    ...(source === undefined ? {} : { source }),
    stack: plan.stack,
    id,
    at: isoOf(at),
    ...(plan.commit === undefined ? {} : { commit: plan.commit }),
    current,
    steps: steps.length,
    released: steps.filter(({ gate }) => gate.is === 'released').length,
    blocked: steps.filter(({ gate }) => gate.is === 'blocked').length,
    waiting,
    rejected,
    ...(ends === undefined
      ? {}
      : {
          done: ends.filter(({ is }) => is === 'done').length,
          failed: ends.filter(({ is }) => is === 'failed').length,
        }),
  };
}
