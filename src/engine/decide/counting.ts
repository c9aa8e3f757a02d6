import type { Counted, Decisions, DecisionStore } from '../../model/decisions.ts';
import type { Instant } from '../../model/instant.ts';
import type { Plan, Step } from '../../model/plan.ts';
import type { Ports } from '../ports.ts';
import { countsAgainstCap } from './gates/cap.ts';

/**
 * Counts what is about to be written, where caps and brakes of a daemon read it: a brake counts all writes, whoever
 * sends them (authority.md §4.17). What cannot be counted is not sent.
 */
export async function countWrites(
  plan: Pick<Plan, 'steps'>,
  {
    journal,
    clock,
  }: { readonly journal: Pick<DecisionStore, 'decide'>; readonly clock: Pick<Ports['clock'], 'now'> },
): Promise<void> {
  if (plan.steps.some(({ gate }) => gate.is === 'released'))
    await journal.decide((before) => counting(before, plan, clock.now()));
}

/** Counts what a plan is about to write: a process that dies with the next call has counted it. */
export function counting(decisions: Decisions, { steps }: Pick<Plan, 'steps'>, at: Instant): Decisions {
  const released = steps.filter(({ gate }) => gate.is === 'released');
  if (released.length === 0) return decisions;
  return {
    ...decisions,
    writes: noted(decisions.writes, released, at),
    losses: noted(decisions.losses, released.filter(countsAgainstCap), at),
  };
}

/** Notes steps in their place where they are counted already: the order says which ones a limit let through first. */
function noted(before: readonly Counted[], steps: readonly Step[], at: Instant): readonly Counted[] {
  const now = new Map(
    steps.map(({ address, kind, place: { account } }) => [address, { address, account, kind, at }] as const),
  );
  const kept = before.map((one) => now.get(one.address) ?? one);
  const known = new Set(before.map(({ address }) => address));
  return [...kept, ...[...now.values()].filter(({ address }) => !known.has(address))];
}
