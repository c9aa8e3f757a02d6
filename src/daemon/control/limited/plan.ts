import type { Plan, Scope, StackChange, Step } from '../../../model/plan.ts';
import type { Sight } from './sight.ts';

/** Leaves of a plan what a sight sees. Steps that it does not see are not waited for, and not counted. */
export function limitedPlan(plan: Plan, sight: Sight): Plan {
  const { version, stack, uid, commit, at, stackChange } = plan;
  const own = <T extends { readonly address: Step['address'] }>(all: readonly T[]): readonly T[] =>
    all.filter(({ address }) => sight.sees(address));
  const steps = own(plan.steps);
  const seen = new Set(steps.map(({ id }) => id));
  const change = stackChange === undefined ? undefined : limitedChange(stackChange, sight);
  return {
    version,
    stack,
    uid,
    ...(commit === undefined ? {} : { commit }),
    at,
    scope: limitedScope(plan.scope, sight),
    resources: own(plan.resources).map((resource) => sight.value(resource)),
    steps: steps.map((step) =>
      sight.value({ ...step, locks: [], after: step.after.filter((id) => seen.has(id)) }),
    ),
    orphans: own(plan.orphans).map((orphan) => sight.value(orphan)),
    ...(change === undefined ? {} : { stackChange: change }),
    // One of no resource is about the whole set, and may quote any file of it.
    diagnostics: plan.diagnostics
      .filter(({ address }) => address !== undefined && sight.sees(address))
      .map((diagnostic) => sight.value(diagnostic)),
  };
}

function limitedScope(scope: Scope, { sees }: Sight): Scope {
  switch (scope.is) {
    case 'all':
      return scope;
    case 'some':
      return { is: 'some', targets: scope.targets.filter(sees), exclude: scope.exclude.filter(sees) };
    case 'batch':
      return { is: 'batch', write: scope.write.filter(sees), read: scope.read.filter(sees) };
  }
}

/** Leaves what a commit loosens for resources that are seen. What it loosens for the whole Stack needs a reader of it. */
function limitedChange(change: StackChange, sight: Sight): StackChange | undefined {
  const loosened = change.loosened.filter(({ address }) => address !== undefined && sight.sees(address));
  const dropped = change.dropped.filter(sight.sees);
  if (loosened.length === 0 && dropped.length === 0) return undefined;
  const { gate } = change;
  const why = 'a commit changes the rules of the Stack: a person must accept it';
  return {
    first: change.first,
    loosened: loosened.map((one) => sight.value(one)),
    dropped,
    managed: dropped.length,
    gate:
      gate.is === 'released'
        ? gate
        : gate.is === 'approval'
          ? { ...gate, why }
          : { ...gate, why, release: '' },
  };
}
