import type { Change } from '../../model/change.ts';
import type { Step } from '../../model/plan.ts';
import { fillsHoles, type Assigned } from '../facet/calls-match.ts';
import { byCodeUnit, isUnknown, type Tree } from '../../model/tree.ts';

/**
 * Tests whether a fresh step is what people were shown of the saved one: the same changes, and no danger that was not
 * told. Digests and calls may agree with a file that shows something else.
 */
export function isAsShown(
  planned: Step,
  fresh: Step,
  { assigned, nextHalf }: { readonly assigned: Assigned; readonly nextHalf: boolean },
): boolean {
  const [then, now] = [sorted(planned.changes), sorted(fresh.changes)];
  const told = new Set(planned.risks.map((risk) => risk.class));
  return (
    then.length === now.length &&
    then.every((change, index) => {
      const other = now[index];
      if (other?.path !== change.path) return false;
      // What the first half left is what the second one finds.
      const before = nextHalf || agree(change.before, other.before, assigned);
      return before && agree(change.after, other.after, assigned);
    }) &&
    fresh.risks.every((risk) => told.has(risk.class))
  );
}

function sorted(changes: readonly Change[]): readonly Change[] {
  return changes.toSorted((a, b) => byCodeUnit(a.path, b.path));
}

function agree(planned: Tree | undefined, fresh: Tree | undefined, assigned: Assigned): boolean {
  if (isUnknown(planned) && fresh === undefined) return false;
  return fillsHoles(planned, fresh, assigned);
}
