import type { Change } from '../../model/change.ts';
import type { Comparator } from '../../model/kind/compare.ts';
import { pathOf, segmentsOf } from '../../model/path.ts';
import { byCodeUnit, sameTree, type Tree } from '../../model/tree.ts';
import { newEnds, withoutNewEnds } from './ends.ts';
import { ruleIn, ruleOfId, rulesIn, type Rule, type Rules } from './rules.ts';
import { canonical } from './wire.ts';

/** Rules by ID, each in its one form. */
export function canonicalRules(rules: Rules): Rules {
  return Object.fromEntries(Object.entries(rules).map(([id, rule]) => [id, canonical(rule)]));
}

/**
 * Returns what the first of two writes leaves of a changed rule. It ends what deletes too much and begins nothing.
 */
function safestOf({ before, after }: Change): Rule | undefined {
  const [was, is] = [ruleIn(before), ruleIn(after)];
  if (is === undefined || newEnds(is, was === undefined ? [] : [was]).length === 0) return is;
  return was === undefined || newEnds(was, [is]).length === 0 ? was : withoutNewEnds(is, was);
}

function changesOf(seen: Tree | undefined, want: Tree): readonly Change[] {
  const [live, wanted] = [canonicalRules(rulesIn(seen)), canonicalRules(rulesIn(want))];
  const ids = new Set([...Object.keys(live), ...Object.keys(wanted)]);
  return [...ids].toSorted(byCodeUnit).flatMap((id) => {
    const [before, after] = [ruleOfId(live, id), ruleOfId(wanted, id)];
    return sameTree(before, after) ? [] : [{ path: pathOf([id]), before, after }];
  });
}

/**
 * A rule that deletes less is written first, and one that deletes more waits: they must not share a call.
 * A rule that does both is first written without what it deletes more: what somebody made it delete ends at once.
 */
export const rulesComparator: Comparator = {
  meaning: 'Rules are compared by their IDs, each as a whole.',
  apart: true,
  equal: (seen, want) => changesOf(seen, want).length === 0,
  canonical: (tree) => canonicalRules(rulesIn(tree)),
  diff: changesOf,
  half(seen, want) {
    const changes = changesOf(seen, want);
    if (changes.length === 0) return 'neither';
    const first = changes.map((change) => ({ ...change, safest: safestOf(change) }));
    if (first.every(({ safest, after }) => sameTree(safest, after))) return 'expand';
    return first.every(({ safest, before }) => sameTree(safest, before)) ? 'contract' : 'both';
  },
  widest(seen, want) {
    const rules = new Map(Object.entries(canonicalRules(rulesIn(seen))));
    for (const change of changesOf(seen, want)) {
      const id = segmentsOf(change.path)[0] ?? '';
      const safest = safestOf(change);
      if (safest === undefined) rules.delete(id);
      else rules.set(id, safest);
    }
    return Object.fromEntries(rules);
  },
};
