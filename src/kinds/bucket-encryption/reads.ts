import { z } from 'zod';
import type { Read } from '../../model/kind/read.ts';
import type { Subject } from '../../model/subject.ts';
import { s3 } from '../../aws/services/s3.ts';
import { keyIdsOf } from '../shared/kms/ids.ts';
import type { BucketEncryptionSpecOf } from './schema.ts';
import { noBucket } from '../shared/s3/buckets.ts';

type At = Subject<BucketEncryptionSpecOf>;

export interface Encryption {
  readonly algorithm: string;
  /** Full key ARN; null for the AWS managed key or none. */
  readonly key: string | null;
  readonly bucketKey: boolean;
  readonly blockedEncryptionTypes: readonly string[];
}

export type EncryptionReads = { readonly encryption: Encryption };

const Answer = z.object({
  ServerSideEncryptionConfiguration: z.object({
    Rules: z.array(
      z.object({
        ApplyServerSideEncryptionByDefault: z
          .object({ SSEAlgorithm: z.string(), KMSMasterKeyID: z.string().nullish() })
          .nullish(),
        BucketKeyEnabled: z.boolean().nullish(),
        BlockedEncryptionTypes: z.object({ EncryptionType: z.array(z.string()).nullish() }).nullish(),
      }),
    ),
  }),
});

/** Since January 2023 every bucket has SSE-S3 (S3 User Guide, default-encryption-faq). */
export const awsDefault: Encryption = {
  algorithm: 'AES256',
  key: null,
  bucketKey: false,
  blockedEncryptionTypes: [],
};

export const encryption: Read<BucketEncryptionSpecOf, Encryption> = {
  trust: 'truth',
  asks: ['s3:GetBucketEncryption'],
  call: (at) => s3.getBucketEncryption(at.place, { Bucket: at.spec.bucket }),
  parse(answer, at) {
    const [rule] = Answer.parse(answer).ServerSideEncryptionConfiguration.Rules;
    const byDefault = rule?.ApplyServerSideEncryptionByDefault;
    return {
      algorithm: byDefault?.SSEAlgorithm ?? awsDefault.algorithm,
      key: keyArnOf(byDefault?.KMSMasterKeyID, at),
      bucketKey: rule?.BucketKeyEnabled ?? false,
      blockedEncryptionTypes: blockedOf(rule?.BlockedEncryptionTypes?.EncryptionType ?? []),
    };
  },
  instead: { ServerSideEncryptionConfigurationNotFoundError: awsDefault },
  missing: noBucket,
};

/** S3 returns what was put: an id means a key of the bucket's account and Region, an alias stays an alias. */
function keyArnOf(id: string | null | undefined, at: At): string | null {
  if (id === undefined || id === null || id === '') return null;
  return id.startsWith('arn:') || id.includes('alias/') ? id : (keyIdsOf(id, at)['arn'] ?? id);
}

/** `NONE` and an empty list both mean that nothing is blocked (S3 API, BlockedEncryptionTypes). */
export function blockedOf(types: readonly string[]): readonly string[] {
  return types.filter((type) => type !== 'NONE');
}
