import type { Address } from '../../model/address.ts';
import type { AwsFailure } from '../../model/call.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { LastApplied } from '../../model/journal.ts';
import type { Step } from '../../model/plan.ts';
import { stackSentences } from '../../report/sentences/stack.ts';
import { unreadKey } from '../authority/stands-on.ts';
import { appeared } from '../observe/holds.ts';
import type { PlanInput } from './input.ts';

/** Tells what a person should know about the whole plan. */
export function noticesOf(input: PlanInput, steps: readonly Step[]): readonly Diagnostic[] {
  const { observations, inventory } = input.observed;
  return [
    ...appeared({ ...input, observations }, input.holds),
    ...input.stack.diagnostics,
    ...unremembered(steps, input.lastApplied),
    ...(inventory.is === 'partial' ? inventory.unread.map(unreadIndex) : []),
    ...input.standsOn.unread.map(unreadKey),
  ];
}

/** Says once, and not of each step, that without memory nobody can tell a change in Git from drift. */
function unremembered(
  steps: readonly Step[],
  lastApplied: ReadonlyMap<Address, LastApplied>,
): readonly Diagnostic[] {
  const differs = steps.some(
    ({ repair, changes }) => repair !== undefined && changes.some(({ label }) => label === 'differs'),
  );
  if (lastApplied.size > 0 || !differs) return [];
  return [{ severity: 'info', code: 'engine.no-memory', message: stackSentences.noMemory() }];
}

/**
 * Warns that the plan does not claim that there are no orphans. They are found by the index alone, and it cannot be
 * asked.
 */
function unreadIndex(failure: AwsFailure): Diagnostic {
  return { severity: 'warning', code: 'engine.unread-index', message: stackSentences.unreadIndex(failure) };
}
