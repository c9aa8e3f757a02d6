import { segmentsOf } from '../../model/path.ts';
import type { RiskRule } from '../shared/policy/risk-rules.ts';
import { inWords, newEnds } from './ends.ts';
import type { LifecycleReads } from './reads.ts';
import { ruleIn } from './rules.ts';
import type { BucketLifecycleSpecOf } from './schema.ts';

/** What S3 deletes is gone: also where a repair puts the rule back, which may have been taken out to keep evidence. */
export const lifecycleRules: readonly RiskRule<BucketLifecycleSpecOf, LifecycleReads>[] = [
  {
    paths: ['/rules'],
    on: 'gains',
    class: 'delete',
    when: 'a rule that expires more, or sooner, unless this run makes the bucket',
    restoring: 'waits',
    finds: (changes, { reads }) =>
      changes.flatMap(({ path, after }) => {
        const rule = ruleIn(after);
        // A bucket that this plan makes has no answer yet, and holds nothing that could be deleted.
        const ends =
          rule === undefined || reads.lifecycle === undefined
            ? []
            : newEnds(rule, Object.values(reads.lifecycle.rules));
        return ends.length === 0
          ? []
          : [
              {
                message: `rule ${segmentsOf(path).at(-1)} will delete ${ends.join(', ')} (${inWords(rule?.filter)})`,
                path,
              },
            ];
      }),
  },
];
