import { expect, it } from 'vitest';
import { createEstate, endings, type Estate } from '../support/estate.ts';
import { applied } from '../support/estate-facts.ts';
import { yamlOf } from '../support/gate-world.ts';
import { handOn, roleArn } from '../support/hand.ts';

const settled = 60 * 60_000;

function together(blockedEncryptionTypes: readonly string[]): string {
  return yamlOf({
    'Bucket/data': { name: 'the-data' },
    'BucketEncryption/data': { bucket: { ref: 'Bucket/data' }, algorithm: 'AES256', blockedEncryptionTypes },
  });
}

function unblockByHand(estate: Estate): void {
  const rule = {
    ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
    BucketKeyEnabled: false,
    BlockedEncryptionTypes: { EncryptionType: ['NONE'] },
  };
  handOn(estate).s3('PutBucketEncryption', {
    Bucket: 'the-data',
    ServerSideEncryptionConfiguration: { Rules: [rule] },
  });
}

// A bucket is created with SSE-C blocked, so its settings need no call. They count as applied all the same: else a hand
// in AWS opens them, the commit says the same, and nobody is asked.
it.each([
  { why: 'by the apply that made the bucket', more: 0 },
  { why: 'by a later apply that found nothing to do', more: 1 },
])('asks for widen when settings were noted $why, and a hand and a commit open them', async ({ more }) => {
  const estate = createEstate({ principals: [roleArn('admin')] });
  await estate.advance(settled);
  const closed = together(['SSE-C']);
  await estate.apply(closed);
  await estate.advance(settled);
  for (let left = more; left > 0; left -= 1) await estate.apply(closed);
  unblockByHand(estate);
  await estate.advance(settled);
  const answer = await applied(estate, together([]), { approve: ['repair', 'loosen', 'cut-off', 'shrink'] });
  expect(endings(answer)['BucketEncryption/data#encryption']).toContain('blocked');
  expect(answer.plan.steps.map(({ risks }) => risks.map((risk) => risk.class))).toEqual([['widen']]);
});
