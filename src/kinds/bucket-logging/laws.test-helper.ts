import fc from 'fast-check';
import type { DriftRow, GateRow, KindLaws, Renaming } from '../../../test/support/kind-laws.ts';
import { bareBucket, sharedBucket, storeBucket } from '../../../test/support/bucket-world.ts';
import type { Hand } from '../../../test/support/hand.ts';
import { keyFormats } from './schema.ts';
import { documentYaml } from '../../../test/support/estate-facts.ts';
import { makeBucket, twoBuckets } from '../../../test/support/renamings.ts';

const documents = `
apiVersion: keywright.dev/v1
kind: BucketLogging
metadata: { name: store }
spec:
  bucket: { ref: Bucket/store }
  targetBucket: { ref: Bucket/bare }
  targetPrefix: store/
  targetObjectKeyFormat: EventTime
`;

function log(hand: Hand, change: Readonly<Record<string, unknown>>): void {
  const LoggingEnabled = {
    TargetBucket: bareBucket,
    TargetPrefix: 'store/',
    TargetObjectKeyFormat: { PartitionedPrefix: { PartitionDateSource: 'EventTime' } },
    ...change,
  };
  hand.s3('PutBucketLogging', { Bucket: storeBucket, BucketLoggingStatus: { LoggingEnabled } });
}

const bucketLoggingRows: readonly DriftRow[] = [
  {
    covers: '/targetBucket',
    why: 'turned off: it is on again at once',
    drift: (hand) => void hand.s3('PutBucketLogging', { Bucket: storeBucket, BucketLoggingStatus: {} }),
    address: 'BucketLogging/store',
    path: '/targetBucket',
  },
  {
    covers: '/targetBucket',
    why: 'sent to a bucket where nobody looks',
    drift: (hand) => log(hand, { TargetBucket: sharedBucket }),
    address: 'BucketLogging/store',
    path: '/targetBucket',
  },
  {
    covers: '/targetPrefix',
    why: 'another prefix',
    drift: (hand) => log(hand, { TargetPrefix: 'hidden/' }),
    address: 'BucketLogging/store',
    path: '/targetPrefix',
  },
  {
    covers: '/targetObjectKeyFormat',
    why: 'no partitions',
    drift: (hand) => log(hand, { TargetObjectKeyFormat: { SimplePrefix: {} } }),
    address: 'BucketLogging/store',
    path: '/targetObjectKeyFormat',
  },
  {
    covers: '/bucket',
    why: 'the bucket logs nothing, as one that was made again',
    drift: (hand) => void hand.s3('PutBucketLogging', { Bucket: storeBucket, BucketLoggingStatus: {} }),
    address: 'BucketLogging/store',
    path: '/targetBucket',
  },
];

const gateRows: readonly GateRow[] = [
  {
    why: 'turned off',
    gate: '/targetBucket loses',
    spec: { targetBucket: null, targetPrefix: undefined, targetObjectKeyFormat: undefined },
    needs: ['disable'],
  },
  {
    why: 'another bucket',
    gate: '/targetBucket changes',
    spec: { targetBucket: 'more-logs' },
    needs: ['disable'],
  },
  {
    why: 'another prefix',
    gate: '/targetPrefix changes',
    spec: { targetPrefix: 'elsewhere/' },
    needs: ['disable'],
  },
  { why: 'partitions of another date', spec: { targetObjectKeyFormat: 'DeliveryTime' }, needs: [] },
];

function logging(of: string): string {
  return documentYaml('BucketLogging', 'name: a', `bucket: ${of}, targetBucket: access-logs`);
}

const renamings: readonly Renaming[] = [
  {
    changed: 'the bucket that logs',
    address: 'BucketLogging/a',
    before: [logging('one-logs')],
    after: [logging('two-logs')],
    world: (estate) => {
      twoBuckets(estate);
      makeBucket(estate, 'access-logs');
    },
    forgotten: true,
    step: 'BucketLogging/a#logging',
  },
];

export const laws: KindLaws = {
  documents,
  renamings,
  drift: bucketLoggingRows,
  gates: {
    documents: {
      'BucketLogging/data': {
        bucket: 'the-data',
        targetBucket: 'logs-of-audit',
        targetPrefix: 'data/',
        targetObjectKeyFormat: 'EventTime',
      },
    },
    address: 'BucketLogging/data',
    rows: gateRows,
  },
  specs: fc.record({
    bucket: fc.constant('the-data'),
    targetBucket: fc.constantFrom('logs-of-audit', 'more-logs'),
    targetPrefix: fc.constantFrom(undefined, '', 'data/'),
    targetObjectKeyFormat: fc.constantFrom(undefined, ...keyFormats),
  }),
};
