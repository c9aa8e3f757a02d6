import { describe, expect, it } from 'vitest';
import type { Input } from '../../bench.test-helper.ts';
import { arnOf, bucket, bucketPolicy, keyPolicy, trailBench } from './trail.test-helper.ts';

const minute = 60_000;

describe('logging', () => {
  it('starts and stops, with its times, and delivers every five minutes', () => {
    const bench = trailBench();
    bench.trail();
    const started = new Date(bench.clock.now());
    bench.ok('cloudtrail.StartLogging', { Name: 'main' });
    const status = () => bench.ok('cloudtrail.GetTrailStatus', { Name: arnOf('main') });
    expect(status()).toMatchObject({ IsLogging: true, StartLoggingTime: started });
    expect(status()['LatestDeliveryTime']).toBeUndefined();
    bench.clock.pass(12 * minute);
    expect(status()['LatestDeliveryTime']).toEqual(new Date(started.getTime() + 10 * minute));
    bench.ok('cloudtrail.StartLogging', { Name: 'main' });
    expect(status()['StartLoggingTime']).toEqual(started);
    bench.ok('cloudtrail.StopLogging', { Name: 'main' });
    expect(status()).toMatchObject({ IsLogging: false, StopLoggingTime: new Date(bench.clock.now()) });
    expect(bench.refusal('cloudtrail.StartLogging', { Name: 'none' })).toBe('TrailNotFoundException');
  });

  it.each<{ why: string; error: string | undefined; logging?: false; breaks: (bench: Broken) => void }>([
    { why: 'all is well', error: undefined, breaks: () => undefined },
    {
      why: 'the key is disabled',
      error: 'KMS.DisabledException',
      breaks: ({ bench, KeyId }) => bench.ok('kms.DisableKey', { KeyId }),
    },
    {
      why: 'the key is to be deleted',
      error: 'KMS.KMSInvalidStateException',
      breaks: ({ bench, KeyId }) => bench.ok('kms.ScheduleKeyDeletion', { KeyId }),
    },
    {
      why: 'the key policy no longer allows it',
      error: 'AccessDenied',
      breaks: ({ bench, KeyId }) =>
        bench.ok('kms.PutKeyPolicy', {
          KeyId,
          Policy: JSON.stringify(keyPolicy(arnOf('main'), ['kms:Encrypt'])),
        }),
    },
    {
      why: 'the bucket has no policy',
      error: 'AccessDenied',
      breaks: ({ bench }) => bench.ok('s3.DeleteBucketPolicy', { Bucket: bucket }),
    },
    {
      why: 'the bucket policy denies uploads without the header of another key',
      error: 'AccessDenied',
      breaks: ({ bench }) => {
        const policy = bucketPolicy(arnOf('main'));
        const deny = {
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:PutObject',
          Resource: `arn:aws:s3:::${bucket}/*`,
          Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption-aws-kms-key-id': 'another' } },
        };
        bench.policy({ ...policy, Statement: [...policy.Statement, deny] });
      },
    },
    {
      why: 'the bucket is gone',
      error: 'NoSuchBucket',
      breaks: ({ bench }) => bench.ok('s3.DeleteBucket', { Bucket: bucket }),
    },
    {
      why: 'nothing is delivered, because it does not log',
      error: undefined,
      logging: false,
      breaks: ({ bench }) => bench.ok('s3.DeleteBucket', { Bucket: bucket }),
    },
  ])('shows the delivery error $error when $why, and no call fails', ({ error, breaks, logging }) => {
    const bench = trailBench();
    const { KeyId } = bench.key({ Policy: JSON.stringify(keyPolicy(arnOf('main'))) });
    bench.trail({ KmsKeyId: KeyId });
    if (logging !== false) bench.ok('cloudtrail.StartLogging', { Name: 'main' });
    breaks({ bench, KeyId });
    expect(bench.ok('cloudtrail.GetTrailStatus', { Name: 'main' })['LatestDeliveryError']).toBe(error);
  });
});

interface Broken {
  readonly bench: ReturnType<typeof trailBench>;
  readonly KeyId: string;
}

const management = { Field: 'eventCategory', Equals: ['Management'] };
const data = { Field: 'eventCategory', Equals: ['Data'] };

