import { inOrder } from '../engine/plan/graph.ts';
import { facetOf, isRead, partOf } from '../engine/record/sight.ts';
import type { AnyKind } from '../model/kind/kind.ts';
import type { PassResult } from '../model/outcome.ts';
import type { Plan, ResourcePlan, Step } from '../model/plan.ts';

/**
 * Puts what a look at a part found in the place of what was planned for it: what waits since then can be seen, told and
 * approved at once. What is done is left out. A part that was planned by another commit is left to the look at
 * everything which that commit calls for.
 */
export function joined(
  whole: Plan,
  { plan: part, outcomes }: Pick<PassResult, 'plan' | 'outcomes'>,
  kinds: ReadonlyMap<string, AnyKind>,
): Plan {
  if (part.uid !== whole.uid || part.commit !== whole.commit) return whole;
  const seen = new Map(part.resources.map((one) => [one.address, one]));
  const found = new Map(
    part.steps.filter(({ id }) => outcomes.get(id)?.is !== 'done').map((step) => [step.id, step]),
  );
  const isUnread = ({ address, kind, name }: Step): boolean => {
    const resource = seen.get(address);
    return resource === undefined || !isRead(partOf(kind, facetOf({ name }), { kinds }), resource);
  };
  // In its place, so that a plan that says the same keeps its name.
  const kept = whole.steps.flatMap((step) => {
    const again = found.get(step.id);
    found.delete(step.id);
    if (again !== undefined) return [atLeast(step, again)];
    return isUnread(step) ? [step] : [];
  });
  // What is new may come before what is kept: whoever reads the steps in order relies on it.
  const steps = found.size === 0 ? kept : inOrder([...kept, ...found.values()]);
  const own = Map.groupBy(steps, ({ address }) => address);
  const [ofWhole, ofPart] = [new Set(whole.steps), new Set(part.steps)];
  const resourceOf = (one: ResourcePlan, planned: ReadonlySet<Step>): ResourcePlan => {
    const mine = own.get(one.address) ?? [];
    const isWhole = mine.length === one.steps.length && mine.every((step) => planned.has(step));
    return {
      ...one,
      steps: mine.map(({ id }) => id),
      // A change in two halves is shown as one as long as both are ahead (engine/plan/resource-plan.ts).
      changes: isWhole ? one.changes : mine.flatMap(({ changes }) => changes),
    };
  };
  const known = new Set(whole.resources.map(({ address }) => address));
  return {
    ...whole,
    resources: [
      ...whole.resources.map((one) => {
        const now = seen.get(one.address);
        // A fast look knows less of a resource than the look at everything.
        if (now === undefined) return one;
        return now.read === undefined ? resourceOf(now, ofPart) : resourceOf(one, ofWhole);
      }),
      ...part.resources.filter(({ address }) => !known.has(address)).map((one) => resourceOf(one, ofPart)),
    ],
    steps,
  };
}

/**
 * Keeps the step as it was where a batch blocks it by an earlier wave. Trusts no such block of a step that waits for
 * something else: to a batch no earlier wave is done.
 */
function atLeast(before: Step, now: Step): Step {
  const isSame = before.desired === now.desired && before.observed === now.observed;
  const isOfBatch = now.gate.is === 'blocked' && now.gate.reason === 'earlier-wave';
  return isSame && isOfBatch ? before : now;
}
