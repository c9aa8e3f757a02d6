import type { DriftRow } from '../../../test/support/kind-laws.ts';
import { account, region } from '../../../test/support/estate.ts';
import type { Hand } from '../../../test/support/hand.ts';
import { otherBucket } from '../../../test/support/trail-world.ts';

const arn = `arn:aws:cloudtrail:${region}:${account}:trail/audit`;

function update(input: Readonly<Record<string, unknown>>, Name = 'audit'): (hand: Hand) => void {
  return (hand) => void hand.cloudtrail('UpdateTrail', { Name, ...input });
}

const delivery = {
  CloudWatchLogsLogGroupArn: `arn:aws:logs:${region}:${account}:log-group:audit:*`,
  CloudWatchLogsRoleArn: `arn:aws:iam::${account}:role/admin`,
};

const settingRows: readonly DriftRow[] = [
  {
    covers: '/name',
    why: 'the trail was deleted: it is made again and records again',
    drift: (hand) => void hand.cloudtrail('DeleteTrail', { Name: 'second' }),
    address: 'Trail/second',
    path: '/bucket',
  },
  {
    covers: '/bucket',
    why: 'log files go to another bucket',
    drift: update({ S3BucketName: otherBucket }),
    address: 'Trail/audit',
    path: '/bucket',
  },
  {
    covers: '/prefix',
    why: 'another folder',
    drift: update({ S3KeyPrefix: 'elsewhere' }),
    address: 'Trail/audit',
    path: '/prefix',
  },
  {
    covers: '/prefix',
    why: 'null wants none',
    drift: update({ S3KeyPrefix: 'elsewhere' }, 'second'),
    address: 'Trail/second',
    path: '/prefix',
  },
  {
    covers: '/key',
    why: 'no key: new log files are readable to whoever reads the bucket',
    drift: update({ KmsKeyId: '' }),
    address: 'Trail/audit',
    path: '/key',
  },
  {
    covers: '/multiRegion',
    why: 'other Regions are no longer logged',
    drift: update({ IsMultiRegionTrail: false }),
    address: 'Trail/audit',
    path: '/multiRegion',
  },
  {
    covers: '/logFileValidation',
    why: 'turned off: changed log files would not show',
    drift: update({ EnableLogFileValidation: false }),
    address: 'Trail/audit',
    path: '/logFileValidation',
  },
  {
    covers: '/globalServiceEvents',
    why: 'IAM is no longer logged',
    drift: update({ IncludeGlobalServiceEvents: false, IsMultiRegionTrail: false }),
    address: 'Trail/audit',
    path: '/globalServiceEvents',
  },
  {
    covers: '/snsTopic',
    why: 'nobody hears of log files',
    drift: update({ SnsTopicName: '' }),
    address: 'Trail/audit',
    path: '/snsTopic',
  },
  {
    covers: '/snsTopic',
    why: 'null wants none',
    drift: update({ SnsTopicName: 'somebody' }, 'second'),
    address: 'Trail/second',
    path: '/snsTopic',
  },
  {
    covers: '/cloudWatchLogs/logGroupArn',
    why: 'another log group',
    drift: update({
      ...delivery,
      CloudWatchLogsLogGroupArn: delivery.CloudWatchLogsLogGroupArn.replace('audit', 'x'),
    }),
    address: 'Trail/audit',
    path: '/cloudWatchLogs/logGroupArn',
  },
  {
    covers: '/cloudWatchLogs/roleArn',
    why: 'another role',
    drift: update({ ...delivery, CloudWatchLogsRoleArn: `arn:aws:iam::${account}:role/intruder` }),
    address: 'Trail/audit',
    path: '/cloudWatchLogs/roleArn',
  },
  {
    covers: '/cloudWatchLogs/roleArn',
    why: 'turned off as a whole',
    drift: update({ CloudWatchLogsLogGroupArn: '', CloudWatchLogsRoleArn: '' }),
    address: 'Trail/audit',
    path: '/cloudWatchLogs',
  },
  {
    covers: '/cloudWatchLogs/roleArn',
    why: 'null wants none',
    drift: update(delivery, 'second'),
    address: 'Trail/second',
    path: '/cloudWatchLogs',
  },
  {
    covers: '/organization',
    why: 'it logs for all accounts: what Git had applied is put back, or this could hold up the rest',
    drift: update({ IsOrganizationTrail: true }),
    address: 'Trail/audit',
    path: '/organization',
  },
];

