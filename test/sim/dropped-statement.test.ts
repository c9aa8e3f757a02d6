import { expect, it } from 'vitest';
import { hour } from '../../src/model/instant.ts';
import { account } from '../support/estate.ts';
import { gateGround, yamlOf } from '../support/gate-world.ts';

function reading(sid: string): object {
  return {
    Sid: sid,
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::new-data/${sid}/*`,
  };
}

function withStatements(...sids: readonly string[]): string {
  return yamlOf({
    'Bucket/data': { name: 'new-data' },
    'BucketPolicy/data': {
      bucket: { ref: 'Bucket/data' },
      ownership: 'statements',
      document: { Version: '2012-10-17', Statement: sids.map(reading) },
    },
  });
}

// "Kept" beside the change that removes it is untrue, and it was never of others.
it('does not say that a statement of others is kept when the manifest dropped it', async () => {
  const estate = await gateGround();
  await estate.apply(withStatements('Keep', 'Drop'));
  await estate.advance(hour);
  const { plan } = await estate.plan(withStatements('Keep'));
  expect(plan.steps.map(({ id }) => id)).toEqual(['BucketPolicy/data#document']);
  expect(plan.resources.flatMap(({ notes }) => notes)).toEqual([]);
});
