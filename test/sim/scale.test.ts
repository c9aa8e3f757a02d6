import { expect, it } from 'vitest';
import { account, createEstate, leftOver, region, stackYaml, type Estate } from '../support/estate.ts';
import { functionsCalled } from '../support/work-done.ts';

const policy = `{ Version: '2012-10-17', Statement: [{ Sid: Root, Effect: Allow, Principal: { AWS: 'arn:aws:iam::${account}:root' }, Action: 'kms:*', Resource: '*' }] }`;

/** Three resources a number: a key, its alias, and the encryption of a bucket. */
function estateOf(count: number): string {
  const documents = Array.from(
    { length: count },
    (_, index) => `
---
apiVersion: keywright.dev/v1
kind: Key
metadata: { name: k${index} }
spec: { description: key ${index}, tags: { team: t${index} }, rotation: { enabled: true }, aliases: [alias/k${index}], policy: ${policy} }
---
apiVersion: keywright.dev/v1
kind: BucketEncryption
metadata: { name: b${index} }
spec: { bucket: bucket-${index}, algorithm: aws:kms, key: { ref: Key/k${index} }, bucketKey: true }
`,
  );
  return stackYaml + documents.join('');
}

async function made(count: number): Promise<{ readonly estate: Estate; readonly yaml: string }> {
  const estate = createEstate();
  for (let index = 0; index < count; index += 1) {
    const CreateBucketConfiguration = { LocationConstraint: region };
    estate.raw('s3', 'CreateBucket', { Bucket: `bucket-${index}`, CreateBucketConfiguration });
  }
  const yaml = estateOf(count);
  await estate.apply(yaml);
  await estate.advance(3_600_000);
  return { estate, yaml };
}

async function workOfPlan(count: number): Promise<number> {
  const { estate, yaml } = await made(count);
  return functionsCalled(async () => {
    expect(leftOver(await estate.plan(yaml))).toEqual([]);
  });
}

it('does about four times the work to plan an estate four times as large, not sixteen', async () => {
  const ratio = (await workOfPlan(120)) / (await workOfPlan(30));
  expect(ratio).toBeLessThan(6);
});
