import { expect, it } from 'vitest';
import { account, createEstate, leftOver, region, stackYaml, type Estate } from '../support/estate.ts';

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

/** The least of three, in milliseconds of this process's own time: what others do on the machine counts little. */
async function cpuOfPlan({ estate, yaml }: Awaited<ReturnType<typeof made>>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    const before = process.cpuUsage();
    const result = await estate.plan(yaml);
    times.push(process.cpuUsage(before).user / 1000);
    expect(leftOver(result)).toEqual([]);
  }
  return Math.min(...times);
}

it('an estate four times as large costs about four times as much to plan, not sixteen', async () => {
  const small = await made(100);
  const large = await made(400);
  await cpuOfPlan(small);
  const ratio = (await cpuOfPlan(large)) / (await cpuOfPlan(small));
  expect(ratio).toBeLessThan(9);
});
