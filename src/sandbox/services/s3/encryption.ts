import { z } from 'zod';
import { operation, type Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import { bucketFor } from './access.ts';
import { bucketInput } from './buckets.ts';
import type { EncryptionRule } from './records.ts';

/** Of the SDK's enum only these are for general purpose buckets (S3 API Reference, PutBucketEncryption). */
const algorithms = ['AES256', 'aws:kms', 'aws:kms:dsse'];

const ruleInput = z.object({
  ApplyServerSideEncryptionByDefault: z
    .object({ SSEAlgorithm: z.string(), KMSMasterKeyID: z.string().optional() })
    .optional(),
  BucketKeyEnabled: z.boolean().optional(),
  BlockedEncryptionTypes: z
    .object({ EncryptionType: z.array(z.enum(['SSE-C', 'NONE'])).optional() })
    .optional(),
});

const getBucketEncryption = operation('reads', bucketInput, (context, input) => {
  const { encryption } = bucketFor(context, input, 's3:GetEncryptionConfiguration');
  return { ServerSideEncryptionConfiguration: { Rules: [shownRule(encryption)] } };
});

function shownRule(rule: EncryptionRule) {
  return {
    ApplyServerSideEncryptionByDefault: {
      SSEAlgorithm: rule.algorithm ?? 'AES256',
      // As it was put: id, alias or ARN; S3 does not resolve it.
      ...(rule.keyId === undefined ? {} : { KMSMasterKeyID: rule.keyId }),
    },
    BucketKeyEnabled: rule.bucketKey,
    ...(rule.blocked === undefined ? {} : { BlockedEncryptionTypes: { EncryptionType: rule.blocked } }),
  };
}

/** Replaces the whole configuration. The key is not looked at: a wrong one shows when objects are written. */
const putBucketEncryption = operation(
  'writes',
  bucketInput.extend({ ServerSideEncryptionConfiguration: z.object({ Rules: z.array(ruleInput) }) }),
  (context, input) => {
    const bucket = bucketFor(context, input, 's3:PutEncryptionConfiguration');
    const [rule, ...more] = input.ServerSideEncryptionConfiguration.Rules;
    if (rule === undefined || more.length > 0) {
      refuse(
        'MalformedXML',
        'The XML you provided was not well-formed or did not validate against our published schema',
      );
    }
    const chosen = rule.ApplyServerSideEncryptionByDefault;
    const algorithm = chosen?.SSEAlgorithm ?? bucket.encryption.algorithm ?? 'AES256';
    if (!algorithms.includes(algorithm)) {
      refuse(
        'MalformedXML',
        'The XML you provided was not well-formed or did not validate against our published schema',
      );
    }
    if (chosen?.KMSMasterKeyID !== undefined && algorithm === 'AES256') {
      refuse(
        'InvalidArgument',
        'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
      );
    }
    // A rule may hold only BlockedEncryptionTypes (AWS CLI examples): then the default stays as it is.
    const keyId = chosen === undefined ? bucket.encryption.keyId : chosen.KMSMasterKeyID;
    // Omitted types are reset: whether S3 preserves them is not documented, so the harsher is taken (guess).
    const types = rule.BlockedEncryptionTypes?.EncryptionType;
    const encryption: EncryptionRule = {
      algorithm,
      bucketKey: rule.BucketKeyEnabled ?? false,
      ...(keyId === undefined ? {} : { keyId }),
      ...(types === undefined ? {} : { blocked: types }),
    };
    context.world.put('bucket', 'aws', bucket.name, { ...bucket, encryption });
    return undefined;
  },
);

/** Back to SSE-S3, never to none (S3 API Reference, DeleteBucketEncryption); the SSE-C block stays (guess). */
const deleteBucketEncryption = operation('writes', bucketInput, (context, input) => {
  const bucket = bucketFor(context, input, 's3:PutEncryptionConfiguration');
  const { blocked } = bucket.encryption;
  const encryption = { algorithm: 'AES256', bucketKey: false, ...(blocked === undefined ? {} : { blocked }) };
  context.world.put('bucket', 'aws', bucket.name, { ...bucket, encryption });
  return undefined;
});

export const encryptionOperations: Operations = {
  GetBucketEncryption: getBucketEncryption,
  PutBucketEncryption: putBucketEncryption,
  DeleteBucketEncryption: deleteBucketEncryption,
};
