import { isWithin } from '../../model/path.ts';
import type { Plan, Step, StepId } from '../../model/plan.ts';
import { accepts, type StackApprovals } from './accepts.ts';
import { quietedBy } from './metadata-fields.ts';

/**
 * Drops from the plan the corrections that an accepted `metadata.ignore` makes needless. The plan showed them because
 * nobody had accepted it, and to accept it is to leave the difference alone.
 */
export function withoutQuieted(plan: Plan, approvals: StackApprovals): Plan {
  if (plan.stackChange === undefined || !accepts(approvals)) return plan;
  const ignores = plan.stackChange.loosened.filter((one) => quietedBy(one).length > 0);
  if (ignores.length === 0) return plan;
  const isQuieted = (step: Step): boolean => {
    // What is open to everybody is never quiet (engine/facet/parts.ts), so the run that accepts the path closes it, too.
    if (step.overHold === 'hostile') return false;
    const own = ignores.filter(({ address }) => address === step.address);
    const paths = own.flatMap(quietedBy);
    return (
      step.changes.length > 0 && step.changes.every(({ path }) => paths.some((one) => isWithin(path, one)))
    );
  };
  const gone = new Set(plan.steps.filter(isQuieted).map(({ id }) => id));
  const kept = (ids: readonly StepId[]): readonly StepId[] => ids.filter((id) => !gone.has(id));
  return {
    ...plan,
    steps: plan.steps.filter(({ id }) => !gone.has(id)).map((step) => ({ ...step, after: kept(step.after) })),
    resources: plan.resources.map((resource) => ({ ...resource, steps: kept(resource.steps) })),
  };
}
