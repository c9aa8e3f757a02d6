import { z } from 'zod';
import { s3 } from '../../aws/services/s3.ts';
import type { Read } from '../../model/kind/read.ts';
import type { Rules } from './rules.ts';
import type { BucketLifecycleSpecOf } from './schema.ts';
import { AwsRule, ruleOf } from './wire.ts';
import { noBucket } from '../shared/s3/buckets.ts';

export interface Lifecycle {
  readonly rules: Rules;
  /** TransitionDefaultMinimumObjectSize: no manifest says it, and it is carried along. */
  readonly minimumSize?: string;
}

export type LifecycleReads = { readonly lifecycle: Lifecycle };

const Answer = z.object({
  Rules: z.array(AwsRule),
  TransitionDefaultMinimumObjectSize: z.string().nullish(),
});

export const lifecycle: Read<BucketLifecycleSpecOf, Lifecycle> = {
  trust: 'truth',
  asks: ['s3:GetBucketLifecycleConfiguration'],
  call: (at) => s3.getBucketLifecycleConfiguration(at.place, { Bucket: at.spec.bucket }),
  parse(answer) {
    const { Rules, TransitionDefaultMinimumObjectSize: minimumSize } = Answer.parse(answer);
    return {
      rules: Object.fromEntries(Rules.map((one) => [one.ID, ruleOf(one)])),
      ...(minimumSize ? { minimumSize } : {}),
    };
  },
  instead: { NoSuchLifecycleConfiguration: { rules: {} } },
  missing: noBucket,
};
