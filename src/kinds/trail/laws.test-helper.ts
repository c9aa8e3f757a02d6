import type { DriftRow, GateRow, KindLaws, Renaming } from '../../../test/support/kind-laws.ts';
import { account, region } from '../../../test/support/estate.ts';
import { foreignKey, stranger } from '../../../test/support/gate-world.ts';
import { roleArn, type Hand } from '../../../test/support/hand.ts';
import {
  keyPolicy,
  makeTrailGround,
  otherBucket,
  trailDocuments,
} from '../../../test/support/trail-world.ts';
import { documentYaml } from '../../../test/support/estate-facts.ts';
import { makeBucket } from '../../../test/support/renamings.ts';
import { auditBucket, bucketPolicy } from '../../../test/support/trail-world.ts';
import { west } from '../../../test/support/family-world.ts';
import type { Estate } from '../../../test/support/estate.ts';

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

const anyTrail = `arn:aws:cloudtrail:${region}:${account}:trail/*`;

function logs(name: string, at = account): object {
  return { logGroupArn: `arn:aws:logs:${region}:${at}:log-group:${name}`, roleArn: roleArn('admin') };
}

function topic(name: string, at = account): string {
  return `arn:aws:sns:${region}:${at}:${name}`;
}

function management(...more: readonly object[]): object {
  return { fieldSelectors: [{ field: 'eventCategory', equals: ['Management'] }, ...more] };
}

function advanced(...selectors: readonly object[]): Pick<GateRow, 'spec'> {
  return { spec: { eventSelectors: undefined, advancedEventSelectors: selectors } };
}

const fewer = { gate: '/eventSelectors loses', needs: ['disable'] } as const;
const fewerAdvanced = { gate: '/advancedEventSelectors loses', needs: ['disable'] } as const;

const gateRows: readonly GateRow[] = [
  { why: 'read events only', spec: { eventSelectors: [{ readWriteType: 'ReadOnly' }] }, ...fewer },
  { why: 'write events only', spec: { eventSelectors: [{ readWriteType: 'WriteOnly' }] }, ...fewer },
  {
    why: 'without the use of keys',
    spec: { eventSelectors: [{ excludeManagementEventSources: ['kms.amazonaws.com'] }] },
    ...fewer,
  },
  {
    why: 'without a source of events',
    spec: { eventSelectors: [{ excludeManagementEventSources: ['rdsdata.amazonaws.com'] }] },
    ...fewer,
  },
  {
    why: 'data events in place of management events',
    spec: {
      eventSelectors: [
        {
          includeManagementEvents: false,
          dataResources: [{ type: 'AWS::S3::Object', values: ['arn:aws:s3'] }],
        },
      ],
    },
    ...fewer,
  },
  {
    why: 'reads and writes by a selector each',
    spec: { eventSelectors: [{ readWriteType: 'ReadOnly' }, { readWriteType: 'WriteOnly' }] },
    needs: [],
  },
  {
    why: 'data events besides',
    spec: { eventSelectors: [{ dataResources: [{ type: 'AWS::S3::Object', values: ['arn:aws:s3'] }] }] },
    needs: [],
  },
  { why: 'the same by an advanced selector', ...advanced(management()), needs: [] },
  {
    why: 'an advanced selector for one principal, who need not exist',
    ...advanced(management({ field: 'userIdentity.arn', equals: [roleArn('nobody')] })),
    ...fewerAdvanced,
  },
  {
    why: 'an advanced selector for reads',
    ...advanced(management({ field: 'readOnly', equals: ['true'] })),
    ...fewerAdvanced,
  },
  {
    why: 'an advanced selector without a source of events',
    ...advanced(management({ field: 'eventSource', notEquals: ['kms.amazonaws.com'] })),
    ...fewerAdvanced,
  },
  {
    why: 'fewer insights',
    gate: '/insightSelectors loses',
    spec: { insightSelectors: null },
    needs: ['disable'],
  },
  { why: 'stopped', gate: '/logging loses', spec: { logging: false }, needs: ['disable'] },
  {
    why: 'no log file validation',
    gate: '/logFileValidation loses',
    spec: { logFileValidation: false },
    needs: ['disable'],
  },
  { why: 'one Region', gate: '/multiRegion loses', spec: { multiRegion: false }, needs: ['disable'] },
  {
    why: 'no global services',
    gate: '/globalServiceEvents loses',
    spec: { multiRegion: false, globalServiceEvents: false },
    needs: ['disable'],
  },
  { why: 'another bucket', gate: '/bucket changes', spec: { bucket: 'more-logs' }, needs: ['disable'] },
  { why: 'another folder', gate: '/prefix changes', spec: { prefix: 'x' }, needs: ['disable'] },
  { why: 'no folder', gate: '/prefix changes', spec: { prefix: null }, needs: ['disable'] },
  { why: 'no key', gate: '/key loses', spec: { key: null }, needs: ['disable'] },
  { why: 'another key', gate: '/key changes', spec: { key: { ref: 'Key/twin' } }, needs: ['disable'] },
  {
    why: 'a key of an account that the Stack does not trust',
    gate: '/key changes',
    spec: { key: foreignKey() },
    needs: ['disable', 'widen'],
  },
  { why: 'another topic', gate: '/snsTopic changes', spec: { snsTopic: topic('other') }, needs: ['disable'] },
  { why: 'no topic', gate: '/snsTopic changes', spec: { snsTopic: null }, needs: ['disable'] },
  {
    why: 'a topic of an account that the Stack does not trust',
    gate: '/snsTopic changes',
    spec: { snsTopic: topic('audit', stranger) },
    needs: ['disable', 'widen'],
  },
  {
    why: 'another log group',
    gate: '/cloudWatchLogs changes',
    spec: { cloudWatchLogs: logs('other') },
    needs: ['disable'],
  },
  {
    why: 'a log group of an account that the Stack does not trust',
    gate: '/cloudWatchLogs changes',
    spec: { cloudWatchLogs: logs('audit', stranger) },
    needs: ['disable', 'widen'],
  },
  {
    why: 'a role of an account that the Stack does not trust delivers to our log group',
    gate: '/cloudWatchLogs changes',
    spec: {
      cloudWatchLogs: {
        logGroupArn: `arn:aws:logs:${region}:${account}:log-group:other`,
        roleArn: `arn:aws:iam::${stranger}:role/delivery`,
      },
    },
    needs: ['disable', 'widen'],
  },
  { why: 'a tag', spec: { tags: { team: 'a' } }, needs: [] },
];

