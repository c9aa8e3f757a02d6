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
      description: 'The bucket whose requests are logged, ours or not.',
      examples: [{ ref: 'Bucket/customer-data' }, 'customer-data-111122223333'],
      identity: true,
    }),
    targetBucket: ref({
      to: ['Bucket'],
      attribute: 'name',
      literal: bucketName,
      description: 'The bucket that S3 delivers the log files to.',
      examples: [{ ref: 'Bucket/access-logs' }, 'access-logs-111122223333'],
      onNull: 'no server access logging',
      limits: [
        'in the account and Region of the bucket',
        'not the bucket itself: each delivery would be logged again',
        'its default encryption is AES256: S3 delivers no log files under a KMS key',
        'without Object Lock and without Requester Pays',
      ],
    }).nullable(),
    targetPrefix: described(z.string().max(800).optional(), {
      description: 'What the key of each log file begins with. A slash at its end makes it a folder.',
      unset: 'not managed; carried along unchanged, empty where nothing was logged before',
      examples: ['customer-data/'],
    }),
    targetObjectKeyFormat: described(z.enum(keyFormats).optional(), {
      description:
        'What follows the prefix: SimplePrefix, the time of delivery; EventTime or DeliveryTime, the partitions account/Region/bucket/date with that date (PartitionedPrefix).',
      unset: 'not managed; carried along unchanged, SimplePrefix where nothing was logged before',
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
          message: 'means nothing where targetBucket is null',
          input: spec,
        });
    }
  });

export type BucketLoggingSpecOf = z.infer<typeof BucketLoggingSpecSchema>;
