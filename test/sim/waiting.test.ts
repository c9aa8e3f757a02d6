import { describe, expect, it } from 'vitest';
import { minute } from '../../src/model/instant.ts';
import type { SandboxAnswer, SandboxRequest } from '../../src/sandbox/sandbox.ts';
import { createEstate, endings, leftOver, stackYaml, type Estate } from '../support/estate.ts';

function keyWith(description: string, period: number): string {
  return `${stackYaml}
---
apiVersion: keywright.dev/v1
kind: Key
metadata: { name: slow }
spec: { description: ${description}, rotation: { enabled: true, periodInDays: ${period} } }
`;
}

const before = keyWith('Old', 365);
const after = keyWith('New', 300);

/** Makes DescribeKey show the old description for so long after the write, as a replica that lags does. */
function hideDescription(estate: Estate, forMs: number): void {
  const from = estate.clock.now();
  estate.sandbox.faults.every({ service: 'kms', operation: 'DescribeKey' }, (_: SandboxRequest, run) => {
    const answer: SandboxAnswer = run();
    if (answer.is === 'error' || estate.clock.now() > from + forMs) return answer;
    const { KeyMetadata } = answer.output as { KeyMetadata: Record<string, unknown> };
    return { ...answer, output: { ...answer.output, KeyMetadata: { ...KeyMetadata, Description: 'Old' } } };
  });
}

async function settled(): Promise<Estate> {
  const estate = createEstate();
  await estate.apply(before);
  await estate.advance(60 * minute);
  return estate;
}

describe('changes that AWS does not show yet', () => {
  it('is waited for alone, and written once', async () => {
    const estate = await settled();
    hideDescription(estate, 3 * minute);
    const waits: string[] = [];
    const answer = await estate.apply(after, {
      waitFor: 5 * minute,
      onProgress: (event) => {
        if (event.is === 'waiting') waits.push(event.why);
      },
    });
    expect(endings(answer)).toEqual({ 'Key/slow#description': 'done', 'Key/slow#rotation': 'done' });
    const writes = answer.requests.filter(({ op }) => op === 'kms:UpdateKeyDescription');
    expect(writes).toHaveLength(1);
    expect(waits).toContain('AWS accepted description of Key/slow and does not show it yet');
    expect(leftOver(await estate.plan(after))).toEqual([]);
  });

  it('ends as waiting when the time is up, after one write', async () => {
    const estate = await settled();
    hideDescription(estate, 60 * minute);
    const started = estate.clock.now();
    const answer = await estate.apply(after, { waitFor: 5 * minute });
    expect(endings(answer)['Key/slow#description']).toMatch(/^waiting: AWS accepted/u);
    expect(answer.requests.filter(({ op }) => op === 'kms:UpdateKeyDescription')).toHaveLength(1);
    expect(estate.clock.now() - started).toBeGreaterThan(5 * minute);
    expect(estate.clock.now() - started).toBeLessThan(8 * minute);
  });

  it('ends at once with no time to wait', async () => {
    const estate = await settled();
    hideDescription(estate, 60 * minute);
    const started = estate.clock.now();
    const answer = await estate.apply(after, { waitFor: 0 });
    expect(endings(answer)['Key/slow#description']).toMatch(/^waiting/u);
    // Within a step a write is given its minute to show.
    expect(estate.clock.now() - started).toBeLessThan(2 * minute);
  });

  it('is not waited for once somebody asks to stop', async () => {
    const estate = await settled();
    hideDescription(estate, 60 * minute);
    const stop = new AbortController();
    const answer = await estate.apply(after, {
      waitFor: 60 * minute,
      stop: stop.signal,
      onProgress: (event) => {
        if (event.is === 'waiting' && event.why.startsWith('AWS accepted')) stop.abort();
      },
    });
    expect(endings(answer)['Key/slow#description']).toMatch(/^waiting/u);
    expect(answer.is).toBe('applied');
  });
});

const bucket = `${stackYaml}  trustedAccounts: ["444455556666"]
---
apiVersion: keywright.dev/v1
kind: Bucket
metadata: { name: slow }
spec: { name: slow-data, versioning: Enabled, tags: { owner: shop } }
---
apiVersion: keywright.dev/v1
kind: BucketEncryption
metadata: { name: slow }
spec:
  bucket: { ref: Bucket/slow }
  algorithm: aws:kms
  key: arn:aws:kms:eu-central-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab
`;

describe('the steps after it', () => {
  it('runs once it shows, and is made once', async () => {
    const estate = createEstate();
    const from = estate.clock.now();
    estate.sandbox.faults.every({ service: 's3' }, (request, run) => {
      const hidden = /^(?:Get|Head|List)/u.test(request.operation) && estate.clock.now() < from + 8 * minute;
      return hidden && request.input['Bucket'] === 'slow-data' ? gone : run();
    });
    const answer = await estate.apply(bucket, { waitFor: 15 * minute });
    expect(new Set(Object.values(endings(answer)))).toEqual(new Set(['done']));
    const ops = answer.requests.map(({ op }) => op);
    for (const op of ['s3:CreateBucket', 's3:PutBucketVersioning', 's3:PutBucketEncryption'])
      expect(ops.filter((one) => one === op)).toHaveLength(1);
    await estate.advance(10 * minute);
    expect(leftOver(await estate.plan(bucket))).toEqual([]);
  });
});

const gone: SandboxAnswer = {
  is: 'error',
  name: 'NoSuchBucket',
  message: 'The specified bucket does not exist',
  status: 404,
};
