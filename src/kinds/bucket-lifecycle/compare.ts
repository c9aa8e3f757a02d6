import type { Change } from '../../model/change.ts';
import type { Comparator } from '../../model/kind/compare.ts';
import { pathOf } from '../../model/path.ts';
import { byCodeUnit, sameTree, type Tree } from '../../model/tree.ts';
import { newEnds } from './ends.ts';
import { ruleIn, rulesIn, type Rules } from './rules.ts';
import { canonical } from './wire.ts';

/** Rules by ID, each in its one form. */
export function canonicalRules(rules: Rules): Rules {
  return Object.fromEntries(Object.entries(rules).map(([id, rule]) => [id, canonical(rule)]));
}

/** Whether the rule of a change deletes more than it did, or sooner. */
function deletesMore({ before, after }: Change): boolean {
  const [was, is] = [ruleIn(before), ruleIn(after)];
  return is !== undefined && newEnds(is, was === undefined ? [] : [was]).length > 0;
}

function changesOf(seen: Tree | undefined, want: Tree): readonly Change[] {
  const [live, wanted] = [canonicalRules(rulesIn(seen)), canonicalRules(rulesIn(want))];
  const ids = new Set([...Object.keys(live), ...Object.keys(wanted)]);
  return [...ids]
    .toSorted(byCodeUnit)
    .filter((id) => !sameTree(live[id], wanted[id]))
    .map((id) => ({ path: pathOf([id]), before: live[id], after: wanted[id] }));
}

/** A rule that deletes less is written first, and one that deletes more waits: they must not share a call. */
export const rulesComparator: Comparator = {
  meaning: 'Rules are compared by their IDs, each as a whole.',
  apart: true,
  equal: (seen, want) => changesOf(seen, want).length === 0,
  canonical: (tree) => canonicalRules(rulesIn(tree)),
  diff: changesOf,
  half(seen, want) {
    const changes = changesOf(seen, want);
    const more = changes.filter(deletesMore).length;
    if (changes.length === 0) return 'neither';
    if (more === 0) return 'expand';
    return more === changes.length ? 'contract' : 'both';
  },
  widest(seen, want) {
    const kept = new Set(
      changesOf(seen, want)
        .filter(deletesMore)
        .map(({ path }) => path),
    );
    const [live, wanted] = [canonicalRules(rulesIn(seen)), canonicalRules(rulesIn(want))];
    const of = (rules: Rules, isKept: boolean): [string, Tree][] =>
      Object.entries(rules).filter(([id]) => kept.has(pathOf([id])) === isKept);
    return Object.fromEntries([...of(live, true), ...of(wanted, false)]);
  },
};
