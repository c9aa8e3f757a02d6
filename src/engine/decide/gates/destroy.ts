import { isDestroying } from '../../../aws/services/destroying.ts';
import { motiveOf } from '../../../model/motive.ts';
import { gateSentences } from '../../../report/sentences/gates.ts';
import { approvalsOf } from './approval.ts';
import { blocked, type StepGate } from './types.ts';

/**
 * Holds steps that delete, disable or end recording to the role that is made for them (authority.md §4.21): only what a
 * person approved may assume it, whatever the Stack releases, and a daemon with guardrails runs none without it. What
 * narrows drift is not held: hostile access is removed whatever else waits (§2.10).
 */
export const destroyGate: StepGate = (step, { stack, approvals, guardrails, rules }) => {
  if (motiveOf(step) === 'narrows-drift' || !step.calls.some(({ op }) => isDestroying(op))) return undefined;
  const { account } = step.place;
  const role = stack.settings.accounts.find(({ id }) => id === account)?.roles?.destroy;
  if (role === undefined) {
    if (guardrails === undefined || rules?.daemon === undefined) return undefined;
    return blocked('engine.guardrails', gateSentences.noDestroyRole({ account, file: guardrails.file }));
  }
  const approved = approvals.of(step);
  if (approved === 'shown') return undefined;
  const needs = approvalsOf(step);
  const missing = (needs.length === 0 ? (['delete'] as const) : needs).filter((one) => !approved.has(one));
  if (missing.length === 0) return undefined;
  const why = gateSentences.destroys({ role });
  return { is: 'approval', classes: [...new Set(missing)], reason: 'waits-for-approval', why };
};
