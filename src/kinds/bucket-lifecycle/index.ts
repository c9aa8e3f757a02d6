import { s3 } from '../../aws/services/s3.ts';
import type { Call } from '../../model/call.ts';
import { declareKind } from '../../model/kind/declare.ts';
import type { WriteInput } from '../../model/kind/facet.ts';
import { documentFreshFor } from '../../model/pace.ts';
import { byCodeUnit } from '../../model/tree.ts';
import { whole } from '../shared/facet/whole.ts';
import { names } from '../shared/policy/gates.ts';
import { partOfBucket } from '../shared/s3/part.ts';
import { lifecycle, type LifecycleReads } from './reads.ts';
import { canonicalRules, rulesComparator } from './compare.ts';
import { deletedByHand, lifecycleRules } from './risks.ts';
import { rulesIn } from './rules.ts';
import { BucketLifecycleSpecSchema, type BucketLifecycleSpecOf } from './schema.ts';
import { sentRule } from './wire.ts';

const facet = whole<BucketLifecycleSpecOf, LifecycleReads>({
  path: '/rules',
  about: 'All rules. One call replaces them; undeclared rules are removed.',
  read: 'lifecycle',
  compare: rulesComparator,
  want: ({ spec }) => canonicalRules(Object.fromEntries(spec.rules.map(({ id, ...rule }) => [id, rule]))),
  seen: ({ lifecycle: live }) => live?.rules,
  put: { calls: [s3.putBucketLifecycleConfiguration.op, s3.deleteBucketLifecycle.op], write: replaceRules },
  gates: lifecycleRules,
  harm: deletedByHand,
  ungated: [names('/bucket')],
  freshFor: documentFreshFor,
});

/** What a configuration has that does not say it (S3 API, PutBucketLifecycleConfiguration). */
const defaultMinimumSize = 'all_storage_classes_128K';

/**
 * Replaces the rules. S3 takes the whole configuration, and none without a rule (S3 API,
 * PutBucketLifecycleConfiguration).
 */
function replaceRules({
  at,
  target,
  reads: { lifecycle: live },
}: WriteInput<BucketLifecycleSpecOf, LifecycleReads>): readonly Call[] {
  const Bucket = at.spec.bucket;
  const rules = Object.entries(rulesIn(target))
    .toSorted(([a], [b]) => byCodeUnit(a, b))
    .map(([id, rule]) => sentRule(id, rule));
  if (rules.length === 0) return [s3.deleteBucketLifecycle(at.place, { Bucket })];
  return [
    s3.putBucketLifecycleConfiguration(at.place, {
      Bucket,
      LifecycleConfiguration: { Rules: rules },
      TransitionDefaultMinimumObjectSize: live?.minimumSize ?? defaultMinimumSize,
    }),
  ];
}

/** The lifecycle configuration of a bucket, which may be ours or not. */
export const bucketLifecycle = declareKind<BucketLifecycleSpecOf, LifecycleReads>({
  kind: 'BucketLifecycle',
  summary:
    'The lifecycle rules of an S3 bucket: transitions to other storage classes and expiration of objects.',
  schema: BucketLifecycleSpecSchema,
  ...partOfBucket<BucketLifecycleSpecOf, LifecycleReads>({
    what: 'the lifecycle rules',
    blank: ({ lifecycle: live }) => live !== undefined && Object.keys(live.rules).length === 0,
  }),
  reads: { lifecycle },
  existence: 'lifecycle',
  facets: [facet],
  byHand: 'aws s3api delete-bucket-lifecycle --bucket NAME, which removes all of its rules',
});
