import type { Estimate } from '../model/estimate.ts';
import type { Step, StepId } from '../model/plan.ts';
import { costOf } from './cost.ts';
import { passesHold } from '../model/hold.ts';
import { holdReads } from './holders.ts';
import type { EstimateInput } from './input.ts';
import { permissionsOf } from './permissions.ts';
import { runnable } from './runnable.ts';
import { subjectsOf } from './subjects.ts';
import { timeOf } from './time.ts';
import type { Job } from './work.ts';

export type { EstimateInput } from './input.ts';

/**
 * What a plan costs in time, money and permissions, if everything in it is released that can be. Pure: the
 * same plan gives the same estimate. How it is computed, and what it leaves out: docs/estimates.md.
 */
export function estimateOf(input: EstimateInput): Estimate {
  const steps = runnable(input.plan.steps);
  const subjects = subjectsOf(input);
  const there = new Set(input.plan.resources.filter(({ exists }) => exists).map(({ address }) => address));
  const jobs = new Map<StepId, Job>();
  function jobOf(step: Step): Job {
    const before = jobs.get(step.id);
    if (before !== undefined) return before;
    const { address, kind } = step;
    const job: Job = {
      step,
      kind: input.kinds.get(kind),
      at: subjects.ofStep(step),
      resource: input.stack.resources.get(address),
      exists: there.has(address),
      holders: passesHold(step, input.guardrails) ? [] : holdReads(address, input, subjects, there),
    };
    jobs.set(step.id, job);
    return job;
  }
  const time = timeOf(steps, jobOf, input);
  return {
    ...(time === undefined ? {} : { time }),
    cost: costOf(steps, input, subjects),
    permissions: permissionsOf(steps, jobOf),
  };
}
