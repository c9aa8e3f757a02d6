import type { ApprovalClass } from '../../../model/approval.ts';
import type { Step } from '../../../model/plan.ts';
import { gateSentences } from '../../../report/sentences/gates.ts';
import type { StepGate } from './types.ts';

/** Makes a step wait for each class of approval that it needs and that nobody gave. */
export const approvalGate: StepGate = (step, { stack, approvals }) => {
  const approved = approvals.of(step);
  if (approved === 'shown') return undefined;
  const given = new Set([...stack.settings.release, ...approved]);
  const missing = approvalsOf(step).filter((one) => !given.has(one));
  if (missing.length === 0) return undefined;
  const why = gateSentences.approval({
    risks: step.risks.map((risk) => risk.message),
    givesBack: step.repair === 'access-giving',
  });
  return { is: 'approval', classes: [...new Set(missing)], reason: 'waits-for-approval', why };
};

/** Lists the classes of approval one step needs: by its risks, and because undoing drift may give access back. */
export function approvalsOf(step: Step): readonly ApprovalClass[] {
  const risks = step.risks.map((risk) => risk.class);
  return step.repair === 'access-giving' ? [...risks, 'repair'] : risks;
}
