import type { Change } from '../../model/change.ts';
import { segmentsOf } from '../../model/path.ts';
import { sameTree } from '../../model/tree.ts';
import type { RiskRule } from '../shared/policy/risk-rules.ts';
import { inWords, newEnds } from './ends.ts';
import type { LifecycleReads } from './reads.ts';
import { rule, ruleIn, ruleOfId, type Rule, type Rules } from './rules.ts';
import type { BucketLifecycleSpecOf } from './schema.ts';
import { canonical } from './wire.ts';

/** What S3 deletes is gone: also where a repair puts the rule back, which may have been taken out to keep evidence. */
export const lifecycleRules: readonly RiskRule<BucketLifecycleSpecOf, LifecycleReads>[] = [
  {
    paths: ['/rules'],
    on: 'gains',
    class: 'delete',
    when: 'a rule that expires more, or sooner, unless this run creates the bucket',
    restoring: 'waits',
    finds: (changes, { at, reads }) =>
      changes.flatMap(({ path, after }) => {
        const added = ruleIn(after);
        // A bucket that this plan makes has no answer yet, and holds nothing that could be deleted.
        if (added === undefined || reads.lifecycle === undefined) return [];
        const id = segmentsOf(path).at(-1) ?? '';
        const wanted = Object.fromEntries(at.spec.rules.map(({ id: name, ...one }) => [name, one]));
        const ends = endsBeside(id, added, reads.lifecycle.rules, wanted);
        if (ends.length === 0) return [];
        return [{ message: `rule ${id} will delete ${ends.join(', ')} (${inWords(added.filter)})`, path }];
      }),
  },
];

/**
 * Describes what a rule deletes that was added or changed by hand. The rules of approval measure by the live rules,
 * so they find nothing new in one that is live.
 */
export function deletedByHand({ path, before, after }: Change): string | undefined {
  const [was, is] = [before, after].map((side) => rule.safeParse(side).data);
  const ends = is === undefined ? [] : newEnds(is, was === undefined ? [] : [was]);
  if (is === undefined || ends.length === 0) return undefined;
  return `rule ${segmentsOf(path).at(-1) ?? ''} deletes ${ends.join(', ')} (${inWords(is.filter)})`;
}

/**
 * Lists what a rule deletes that the live rules do not. Another rule counts for what it still deletes when all is
 * applied. One that somebody added by hand, and that this plan takes out, must not let a rule of Git pass. The same
 * rule under another ID does.
 */
function endsBeside(id: string, added: Rule, live: Rules, wanted: Rules): readonly string[] {
  const left = Object.entries(live).map(([name, other]): readonly string[] => {
    if (name === id || sameTree(canonical(other), canonical(added))) return newEnds(added, [other]);
    const later = ruleOfId(wanted, name);
    return [...newEnds(added, [other]), ...newEnds(added, later === undefined ? [] : [later])];
  });
  return newEnds(added, []).filter((end) => left.every((ends) => ends.includes(end)));
}
