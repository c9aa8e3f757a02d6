import { expect, it } from 'vitest';
import { minute, second } from '../../src/model/instant.ts';
import { createEstate, endings, stackYaml, type Estate } from '../support/estate.ts';

function manifest(region: string): string {
  return `${stackYaml.replaceAll('eu-central-1', region)}
---
apiVersion: keywright.dev/v1
kind: Key
metadata: { name: data }
spec: { description: Data }
---
apiVersion: keywright.dev/v1
kind: Bucket
metadata: { name: data }
spec: { name: new-data }
---
apiVersion: keywright.dev/v1
kind: BucketEncryption
metadata: { name: data }
spec: { bucket: { ref: Bucket/data }, algorithm: 'aws:kms', key: { ref: Key/data } }
`;
}

const s3Call = { service: 's3', operation: 'CreateBucket' } as const;

/** Makes the bucket by hand just before the call of Keywright arrives. */
function madeByHand(estate: Estate): void {
  estate.sandbox.faults.next(s3Call, (request, run) => {
    estate.raw('s3', 'CreateBucket', { Bucket: request.input['Bucket'] }, request.region);
    return run();
  });
}

const rows = [
  {
    when: 'AWS answers that it made the bucket',
    region: 'eu-central-1',
    happens: () => undefined,
    waits: false,
  },
  {
    when: 'no answer came, so that an earlier run may have made the bucket',
    region: 'eu-central-1',
    happens: (estate: Estate) => {
      estate.sandbox.faults.next(s3Call, 'after');
    },
    waits: true,
  },
  {
    when: 'us-east-1 answers 200 for a bucket that carries no mark',
    region: 'us-east-1',
    happens: madeByHand,
    waits: true,
  },
];

// docs/adr/0018: only where S3 made the bucket for this apply, nobody reads or writes in it yet.
it.each(rows)('waits before encryption: $waits, when $when', async ({ region, happens, waits }) => {
  const estate = createEstate();
  await estate.advance(10 * minute);
  happens(estate);
  const began = estate.clock.now();
  const answer = await estate.apply(manifest(region), { waitFor: 5 * minute });
  expect(endings(answer)).toMatchObject({ 'BucketEncryption/data#encryption': 'done' });
  const took = estate.clock.now() - began;
  if (waits) expect(took).toBeGreaterThan(minute);
  else expect(took).toBeLessThan(20 * second);
});
