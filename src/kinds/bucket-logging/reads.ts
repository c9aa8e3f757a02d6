import { z } from 'zod';
import { s3 } from '../../aws/services/s3.ts';
import type { Read } from '../../model/kind/read.ts';
import type { BucketLoggingSpecOf, keyFormats } from './schema.ts';
import { noBucket } from '../shared/s3/buckets.ts';

export type KeyFormat = (typeof keyFormats)[number];

const text = z.string().exactOptional();

const Grant = z.object({
  Grantee: z
    .object({ Type: z.string(), ID: text, DisplayName: text, EmailAddress: text, URI: text })
    .exactOptional(),
  Permission: text,
});

export interface Logging {
  /** Null: the bucket logs nothing, and the others are not there. */
  readonly targetBucket: string | null;
  readonly targetPrefix?: string;
  readonly targetObjectKeyFormat?: KeyFormat;
  /** Access by ACL that somebody gave to log files: no manifest says it, and it is carried along. */
  readonly targetGrants?: readonly z.infer<typeof Grant>[];
}

export type LoggingReads = { readonly logging: Logging };

const Answer = z.object({
  LoggingEnabled: z
    .object({
      TargetBucket: z.string(),
      TargetPrefix: z.string().nullish(),
      TargetGrants: z.array(Grant).nullish(),
      TargetObjectKeyFormat: z
        .object({
          PartitionedPrefix: z
            .object({ PartitionDateSource: z.enum(['EventTime', 'DeliveryTime']).nullish() })
            .nullish(),
        })
        .nullish(),
    })
    .nullish(),
});

/** A bucket that logs nothing answers without LoggingEnabled (S3 API, GetBucketLogging). */
export const logging: Read<BucketLoggingSpecOf, Logging> = {
  trust: 'truth',
  asks: ['s3:GetBucketLogging'],
  call: (at) => s3.getBucketLogging(at.place, { Bucket: at.spec.bucket }),
  parse(answer) {
    const live = Answer.parse(answer).LoggingEnabled;
    if (live === undefined || live === null) return { targetBucket: null };
    const partitioned = live.TargetObjectKeyFormat?.PartitionedPrefix;
    return {
      targetBucket: live.TargetBucket,
      targetPrefix: live.TargetPrefix ?? '',
      // EventTime is the default of partitions (S3 API, PartitionedPrefix), SimplePrefix that of names.
      targetObjectKeyFormat: partitioned ? (partitioned.PartitionDateSource ?? 'EventTime') : 'SimplePrefix',
      targetGrants: live.TargetGrants ?? [],
    };
  },
  missing: noBucket,
};
