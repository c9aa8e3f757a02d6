import { z } from 'zod';
import type { Read } from '../../model/kind/read.ts';
import type { Subject } from '../../model/subject.ts';
import { isUnknown } from '../../model/tree.ts';
import { s3 } from '../../aws/services/s3.ts';
import * as resources from '../../aws/services/resource.ts';
import { kms } from '../../aws/services/kms.ts';
import { keyIdsOf } from '../shared/kms/ids.ts';
import { memberOf, rowWhere } from '../shared/rows.ts';
import type { BucketEncryptionSpecOf } from './schema.ts';
import { noBucket } from '../shared/s3/buckets.ts';

type At = Subject<BucketEncryptionSpecOf>;

export interface Encryption {
  readonly algorithm: string;
  /** As it was put: ARN, id or alias; null for the AWS managed key or none. */
  readonly key: string | null;
  /** The key under which the owner of the bucket writes: an id stands for one of their own account. */
  readonly keyInUse: string | null;
  /** Whether S3 derives a bucket key, which it does under aws:kms only (S3 User Guide, bucket-key). */
  readonly bucketKey: boolean;
  /** What the rule says of it, which has no effect under another algorithm. */
  readonly bucketKeySet: boolean;
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
  keyInUse: null,
  bucketKey: false,
  bucketKeySet: false,
  blockedEncryptionTypes: [],
};

export const encryption: Read<BucketEncryptionSpecOf, Encryption> = {
  trust: 'truth',
  asks: ['s3:GetBucketEncryption', 'kms:ListAliases'],
  call: (at) => s3.getBucketEncryption(at.place, { Bucket: at.spec.bucket }),
  parse(answer, at) {
    const [rule] = Answer.parse(answer).ServerSideEncryptionConfiguration.Rules;
    const byDefault = rule?.ApplyServerSideEncryptionByDefault;
    const algorithm = byDefault?.SSEAlgorithm ?? awsDefault.algorithm;
    const key = keyOf(byDefault?.KMSMasterKeyID, at);
    const bucketKeySet = rule?.BucketKeyEnabled ?? false;
    return {
      algorithm,
      key,
      keyInUse: key === null || /^arn:|alias\//u.test(key) ? key : (keyIdsOf(key, at)['arn'] ?? key),
      bucketKey: algorithm === 'aws:kms' && bucketKeySet,
      bucketKeySet,
      blockedEncryptionTypes: blockedOf(rule?.BlockedEncryptionTypes?.EncryptionType ?? []),
    };
  },
  proof: {
    // DescribeKey would make the managed key where there is none (KMS API, DescribeKey); a listing does not.
    calls: (live, at) => (mayBeAwsKey(live, at) ? [kms.listAliases(at.place)] : []),
    parse: ([aliases], live, at) => {
      const id = memberOf(rowWhere(aliases, 'Aliases', 'AliasName', awsAlias), 'TargetKeyId');
      const wanted = at.spec.key ?? null;
      const named = wanted ?? live.key;
      const isSame = typeof id === 'string' && named === keyIdsOf(id, at)['arn'];
      return isSame && !isUnknown(wanted) ? { ...live, key: wanted } : live;
    },
  },
  instead: { ServerSideEncryptionConfigurationNotFoundError: awsDefault },
  missing: noBucket,
};

/** The predefined alias of the AWS managed key (KMS Developer Guide, AWS managed keys). */
const awsAlias = 'alias/aws/s3';

/**
 * Returns the key as S3 does, which is as it was put; null stands for the key of AWS. Keeps a bare id as it is, since
 * it is not the same as an ARN. S3 looks for it in the account of whoever writes an object (S3 User Guide,
 * specifying-kms-encryption).
 */
function keyOf(id: string | null | undefined, at: At): string | null {
  if (id === undefined || id === null || id === '') return null;
  const awsArn = resources.alias.arn(awsAlias, at.settings.partition, at.place);
  return id === awsAlias || id === awsArn ? null : id;
}

/** Tells whether manifest and bucket may name the AWS managed key in two ways: one by its ARN, one not at all. */
function mayBeAwsKey({ algorithm, key }: Encryption, { spec, place, settings }: At): boolean {
  const wanted = spec.key ?? null;
  if (algorithm === 'AES256' || spec.algorithm === 'AES256' || (wanted === null) === (key === null))
    return false;
  const named = wanted ?? key;
  const keys = resources.key.arn('', settings.partition, place);
  return typeof named === 'string' && named.startsWith(keys);
}

/** Drops `NONE`: it and an empty list both mean that nothing is blocked (S3 API, BlockedEncryptionTypes). */
export function blockedOf(types: readonly string[]): readonly string[] {
  return types.filter((type) => type !== 'NONE');
}
