import { blockOf } from '../../model/reasons.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Plan, StackChange, StepId } from '../../model/plan.ts';
import { stackSentences } from '../../report/sentences/stack.ts';

/**
 * Tells whether a plan, or its run, met the mark of this Stack under another name or uid. Then the Stack is not the one
 * that it says it is: nothing of it is accepted, and nothing that only it allows is done.
 */
export function formerMarkIn(
  { steps }: Pick<Plan, 'steps'>,
  outcomes: ReadonlyMap<StepId, Outcome> = new Map(),
): Extract<StackChange['gate'], { readonly is: 'blocked' }> | undefined {
  for (const { id, gate } of steps) {
    if (gate.is === 'blocked' && gate.code === 'engine.former-mark') return gate;
    const outcome = outcomes.get(id);
    if (outcome?.is !== 'failed' || outcome.failure.code !== 'engine.former-mark') continue;
    return {
      is: 'blocked',
      ...blockOf('engine.former-mark', stackSentences.formerMark(outcome.failure.message)),
    };
  }
  return undefined;
}
