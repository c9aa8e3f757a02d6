import { describe, expect, it } from 'vitest';
import { estimateOf } from '../../src/estimate/estimate.ts';
import { minute, second } from '../../src/model/instant.ts';
import { account, createEstate, stackYaml, type Estate } from '../support/estate.ts';
import { estimateInput, measuredApply } from '../support/estimates.ts';

/** Which writes an apply lets propagate before it goes on (docs/adr/0007-letting-others-see-first.md). */

interface Shape {
  readonly description?: string;
  readonly rotation?: boolean;
  readonly reader?: string;
  readonly grantee?: string;
  readonly bucketKey?: boolean;
}

const usual = { description: 'one', rotation: false, reader: 'a', grantee: 'a', bucketKey: true };

function yamlOf(shape: Shape = {}): string {
  const { description, rotation, reader, grantee, bucketKey } = { ...usual, ...shape };
  const role = (name: string): string => `arn:aws:iam::${account}:role/${name}`;
  const policy = {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'Root', Effect: 'Allow', Principal: { AWS: account }, Action: 'kms:*', Resource: '*' },
      {
        Sid: 'Read',
        Effect: 'Allow',
        Principal: { AWS: role(reader) },
        Action: 'kms:Decrypt',
        Resource: '*',
      },
    ],
  };
  return `${stackYaml}
---
apiVersion: keywright.dev/v1
kind: Key
metadata: { name: data }
spec: { description: ${description}, rotation: { enabled: ${String(rotation)} }, policy: ${JSON.stringify(policy)} }
---
apiVersion: keywright.dev/v1
kind: Grant
metadata: { name: app }
spec:
  key: { ref: Key/data }
  granteePrincipal: ${role(grantee)}
  operations: [Decrypt]
---
apiVersion: keywright.dev/v1
kind: Bucket
metadata: { name: data }
spec: { name: propagation-data }
---
apiVersion: keywright.dev/v1
kind: BucketEncryption
metadata: { name: data }
spec: { bucket: { ref: Bucket/data }, algorithm: aws:kms, key: { ref: Key/data }, bucketKey: ${String(bucketKey)} }
`;
}

async function made(): Promise<Estate> {
  const estate = createEstate({
    principals: ['a', 'b'].map((name) => `arn:aws:iam::${account}:role/${name}`),
  });
  await estate.advance(10 * minute);
  await estate.apply(yamlOf(), { approve: 'shown' });
  await estate.advance(10 * minute);
  return estate;
}

describe('an apply', () => {
  it.each<{ readonly what: string; readonly to: Shape; readonly minutes: number }>([
    {
      what: 'nothing when a description and rotation change under a bucket that changes too',
      to: { description: 'two', rotation: true, bucketKey: false },
      minutes: 0,
    },
    {
      // The new grant must be seen before the bucket changes, and the changed bucket before the previous grant goes.
      what: 'a minute on each side of a bucket that changes while a grant is replaced',
      to: { grantee: 'b', bucketKey: false },
      minutes: 2,
    },
    {
      // The new reader must be seen before the previous grant goes, which nobody has to see before the previous reader goes.
      what: 'one minute, and none after a revocation, when a reader and a grantee change',
      to: { reader: 'b', grantee: 'b' },
      minutes: 1,
    },
  ])('waits $what', async ({ to, minutes }) => {
    const estate = await made();
    const { time } = estimateOf(await estimateInput(estate, yamlOf(to)));
    const { took, ends } = await measuredApply(estate, yamlOf(to));
    expect([...ends]).toEqual(['done']);
    expect(Math.floor(took / minute)).toBe(minutes);
    expect(took % minute).toBeLessThan(10 * second);
    expect(Math.abs((time?.atLeastMs ?? 0) - took)).toBeLessThan(5 * second);
  });
});
