import { describe, expect, it } from 'vitest';
import { addressTag, stackTag } from '../../src/model/resource.ts';
import { account, endings, leftOver, region, stackYaml, type Estate } from '../support/estate.ts';
import {
  auditBucket,
  auditEstate,
  fullSpec,
  settled,
  trailOnly,
  trailWorld,
  type TrailWorld,
} from '../support/trail-world.ts';

const arn = `arn:aws:cloudtrail:${region}:${account}:trail/audit`;

function allDone(ended: Readonly<Record<string, string>>): void {
  expect(Object.keys(ended).length).toBeGreaterThan(0);
  expect(ended).toEqual(Object.fromEntries(Object.keys(ended).map((id) => [id, 'done'])));
}

function opsOf(
  requests: Awaited<ReturnType<Estate['apply']>>['requests'],
  access: string,
): readonly string[] {
  return requests.filter((request) => request.access === access).map(({ op }) => op);
}

const lags = [0, 20_000];

describe.each(lags)('a trail (lag %d ms)', (lagMs) => {
  it('is made marked, told what to record, then started; the second plan is empty', async () => {
    const { estate, keyArn, trail, shown } = await trailWorld({ lagMs });
    const manifest = trailOnly(fullSpec(keyArn));
    const first = await estate.apply(manifest);
    allDone(endings(first));
    expect(opsOf(first.requests, 'write').filter((op) => op.startsWith('cloudtrail:'))).toEqual([
      'cloudtrail:CreateTrail',
      'cloudtrail:PutEventSelectors',
      'cloudtrail:PutInsightSelectors',
      'cloudtrail:StartLogging',
    ]);
    expect(shown()).toMatchObject({
      S3KeyPrefix: 'trails',
      KmsKeyId: keyArn,
      IsMultiRegionTrail: true,
      LogFileValidationEnabled: true,
      SnsTopicARN: `arn:aws:sns:${region}:${account}:audit`,
      CloudWatchLogsLogGroupArn: `arn:aws:logs:${region}:${account}:log-group:audit:*`,
      HasCustomEventSelectors: true,
      HasInsightSelectors: true,
    });
    expect(trail('GetTrailStatus', { Name: 'audit' })['IsLogging']).toBe(true);
    expect(trail('ListTags', { ResourceIdList: [arn] })['ResourceTagList']).toEqual([
      {
        ResourceId: arn,
        TagsList: [
          { Key: addressTag, Value: 'Trail/audit' },
          { Key: stackTag, Value: 'test/0a1b2c3d4e5f' },
          { Key: 'team', Value: 'audit' },
        ],
      },
    ]);
    await estate.advance(settled);
    expect(leftOver(await estate.plan(manifest))).toEqual([]);
  });

  it('waits for the policies of its bucket and its key, which name it before it exists', async () => {
    const { estate } = await trailWorld({ lagMs }, { policy: false });
    const first = await estate.apply(auditEstate({ logging: true }));
    allDone(endings(first));
    const writes = opsOf(first.requests, 'write');
    expect(writes.indexOf('cloudtrail:CreateTrail')).toBeGreaterThan(writes.indexOf('s3:PutBucketPolicy'));
    expect(writes.indexOf('cloudtrail:CreateTrail')).toBeGreaterThan(writes.indexOf('kms:CreateKey'));
    await estate.advance(settled);
    expect(leftOver(await estate.plan(auditEstate({ logging: true })))).toEqual([]);
  });

  it('takes null as the default of AWS, and each null back', async () => {
    const { estate, keyArn, shown } = await trailWorld({ lagMs });
    allDone(endings(await estate.apply(trailOnly(fullSpec(keyArn)))));
    await estate.advance(settled);
    const bare = {
      prefix: null,
      key: null,
      cloudWatchLogs: null,
      snsTopic: null,
      eventSelectors: null,
      insightSelectors: null,
      logFileValidation: false,
      multiRegion: false,
      logging: false,
    };
    const waiting = await estate.apply(trailOnly(bare));
    expect(Object.keys(endings(waiting)).filter((id) => endings(waiting)[id] !== 'done')).toEqual([
      'Trail/audit#settings',
      'Trail/audit#selectors',
      'Trail/audit#insights',
      'Trail/audit#logging',
    ]);
    allDone(endings(await estate.apply(trailOnly(bare), { approve: ['disable'] })));
    expect(shown()).toMatchObject({
      IsMultiRegionTrail: false,
      LogFileValidationEnabled: false,
      HasCustomEventSelectors: false,
      HasInsightSelectors: false,
    });
    for (const name of ['S3KeyPrefix', 'KmsKeyId', 'SnsTopicARN', 'CloudWatchLogsRoleArn']) {
      expect(shown()[name]).toBeUndefined();
    }
    await estate.advance(settled);
    expect(leftOver(await estate.plan(trailOnly(bare)))).toEqual([]);
    allDone(endings(await estate.apply(trailOnly(fullSpec(keyArn)), { approve: ['disable'] })));
    await estate.advance(settled);
    expect(leftOver(await estate.plan(trailOnly(fullSpec(keyArn))))).toEqual([]);
  });

  it('changes between basic and advanced selectors in one call', async () => {
    const { estate } = await trailWorld({ lagMs });
    const basic = trailOnly({ eventSelectors: [{ readWriteType: 'WriteOnly' }] });
    const data = [
      { field: 'eventCategory', equals: ['Data'] },
      { field: 'resources.type', equals: ['AWS::S3::Object'] },
      { field: 'resources.ARN', startsWith: ['arn:aws:s3:::b/', 'arn:aws:s3:::a/'] },
    ];
    const management = { name: 'all', fieldSelectors: [{ field: 'eventCategory', equals: ['Management'] }] };
    const advanced = trailOnly({ advancedEventSelectors: [{ fieldSelectors: data }, management] });
    for (const manifest of [basic, advanced, basic]) {
      const answer = await estate.apply(manifest, { approve: ['disable'] });
      allDone(endings(answer));
      await estate.advance(settled);
      expect(leftOver(await estate.plan(manifest))).toEqual([]);
    }
  });

  it('is renamed by a new one that records before the old one goes, after approval', async () => {
    const { estate, trail, shown } = await trailWorld({ lagMs });
    allDone(endings(await estate.apply(trailOnly({ logging: true }))));
    await estate.advance(settled);
    const renamed = trailOnly({ name: 'Audit-2', logging: true });
    const held = endings(await estate.apply(renamed));
    expect(held).toMatchObject({ 'Trail/audit#create': 'done', 'Trail/audit#logging': 'done' });
    expect(held['Trail/audit#former']).toContain('blocked');
    expect(shown('audit')).toMatchObject({ Name: 'audit' });
    expect(trail('GetTrailStatus', { Name: 'Audit-2' })['IsLogging']).toBe(true);
    await estate.advance(settled);
    allDone(endings(await estate.apply(renamed, { approve: ['delete'] })));
    expect(trail('DescribeTrails')['trailList']).toMatchObject([{ Name: 'Audit-2' }]);
    await estate.advance(settled);
    expect(leftOver(await estate.plan(renamed))).toEqual([]);
  });

  it('is renamed in one run where the deletion was approved, in this order', async () => {
    const { estate, trail } = await trailWorld({ lagMs });
    allDone(endings(await estate.apply(trailOnly({ logging: true }))));
    await estate.advance(settled);
    const renamed = trailOnly({ name: 'Audit-2', logging: true });
    const answer = await estate.apply(renamed, { approve: ['delete'] });
    allDone(endings(answer));
    expect(opsOf(answer.requests, 'write')).toEqual([
      'cloudtrail:CreateTrail',
      'cloudtrail:StartLogging',
      'cloudtrail:DeleteTrail',
    ]);
    expect(trail('DescribeTrails')['trailList']).toMatchObject([{ Name: 'Audit-2' }]);
    await estate.advance(settled);
    expect(leftOver(await estate.plan(renamed))).toEqual([]);
  });

  it('keeps its old name where the new one does not record', async () => {
    const { estate, trail } = await trailWorld({ lagMs });
    allDone(endings(await estate.apply(trailOnly({ logging: true }))));
    await estate.advance(settled);
    const renamed = trailOnly({ name: 'Audit-2' });
    allDone(endings(await estate.apply(renamed, { approve: ['delete'] })));
    await estate.advance(settled);
    expect(trail('DescribeTrails')['trailList']).toHaveLength(2);
    const { plan } = await estate.plan(renamed);
    expect(plan.resources.find(({ address }) => address === 'Trail/audit')?.deferred).toMatchObject([
      { path: '/formerName' },
    ]);
    trail('StartLogging', { Name: 'Audit-2' });
    await estate.advance(settled);
    expect(leftOver(await estate.plan(renamed))).toEqual(['Trail/audit#former approval']);
  });

  it('does not delete what the index still calls ours and is not', async () => {
    const { estate, trail } = await trailWorld({ lagMs: 0, indexLagMs: 3_600_000 });
    allDone(endings(await estate.apply(trailOnly({ logging: true }))));
    await estate.advance(2 * settled);
    trail('RemoveTags', { ResourceId: arn, TagsList: [{ Key: addressTag }, { Key: stackTag }] });
    const renamed = trailOnly({ name: 'Audit-2', logging: true });
    const answer = await estate.apply(renamed, { approve: ['delete'] });
    expect(opsOf(answer.requests, 'write')).not.toContain('cloudtrail:DeleteTrail');
  });

  it('ends by a tombstone, after approval', async () => {
    const { estate, trail } = await trailWorld({ lagMs });
    allDone(endings(await estate.apply(trailOnly({ logging: true }))));
    await estate.advance(settled);
    const tombstone = trailOnly({ logging: true }, { state: 'absent' });
    expect(leftOver(await estate.plan(tombstone))).toEqual(['Trail/audit#delete approval']);
    allDone(endings(await estate.apply(tombstone, { approve: ['delete'] })));
    expect(trail('DescribeTrails')['trailList']).toEqual([]);
    await estate.advance(settled);
    expect(leftOver(await estate.plan(tombstone))).toEqual([]);
  });

  it('leaves a trail of others alone until it is adopted', async () => {
    const { estate, trail } = await trailWorld({ lagMs });
    trail('CreateTrail', { Name: 'audit', S3BucketName: auditBucket });
    await estate.advance(settled);
    const manifest = trailOnly({ logFileValidation: true });
    expect(leftOver(await estate.plan(manifest))[0]).toContain('is not managed by this stack');
    const adopting = trailOnly({ logFileValidation: true }, { adopt: true });
    allDone(endings(await estate.apply(adopting)));
    await estate.advance(settled);
    expect(leftOver(await estate.plan(manifest))).toEqual([]);
  });
});

