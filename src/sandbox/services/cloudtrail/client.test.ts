import * as CloudTrail from '@aws-sdk/client-cloudtrail';
import { expect, it } from 'vitest';
import { account, region } from '../../bench.test-helper.ts';
import { wireHandler } from '../../wire/handler.ts';
import { createWire } from '../../wire/wire.ts';
import { arnOf, bucket, trailBench } from './trail.test-helper.ts';

it('is understood by the SDK client: a trail from its making to its end', async () => {
  const bench = trailBench();
  const client = new CloudTrail.CloudTrailClient({
    region,
    credentials: { accessKeyId: account, secretAccessKey: 'x' },
    requestHandler: wireHandler(await createWire(bench.sandbox)),
    maxAttempts: 1,
  });
  const made = await client.send(
    new CloudTrail.CreateTrailCommand({
      Name: 'main',
      S3BucketName: bucket,
      IsMultiRegionTrail: true,
      TagsList: [{ Key: 'team', Value: 'audit' }],
    }),
  );
  expect(made).toMatchObject({ TrailARN: arnOf('main'), IsMultiRegionTrail: true });
  const TrailName = 'main';
  await client.send(
    new CloudTrail.PutEventSelectorsCommand({
      TrailName,
      AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] }],
    }),
  );
  const selectors = await client.send(new CloudTrail.GetEventSelectorsCommand({ TrailName }));
  expect(selectors.AdvancedEventSelectors?.[0]?.FieldSelectors).toEqual([
    { Field: 'eventCategory', Equals: ['Management'] },
  ]);
  await client.send(new CloudTrail.StartLoggingCommand({ Name: 'main' }));
  const status = await client.send(new CloudTrail.GetTrailStatusCommand({ Name: 'main' }));
  expect(status.IsLogging).toBe(true);
  expect(status.StartLoggingTime).toEqual(new Date(bench.clock.now()));
  await expect(client.send(new CloudTrail.GetInsightSelectorsCommand({ TrailName }))).rejects.toBeInstanceOf(
    CloudTrail.InsightNotEnabledException,
  );
  const { trailList } = await client.send(
    new CloudTrail.DescribeTrailsCommand({ includeShadowTrails: false }),
  );
  expect(trailList).toMatchObject([{ Name: 'main', HasCustomEventSelectors: true }]);
  const tags = await client.send(new CloudTrail.ListTagsCommand({ ResourceIdList: [arnOf('main')] }));
  expect(tags.ResourceTagList?.[0]?.TagsList).toEqual([{ Key: 'team', Value: 'audit' }]);
  await client.send(new CloudTrail.DeleteTrailCommand({ Name: arnOf('main') }));
  await expect(client.send(new CloudTrail.GetTrailCommand({ Name: 'main' }))).rejects.toBeInstanceOf(
    CloudTrail.TrailNotFoundException,
  );
});
