import type { Step } from '../../model/plan.ts';
import { facetIdOf } from '../../model/step-id.ts';

export interface Pairs {
  /** The step of the earlier plan that a fresh one stands for; undefined: the earlier plan had none. */
  earlier(fresh: Step): Step | undefined;
  /** The fresh step that stands for one of the earlier plan. */
  fresh(earlier: Step): Step | undefined;
  /** Steps of the earlier plan of whose facet the fresh one has no step at all. */
  readonly gone: readonly Step[];
}

/**
 * Pairs each step of a fresh plan with the earlier step for the same half of the same facet. Their ids may differ,
 * since the second half of a write has its own name only while both halves are left.
 */
export function pairsOf(fresh: readonly Step[], earlier: readonly Step[]): Pairs {
  const toEarlier = new Map<Step, Step>();
  const toFresh = new Map<Step, Step>();
  const freshByFacet = Map.groupBy(fresh, facetIdOf);
  function pair(test: (a: Step, b: Step) => boolean): void {
    for (const old of earlier) {
      const found = freshByFacet
        .get(facetIdOf(old))
        ?.find((step) => !toEarlier.has(step) && !toFresh.has(old) && test(step, old));
      if (found === undefined) continue;
      toEarlier.set(found, old);
      toFresh.set(old, found);
    }
  }
  pair((a, b) => a.name === b.name && a.half === b.half);
  pair((a, b) => a.half === b.half);
  pair(() => true);
  return {
    earlier: (step) => toEarlier.get(step),
    fresh: (step) => toFresh.get(step),
    gone: earlier.filter((step) => !freshByFacet.has(facetIdOf(step))),
  };
}
