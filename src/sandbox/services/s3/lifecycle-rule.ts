import { z } from 'zod';

const storageClass = z.enum([
  'DEEP_ARCHIVE',
  'GLACIER',
  'GLACIER_IR',
  'INTELLIGENT_TIERING',
  'ONEZONE_IA',
  'STANDARD_IA',
]);
const tag = z.object({ Key: z.string(), Value: z.string() });
const whole = z.number().int();

/** From the wire it is a Date, from the process itself the number. */
const instant = z.union([z.date().transform(Number), z.number()]);

const predicates = {
  Prefix: z.string().optional(),
  ObjectSizeGreaterThan: whole.optional(),
  ObjectSizeLessThan: whole.optional(),
};

/** A rule as the schema of S3 has it; what else is wrong with it: lifecycle-rules.ts. */
export const lifecycleRule = z.object({
  ID: z.string().optional(),
  Status: z.enum(['Enabled', 'Disabled']),
  Prefix: z.string().optional(),
  Filter: z
    .object({
      ...predicates,
      Tag: tag.optional(),
      And: z.object({ ...predicates, Tags: z.array(tag).optional() }).optional(),
    })
    .optional(),
  Expiration: z
    .object({
      Date: instant.optional(),
      Days: whole.optional(),
      ExpiredObjectDeleteMarker: z.boolean().optional(),
    })
    .optional(),
  NoncurrentVersionExpiration: z
    .object({ NoncurrentDays: whole.optional(), NewerNoncurrentVersions: whole.optional() })
    .optional(),
  AbortIncompleteMultipartUpload: z.object({ DaysAfterInitiation: whole.optional() }).optional(),
  Transitions: z
    .array(z.object({ Date: instant.optional(), Days: whole.optional(), StorageClass: storageClass }))
    .optional(),
  NoncurrentVersionTransitions: z
    .array(
      z.object({
        NoncurrentDays: whole.optional(),
        NewerNoncurrentVersions: whole.optional(),
        StorageClass: storageClass,
      }),
    )
    .optional(),
});

export type LifecycleRule = z.infer<typeof lifecycleRule>;
