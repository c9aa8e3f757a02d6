import { z } from 'zod';
import type { Aws, AwsFailure, CallOptions, Place } from '../model/call.ts';
import type { BucketKey } from '../model/stands-on.ts';
import { kms } from './services/kms.ts';
import { key } from './services/resource.ts';
import { s3 } from './services/s3.ts';

const encryption = z.looseObject({
  ServerSideEncryptionConfiguration: z.looseObject({
    Rules: z.array(
      z.looseObject({
        ApplyServerSideEncryptionByDefault: z
          .looseObject({ SSEAlgorithm: z.string(), KMSMasterKeyID: z.string().nullish() })
          .nullish(),
      }),
    ),
  }),
});

const metadata = z.looseObject({ KeyMetadata: z.looseObject({ Arn: z.string() }) });

/** Answers that say for sure that there is no key: without a configuration S3 encrypts by itself. */
const noKey = ['NoSuchBucket', 'ServerSideEncryptionConfigurationNotFoundError'];

export interface BucketKeyParts {
  readonly aws: Aws;
  readonly partition: string;
  readonly options: CallOptions;
}

/**
 * Finds which key encrypts a bucket. S3 answers with what was put: an ARN, an id of the bucket's own account and
 * Region, or an alias. KMS resolves an alias. Nobody can change the policy or state of an AWS managed key (KMS
 * Developer Guide, concepts), so it counts as none.
 */
export async function bucketKey(
  bucket: string,
  at: Place,
  { aws, partition, options }: BucketKeyParts,
): Promise<BucketKey> {
  const answer = await aws.call(s3.getBucketEncryption(at, { Bucket: bucket }), options);
  if (answer.is === 'failed')
    return noKey.includes(answer.failure.name) ? { is: 'none' } : { is: 'unread', failure: answer.failure };
  const read = encryption.safeParse(answer.value);
  if (!read.success) return { is: 'unread', failure: odd('s3:GetBucketEncryption', at) };
  const [id] = read.data.ServerSideEncryptionConfiguration.Rules.flatMap(
    ({ ApplyServerSideEncryptionByDefault: rule }) => rule?.KMSMasterKeyID ?? [],
  ).filter((one) => one !== '');
  if (id === undefined || /(?:^|:)alias\/aws\//u.test(id)) return { is: 'none' };
  if (/^arn:[^:]+:kms:[^:]+:\d{12}:key\//u.test(id)) return { is: 'key', arn: id };
  if (!id.includes('alias/')) return { is: 'key', arn: key.arn(id, partition, at) };
  const found = await aws.call(kms.describeKey(at, { KeyId: id }), options);
  if (found.is === 'failed') return { is: 'unread', failure: found.failure };
  const described = metadata.safeParse(found.value);
  if (!described.success) return { is: 'unread', failure: odd('kms:DescribeKey', at) };
  const arn = described.data.KeyMetadata.Arn;
  const alias = id.startsWith('arn:') ? id : arn.replace(/:key\/.*$/u, `:${id}`);
  return { is: 'aliased', arn, alias };
}

function odd(op: AwsFailure['op'], at: Place): AwsFailure {
  const message = 'the answer has a form that Keywright does not know';
  return { code: 'aws.odd-answer', class: 'transient', name: 'OddAnswer', message, op, at };
}
