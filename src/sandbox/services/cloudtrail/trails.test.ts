import { describe, expect, it } from 'vitest';
import { account, region, type Input } from '../../bench.test-helper.ts';
import { arnOf, bucket, bucketPolicy, keyPolicy, openPolicy, trailBench } from './trail.test-helper.ts';

const other = 'eu-west-1';

describe('CreateTrail', () => {
  it('makes a trail that shows what was said and defaults for the rest, and does not log', () => {
    const bench = trailBench();
    const made = bench.trail({ EnableLogFileValidation: true });
    expect(made).toMatchObject({ TrailARN: arnOf('main'), LogFileValidationEnabled: true });
    expect(bench.shown()).toMatchObject({
      Name: 'main',
      S3BucketName: bucket,
      HomeRegion: region,
      IncludeGlobalServiceEvents: true,
      IsMultiRegionTrail: false,
      IsOrganizationTrail: false,
      HasCustomEventSelectors: false,
      HasInsightSelectors: false,
      RecursiveLogging: true,
    });
    expect(bench.ok('cloudtrail.GetTrailStatus', { Name: 'main' })).toMatchObject({ IsLogging: false });
    expect(bench.refusal('cloudtrail.CreateTrail', { Name: 'main', S3BucketName: bucket })).toBe(
      'TrailAlreadyExistsException',
    );
  });

  it.each([
    { name: 'ab', rule: 'at least 3 characters' },
    { name: 'a'.repeat(129), rule: 'at most 128' },
    { name: 'main trail', rule: 'letters, digits, dots, underscores, dashes' },
    { name: '-main', rule: 'begins with a letter or digit' },
    { name: 'main.', rule: 'ends with a letter or digit' },
    { name: 'my-_trail', rule: 'no two of . _ - in a row' },
    { name: '192.168.5.4', rule: 'not an IP address' },
  ])('refuses the name $name: $rule', ({ name }) => {
    expect(trailBench().refusal('cloudtrail.CreateTrail', { Name: name, S3BucketName: bucket })).toBe(
      'InvalidTrailNameException',
    );
  });

  it.each<{ input: Input; error: string; why: string }>([
    { input: { S3BucketName: 'A' }, error: 'InvalidS3BucketNameException', why: 'not a bucket name' },
    { input: { S3BucketName: 'none-such' }, error: 'S3BucketDoesNotExistException', why: 'no such bucket' },
    {
      input: { S3KeyPrefix: 'p'.repeat(201) },
      error: 'InvalidS3PrefixException',
      why: 'prefixes have at most 200 characters',
    },
    {
      input: { S3KeyPrefix: 'p' },
      error: 'InsufficientS3BucketPolicyException',
      why: 'the policy allows another folder',
    },
    {
      input: { Name: 'second' },
      error: 'InsufficientS3BucketPolicyException',
      why: 'the policy names another trail as source',
    },
    {
      input: { IsMultiRegionTrail: true, IncludeGlobalServiceEvents: false },
      error: 'InvalidParameterCombinationException',
      why: 'a multi-Region trail includes global events',
    },
    { input: { KmsKeyId: 'key?' }, error: 'InvalidKmsKeyIdException', why: 'no name of a key' },
    { input: { KmsKeyId: 'alias/none' }, error: 'KmsKeyNotFoundException', why: 'no such alias' },
    {
      input: { CloudWatchLogsRoleArn: `arn:aws:iam::${account}:role/admin` },
      error: 'InvalidCloudWatchLogsLogGroupArnException',
      why: 'group and role come together',
    },
    {
      input: { CloudWatchLogsLogGroupArn: `arn:aws:logs:${region}:${account}:log-group:trail:*` },
      error: 'InvalidCloudWatchLogsRoleArnException',
      why: 'group and role come together',
    },
    {
      input: {
        CloudWatchLogsLogGroupArn: `arn:aws:logs:${region}:${account}:log-group:trail:*`,
        CloudWatchLogsRoleArn: `arn:aws:iam::${account}:role/nobody`,
      },
      error: 'InvalidCloudWatchLogsRoleArnException',
      why: 'no such role',
    },
    {
      input: { TagsList: [{ Key: 'aws:x', Value: '' }] },
      error: 'InvalidTagParameterException',
      why: 'aws: is reserved',
    },
    {
      input: { TagsList: Array.from({ length: 51 }, (_, n) => ({ Key: `k${String(n)}`, Value: '' })) },
      error: 'TagsLimitExceededException',
      why: 'at most 50 tags',
    },
  ])('answers $error where $why', ({ input, error }) => {
    const bench = trailBench();
    const whole = { Name: 'main', S3BucketName: bucket, ...input };
    expect(bench.refusal('cloudtrail.CreateTrail', whole)).toBe(error);
    expect(bench.ok('cloudtrail.DescribeTrails')['trailList']).toEqual([]);
  });

  it('counts the copies of other Regions towards five trails a Region', () => {
    const bench = trailBench();
    bench.policy(openPolicy);
    bench.trail({ Name: 'everywhere', IsMultiRegionTrail: true }, { region: other });
    for (const n of [1, 2, 3, 4]) bench.trail({ Name: `t-${String(n)}` });
    expect(bench.refusal('cloudtrail.CreateTrail', { Name: 'sixth', S3BucketName: bucket })).toBe(
      'MaximumNumberOfTrailsExceededException',
    );
    const wide = { Name: 'wide', S3BucketName: bucket, IsMultiRegionTrail: true };
    expect(bench.refusal('cloudtrail.CreateTrail', wide, { region: other })).toBe(
      'MaximumNumberOfTrailsExceededException',
    );
    expect(
      bench.refusal('cloudtrail.CreateTrail', { ...wide, IsMultiRegionTrail: false }, { region: other }),
    ).toBe('ok');
  });

  it('allows an organization trail only in the management account, with its folder, and shows it in member accounts', () => {
    const member = '444455556666';
    const bench = trailBench({ accounts: [account, member] });
    const create = { Name: 'main', S3BucketName: bucket, IsOrganizationTrail: true };
    expect(bench.refusal('cloudtrail.CreateTrail', create)).toBe('InsufficientS3BucketPolicyException');
    bench.policy(bucketPolicy(arnOf('main'), [`AWSLogs/${account}`, 'AWSLogs/o-exampleorgid']));
    bench.ok('cloudtrail.CreateTrail', create);
    expect(bench.refusal('cloudtrail.CreateTrail', { ...create, Name: 'x-y' }, { account: member })).toBe(
      'NotOrganizationMasterAccountException',
    );
    const seen = bench.ok('cloudtrail.DescribeTrails', {}, { account: member })['trailList'];
    expect(seen).toMatchObject([{ TrailARN: arnOf('main') }]);
    expect(
      bench.ok('cloudtrail.DescribeTrails', { includeShadowTrails: false }, { account: member }),
    ).toEqual({ trailList: [] });
    expect(bench.refusal('cloudtrail.StopLogging', { Name: arnOf('main') }, { account: member })).toBe(
      'NotOrganizationMasterAccountException',
    );
  });

  it('asks IAM for the trail, and for AddTags where tags are given', () => {
    const bench = trailBench();
    const Policy = (Action: string) => ({
      RoleName: 'admin',
      PolicyName: 'p',
      PolicyDocument: JSON.stringify({ Statement: [{ Effect: 'Allow', Action, Resource: '*' }] }),
    });
    bench.ok('iam.PutRolePolicy', Policy('cloudtrail:CreateTrail'));
    const create = { Name: 'main', S3BucketName: bucket };
    const tags = { TagsList: [{ Key: 'a', Value: 'b' }] };
    expect(bench.refusal('cloudtrail.CreateTrail', { ...create, ...tags })).toBe('AccessDeniedException');
    expect(bench.refusal('cloudtrail.CreateTrail', create)).toBe('ok');
    expect(bench.refusal('cloudtrail.StartLogging', { Name: 'main' })).toBe('AccessDeniedException');
  });
});

