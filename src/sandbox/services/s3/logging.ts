import { z } from 'zod';
import { operation, type Context, type Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import { bucketFor } from './access.ts';
import { bucketInput } from './buckets.ts';
import type { BucketRecord } from './records.ts';

const format = z.strictObject({
  SimplePrefix: z.looseObject({}).optional(),
  PartitionedPrefix: z
    .object({ PartitionDateSource: z.enum(['EventTime', 'DeliveryTime']).default('EventTime') })
    .optional(),
});

const enabled = z.object({
  TargetBucket: z.string(),
  TargetPrefix: z.string(),
  TargetGrants: z.array(z.unknown()).optional(),
  TargetObjectKeyFormat: format.optional(),
});

/** Replaces the whole; an empty status turns it off (S3 API Reference, PutBucketLogging). */
const putBucketLogging = operation(
  'writes',
  bucketInput.extend({ BucketLoggingStatus: z.object({ LoggingEnabled: enabled.optional() }) }),
  (context, input) => {
    const { logging: _before, ...bucket } = bucketFor(context, input, 's3:PutBucketLogging');
    const logging = input.BucketLoggingStatus.LoggingEnabled;
    if (logging !== undefined) requireTarget(context, bucket, logging);
    context.world.put('bucket', 'aws', bucket.name, {
      ...bucket,
      ...(logging === undefined ? {} : { logging }),
    });
    return undefined;
  },
);

function requireTarget(
  { world }: Context,
  source: BucketRecord,
  { TargetBucket: name, TargetGrants: grants = [], TargetObjectKeyFormat: of }: z.infer<typeof enabled>,
): void {
  if (of !== undefined && (of.SimplePrefix === undefined) === (of.PartitionedPrefix === undefined)) {
    refuse(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    );
  }
  const target = world.get('bucket', 'aws', name);
  if (target === undefined || target.account !== source.account) {
    refuse('InvalidTargetBucketForLogging', 'The target bucket for logging does not exist', 400, {
      TargetBucket: name,
    });
  }
  // S3 error codes, CrossLocationLoggingProhibited.
  if (target.region !== source.region) {
    refuse('CrossLocationLoggingProhibited', 'Cross S3 location logging not allowed. ', 403);
  }
  // LoggingEnabled, TargetGrants: not with BucketOwnerEnforced. The name of the error is a guess.
  if (grants.length > 0 && target.ownership === 'BucketOwnerEnforced') {
    refuse('InvalidArgument', 'Target grants are not supported where the bucket owner is enforced');
  }
}

const getBucketLogging = operation('reads', bucketInput, (context, input) => {
  const { logging } = bucketFor(context, input, 's3:GetBucketLogging');
  return logging === undefined ? {} : { LoggingEnabled: logging };
});

export const loggingOperations: Operations = {
  PutBucketLogging: putBucketLogging,
  GetBucketLogging: getBucketLogging,
};