describe('the prerequisites of CloudTrail', () => {
  it.each([
    {
      side: 'bucket',
      policy: false as const,
      keyFor: undefined,
      name: 'InsufficientS3BucketPolicyException',
    },
    {
      side: 'key',
      policy: undefined,
      keyFor: `arn:aws:cloudtrail:${region}:${account}:trail/another`,
      name: 'InsufficientEncryptionPolicyException',
    },
  ])(
    'fails in the words of AWS where the policy of the $side is missing',
    async ({ policy, keyFor, name }) => {
      const { estate } = await trailWorld({}, policy === false ? { policy } : {});
      const manifest = keyFor === undefined ? trailOnly() : auditEstate({}, { keyFor });
      const before = estate.clock.now();
      const ended = endings(await estate.apply(manifest));
      expect(ended['Trail/audit#create']).toMatch(/^failed: /u);
      expect(ended['Trail/audit#create']).toContain(
        name === 'InsufficientS3BucketPolicyException'
          ? 'Incorrect S3 bucket policy'
          : 'Insufficient permissions',
      );
      // A policy nobody just wrote will not appear by waiting for it.
      if (keyFor === undefined) expect(estate.clock.now() - before).toBeLessThan(10_000);
    },
  );

  // The new bucket cannot be the reason: only a policy could, and nobody wrote one.
  it('fails at once when the bucket was made a moment ago and nobody wrote its policy', async () => {
    const { estate } = await trailWorld();
    const bucket = `---\n${JSON.stringify({
      apiVersion: 'keywright.dev/v1',
      kind: 'Bucket',
      metadata: { name: 'new-logs' },
      spec: { name: 'new-logs' },
    })}\n`;
    await estate.apply(`${stackYaml}${bucket}`);
    const before = estate.clock.now();
    const ended = endings(await estate.apply(`${trailOnly({ bucket: 'new-logs' })}${bucket}`));
    expect(ended['Trail/audit#create']).toContain('Incorrect S3 bucket policy');
    expect(estate.clock.now() - before).toBeLessThan(10_000);
  });

  it('acts in the home Region, and takes the copies elsewhere for what they are', async () => {
    const { estate, trail } = await trailWorld();
    const manifest = trailOnly({ multiRegion: true, logging: true });
    const first = await estate.apply(manifest);
    allDone(endings(first));
    const places = first.requests
      .filter(({ op }) => op.startsWith('cloudtrail:'))
      .map(({ place }) => place.region);
    expect(new Set(places)).toEqual(new Set([region]));
    expect(trail('DescribeTrails', {}, 'eu-west-1')['trailList']).toMatchObject([{ TrailARN: arn }]);
    const twin = `${manifest}---\n${JSON.stringify({
      apiVersion: 'keywright.dev/v1',
      kind: 'Trail',
      metadata: { name: 'west', region: 'eu-west-1' },
      spec: { name: 'west', bucket: auditBucket, logging: true },
    })}\n`;
    const west = await estate.apply(twin);
    expect(endings(west)['Trail/west#create']).toContain('Incorrect S3 bucket policy');
    expect(leftOver(await estate.plan(manifest))).toEqual([]);
  });

  it('is reported as Degraded, in the words of S3, when logs stop arriving', async () => {
    const { estate, keyId, keyArn } = await trailWorld();
    const manifest = trailOnly({ key: keyArn, logging: true });
    allDone(endings(await estate.apply(manifest)));
    const health = async () =>
      (await estate.plan(manifest)).plan.resources.find(({ address }) => address === 'Trail/audit');
    expect(await health()).toMatchObject({ sync: 'InSync', health: 'Healthy' });
    estate.raw('kms', 'DisableKey', { KeyId: keyId });
    expect(await health()).toMatchObject({
      sync: 'InSync',
      health: 'Degraded',
      why: 'CloudTrail cannot deliver log files: KMS.DisabledException',
    });
    estate.raw('kms', 'EnableKey', { KeyId: keyId });
    estate.raw('s3', 'DeleteBucketPolicy', { Bucket: auditBucket });
    expect(await health()).toMatchObject({
      health: 'Degraded',
      why: expect.stringContaining('AccessDenied'),
    });
  });

  const withoutKeys = [{ excludeManagementEventSources: ['kms.amazonaws.com'] }];

  it('waits for approval when the use of keys would no longer be recorded', async () => {
    const { estate } = await trailWorld();
    allDone(endings(await estate.apply(trailOnly())));
    const ended = endings(await estate.apply(trailOnly({ eventSelectors: withoutKeys })));
    expect(ended['Trail/audit#selectors']).toContain('use of KMS keys is no longer logged');
  });

  // Nothing was recorded by a trail that the same plan creates: a second trail for data events is usual.
  it('needs no approval when a new trail does not record the use of keys', async () => {
    const { estate, trail } = await trailWorld();
    allDone(endings(await estate.apply(trailOnly({ eventSelectors: withoutKeys, logging: true }))));
    expect(trail('GetTrailStatus', { Name: 'audit' })['IsLogging']).toBe(true);
  });

  it('starts logging when CloudTrail refuses the selectors', async () => {
    const { estate, trail } = await trailWorld();
    const refused = Array.from({ length: 251 }, (_, n) => `arn:aws:s3:::b/${String(n)}/`);
    const eventSelectors = [{ dataResources: [{ type: 'AWS::S3::Object', values: refused }] }];
    const ended = endings(await estate.apply(trailOnly({ eventSelectors, logging: true })));
    expect(ended['Trail/audit#selectors']).toContain('at most 250 data resources');
    expect(ended['Trail/audit#logging']).toBe('done');
    expect(trail('GetTrailStatus', { Name: 'audit' })['IsLogging']).toBe(true);
  });
});

describe('the cost of looking', () => {
  it('is one listing of trails and one of marks a Region, and what each trail says itself', async () => {
    const world: TrailWorld = await trailWorld();
    const { estate } = world;
    const second = { name: 'second', bucket: auditBucket, logging: true, eventSelectors: [{}] };
    const manifest = `${trailOnly({ logging: true })}---\n${JSON.stringify({
      apiVersion: 'keywright.dev/v1',
      kind: 'Trail',
      metadata: { name: 'second' },
      spec: second,
    })}\n`;
    allDone(endings(await estate.apply(manifest)));
    await estate.advance(settled);
    const { requests } = await estate.plan(manifest);
    const counted = requests.map(({ op }) => op).toSorted();
    expect(counted).toEqual([
      'cloudtrail:DescribeTrails',
      'cloudtrail:GetEventSelectors',
      'cloudtrail:GetTrailStatus',
      'cloudtrail:GetTrailStatus',
      'sts:GetCallerIdentity',
      // Marks are looked for in both declared Regions.
      'tagging:GetResources',
      'tagging:GetResources',
    ]);
  });
});
