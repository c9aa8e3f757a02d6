import * as resources from '../../aws/services/resource.ts';
import { names } from '../shared/policy/gates.ts';
import { z } from 'zod';
import type { Facet } from '../../model/kind/facet.ts';
import { declareKind } from '../../model/kind/declare.ts';
import type { Read } from '../../model/kind/read.ts';
import type { Subject } from '../../model/subject.ts';
import { isMap, type Tree } from '../../model/tree.ts';
import { lintPolicy, policyText } from '../../policy/index.ts';
import {
  attached,
  documentIn,
  droppedSids,
  isOurs,
  partOf,
  sidOf,
  statementsIn,
  withOurs,
} from '../shared/policy/attached.ts';
import { nameOfBucket, noBucket } from '../shared/s3/buckets.ts';
import { partOfBucket } from '../shared/s3/part.ts';
import { s3 } from '../../aws/services/s3.ts';
import { readersOfBucket } from '../shared/policy/declared-readers.ts';
import { withoutDead } from '../shared/policy/dead-principals.ts';
import { policyFacet } from '../shared/policy/document.ts';
import { documentOf, inPartition, policyOf } from '../shared/policy/facet.ts';
import { withRoom } from '../shared/policy/room.ts';
import { bucketLocks, validateBucketPolicy } from '../shared/policy/risks.ts';
import { logDeliveryIn, logDeliveryRisks, withLogDelivery } from './log-delivery.ts';
import { bucketResources } from './resources.ts';
import { BucketPolicySpecSchema, type BucketPolicySpecOf } from './schema.ts';

type At = Subject<BucketPolicySpecOf>;

type BucketPolicyReads = {
  /** Null: the bucket has none. Text: what S3 returned and is no JSON object. */
  readonly policy: Tree;
};

const policy: Read<BucketPolicySpecOf, Tree> = {
  trust: 'truth',
  asks: ['s3:GetBucketPolicy'],
  call: (at) => s3.getBucketPolicy(at.place, { Bucket: at.spec.bucket }),
  parse(answer) {
    const text = z.object({ Policy: z.string() }).parse(answer).Policy;
    return documentOf(text) ?? text;
  },
  instead: { NoSuchBucketPolicy: null },
  missing: noBucket,
};

const document: Facet<BucketPolicySpecOf, BucketPolicyReads> = policyFacet({
  of: 'bucket',
  path: '/document',
  about: 'The policy, or our statements in it. Statements of others are sent back unchanged.',
  want(at, reads, applied) {
    const ours = inPartition(at.spec.document, at.settings.partition) ?? null;
    const live = reads.policy ?? null;
    if (at.spec.ownership === 'document') return attached(withLogDelivery(ours, live, at));
    const sids = namesIn(ours);
    const all = [...sids, ...droppedSids(applied, live, sids)];
    return attached(withOurs(live, ours, all), all);
  },
  legal: (_state, { spec }, _reads, want) => {
    const whole = documentIn(want);
    const alive = withoutDead(whole);
    if (alive.is !== 'now') return alive;
    return withRoom('bucket', whole, statementsIn(whole).length - statementsIn(spec.document).length);
  },
  put: {
    calls: [s3.putBucketPolicy.op, s3.deleteBucketPolicy.op],
    write({ at, target }) {
      const Bucket = at.spec.bucket;
      const wanted = documentIn(target);
      return wanted === null
        ? [s3.deleteBucketPolicy(at.place, { Bucket })]
        : [s3.putBucketPolicy(at.place, { Bucket, Policy: policyText(wanted) })];
    },
  },
  ungated: [
    { paths: ['/ownership'], why: 'a looser one is judged with the Stack (loosen)' },
    names('/bucket'),
  ],
  readers: (at, others) => readersOfBucket(nameOfBucket(at.spec), at, others),
  locks: (policy, at) => bucketLocks(policy, nameOfBucket(at.spec), at),
  where: (at) => ({ resource: resources.bucket.arn(nameOfBucket(at.spec), at.settings.partition) }),
  besides: (live, want, at) => logDeliveryRisks(want, live, at),
});

function namesIn(ours: Tree): readonly string[] {
  return statementsIn(ours).flatMap((statement) => sidOf(statement) ?? []);
}

/**
 * Returns the statements in the live policy that no manifest owns. Where the whole is ours, these are those that are
 * kept all the same.
 */
function othersIn(at: At, { policy: live }: Partial<BucketPolicyReads>, applied?: Tree): Tree {
  if (live === undefined) return null;
  const sids = namesIn(at.spec.document);
  // A statement that the manifest dropped is ours until it is removed.
  const others = partOf(live, [...sids, ...droppedSids(applied, live, sids)], 'others');
  if (at.spec.ownership === 'statements') return others;
  return isMap(others) && at.spec.document !== null
    ? { ...others, Statement: logDeliveryIn(others, at) }
    : null;
}

/** Lists the statements of others and says what is wrong with them: they are as effective as ours. */
function notesOn(at: At, reads: Partial<BucketPolicyReads>, applied: Tree | undefined): readonly string[] {
  const others = othersIn(at, reads, applied);
  const names = statementsIn(others).map((statement, index) => sidOf(statement) ?? `the ${ordinal(index)}`);
  if (names.length === 0) return [];
  const parsed = policyOf(others);
  const found =
    parsed === undefined
      ? []
      : lintPolicy(parsed, {
          kind: 'bucket',
          account: at.place.account,
          partition: at.settings.partition,
          region: at.place.region,
          administrators: [],
        }).filter(({ severity }) => severity !== 'info');
  const whose = at.spec.ownership === 'document' ? 'AWS log delivery' : 'others';
  return [
    `statements of ${whose} are kept: ${names.join(', ')}`,
    ...found.map(({ message }) => `not ours: ${message}`),
  ];
}

function ordinal(index: number): string {
  return `the statement without a Sid at position ${index + 1}`;
}

/** The policy of a bucket, ours or not. */
export const bucketPolicy = declareKind<BucketPolicySpecOf, BucketPolicyReads>({
  kind: 'BucketPolicy',
  summary: 'The policy of an S3 bucket, or only our statements in it.',
  schema: BucketPolicySpecSchema,
  ...partOfBucket<BucketPolicySpecOf, BucketPolicyReads>({
    what: 'the policy',
    // Where statements are shared, those of others do not count.
    blank: ({ policy: live }, at) =>
      live === null ||
      (at.spec.ownership === 'statements' &&
        live !== undefined &&
        !statementsIn(live).some((statement) => isOurs(sidOf(statement), namesIn(at.spec.document)))),
  }),
  reads: { policy },
  existence: 'policy',
  notes: (reads, at, applied) => notesOn(at, reads, applied(document.name)),
  facets: [document],
  byHand: 'aws s3api delete-bucket-policy --bucket NAME',
  validate: (at) =>
    at.spec.document === null
      ? []
      : [
          ...validateBucketPolicy(at.spec.document, nameOfBucket(at.spec), at),
          ...bucketResources(at.spec.document, nameOfBucket(at.spec), at.settings.partition),
        ],
});
