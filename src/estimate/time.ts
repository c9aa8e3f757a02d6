import type { TimeEstimate } from '../model/estimate.ts';
import { second } from '../model/instant.ts';
import type { Step } from '../model/plan.ts';
import type { EstimateInput } from './input.ts';
import { schedule, type Manner } from './schedule.ts';
import type { Job } from './work.ts';

/** Nothing in the way but quotas and our own waits. */
const swift: Manner = { latency: 0, lag: 0 };

/** Guesses: an answer in a tenth of a second; a write shows half a second later ("typically less than a few seconds": KMS Developer Guide, accessing-kms). */
const usual: Manner = { latency: 100, lag: second / 2 };

/** How long these steps take if all of them are released at once. */
export function timeOf(
  steps: readonly Step[],
  jobOf: (step: Step) => Job,
  input: EstimateInput,
): TimeEstimate | undefined {
  if (steps.length === 0) return undefined;
  const atLeast = schedule(steps, jobOf, input, swift);
  const likely = schedule(steps, jobOf, input, usual);
  return { atLeastMs: atLeast.took, likelyMs: likely.took, boundBy: likely.boundBy };
}
