import type { Estimate } from '../model/estimate.ts';
import { passesHold } from '../model/hold.ts';

import { costOf } from './cost.ts';
import { holdReads, holdersIn } from './holders.ts';
import type { EstimateInput } from './input.ts';
import { permissionsOf } from './permissions.ts';
import { runnable } from './runnable.ts';
import { subjectsOf } from './subjects.ts';
import { timeOf } from './time.ts';
import { callsOf, workOf } from './work.ts';

export type { EstimateInput } from './input.ts';

/**
 * Estimates what a plan costs in time, money and permissions, if everything in it is released that can be. Pure: the
 * same plan gives the same estimate. How it is computed, and what it leaves out: docs/estimates.md.
 */
export function estimateOf(input: EstimateInput): Estimate {
  const { plan, kinds, guardrails, timing } = input;
  const steps = runnable(plan.steps);
  const subjects = subjectsOf(input);
  const present = [...plan.orphans, ...plan.resources.filter(({ exists }) => exists)];
  const there = new Set(present.map(({ address }) => address));
  const works = new Map(
    steps.map((step) => [step, workOf(step, kinds.get(step.kind), subjects.ofStep(step), timing.freshFor)]),
  );
  const holdersOf = holdersIn(input, subjects, there);
  const time = timeOf(works, { there, holdersOf }, input);
  return {
    ...(time === undefined ? {} : { time }),
    cost: costOf(steps, input, subjects),
    permissions: permissionsOf(
      [...works].flatMap(([step, work]) => [
        ...callsOf(step, work),
        ...(passesHold(step, guardrails) ? [] : holdReads(holdersOf(step.address), input, subjects, there)),
      ]),
      [...works].map(([step, { mayAsk }]) => ({ account: step.place.account, ops: mayAsk })),
    ),
  };
}