describe('event selectors', () => {
  const put = (bench: ReturnType<typeof trailBench>, input: Input) =>
    bench.refusal('cloudtrail.PutEventSelectors', { TrailName: 'main', ...input });
  const get = (bench: ReturnType<typeof trailBench>) =>
    bench.ok('cloudtrail.GetEventSelectors', { TrailName: 'main' });

  it('returns one selector for all management events until set, then exactly the set ones', () => {
    const bench = trailBench();
    bench.trail();
    const all = {
      ReadWriteType: 'All',
      IncludeManagementEvents: true,
      DataResources: [],
      ExcludeManagementEventSources: [],
    };
    expect(get(bench)).toEqual({ TrailARN: arnOf('main'), EventSelectors: [all] });
    const advanced = { Name: 'm', FieldSelectors: [management] };
    expect(put(bench, { AdvancedEventSelectors: [advanced] })).toBe('ok');
    expect(get(bench)).toEqual({ TrailARN: arnOf('main'), AdvancedEventSelectors: [advanced] });
    expect(bench.shown()['HasCustomEventSelectors']).toBe(true);
    const basic = { ReadWriteType: 'WriteOnly', ExcludeManagementEventSources: ['kms.amazonaws.com'] };
    expect(put(bench, { EventSelectors: [basic] })).toBe('ok');
    expect(get(bench)).toEqual({ TrailARN: arnOf('main'), EventSelectors: [{ ...all, ...basic }] });
    expect(put(bench, { EventSelectors: [{}] })).toBe('ok');
    expect(bench.shown()['HasCustomEventSelectors']).toBe(false);
  });

  const objects = (count: number) => ({
    Type: 'AWS::S3::Object',
    Values: Array.from({ length: count }, (_, n) => `arn:aws:s3:::b/${String(n)}`),
  });

  it.each<{ input: Input; why: string; ok?: true }>([
    { input: {}, why: 'neither basic nor advanced' },
    {
      input: { EventSelectors: [{}], AdvancedEventSelectors: [{ FieldSelectors: [management] }] },
      why: 'both',
    },
    { input: { EventSelectors: [] }, why: 'no selector' },
    { input: { EventSelectors: Array(6).fill({}) }, why: 'more than five' },
    { input: { EventSelectors: [{ DataResources: [objects(250)] }] }, why: '250 resources fit', ok: true },
    { input: { EventSelectors: [{ DataResources: [objects(251)] }] }, why: 'more than 250 resources' },
    {
      input: { EventSelectors: [{ DataResources: [{ Type: 'AWS::SNS::Topic' }] }] },
      why: 'an advanced type',
    },
    {
      input: { EventSelectors: [{ ExcludeManagementEventSources: ['s3.amazonaws.com'] }] },
      why: 'a source that cannot be excluded',
    },
    {
      input: {
        EventSelectors: [
          { IncludeManagementEvents: false, ExcludeManagementEventSources: ['kms.amazonaws.com'] },
        ],
      },
      why: 'excluding what is not included',
    },
    { input: { AdvancedEventSelectors: [] }, why: 'no advanced selector' },
    {
      input: { AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'readOnly', Equals: ['true'] }] }] },
      why: 'no category',
    },
    {
      input: { AdvancedEventSelectors: [{ FieldSelectors: [{ ...management, Equals: ['Insight'] }] }] },
      why: 'a category trails do not have',
    },
    { input: { AdvancedEventSelectors: [{ FieldSelectors: [data] }] }, why: 'data events of no type' },
    {
      input: {
        AdvancedEventSelectors: [
          { FieldSelectors: [data, { Field: 'resources.type', Equals: ['AWS::S3::Object'] }] },
        ],
      },
      why: 'data events of a type fit',
      ok: true,
    },
    {
      input: {
        AdvancedEventSelectors: [{ FieldSelectors: [management, { Field: 'color', Equals: ['x'] }] }],
      },
      why: 'no such field',
    },
    {
      input: { AdvancedEventSelectors: [{ FieldSelectors: [management, { Field: 'eventName' }] }] },
      why: 'a field without condition',
    },
    {
      input: {
        AdvancedEventSelectors: [
          { FieldSelectors: [management, { Field: 'eventName', NotEquals: Array(500).fill('x') }] },
        ],
      },
      why: 'more than 500 conditions',
    },
  ])('checks selectors: $why', ({ input, ok }) => {
    const bench = trailBench();
    bench.trail();
    expect(put(bench, input)).toBe(ok === true ? 'ok' : 'InvalidEventSelectorsException');
  });
});

