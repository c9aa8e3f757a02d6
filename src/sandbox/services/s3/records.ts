import { z } from 'zod';
import { documentSchema } from '../iam/document.ts';
import { lifecycleRule } from './lifecycle-rule.ts';

const encryptionRule = z.object({
  algorithm: z.string().optional(),
  keyId: z.string().optional(),
  bucketKey: z.boolean(),
  blocked: z.array(z.string()).optional(),
});

const bucket = z.object({
  name: z.string(),
  account: z.string(),
  region: z.string(),
  createdAt: z.number(),
  encryption: encryptionRule,
  policy: documentSchema.optional(),
  publicAccessBlock: z
    .object({
      BlockPublicAcls: z.boolean(),
      IgnorePublicAcls: z.boolean(),
      BlockPublicPolicy: z.boolean(),
      RestrictPublicBuckets: z.boolean(),
    })
    .optional(),
  ownership: z.string().optional(),
  versioning: z.enum(['Enabled', 'Suspended']).optional(),
  /** Object Lock is on: it cannot be turned off again. */
  objectLock: z.literal(true).optional(),
  logging: z
    .object({
      TargetBucket: z.string(),
      TargetPrefix: z.string(),
      TargetGrants: z.array(z.unknown()).optional(),
      TargetObjectKeyFormat: z.unknown().optional(),
    })
    .optional(),
  lifecycle: z.object({ rules: z.array(lifecycleRule), minimumSize: z.string() }).optional(),
  tags: z.array(z.object({ Key: z.string(), Value: z.string() })).optional(),
});

const object = z.object({
  key: z.string(),
  /** Content, base64. */
  body: z.string(),
  etag: z.string(),
  modifiedAt: z.number(),
  contentType: z.string().optional(),
  metadata: z.record(z.string(), z.string()),
  algorithm: z.string(),
  keyArn: z.string().optional(),
  bucketKey: z.boolean(),
  /** The data key as KMS encrypted it, base64: what GetObject must have decrypted. */
  dataKey: z.string().optional(),
  context: z.record(z.string(), z.string()).optional(),
  versionId: z.string().optional(),
  /** Object Lock keeps this version until then. */
  lock: z.object({ mode: z.enum(['GOVERNANCE', 'COMPLIANCE']), until: z.number() }).optional(),
});

/** Buckets share one name space (scope `aws`); the scope of an object is its bucket. */
export const s3Tables = { bucket, object } as const;

export type BucketRecord = z.infer<typeof bucket>;
export type ObjectRecord = z.infer<typeof object>;
export type EncryptionRule = z.infer<typeof encryptionRule>;
