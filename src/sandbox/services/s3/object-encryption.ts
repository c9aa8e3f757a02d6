import { dnsSuffixOf } from '../../../model/partition.ts';
import type { Context } from '../../operation.ts';
import { Refusal, refuse } from '../../refusal.ts';
import { callerOf } from '../iam/caller.ts';
import type { Keys } from '../iam/variables.ts';
import { generateDataKey, openCiphertext } from '../kms/crypto.ts';
import { bucketArn } from './access.ts';
import type { BucketRecord, ObjectRecord } from './records.ts';

/** The encryption members of PutObject. */
export interface EncryptionHeaders {
  readonly ServerSideEncryption?: string | undefined;
  readonly SSEKMSKeyId?: string | undefined;
  readonly BucketKeyEnabled?: boolean | undefined;
  readonly SSECustomerAlgorithm?: string | undefined;
  readonly SSEKMSEncryptionContext?: string | undefined;
}

type Encryption = Pick<ObjectRecord, 'algorithm' | 'keyArn' | 'bucketKey' | 'dataKey' | 'context'>;

/**
 * Encrypts for a new object. Headers win over the bucket's default; a header `aws:kms` without a key means
 * the AWS managed key, not the bucket's (S3 User Guide, UsingKMSEncryption). S3 calls KMS in the name of
 * the requester, with the object's ARN as encryption context, or the bucket's where a bucket key is used.
 */
export function encryptObject(
  context: Context,
  bucket: BucketRecord,
  key: string,
  headers: EncryptionHeaders,
): Encryption {
  if (headers.SSECustomerAlgorithm !== undefined) {
    if (bucket.encryption.blocked?.includes('SSE-C') === true) {
      refuse('AccessDenied', 'The bucket blocks server-side encryption with customer-provided keys.', 403);
    }
    // Keywright never writes with customer keys, so the sandbox keeps no such objects (a choice).
    refuse('NotImplemented', 'The sandbox does not keep SSE-C objects.', 501);
  }
  const explicit = headers.ServerSideEncryption !== undefined;
  const algorithm = headers.ServerSideEncryption ?? bucket.encryption.algorithm ?? 'AES256';
  if (!['AES256', 'aws:kms', 'aws:kms:dsse'].includes(algorithm)) {
    refuse('InvalidEncryptionAlgorithmError', 'The encryption request that you specified is not valid.');
  }
  if (algorithm === 'AES256' || algorithm === '') {
    if (headers.SSEKMSKeyId !== undefined) {
      refuse(
        'InvalidArgument',
        'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
      );
    }
    return { algorithm: 'AES256', bucketKey: false };
  }
  const name = explicit ? headers.SSEKMSKeyId : (headers.SSEKMSKeyId ?? bucket.encryption.keyId);
  // Bucket keys do not go with dual-layer encryption (S3 User Guide, bucket-key).
  const bucketKey = algorithm === 'aws:kms' && (headers.BucketKeyEnabled ?? bucket.encryption.bucketKey);
  const kmsContext = {
    ...givenContext(headers.SSEKMSEncryptionContext),
    'aws:s3:arn': bucketKey ? bucketArn(bucket) : `${bucketArn(bucket)}/${key}`,
  };
  const use = { context: kmsContext, caller: callerOf(context), viaService: viaS3(bucket) };
  const made = throughKms(() => generateDataKey(context, name ?? 'alias/aws/s3', 32, use));
  return {
    algorithm,
    keyArn: made.key.arn,
    bucketKey,
    dataKey: Buffer.from(made.ciphertext).toString('base64'),
    context: kmsContext,
  };
}

/** Fails as S3 does where the requester may not decrypt the object's data key now. */
export function decryptObject(context: Context, bucket: BucketRecord, object: ObjectRecord): void {
  const { dataKey } = object;
  if (dataKey === undefined) return;
  const use = { context: object.context ?? {}, caller: callerOf(context), viaService: viaS3(bucket) };
  throughKms(() => openCiphertext(context, new Uint8Array(Buffer.from(dataKey, 'base64')), use));
}

function viaS3(bucket: BucketRecord): string {
  return `s3.${bucket.region}.${dnsSuffixOf(bucket.region)}`;
}

function givenContext(encoded: string | undefined): Record<string, string> {
  if (encoded === undefined) return {};
  try {
    const parsed: unknown = JSON.parse(Buffer.from(encoded, 'base64').toString());
    if (
      typeof parsed === 'object' &&
      parsed !== null &&
      Object.values(parsed).every((value) => typeof value === 'string')
    ) {
      return parsed as Record<string, string>;
    }
  } catch {
    // Falls through to the refusal.
  }
  refuse(
    'InvalidArgument',
    'The header x-amz-server-side-encryption-context shall be Base64-encoded UTF-8 string holding JSON',
  );
}

/** Translates refusals of KMS as S3 does: 403 for access, else 400 `KMS.<name>` (S3 error responses). */
function throughKms<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.name === 'AccessDeniedException') refuse('AccessDenied', error.message, 403);
    refuse(`KMS.${error.name}`, error.message, 400);
  }
}

/** Builds the condition keys of a write. They look at the headers sent, not at the default (S3 User Guide). */
export function encryptionKeys(headers: EncryptionHeaders): Keys {
  return {
    's3:x-amz-server-side-encryption': headers.ServerSideEncryption,
    's3:x-amz-server-side-encryption-aws-kms-key-id': headers.SSEKMSKeyId,
    's3:x-amz-server-side-encryption-customer-algorithm': headers.SSECustomerAlgorithm,
  };
}

export function shownEncryption(object: ObjectRecord): Record<string, unknown> {
  return {
    ServerSideEncryption: object.algorithm,
    ...(object.keyArn === undefined ? {} : { SSEKMSKeyId: object.keyArn }),
    ...(object.bucketKey ? { BucketKeyEnabled: true } : {}),
  };
}
