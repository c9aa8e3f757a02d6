import { expect, it } from 'vitest';
import { createEstate, leftOver, region, stackYaml } from '../support/estate.ts';

// S3 takes a key of another account by its full ARN and gives the same text back (S3 User Guide, UsingKMSEncryption).
it('converges for a bucket encrypted with a key of another account', async () => {
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
  // The owner of the key decides who reads the data that is encrypted with it.
  const answer = await estate.apply(yaml, { approve: ['widen'] });
  expect(answer.is === 'applied' && [...answer.outcomes.values()].map(({ is }) => is)).toEqual(['done']);
  expect(leftOver(await estate.plan(yaml))).toEqual([]);
});

it('creates a disabled key without approval, since nothing can rely on it yet', async () => {
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

it('waits to disable a key until AWS shows that the bucket has moved', async () => {
  const estate = createEstate();
  const CreateBucketConfiguration = { LocationConstraint: region };
  estate.raw('s3', 'CreateBucket', { Bucket: 'moving-data', CreateBucketConfiguration });
  const manifests = (enabled: boolean, key: string): string => `${stackYaml}
---
apiVersion: keywright.dev/v1
kind: Key
metadata: { name: old }
spec: { enabled: ${String(enabled)} }
---
apiVersion: keywright.dev/v1
kind: Key
metadata: { name: new }
spec: { enabled: true }
---
apiVersion: keywright.dev/v1
kind: BucketEncryption
metadata: { name: data }
spec: { bucket: moving-data, algorithm: aws:kms, key: { ref: Key/${key} } }
`;
  await estate.apply(manifests(true, 'old'));
  await estate.advance(3_600_000);
  const scope = { is: 'some', targets: ['Key/old'], exclude: [] } as const;
  const { plan } = await estate.plan(manifests(false, 'new'), { scope });
  expect(plan.steps.find(({ id }) => id === 'Key/old#enabled')?.gate).toMatchObject({
    is: 'blocked',
    code: 'engine.outside-scope',
    why: 'waits for BucketEncryption/data, which has a pending change outside this scope',
  });
});
