import { s3 } from '../../aws/services/s3.ts';
import type { Facet } from '../../model/kind/facet.ts';
import { declareKind } from '../../model/kind/declare.ts';
import type { Subject } from '../../model/subject.ts';
import { asText, isMap, type Tree } from '../../model/tree.ts';
import { put } from '../shared/facet/put.ts';
import { whole } from '../shared/facet/whole.ts';
import { names } from '../shared/policy/gates.ts';
import { bucketAndPolicy, waitsForBucket } from '../shared/s3/buckets.ts';
import { partOfBucket } from '../shared/s3/part.ts';
import { logging, type Logging, type LoggingReads } from './reads.ts';
import { isTurnedOff, loggingRules } from './risks.ts';
import { BucketLoggingSpecSchema, type BucketLoggingSpecOf } from './schema.ts';

type At = Subject<BucketLoggingSpecOf>;

const facet: Facet<BucketLoggingSpecOf, LoggingReads> = whole({
  path: '',
  about: 'The whole logging configuration. One call replaces it; Keywright sends unset settings unchanged.',
  read: 'logging',
  members: ['targetBucket', 'targetPrefix', 'targetObjectKeyFormat'],
  put: put(s3.putBucketLogging, ({ at, target, reads }) => loggingInput(at, target, reads.logging)),
  half: (change) => (isTurnedOff(change) ? 'contract' : 'expand'),
  gates: loggingRules,
  ungated: [
    names('/bucket'),
    { paths: ['/targetObjectKeyFormat'], why: 'log files still arrive under the same prefix' },
  ],
  repair: (change) => (isTurnedOff(change) ? 'access-giving' : 'protective'),
  records: true,
});

/**
 * Builds the input of the call, which replaces the whole; an empty one turns logging off (S3 API, PutBucketLogging).
 */
function loggingInput(
  at: At,
  target: Tree,
  live: Logging | undefined,
): Parameters<typeof s3.putBucketLogging>[1] {
  const { targetBucket = null, targetPrefix = '', targetObjectKeyFormat } = isMap(target) ? target : {};
  const grants = live?.targetBucket === targetBucket ? live.targetGrants : undefined;
  const LoggingEnabled =
    targetBucket === null
      ? undefined
      : {
          TargetBucket: asText(targetBucket),
          TargetPrefix: asText(targetPrefix),
          // Left out it is SimplePrefix.
          ...(targetObjectKeyFormat === undefined || targetObjectKeyFormat === 'SimplePrefix'
            ? {}
            : {
                TargetObjectKeyFormat: {
                  PartitionedPrefix: { PartitionDateSource: asText(targetObjectKeyFormat) },
                },
              }),
          // Of another bucket they may be refused: with BucketOwnerEnforced there are none (S3 API, LoggingEnabled).
          ...(grants === undefined || grants.length === 0 ? {} : { TargetGrants: grants }),
        };
  return {
    Bucket: at.spec.bucket,
    BucketLoggingStatus: LoggingEnabled === undefined ? {} : { LoggingEnabled },
  };
}

/** The server access logging of a bucket, which may be ours or not. */
export const bucketLogging = declareKind<BucketLoggingSpecOf, LoggingReads>({
  kind: 'BucketLogging',
  summary: 'The server access logging of an S3 bucket: where S3 delivers its log files.',
  schema: BucketLoggingSpecSchema,
  ...partOfBucket<BucketLoggingSpecOf, LoggingReads>({
    what: 'the access logging',
    blank: ({ logging: live }) => live?.targetBucket === null,
  }),
  waitsFor: (at, others) => [
    ...waitsForBucket(at, others),
    ...(at.spec.targetBucket === null
      ? []
      : bucketAndPolicy({ bucket: at.spec.targetBucket }, others, {
          bucket: 'the bucket of its log files',
          policy: 'the bucket policy that allows S3 to deliver',
        })),
  ],
  uses: ({ logging: live }) => (typeof live?.targetBucket === 'string' ? [live.targetBucket] : []),
  reads: { logging },
  existence: 'logging',
  facets: [facet],
  byHand: 'aws s3api put-bucket-logging --bucket NAME --bucket-logging-status {}, which turns it off',
});
