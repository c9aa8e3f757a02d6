import { describe, expect, it } from 'vitest';
import { logGroupArn, bucketOf } from './ids.ts';
import { nameProblem } from './names.ts';
import { TrailSpecSchema } from './schema.ts';
import { settingsInput, wantedSettings } from './settings.ts';

const bucket = 'logs';

describe('the spec of a trail', () => {
  it.each([
    { spec: { bucket }, ok: true, why: 'a bucket is enough' },
    { spec: {}, ok: false, why: 'without a bucket there is nowhere to write' },
    { spec: { bucket: { ref: 'Bucket/logs' } }, ok: true, why: 'a bucket of the manifests' },
    { spec: { bucket: 'arn:aws:s3:::logs-of-others' }, ok: true, why: 'a bucket of another account by ARN' },
    { spec: { bucket, key: 'alias/x' }, ok: false, why: 'an alias can be moved under the trail' },
    {
      spec: { bucket, key: 'arn:aws:kms:eu-west-1:444455556666:key/00000000-0000-4000-8000-000000000000' },
      ok: true,
      why: 'a key of another account',
    },
    { spec: { bucket, key: null, prefix: null, snsTopic: null }, ok: true, why: 'null takes away' },
    { spec: { bucket, name: 'a' }, ok: false, why: 'a name has three characters' },
    {
      spec: { bucket, eventSelectors: null, advancedEventSelectors: [{ fieldSelectors: [{ field: 'x' }] }] },
      ok: false,
      why: 'basic and advanced selectors exclude each other',
    },
    {
      spec: { bucket, multiRegion: true, globalServiceEvents: false },
      ok: false,
      why: 'a multi-Region trail logs global events',
    },
    { spec: { bucket, eventSelectors: [] }, ok: false, why: 'no selector is not a selection' },
    {
      spec: {
        bucket,
        insightSelectors: [
          { insightType: 'ApiErrorRateInsight' },
          { insightType: 'ApiErrorRateInsight', eventCategories: ['Data'] },
        ],
      },
      ok: false,
      why: 'one insight twice',
    },
    {
      spec: { bucket, cloudWatchLogs: { logGroupArn: 'arn:aws:logs:eu-west-1:111122223333:log-group:x' } },
      ok: false,
      why: 'a log group needs a role',
    },
  ])('$ok: $why', ({ spec, ok }) => {
    expect(TrailSpecSchema.safeParse(spec).success).toBe(ok);
  });

  it.each([
    { name: 'Audit_trail.1', problem: false },
    { name: 'ab', problem: true },
    { name: 'a'.repeat(129), problem: true },
    { name: '-audit', problem: true },
    { name: 'audit-', problem: true },
    { name: 'my-_audit', problem: true },
    { name: '10.0.0.1', problem: true },
  ])('takes the name $name: $problem', ({ name, problem }) => {
    expect(nameProblem(name) !== undefined).toBe(problem);
  });
});

describe('an advanced selector (CloudTrail API, AdvancedFieldSelector)', () => {
  const management = { field: 'eventCategory', equals: ['Management'] };
  const data = { field: 'eventCategory', equals: ['Data'] };
  const network = { field: 'eventCategory', equals: ['NetworkActivity'] };
  const objects = { field: 'resources.type', equals: ['AWS::S3::Object'] };

  it.each([
    { why: 'a category', fields: [management], says: undefined },
    {
      why: 'reads only',
      fields: [management, { field: 'readOnly', equals: ['true'] }],
      says: undefined,
    },
    { why: 'data events of a type', fields: [data, objects], says: undefined },
    {
      why: 'network activity of a service',
      fields: [network, { field: 'eventSource', equals: ['kms.amazonaws.com'] }],
      says: undefined,
    },
    {
      why: 'a misspelt field',
      fields: [{ field: 'eventCategroy', equals: ['Data'] }],
      says: 'eventCategory',
    },
    { why: 'no category', fields: [objects], says: 'exactly one eventCategory' },
    { why: 'two categories', fields: [management, data, objects], says: 'exactly one eventCategory' },
    {
      why: 'two categories in one condition',
      fields: [{ field: 'eventCategory', equals: ['Management', 'Data'] }, objects],
      says: 'exactly one eventCategory',
    },
    {
      why: 'a category by another operator',
      fields: [{ field: 'eventCategory', startsWith: ['Man'] }],
      says: 'exactly one eventCategory',
    },
    {
      why: 'a category of event data stores',
      fields: [{ field: 'eventCategory', equals: ['ConfigurationItem'] }],
      says: 'exactly one eventCategory',
    },
    { why: 'data events of no type', fields: [data], says: 'exactly one resources.type' },
    {
      why: 'data events of two types',
      fields: [data, { field: 'resources.type', equals: ['AWS::S3::Object', 'AWS::Lambda::Function'] }],
      says: 'exactly one resources.type',
    },
    { why: 'network activity of no service', fields: [network], says: 'exactly one eventSource' },
    {
      why: 'a readOnly that is no boolean',
      fields: [management, { field: 'readOnly', equals: ['yes'] }],
      says: 'readOnly',
    },
    {
      why: 'a condition without a value',
      fields: [management, { field: 'eventName' }],
      says: 'compare eventName',
    },
  ])('reports $says when it has $why', ({ fields, says }) => {
    const parsed = TrailSpecSchema.safeParse({
      bucket,
      advancedEventSelectors: [{ fieldSelectors: fields }],
    });
    if (says === undefined) expect(parsed.error?.message).toBeUndefined();
    else expect(parsed.error?.message).toContain(says);
  });
});

describe('the sent input', () => {
  it('is what the manifest says and nothing else; null is empty text, logs go in pairs', () => {
    const logs = {
      logGroupArn: 'arn:aws:logs:eu-west-1:111122223333:log-group:x',
      roleArn: 'arn:aws:iam::111122223333:role/logs',
    };
    const spec = TrailSpecSchema.parse({ bucket: 'arn:aws:s3:::logs', key: null, cloudWatchLogs: logs });
    expect(settingsInput(wantedSettings({ spec }))).toEqual({
      S3BucketName: 'logs',
      KmsKeyId: '',
      CloudWatchLogsLogGroupArn: `${logs.logGroupArn}:*`,
      CloudWatchLogsRoleArn: logs.roleArn,
    });
    const none = TrailSpecSchema.parse({ bucket, cloudWatchLogs: null });
    expect(settingsInput(wantedSettings({ spec: none }))).toEqual({
      S3BucketName: bucket,
      CloudWatchLogsLogGroupArn: '',
      CloudWatchLogsRoleArn: '',
    });
  });

  it('names bucket and log group in one way', () => {
    expect(bucketOf({ bucket: 'arn:aws:s3:::logs' })).toBe('logs');
    expect(bucketOf({ bucket: { $unknown: '${Bucket/x.name}' } })).toEqual({ $unknown: '${Bucket/x.name}' });
    expect(logGroupArn('g:*')).toBe('g:*');
    expect(logGroupArn('g')).toBe('g:*');
  });
});
