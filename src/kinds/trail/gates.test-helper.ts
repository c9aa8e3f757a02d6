import type { GateRow } from '../../../test/support/kind-laws.ts';
import { account, region } from '../../../test/support/estate.ts';
import { foreignKey, stranger } from '../../../test/support/gate-world.ts';
import { roleArn } from '../../../test/support/hand.ts';
import { keyPolicy } from '../../../test/support/trail-world.ts';

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

export const gateRows: readonly GateRow[] = [
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

/** What the gates begin with: each guarded field is set. */
export const full = {
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
