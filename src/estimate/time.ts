import type { TimeEstimate } from '../model/estimate.ts';
import { second } from '../model/instant.ts';
import type { Step } from '../model/plan.ts';
import { longestChain, type Manner, type Standing } from './chain.ts';
import type { EstimateInput } from './input.ts';
import type { Work } from './work.ts';

/** Nothing in the way but quotas and our own waits. */
const swift: Manner = { latency: 0, lag: 0 };

/** Guesses: an answer in a tenth of a second; a write shows half a second later ("typically less than a few seconds": KMS Developer Guide, accessing-kms). */
const usual: Manner = { latency: 100, lag: second / 2 };

/** Computes how long these steps take if all of them are released at once. */
export function timeOf(
  works: ReadonlyMap<Step, Work>,
  standing: Standing,
  input: EstimateInput,
): TimeEstimate | undefined {
  if (works.size === 0) return undefined;
  const atLeast = longestChain(works, standing, input, swift);
  const likely = longestChain(works, standing, input, usual);
  return { atLeastMs: atLeast.took, likelyMs: likely.took, boundBy: likely.boundBy };
}
