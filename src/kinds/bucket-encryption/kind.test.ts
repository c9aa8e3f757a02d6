import { describe, expect, it } from 'vitest';
import { endings } from '../../../test/support/estate.ts';
import { foreignKey, gateWorld, keysOfReaders, yamlOf } from '../../../test/support/gate-world.ts';
import { handOn } from '../../../test/support/hand.ts';
import { minute } from '../../model/instant.ts';
import { describeKind } from '../describe-kind.test-helper.ts';
import { bucketEncryption } from './index.ts';
import { gateDocuments, key, laws } from './laws.test-helper.ts';

describe('BucketEncryption', () => describeKind(bucketEncryption, laws));

describe('a BucketEncryption that drifted', () => {
  // What closes must not wait: the key that an intruder put in goes out again, whatever they did besides.
  it('is reverted at once after drift, and its access waits as a separate step', async () => {
    const { estate } = await gateWorld({
      ...gateDocuments,
      'BucketEncryption/data': { ...gateDocuments['BucketEncryption/data'], blockedEncryptionTypes: [] },
    });
    const open = yamlOf({
      ...gateDocuments,
      'BucketEncryption/data': { ...gateDocuments['BucketEncryption/data'], blockedEncryptionTypes: [] },
    });
    handOn(estate).s3('PutBucketEncryption', {
      Bucket: 'the-data',
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: foreignKey() },
            BucketKeyEnabled: true,
            BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] },
          },
        ],
      },
    });
    await estate.advance(60 * minute);
    const ended = endings(await estate.apply(open));
    expect(ended['BucketEncryption/data#encryption']).toBe('done');
    expect(ended['BucketEncryption/data#encryption:contract']).toContain(
      'restores access that was removed outside Git',
    );
  });
});

describe('a BucketEncryption that was reset outside Git', () => {
  const noKey = 'new objects will no longer be encrypted with a KMS key';
  const awsKey =
    'new objects will be encrypted with aws/s3, which every reader of the bucket in the account may use';

  it.each([
    { to: { SSEAlgorithm: 'AES256' }, undoes: [noKey] },
    { to: { SSEAlgorithm: 'aws:kms' }, undoes: [awsKey] },
  ])('says what the reset to $to means, and nothing that it does not mean', async ({ to, undoes }) => {
    const { estate } = await gateWorld(gateDocuments);
    handOn(estate).s3('PutBucketEncryption', {
      Bucket: 'the-data',
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: to,
            BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] },
          },
        ],
      },
    });
    await estate.advance(60 * minute);
    const { plan } = await estate.plan(yamlOf(gateDocuments));
    expect(plan.steps.flatMap((step) => step.undoes ?? [])).toEqual(undoes);
  });
});

describe('a BucketEncryption for a bucket that has none', () => {
  it.each([
    { why: 'a key of the account', key: key('data'), needs: [] },
    { why: 'a key of a strange account', key: foreignKey(), needs: ['widen'] },
  ])('$why: needs $needs', async ({ key: of, needs }) => {
    const { estate } = await gateWorld({ 'Key/data': keysOfReaders['Key/data'] ?? {} });
    const spec = { bucket: 'the-data', algorithm: 'aws:kms', key: of };
    const { plan } = await estate.plan(
      yamlOf({ 'Key/data': keysOfReaders['Key/data'] ?? {}, 'BucketEncryption/data': spec }),
    );
    expect(plan.steps.flatMap(({ risks }) => risks.map((risk) => risk.class))).toEqual(needs);
  });

  it('shows SSE-C as blocked before, which is how AWS makes a bucket', async () => {
    const { estate } = await gateWorld({ 'Key/data': keysOfReaders['Key/data'] ?? {} });
    const spec = { bucket: 'the-data', algorithm: 'AES256', blockedEncryptionTypes: [] };
    const { plan } = await estate.plan(
      yamlOf({ 'Key/data': keysOfReaders['Key/data'] ?? {}, 'BucketEncryption/data': spec }),
    );
    expect(plan.steps).toMatchObject([
      {
        changes: [{ path: '/blockedEncryptionTypes', before: ['SSE-C'], after: [] }],
        risks: [{ class: 'widen', path: '/blockedEncryptionTypes' }],
      },
    ]);
  });
});
