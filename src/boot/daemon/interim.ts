import { forAll } from '../../engine/decide/approvals.ts';
import type { Decider } from '../../daemon/parts.ts';

/** Applies what needs no approval. */
export function interim(): Decider {
  return {
    admits: () => Promise.resolve({ is: 'in-force' }),
    rules: () => Promise.resolve({}),
    decide: () => Promise.resolve({ is: 'apply', approvals: forAll(new Set()), isFirstRun: true }),
    approvedBy: () => undefined,
    after: () => Promise.resolve(),
    took: () => Promise.resolve(),
  };
}