describe('insight selectors', () => {
  it('keeps insights off until put, replaces them as a whole, and turns them off when empty', () => {
    const bench = trailBench();
    bench.trail();
    const get = () => bench.refusal('cloudtrail.GetInsightSelectors', { TrailName: 'main' });
    const put = (...InsightSelectors: Input[]) =>
      bench.refusal('cloudtrail.PutInsightSelectors', { TrailName: 'main', InsightSelectors });
    expect(get()).toBe('InsightNotEnabledException');
    expect(put({ InsightType: 'ApiCallRateInsight' }, { InsightType: 'ApiErrorRateInsight' })).toBe('ok');
    expect(put({ InsightType: 'ApiErrorRateInsight', EventCategories: ['Management'] })).toBe('ok');
    expect(bench.ok('cloudtrail.GetInsightSelectors', { TrailName: 'main' })['InsightSelectors']).toEqual([
      { InsightType: 'ApiErrorRateInsight', EventCategories: ['Management'] },
    ]);
    expect(bench.shown()['HasInsightSelectors']).toBe(true);
    expect(put()).toBe('ok');
    expect(get()).toBe('InsightNotEnabledException');
    for (const wrong of [
      [{ InsightType: 'Odd' }],
      [{ InsightType: 'ApiCallRateInsight', EventCategories: ['Odd'] }],
      [{ InsightType: 'ApiCallRateInsight' }, { InsightType: 'ApiCallRateInsight' }],
    ]) {
      expect(put(...wrong)).toBe('InvalidInsightSelectorsException');
    }
  });

  it.each([
    { selectors: { EventSelectors: [{ ReadWriteType: 'ReadOnly' }] }, rate: false, errors: true },
    { selectors: { EventSelectors: [{ ReadWriteType: 'WriteOnly' }] }, rate: true, errors: true },
    {
      selectors: {
        EventSelectors: [
          { IncludeManagementEvents: false, DataResources: [{ Type: 'AWS::S3::Object', Values: ['x'] }] },
        ],
      },
      rate: false,
      errors: false,
    },
    {
      selectors: {
        AdvancedEventSelectors: [{ FieldSelectors: [management, { Field: 'readOnly', Equals: ['true'] }] }],
      },
      rate: false,
      errors: true,
    },
    {
      selectors: { AdvancedEventSelectors: [{ FieldSelectors: [management] }] },
      rate: true,
      errors: true,
    },
  ])('requires the management events that insights watch: $selectors', ({ selectors, rate, errors }) => {
    const bench = trailBench();
    bench.trail();
    bench.ok('cloudtrail.PutEventSelectors', { TrailName: 'main', ...selectors });
    const put = (InsightType: string) =>
      bench.refusal('cloudtrail.PutInsightSelectors', {
        TrailName: 'main',
        InsightSelectors: [{ InsightType }],
      });
    expect([put('ApiCallRateInsight') === 'ok', put('ApiErrorRateInsight') === 'ok']).toEqual([rate, errors]);
  });
});

describe('tags', () => {
  it('adds, replaces and removes tags by key', () => {
    const bench = trailBench();
    bench.trail({ TagsList: [{ Key: 'a', Value: '1' }] });
    const ResourceId = arnOf('main');
    bench.ok('cloudtrail.AddTags', {
      ResourceId,
      TagsList: [{ Key: 'b', Value: '2' }, { Key: 'a', Value: '3' }, { Key: 'c' }],
    });
    const tags = () => bench.ok('cloudtrail.ListTags', { ResourceIdList: [ResourceId] })['ResourceTagList'];
    expect(tags()).toEqual([
      {
        ResourceId,
        TagsList: [
          { Key: 'a', Value: '3' },
          { Key: 'b', Value: '2' },
          { Key: 'c', Value: '' },
        ],
      },
    ]);
    bench.ok('cloudtrail.RemoveTags', { ResourceId, TagsList: [{ Key: 'a', Value: 'other' }, { Key: 'c' }] });
    expect(tags()).toEqual([{ ResourceId, TagsList: [{ Key: 'b', Value: '2' }] }]);
  });

  it('answers not found for an unknown trail, and refuses names that are not ARNs', () => {
    const bench = trailBench();
    expect(bench.refusal('cloudtrail.ListTags', { ResourceIdList: [arnOf('none')] })).toBe(
      'ResourceNotFoundException',
    );
    expect(bench.refusal('cloudtrail.AddTags', { ResourceId: 'main', TagsList: [] })).toBe(
      'CloudTrailARNInvalidException',
    );
  });
});
