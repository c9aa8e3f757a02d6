import { z } from 'zod';
import { bucketName, described, ref } from '../shared/fields.ts';
import { flawsOf, rule } from './rules.ts';

const id = described(z.string().min(1).max(255), {
  description: 'The name of the rule, which identifies it across changes.',
  examples: ['old-logs'],
});

/** The spec of a bucket's lifecycle configuration (S3 API, PutBucketLifecycleConfiguration). */
export const BucketLifecycleSpecSchema = z.strictObject({
  bucket: ref({
    to: ['Bucket'],
    attribute: 'name',
    literal: bucketName,
    description: 'The bucket of the rules, managed here or not.',
    examples: [{ ref: 'Bucket/access-logs' }, 'access-logs-111122223333'],
    identity: true,
  }),
  rules: described(
    z.array(rule.extend({ id })).superRefine((rules, context) => {
      const wrong = (path: readonly (string | number)[], message: string): void =>
        context.addIssue({ code: 'custom', path: [...path], message, input: rules });
      if (rules.length > 1000) wrong([], 'has more than 1,000 rules');
      rules.forEach(({ id: name, ...one }, index) => {
        if (rules.findIndex((other) => other.id === name) < index)
          wrong([index, 'id'], `another rule is called ${name}`);
        for (const [path, message] of flawsOf(one)) wrong([index, ...path], message);
      });
    }),
    {
      description:
        'All lifecycle rules of the bucket. An unset action is not performed, and an undeclared rule is removed.',
      keyedBy: 'id',
      limits: [
        'at most 1,000 rules',
        'each rule has an action',
        'the expiration of a rule must come after its transitions, and all must use days or all dates',
        'delete markers and incomplete uploads cannot be filtered by tags',
      ],
      examples: [[{ id: 'old-logs', filter: { prefix: 'logs/' }, expiration: { days: 365 } }], []],
    },
  ),
});

export type BucketLifecycleSpecOf = z.infer<typeof BucketLifecycleSpecSchema>;
