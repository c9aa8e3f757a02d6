import { expect, it } from 'vitest';
import { createEstate, leftOver, region, stackYaml } from '../support/estate.ts';

// S3 takes a key of another account by its full ARN and gives the same text back (S3 User Guide, UsingKMSEncryption).
it('a bucket encrypted under a key of another account converges', async () => {
  const estate = createEstate();
  const CreateBucketConfiguration = { LocationConstraint: region };
  estate.raw('s3', 'CreateBucket', { Bucket: 'shared-data', CreateBucketConfiguration });
  const yaml = `${stackYaml}
---
apiVersion: keywright.dev/v1
kind: BucketEncryption
metadata: { name: shared }
spec:
  bucket: shared-data
  algorithm: aws:kms
  key: arn:aws:kms:${region}:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab
`;
  const answer = await estate.apply(yaml);
  expect(answer.is === 'applied' && [...answer.outcomes.values()].map(({ is }) => is)).toEqual(['done']);
  expect(leftOver(await estate.plan(yaml))).toEqual([]);
});

it('a key that is born disabled needs no approval: nobody can rely on it yet', async () => {
  const estate = createEstate();
  const yaml = `${stackYaml}
---
apiVersion: keywright.dev/v1
kind: Key
metadata: { name: spare }
spec: { enabled: false }
`;
  const answer = await estate.apply(yaml);
  expect(answer.is === 'applied' && [...answer.outcomes.values()].map(({ is }) => is)).toEqual([
    'done',
    'done',
  ]);
  expect(leftOver(await estate.plan(yaml))).toEqual([]);
});
