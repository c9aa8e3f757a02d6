import type { Decisions, Taken } from '../../model/decisions.ts';
import type { Instant } from '../../model/instant.ts';
import type { Plan } from '../../model/plan.ts';
import { sameTree } from '../../model/tree.ts';
import { wasInSync } from './verdicts.ts';

/** Tests whether version, settings or guardrails are others than those under which everything was looked at last. */
export function isNew({ taken }: Decisions, under: Taken['under']): boolean {
  return taken !== undefined && !sameTree({ ...taken.under }, { ...under });
}

/**
 * Ends the first look after a change: what it would write to what was in sync before waits for a person
 * (authority.md §4.19).
 */
export function upgraded(
  decisions: Decisions,
  plan: Plan,
  { under, at }: { readonly under: Taken['under']; readonly at: Instant },
): Decisions {
  const { taken, upgrade: _, ...rest } = decisions;
  if (taken === undefined) return decisions;
  const steps = plan.steps
    .filter(({ address }) => wasInSync(address, decisions))
    .map(({ id, desired, observed }) => ({ step: id, desired, observed }));
  return { ...rest, taken: { ...taken, under }, ...(steps.length === 0 ? {} : { upgrade: { at, steps } }) };
}