const otherRows: readonly DriftRow[] = [
  {
    covers: '/logging',
    why: 'stopped: it is started again at once',
    drift: (hand) => void hand.cloudtrail('StopLogging', { Name: 'audit' }),
    address: 'Trail/audit',
    path: '/logging',
  },
  {
    covers: '/eventSelectors',
    why: 'reset behind our back to the default',
    drift: (hand) => void hand.cloudtrail('PutEventSelectors', { TrailName: 'audit', EventSelectors: [{}] }),
    address: 'Trail/audit',
    path: '/eventSelectors',
  },
  {
    covers: '/eventSelectors',
    why: 'advanced ones in their place',
    drift: (hand) =>
      void hand.cloudtrail('PutEventSelectors', {
        TrailName: 'audit',
        AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] }],
      }),
    address: 'Trail/audit',
    path: '/advancedEventSelectors',
  },
  {
    covers: '/advancedEventSelectors',
    why: 'only reads are logged',
    drift: (hand) =>
      void hand.cloudtrail('PutEventSelectors', {
        TrailName: 'second',
        AdvancedEventSelectors: [
          {
            Name: 'all',
            FieldSelectors: [
              { Field: 'eventCategory', Equals: ['Management'] },
              { Field: 'readOnly', Equals: ['true'] },
            ],
          },
        ],
      }),
    address: 'Trail/second',
    path: '/advancedEventSelectors',
  },
  {
    covers: '/advancedEventSelectors',
    why: 'basic ones in their place',
    drift: (hand) =>
      void hand.cloudtrail('PutEventSelectors', {
        TrailName: 'second',
        EventSelectors: [{ ReadWriteType: 'ReadOnly' }],
      }),
    address: 'Trail/second',
    path: '/advancedEventSelectors',
  },
  {
    covers: '/insightSelectors',
    why: 'one is left out',
    drift: (hand) =>
      void hand.cloudtrail('PutInsightSelectors', {
        TrailName: 'audit',
        InsightSelectors: [{ InsightType: 'ApiErrorRateInsight' }],
      }),
    address: 'Trail/audit',
    path: '/insightSelectors',
  },
  {
    covers: '/insightSelectors',
    why: 'all are off',
    drift: (hand) =>
      void hand.cloudtrail('PutInsightSelectors', { TrailName: 'audit', InsightSelectors: [] }),
    address: 'Trail/audit',
    path: '/insightSelectors',
  },
  {
    covers: '/insightSelectors',
    why: 'null wants none',
    drift: (hand) =>
      void hand.cloudtrail('PutInsightSelectors', {
        TrailName: 'second',
        InsightSelectors: [{ InsightType: 'ApiErrorRateInsight' }],
      }),
    address: 'Trail/second',
    path: '/insightSelectors',
  },
  {
    covers: '/tags',
    why: 'another value',
    drift: (hand) =>
      void hand.cloudtrail('AddTags', { ResourceId: arn, TagsList: [{ Key: 'team', Value: 'x' }] }),
    address: 'Trail/audit',
    path: '/tags/team',
  },
  {
    covers: '/tags',
    why: 'null wants it gone, and it is back',
    drift: (hand) => void hand.cloudtrail('AddTags', { ResourceId: arn, TagsList: [{ Key: 'old' }] }),
    address: 'Trail/audit',
    path: '/tags/old',
  },
];

export const driftRows: readonly DriftRow[] = [...settingRows, ...otherRows];
