import type { DriftRow } from './drift-row.ts';
import { account, region } from './estate.ts';
import type { Hand } from './hand.ts';
import { otherBucket } from './trail-world.ts';

const arn = `arn:aws:cloudtrail:${region}:${account}:trail/audit`;

function update(input: Readonly<Record<string, unknown>>, Name = 'audit'): (hand: Hand) => void {
  return (hand) => void hand.cloudtrail('UpdateTrail', { Name, ...input });
}

const logs = {
  CloudWatchLogsLogGroupArn: `arn:aws:logs:${region}:${account}:log-group:audit:*`,
  CloudWatchLogsRoleArn: `arn:aws:iam::${account}:role/admin`,
};

const settingRows: readonly DriftRow[] = [
  {
    covers: 'Trail /name',
    why: 'the trail was deleted: it is made again and records again',
    drift: (hand) => void hand.cloudtrail('DeleteTrail', { Name: 'second' }),
    address: 'Trail/second',
    path: '/bucket',
  },
  {
    covers: 'Trail /bucket',
    why: 'log files go to another bucket',
    drift: update({ S3BucketName: otherBucket }),
    address: 'Trail/audit',
    path: '/bucket',
  },
  {
    covers: 'Trail /prefix',
    why: 'another folder',
    drift: update({ S3KeyPrefix: 'elsewhere' }),
    address: 'Trail/audit',
    path: '/prefix',
  },
  {
    covers: 'Trail /prefix',
    why: 'null wants none',
    drift: update({ S3KeyPrefix: 'elsewhere' }, 'second'),
    address: 'Trail/second',
    path: '/prefix',
  },
  {
    covers: 'Trail /key',
    why: 'no key: new log files are readable to whoever reads the bucket',
    drift: update({ KmsKeyId: '' }),
    address: 'Trail/audit',
    path: '/key',
  },
  {
    covers: 'Trail /multiRegion',
    why: 'other Regions are no longer logged',
    drift: update({ IsMultiRegionTrail: false }),
    address: 'Trail/audit',
    path: '/multiRegion',
  },
  {
    covers: 'Trail /logFileValidation',
    why: 'turned off: changed log files would not show',
    drift: update({ EnableLogFileValidation: false }),
    address: 'Trail/audit',
    path: '/logFileValidation',
  },
  {
    covers: 'Trail /globalServiceEvents',
    why: 'IAM is no longer logged',
    drift: update({ IncludeGlobalServiceEvents: false, IsMultiRegionTrail: false }),
    address: 'Trail/audit',
    path: '/globalServiceEvents',
  },
  {
    covers: 'Trail /snsTopic',
    why: 'nobody hears of log files',
    drift: update({ SnsTopicName: '' }),
    address: 'Trail/audit',
    path: '/snsTopic',
  },
  {
    covers: 'Trail /snsTopic',
    why: 'null wants none',
    drift: update({ SnsTopicName: 'somebody' }, 'second'),
    address: 'Trail/second',
    path: '/snsTopic',
  },
  {
    covers: 'Trail /cloudWatchLogs/logGroupArn',
    why: 'another log group',
    drift: update({
      ...logs,
      CloudWatchLogsLogGroupArn: logs.CloudWatchLogsLogGroupArn.replace('audit', 'x'),
    }),
    address: 'Trail/audit',
    path: '/cloudWatchLogs/logGroupArn',
  },
  {
    covers: 'Trail /cloudWatchLogs/roleArn',
    why: 'another role',
    drift: update({ ...logs, CloudWatchLogsRoleArn: `arn:aws:iam::${account}:role/intruder` }),
    address: 'Trail/audit',
    path: '/cloudWatchLogs/roleArn',
  },
  {
    covers: 'Trail /cloudWatchLogs/roleArn',
    why: 'turned off as a whole',
    drift: update({ CloudWatchLogsLogGroupArn: '', CloudWatchLogsRoleArn: '' }),
    address: 'Trail/audit',
    path: '/cloudWatchLogs',
  },
  {
    covers: 'Trail /cloudWatchLogs/roleArn',
    why: 'null wants none',
    drift: update(logs, 'second'),
    address: 'Trail/second',
    path: '/cloudWatchLogs',
  },
  {
    covers: 'Trail /organization',
    why: 'it logs for all accounts: what Git had applied is put back, or this could hold up the rest',
    drift: update({ IsOrganizationTrail: true }),
    address: 'Trail/audit',
    path: '/organization',
  },
];

const otherRows: readonly DriftRow[] = [
  {
    covers: 'Trail /logging',
    why: 'stopped: it is started again at once',
    drift: (hand) => void hand.cloudtrail('StopLogging', { Name: 'audit' }),
    address: 'Trail/audit',
    path: '/logging',
  },
  {
    covers: 'Trail /eventSelectors',
    why: 'reset behind our back to the default',
    drift: (hand) => void hand.cloudtrail('PutEventSelectors', { TrailName: 'audit', EventSelectors: [{}] }),
    address: 'Trail/audit',
    path: '/eventSelectors',
  },
  {
    covers: 'Trail /eventSelectors',
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
    covers: 'Trail /advancedEventSelectors',
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
    covers: 'Trail /advancedEventSelectors',
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
    covers: 'Trail /insightSelectors',
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
    covers: 'Trail /insightSelectors',
    why: 'all are off',
    drift: (hand) =>
      void hand.cloudtrail('PutInsightSelectors', { TrailName: 'audit', InsightSelectors: [] }),
    address: 'Trail/audit',
    path: '/insightSelectors',
  },
  {
    covers: 'Trail /insightSelectors',
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
    covers: 'Trail /tags',
    why: 'another value',
    drift: (hand) =>
      void hand.cloudtrail('AddTags', { ResourceId: arn, TagsList: [{ Key: 'team', Value: 'x' }] }),
    address: 'Trail/audit',
    path: '/tags/team',
  },
  {
    covers: 'Trail /tags',
    why: 'null wants it gone, and it is back',
    drift: (hand) => void hand.cloudtrail('AddTags', { ResourceId: arn, TagsList: [{ Key: 'old' }] }),
    address: 'Trail/audit',
    path: '/tags/old',
  },
];

/** What people and programs do to trails. */
export const trailDriftRows: readonly DriftRow[] = [...settingRows, ...otherRows];