const full = {
  bucket: 'logs-of-audit',
  prefix: 'trails',
  key: { ref: 'Key/data' },
  multiRegion: true,
  globalServiceEvents: true,
  logFileValidation: true,
  logging: true,
  eventSelectors: [{ readWriteType: 'All' }],
  insightSelectors: [{ insightType: 'ApiErrorRateInsight' }],
  cloudWatchLogs: logs('audit'),
  snsTopic: topic('audit'),
};

export const keys = {
  'Key/data': { policy: keyPolicy(anyTrail) },
  'Key/twin': { policy: keyPolicy(anyTrail) },
};

function auditLogs(estate: Estate): void {
  makeBucket(estate, auditBucket);
  for (const at of [region, west]) {
    const Policy = JSON.stringify(bucketPolicy({ at: '*' }));
    estate.raw('s3', 'PutBucketPolicy', { Bucket: auditBucket, Policy }, at === west ? region : at);
  }
}

function renamed(name: string, at: string): string {
  return documentYaml('Trail', `name: a, region: ${at}`, `name: ${name}, bucket: ${auditBucket}`);
}

const renamings: readonly Renaming[] = [
  {
    changed: 'the name of a trail',
    address: 'Trail/a',
    before: [renamed('audit', region)],
    after: [renamed('audit-all', region)],
    world: auditLogs,
    step: 'Trail/a#create',
  },
  {
    changed: 'the Region of a trail',
    address: 'Trail/a',
    before: [renamed('audit', region)],
    after: [renamed('audit', west)],
    world: auditLogs,
    step: 'Trail/a#create',
  },
];

export const laws: KindLaws = {
  documents: trailDocuments,
  renamings,
  ground: makeTrailGround,
  drift: [...settingRows, ...otherRows],
  gates: {
    documents: { ...keys, 'Trail/audit': full },
    address: 'Trail/audit',
    rows: gateRows,
    // No trail of an organization is made here: the embedded AWS is one account.
    without: ['/organization loses disable'],
  },
  elsewhere: { specs: 'test/sim/estate-property.test.ts' },
};
