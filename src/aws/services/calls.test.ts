import type * as Kms from '@aws-sdk/client-kms';
import { expect, it } from 'vitest';
import type { Operations } from './calls.ts';
import { cloudtrail } from './cloudtrail.ts';
import { kms, kmsOperations } from './kms.ts';
import { s3 } from './s3.ts';
import { sts } from './sts.ts';

const at = { account: '111122223333', region: 'eu-central-1' };

it('makes a call of an operation, without members that are undefined', () => {
  expect(kms.createKey(at, { Description: undefined, MultiRegion: true })).toEqual({
    op: 'kms:CreateKey',
    at,
    input: { MultiRegion: true },
  });
});

it('takes no input where the SDK needs none', () => {
  expect(sts.getCallerIdentity(at)).toEqual({ op: 'sts:GetCallerIdentity', at, input: {} });
});

it('takes a value that AWS has not assigned yet, at any depth', () => {
  const hole = { $unknown: '${Key/x.keyId}' };
  expect(kms.describeKey(at, { KeyId: hole }).input).toEqual({ KeyId: hole });
  const Rules = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: hole } }];
  const ServerSideEncryptionConfiguration = { Rules };
  expect(s3.putBucketEncryption(at, { Bucket: 'b', ServerSideEncryptionConfiguration }).input).toEqual({
    Bucket: 'b',
    ServerSideEncryptionConfiguration,
  });
});

/** Contains mistakes that otherwise only AWS would tell, one a line. It is compiled and never run. */
export function refusedByTheCompiler(): void {
  // @ts-expect-error: a misspelt member
  kms.describeKey(at, { KeyID: 'x' });
  // @ts-expect-error: a missing member
  kms.describeKey(at, {});
  // @ts-expect-error: no input at all
  kms.describeKey(at);
  // @ts-expect-error: a number as text
  kms.scheduleKeyDeletion(at, { KeyId: 'x', PendingWindowInDays: '30' });
  // @ts-expect-error: a misspelt member further down
  kms.tagResource(at, { KeyId: 'x', Tags: [{ TagKey: 'a', TagVal: 'b' }] });
  // @ts-expect-error: tags of another service
  cloudtrail.addTags(at, { ResourceId: 'x', TagsList: [{ TagKey: 'a', TagValue: 'b' }] });
  // @ts-expect-error: an operation that the SDK does not have
  expect({ DescribeKay: kmsOperations.DescribeKey } satisfies Operations<typeof Kms>);
}
