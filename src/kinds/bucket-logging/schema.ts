import { z } from 'zod';
import { bucketName, described, ref } from '../shared/fields.ts';

/** How S3 names log files: plainly, or by source bucket and the date of the event or of the delivery. */
export const keyFormats = ['SimplePrefix', 'EventTime', 'DeliveryTime'] as const;

/** The spec of a bucket's server access logging (S3 API, PutBucketLogging). */
export const BucketLoggingSpecSchema = z
  .strictObject({
    bucket: ref({
      to: ['Bucket'],
      attribute: 'name',
      literal: bucketName,
      description: 'The bucket whose requests are logged, managed here or not.',
      examples: [{ ref: 'Bucket/customer-data' }, 'customer-data-111122223333'],
      identity: true,
    }),
    targetBucket: ref({
      to: ['Bucket'],
      attribute: 'name',
      literal: bucketName,
      description: 'The target bucket of the log files.',
      examples: [{ ref: 'Bucket/access-logs' }, 'access-logs-111122223333'],
      onNull: 'no server access logging',
      limits: [
        'in the account and Region of the bucket',
        'not the bucket itself: each delivery would be logged again',
        'its default encryption must be AES256: S3 cannot deliver access logs with a KMS key',
        'without Object Lock and without Requester Pays',
      ],
    }).nullable(),
    targetPrefix: described(z.string().max(800).optional(), {
      description: 'The key prefix of log files. End it with a slash for a folder.',
      unset: 'not managed; kept unchanged, empty if logging was off',
      examples: ['customer-data/'],
    }),
    targetObjectKeyFormat: described(z.enum(keyFormats).optional(), {
      description:
        'The format after the prefix. SimplePrefix: the time of delivery. EventTime or DeliveryTime: partitions account/Region/bucket/date by that date (PartitionedPrefix).',
      unset: 'not managed; kept unchanged, SimplePrefix if logging was off',
      examples: ['EventTime'],
    }),
  })
  .superRefine((spec, context) => {
    if (spec.targetBucket !== null) return;
    for (const field of ['targetPrefix', 'targetObjectKeyFormat'] as const) {
      if (spec[field] !== undefined)
        context.addIssue({
          code: 'custom',
          path: [field],
          message: 'has no effect if targetBucket is null',
          input: spec,
        });
    }
  });

export type BucketLoggingSpecOf = z.infer<typeof BucketLoggingSpecSchema>;
