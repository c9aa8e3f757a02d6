import { z } from 'zod';
import { operation, type Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import { bucketFor } from './access.ts';
import { bucketInput } from './buckets.ts';
import { lifecycleRule, type LifecycleRule } from './lifecycle-rule.ts';
import { requireLifecycle } from './lifecycle-rules.ts';

/** Replaces the whole (S3 API Reference, PutBucketLifecycleConfiguration). A rule without an ID gets one. */
const putBucketLifecycleConfiguration = operation(
  'writes',
  bucketInput.extend({
    LifecycleConfiguration: z.object({ Rules: z.array(lifecycleRule) }),
    TransitionDefaultMinimumObjectSize: z
      .enum(['all_storage_classes_128K', 'varies_by_storage_class'])
      .default('all_storage_classes_128K'),
  }),
  (context, input) => {
    const bucket = bucketFor(context, input, 's3:PutLifecycleConfiguration');
    const { Rules } = input.LifecycleConfiguration;
    requireLifecycle(Rules);
    const lifecycle = {
      rules: Rules.map((rule, index): LifecycleRule => ({ ...rule, ID: rule.ID ?? `rule-${index + 1}` })),
      minimumSize: input.TransitionDefaultMinimumObjectSize,
    };
    context.world.put('bucket', 'aws', bucket.name, { ...bucket, lifecycle });
    return { TransitionDefaultMinimumObjectSize: lifecycle.minimumSize };
  },
);

const getBucketLifecycleConfiguration = operation('reads', bucketInput, (context, input) => {
  const { lifecycle } = bucketFor(context, input, 's3:GetLifecycleConfiguration');
  if (lifecycle === undefined) {
    refuse('NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist', 404, {
      BucketName: input.Bucket,
    });
  }
  return {
    Rules: lifecycle.rules.map(shown),
    TransitionDefaultMinimumObjectSize: lifecycle.minimumSize,
  };
});

/** Returns a rule as the wire has it: an instant is a Date. */
function shown({ Expiration, Transitions, ...rule }: LifecycleRule) {
  return {
    ...rule,
    ...(Expiration === undefined ? {} : { Expiration: dated(Expiration) }),
    ...(Transitions === undefined ? {} : { Transitions: Transitions.map(dated) }),
  };
}

function dated<T extends { readonly Date?: number | undefined }>({ Date: at, ...rest }: T) {
  return at === undefined ? rest : { ...rest, Date: new Date(at) };
}

/** Nobody has to put one first: it answers 204 in either case (guess, as the other settings of a bucket do). */
const deleteBucketLifecycle = operation('writes', bucketInput, (context, input) => {
  const { lifecycle: _gone, ...bucket } = bucketFor(context, input, 's3:PutLifecycleConfiguration');
  context.world.put('bucket', 'aws', bucket.name, bucket);
  return undefined;
});

export const lifecycleOperations: Operations = {
  PutBucketLifecycleConfiguration: putBucketLifecycleConfiguration,
  GetBucketLifecycleConfiguration: getBucketLifecycleConfiguration,
  DeleteBucketLifecycle: deleteBucketLifecycle,
};
