import { describe, expect, it } from 'vitest';
import { account, region, type Estate } from '../../../test/support/estate.ts';
import { gateGround, policyFor, stranger, yamlOf } from '../../../test/support/gate-world.ts';
import { handOn, keyArn, type Hand } from '../../../test/support/hand.ts';
import { minute } from '../../model/instant.ts';
import { putEncryption } from './laws.test-helper.ts';

const bucket = 'the-data';
const data = { 'Key/data': { policy: policyFor(['app']) } };

/** Creates a bucket whose encryption somebody set by hand, long ago. */
async function bucketWith(rule: (hand: Hand) => Parameters<typeof putEncryption>[1]): Promise<Estate> {
  const estate = await gateGround();
  await estate.apply(yamlOf(data));
  const hand = handOn(estate);
  putEncryption(hand, { bucket, ...rule(hand) });
  await estate.advance(60 * minute);
  return estate;
}

function managedKey(hand: Hand): string {
  const { KeyMetadata } = hand.kms('DescribeKey', { KeyId: 'alias/aws/s3' }) as {
    KeyMetadata: { Arn: string };
  };
  return KeyMetadata.Arn;
}

function adopting(spec: object): string {
  const metadata = { name: 'data', adopt: true };
  const document = { apiVersion: 'keywright.dev/v1', kind: 'BucketEncryption', metadata };
  return `${yamlOf(data)}---\n${JSON.stringify({ ...document, spec: { bucket, ...spec } })}\n`;
}

/** Lists what a plan changes of the encryption: path, before and after. */
async function changesOf(estate: Estate, spec: object): Promise<readonly unknown[]> {
  const { plan } = await estate.plan(adopting(spec));
  return plan.steps.flatMap(({ changes }) => changes.map(({ path, before, after }) => [path, before, after]));
}

describe('the key of a default encryption', () => {
  const aws = { algorithm: 'aws:kms', key: null };
  it.each([
    { live: 'no key', put: () => ({ key: null }), spec: () => aws },
    { live: 'the alias of the AWS managed key', put: () => ({ key: 'alias/aws/s3' }), spec: () => aws },
    {
      live: 'the ARN of that alias',
      put: () => ({ key: `arn:aws:kms:${region}:${account}:alias/aws/s3` }),
      spec: () => aws,
    },
    { live: 'the ARN of that key', put: (hand: Hand) => ({ key: managedKey(hand) }), spec: () => aws },
    {
      live: 'no key, and the manifest names that key by its ARN',
      put: () => ({ key: null }),
      spec: (hand: Hand) => ({ algorithm: 'aws:kms', key: managedKey(hand) }),
    },
  ])('is aws/s3 when the bucket has $live', async ({ put, spec }) => {
    const estate = await bucketWith(put);
    expect(await changesOf(estate, spec(handOn(estate)))).toEqual([]);
  });

  it.each([
    {
      why: 'an alias of another account',
      put: () => ({ key: `arn:aws:kms:${region}:${stranger}:alias/aws/s3` }),
      spec: () => aws,
    },
    {
      why: 'an id alone, which S3 looks for in the account of whoever writes',
      put: (hand: Hand) => ({ key: hand.key('Key/data') }),
      spec: (hand: Hand) => ({ algorithm: 'aws:kms', key: keyArn(hand.key('Key/data')) }),
    },
  ])('differs when it is $why', async ({ put, spec }) => {
    const estate = await bucketWith(put);
    const [live, wanted] = [put(handOn(estate)), spec(handOn(estate))];
    expect(await changesOf(estate, wanted)).toEqual([['/key', live.key, wanted.key]]);
  });
});

describe('a bucket key that no manifest manages', () => {
  it.each([
    {
      does: 'is no difference under AES256, where it has no effect',
      put: { algorithm: 'AES256', key: null, bucketKey: true },
      spec: { algorithm: 'AES256', bucketKey: false },
      changes: [],
    },
    {
      does: 'is shown when another algorithm brings it into effect',
      put: { algorithm: 'AES256', key: null, bucketKey: true },
      spec: { algorithm: 'aws:kms', key: null },
      changes: [
        ['/algorithm', 'AES256', 'aws:kms'],
        ['/bucketKey', false, true],
      ],
    },
    {
      does: 'goes when two layers take no bucket key',
      put: { algorithm: 'aws:kms', key: null, bucketKey: true },
      spec: { algorithm: 'aws:kms:dsse', key: null },
      changes: [
        ['/algorithm', 'aws:kms', 'aws:kms:dsse'],
        ['/bucketKey', true, false],
      ],
    },
    {
      does: 'is let be when it was set under the algorithm that is declared',
      put: { algorithm: 'aws:kms', key: null, bucketKey: true },
      spec: { algorithm: 'aws:kms', key: null },
      changes: [],
    },
  ])('$does', async ({ put, spec, changes }) => {
    const estate = await bucketWith(() => put);
    expect(await changesOf(estate, spec)).toEqual(changes);
  });

  it.each([
    { to: 'aws:kms', sends: true },
    { to: 'aws:kms:dsse', sends: false },
  ])('is sent as $sends when AES256 becomes $to', async ({ to, sends }) => {
    const estate = await bucketWith(() => ({ algorithm: 'AES256', key: null, bucketKey: true }));
    await estate.apply(adopting({ algorithm: to, key: { ref: 'Key/data' } }));
    const answer = handOn(estate).s3('GetBucketEncryption', { Bucket: bucket });
    expect(answer).toMatchObject({
      ServerSideEncryptionConfiguration: { Rules: [{ BucketKeyEnabled: sends }] },
    });
  });
});
