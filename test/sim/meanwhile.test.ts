import { describe, expect, it } from 'vitest';
import { minute, second, type Instant } from '../../src/model/instant.ts';
import { createVolatileStore } from '../../src/store/memory/volatile.ts';
import { applied, documentYaml, keyYaml, manifests } from '../support/estate-facts.ts';
import { account, createEstate, endings, type Estate, type RunOptions } from '../support/estate.ts';

/** Returns when each step ended, in milliseconds since the apply began. */
async function endsOf(
  estate: Estate,
  yaml: string,
  options: RunOptions = {},
): Promise<ReadonlyMap<string, number>> {
  const began: Instant = estate.clock.now();
  const ends = new Map<string, number>();
  const answer = await applied(estate, yaml, {
    ...options,
    onProgress: (event) => {
      if (event.is === 'step-ended') ends.set(event.step.id, event.at - began);
    },
  });
  expect(new Set(Object.values(endings(answer)))).toEqual(new Set(['done']));
  return ends;
}

function bucketYaml(name: string): string {
  return documentYaml('Bucket', `name: ${name}`, `name: kw-${name}`);
}
/** Waits for the key as the encryption does, and gives access: it could run at once. */
const policyYaml = `
apiVersion: keywright.dev/v1
kind: BucketPolicy
metadata: { name: old }
spec:
  bucket: { ref: Bucket/old }
  document:
    Version: '2012-10-17'
    Statement:
      - Sid: Writers
        Effect: Allow
        Principal: { AWS: 'arn:aws:iam::${account}:root' }
        Action: s3:PutObject
        Resource: arn:aws:s3:::kw-old/*
        Condition: { StringEquals: { 's3:x-amz-server-side-encryption-aws-kms-key-id': '\${Key/new.arn}' } }
`;

describe('the rest continues while a step waits', () => {
  it('writes the policy of a bucket while its encryption waits for a new key to spread', async () => {
    const estate = createEstate();
    await estate.advance(10 * minute);
    await applied(estate, manifests([bucketYaml('old')]));
    await estate.advance(10 * minute);
    const ends = await endsOf(
      estate,
      manifests([
        bucketYaml('old'),
        keyYaml({ name: 'new' }),
        documentYaml(
          'BucketEncryption',
          'name: old',
          'bucket: { ref: Bucket/old }, algorithm: "aws:kms", key: { ref: Key/new }',
        ),
        policyYaml,
      ]),
    );
    expect(ends.get('BucketEncryption/old#encryption')).toBeGreaterThan(minute);
    expect(ends.get('BucketPolicy/old#document')).toBeLessThan(10 * second);
  });

  it('makes buckets while more keys than have a place wait for a young journal', async () => {
    const estate = createEstate();
    const names = Array.from({ length: 20 }, (_, index) => `n${index}`);
    const yaml = manifests([...names.map((name) => keyYaml({ name })), ...names.map(bucketYaml)]);
    const ends = await endsOf(estate, yaml, { store: createVolatileStore(estate.clock) });
    for (const name of names) {
      expect(ends.get(`Bucket/${name}#create`)).toBeLessThan(20 * second);
      expect(ends.get(`Key/${name}#create`)).toBeGreaterThan(2 * minute);
      expect(ends.get(`Key/${name}#create`)).toBeLessThan(2 * minute + 10 * second);
    }
  });
});
