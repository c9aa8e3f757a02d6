import { expect, it } from 'vitest';
import { hour } from '../../src/model/instant.ts';
import { account, endings, type Estate } from '../support/estate.ts';
import { gateGround, yamlOf } from '../support/gate-world.ts';
import { handOn, roleArn } from '../support/hand.ts';

function reading(sid: string): object {
  return {
    Sid: sid,
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::new-data/${sid}/*`,
  };
}

function withStatements(...statements: readonly object[]): string {
  return yamlOf({
    'Bucket/data': { name: 'new-data' },
    'BucketPolicy/data': {
      bucket: { ref: 'Bucket/data' },
      ownership: 'statements',
      document: { Version: '2012-10-17', Statement: statements },
    },
  });
}

function sidsOf(estate: Estate): readonly string[] {
  const { Policy } = handOn(estate).s3('GetBucketPolicy', { Bucket: 'new-data' }) as { Policy: string };
  return (JSON.parse(Policy) as { Statement: { Sid: string }[] }).Statement.map(({ Sid }) => Sid);
}

// "Kept" beside the change that removes it is untrue, and it was never of others.
it('does not say that a statement of others is kept when the manifest dropped it', async () => {
  const estate = await gateGround();
  await estate.apply(withStatements(reading('Keep'), reading('Drop')));
  await estate.advance(hour);
  const { plan } = await estate.plan(withStatements(reading('Keep')));
  expect(plan.steps.map(({ id }) => id)).toEqual(['BucketPolicy/data#document']);
  expect(plan.resources.flatMap(({ notes }) => notes)).toEqual([]);
});

// Another cause than a change by hand: S3 shows the id of the deleted role, and takes no document that names it.
it('removes a dropped statement of ours whose principal was deleted', async () => {
  const estate = await gateGround();
  const hand = handOn(estate);
  hand.iam('CreateRole', {
    RoleName: 'former',
    AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [] }),
  });
  await estate.advance(hour);
  const dropped = { ...reading('Drop'), Principal: { AWS: roleArn('former') } };
  await estate.apply(withStatements(reading('Keep'), dropped));
  await estate.advance(hour);
  hand.iam('DeleteRole', { RoleName: 'former' });
  await estate.advance(hour);
  const changed = withStatements(reading('Keep'), reading('More'));
  const answer = await estate.apply(changed, { approve: 'shown' });
  expect(endings(answer)).toEqual({ 'BucketPolicy/data#document': 'done' });
  expect(sidsOf(estate)).toEqual(['Keep', 'More']);
});
