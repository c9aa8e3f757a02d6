import { z } from 'zod';
import { bucketName, described, ref } from '../shared/fields.ts';
import { flawsOf, rule } from './rules.ts';

/** The spec of a bucket's lifecycle configuration (S3 API, PutBucketLifecycleConfiguration). */
export const BucketLifecycleSpecSchema = z.strictObject({
  bucket: ref({
    to: ['Bucket'],
    attribute: 'name',
    literal: bucketName,
    description: 'The bucket whose objects the rules are for, ours or not.',
    examples: [{ ref: 'Bucket/access-logs' }, 'access-logs-111122223333'],
    identity: true,
  }),
  rules: described(
    z.record(z.string().min(1).max(255), rule).superRefine((rules, context) => {
      if (Object.keys(rules).length > 1000)
        context.addIssue({ code: 'custom', message: 'has more than 1,000 rules', input: rules });
      for (const [id, one] of Object.entries(rules)) {
        for (const [path, message] of flawsOf(one))
          context.addIssue({ code: 'custom', path: [id, ...path], message, input: one });
      }
    }),
    {
      description:
        'All lifecycle rules of the bucket by their IDs. A rule that stands here only in part is that part: what it leaves out it does not do. A rule that does not stand here is removed.',
      limits: [
        'at most 1,000 rules',
        'each rule has an action',
        'the expiration of a rule comes after its transitions, and all of them count in days or all by dates',
        'delete markers and incomplete uploads cannot be filtered by tags',
      ],
      examples: [{ 'old-logs': { filter: { prefix: 'logs/' }, expiration: { days: 365 } } }, {}],
    },
  ),
});

export type BucketLifecycleSpecOf = z.infer<typeof BucketLifecycleSpecSchema>;