describe('the key of a trail', () => {
  function estate() {
    const bench = trailBench();
    const key = (actions?: readonly string[], input: Input = {}, at = region) =>
      bench.key({ Policy: JSON.stringify(keyPolicy(arnOf('main'), actions)), ...input }, { region: at });
    const create = (KmsKeyId: string) =>
      bench.refusal('cloudtrail.CreateTrail', { Name: 'main', S3BucketName: bucket, KmsKeyId });
    return { bench, key, create };
  }

  it('is shown by ARN, whatever name it was given by', () => {
    const { bench, key, create } = estate();
    const { KeyId, Arn } = key();
    bench.ok('kms.CreateAlias', { AliasName: 'alias/trail', TargetKeyId: KeyId });
    expect(create('alias/trail')).toBe('ok');
    expect(bench.shown()['KmsKeyId']).toBe(Arn);
    for (const name of [KeyId, Arn, `arn:aws:kms:${region}:${account}:alias/trail`]) {
      expect(bench.refusal('cloudtrail.UpdateTrail', { Name: 'main', KmsKeyId: name })).toBe('ok');
      expect(bench.shown()['KmsKeyId']).toBe(Arn);
    }
  });

  it('requires the key in the Region of the bucket', () => {
    const { key, create } = estate();
    expect(create(key(undefined, {}, other).Arn)).toBe('KmsKeyNotFoundException');
  });

  it('requires an enabled, symmetric key for encryption', () => {
    const { bench, key, create } = estate();
    const disabled = key().KeyId;
    bench.ok('kms.DisableKey', { KeyId: disabled });
    expect(create(disabled)).toBe('KmsException');
    expect(create(key(undefined, { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' }).KeyId)).toBe(
      'KmsException',
    );
  });

  it.each([
    { actions: ['kms:GenerateDataKey*'], bucketKey: false, says: 'ok', why: 'all that is needed' },
    { actions: ['kms:Encrypt'], bucketKey: false, says: 'refused', why: 'no data keys' },
    {
      actions: ['kms:GenerateDataKey*'],
      bucketKey: true,
      says: 'refused',
      why: 'a bucket key needs Decrypt',
    },
    {
      actions: ['kms:GenerateDataKey*', 'kms:Decrypt'],
      bucketKey: true,
      says: 'ok',
      why: 'a bucket key and Decrypt',
    },
  ])('$says: $why', ({ actions, bucketKey, says }) => {
    const { bench, key, create } = estate();
    const { KeyId } = key(actions);
    if (bucketKey) {
      const Rules = [
        {
          ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KeyId },
          BucketKeyEnabled: true,
        },
      ];
      bench.ok('s3.PutBucketEncryption', {
        Bucket: bucket,
        ServerSideEncryptionConfiguration: { Rules },
      });
    }
    expect(create(KeyId)).toBe(says === 'ok' ? 'ok' : 'InsufficientEncryptionPolicyException');
  });

  it('requires DescribeKey on the key for this trail as the source', () => {
    const { bench, create } = estate();
    const policy = keyPolicy(arnOf('main'));
    const without = { ...policy, Statement: policy.Statement.slice(0, 2) };
    expect(create(bench.key({ Policy: JSON.stringify(without) }).KeyId)).toBe(
      'InsufficientEncryptionPolicyException',
    );
    expect(create(bench.key({ Policy: JSON.stringify(keyPolicy(arnOf('another'))) }).KeyId)).toBe(
      'InsufficientEncryptionPolicyException',
    );
  });
});

describe('UpdateTrail', () => {
  it('changes what it names, keeps the rest, and takes away what is given as empty text', () => {
    const bench = trailBench();
    const { KeyId, Arn } = bench.key({ Policy: JSON.stringify(keyPolicy(arnOf('main'))) });
    bench.policy(bucketPolicy(arnOf('main'), [`AWSLogs/${account}`, `p/AWSLogs/${account}`]));
    const logs = {
      CloudWatchLogsLogGroupArn: `arn:aws:logs:${region}:${account}:log-group:trail:*`,
      CloudWatchLogsRoleArn: `arn:aws:iam::${account}:role/admin`,
    };
    bench.trail({ KmsKeyId: KeyId, S3KeyPrefix: 'p', SnsTopicName: 'news', ...logs });
    const full = bench.shown();
    expect(full).toMatchObject({
      KmsKeyId: Arn,
      S3KeyPrefix: 'p',
      SnsTopicARN: `arn:aws:sns:${region}:${account}:news`,
      SnsTopicName: 'news',
      ...logs,
    });
    bench.ok('cloudtrail.UpdateTrail', { Name: arnOf('main'), EnableLogFileValidation: true });
    expect(bench.shown()).toEqual({ ...full, LogFileValidationEnabled: true });
    const none = { KmsKeyId: '', S3KeyPrefix: '', SnsTopicName: '' };
    const noLogs = { CloudWatchLogsLogGroupArn: '', CloudWatchLogsRoleArn: '' };
    bench.ok('cloudtrail.UpdateTrail', { Name: 'main', ...none, ...noLogs });
    const { KmsKeyId, S3KeyPrefix, SnsTopicARN, CloudWatchLogsRoleArn } = bench.shown();
    expect([KmsKeyId, S3KeyPrefix, SnsTopicARN, CloudWatchLogsRoleArn]).toEqual(Array(4).fill(undefined));
  });

  it('checks bucket and key again', () => {
    const bench = trailBench();
    bench.trail();
    bench.ok('s3.DeleteBucketPolicy', { Bucket: bucket });
    expect(bench.refusal('cloudtrail.UpdateTrail', { Name: 'main', EnableLogFileValidation: true })).toBe(
      'InsufficientS3BucketPolicyException',
    );
  });
});

describe('a trail in other Regions', () => {
  it('shows as a copy everywhere if multi-Region, and is changed at home only', () => {
    const bench = trailBench();
    bench.trail({ IsMultiRegionTrail: true });
    const away = { region: other };
    const list = (input: Input) => bench.ok('cloudtrail.DescribeTrails', input, away)['trailList'];
    expect(list({})).toMatchObject([{ TrailARN: arnOf('main'), HomeRegion: region }]);
    expect(list({ includeShadowTrails: false })).toEqual([]);
    for (const name of ['main', arnOf('main')]) {
      for (const [call, input] of [
        ['UpdateTrail', { Name: name }],
        ['StartLogging', { Name: name }],
        ['StopLogging', { Name: name }],
        ['DeleteTrail', { Name: name }],
        ['PutEventSelectors', { TrailName: name, EventSelectors: [{}] }],
        ['PutInsightSelectors', { TrailName: name, InsightSelectors: [] }],
      ] as const) {
        expect(bench.refusal(`cloudtrail.${call}`, input, away), call).toBe('InvalidHomeRegionException');
      }
    }
    expect(bench.refusal('cloudtrail.AddTags', { ResourceId: arnOf('main'), TagsList: [] }, away)).toBe(
      'InvalidHomeRegionException',
    );
    expect(bench.refusal('cloudtrail.CreateTrail', { Name: 'main', S3BucketName: bucket }, away)).toBe(
      'TrailAlreadyExistsException',
    );
    expect(bench.refusal('cloudtrail.GetTrailStatus', { Name: 'main' }, away)).toBe('TrailNotFoundException');
    expect(bench.refusal('cloudtrail.GetTrailStatus', { Name: arnOf('main') }, away)).toBe('ok');
  });

  it('finds a trail of one Region elsewhere only by ARN', () => {
    const bench = trailBench();
    bench.trail();
    const away = { region: other };
    expect(bench.refusal('cloudtrail.GetTrail', { Name: 'main' }, away)).toBe('TrailNotFoundException');
    expect(bench.shown(arnOf('main'), away)).toMatchObject({ Name: 'main' });
  });
});

describe('listing', () => {
  it('narrows DescribeTrails by name or ARN, leaving out what is not there', () => {
    const bench = trailBench();
    bench.policy(openPolicy);
    for (const Name of ['one', 'two', 'three']) bench.trail({ Name });
    const names = (trailNameList: readonly string[]) =>
      (bench.ok('cloudtrail.DescribeTrails', { trailNameList })['trailList'] as { Name: string }[]).map(
        ({ Name }) => Name,
      );
    expect(names([])).toEqual(['one', 'three', 'two']);
    expect(names(['two', arnOf('one'), 'none'])).toEqual(['one', 'two']);
    expect(bench.refusal('cloudtrail.DescribeTrails', { trailNameList: ['-'] })).toBe(
      'InvalidTrailNameException',
    );
    expect(bench.refusal('cloudtrail.GetTrail', { Name: 'arn:aws:s3:::x' })).toBe(
      'CloudTrailARNInvalidException',
    );
  });

  it('pages ListTrails', () => {
    const bench = trailBench({ pageSize: 2 });
    bench.policy(openPolicy);
    for (const Name of ['one', 'two', 'three']) bench.trail({ Name });
    const first = bench.ok('cloudtrail.ListTrails');
    expect(first['Trails']).toHaveLength(2);
    const rest = bench.ok('cloudtrail.ListTrails', { NextToken: first['NextToken'] });
    expect(rest).toEqual({ Trails: [{ Name: 'two', TrailARN: arnOf('two'), HomeRegion: region }] });
    expect(bench.refusal('cloudtrail.ListTrails', { NextToken: 'x' })).toBe('InvalidTokenException');
  });
});

describe('DeleteTrail', () => {
  it('takes the trail away; the tag index shows it for hours, the truth does not', async () => {
    const bench = trailBench();
    bench.trail({ TagsList: [{ Key: 'team', Value: 'audit' }] });
    const filter = { ResourceTypeFilters: ['cloudtrail:trail'], TagFilters: [{ Key: 'team' }] };
    const inIndex = { output: { ResourceTagMappingList: [{ ResourceARN: arnOf('main') }] } };
    expect(await bench.send('tagging.GetResources', filter)).toMatchObject(inIndex);
    bench.ok('cloudtrail.DeleteTrail', { Name: arnOf('main') });
    expect(bench.refusal('cloudtrail.GetTrail', { Name: 'main' })).toBe('TrailNotFoundException');
    expect(bench.refusal('cloudtrail.DeleteTrail', { Name: 'main' })).toBe('TrailNotFoundException');
    expect(await bench.send('tagging.GetResources', filter)).toMatchObject(inIndex);
    expect(bench.ok('tagging.GetResources', filter)['ResourceTagMappingList']).toEqual([]);
  });
});

it('answers LookupEvents with NotImplemented: no event history is kept', () => {
  expect(trailBench().refusal('cloudtrail.LookupEvents')).toBe('NotImplemented');
});
