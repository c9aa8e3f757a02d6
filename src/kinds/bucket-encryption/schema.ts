import { z } from 'zod';
import { arn, bucketName, described, ref, setOf } from '../shared/fields.ts';

const algorithms = ['AES256', 'aws:kms', 'aws:kms:dsse'] as const;

/** The spec of a bucket's default encryption (S3 API, PutBucketEncryption). */
export const BucketEncryptionSpecSchema = z
  .strictObject({
    bucket: ref({
      to: ['Bucket'],
      attribute: 'name',
      literal: bucketName,
      description: 'The bucket, ours or not.',
      examples: [{ ref: 'Bucket/customer-data' }, 'customer-data-111122223333'],
      identity: true,
    }),
    algorithm: described(z.enum(algorithms), {
      description:
        'AES256 is SSE-S3; aws:kms uses a KMS key; aws:kms:dsse encrypts twice and takes no bucket key.',
      examples: ['aws:kms'],
    }),
    key: ref({
      to: ['Key'],
      attribute: 'arn',
      literal: arn('kms').regex(/:key\//u, {
        error: ({ input }) =>
          String(input).endsWith('alias/aws/s3')
            ? 'must be null, which is the AWS managed key aws/s3'
            : 'wants the ARN of a key: S3 takes an id or alias and resolves it in the account of whoever asks',
      }),
      description: 'The KMS key, by full ARN or reference, in the Region of the bucket.',
      onNull: 'the AWS managed key aws/s3',
      unset: 'no key, which only AES256 allows',
      limits: ['needed by aws:kms and aws:kms:dsse, refused by AES256'],
    })
      .nullable()
      .optional(),
    bucketKey: described(z.boolean().optional(), {
      description:
        'Whether S3 derives a bucket key, which cuts KMS requests; the encryption context becomes the bucket ARN.',
      limits: ['true with aws:kms only'],
      examples: [true],
    }),
    blockedEncryptionTypes: setOf(z.enum(['SSE-C', 'NONE']), {
      description: 'Encryption that requests may not ask for.',
      unset: 'not managed; carried along unchanged when the rest is written',
      limits: ['NONE stands alone'],
      examples: [['SSE-C']],
    }).optional(),
  })
  .superRefine((spec, context) => {
    const issue = (path: string, message: string): void => {
      context.addIssue({ code: 'custom', path: [path], message, input: spec });
    };
    if (spec.algorithm === 'AES256' && spec.key !== undefined && spec.key !== null)
      issue('key', 'AES256 takes no key: SSE-S3 has its own');
    if (spec.algorithm !== 'AES256' && spec.key === undefined)
      issue('algorithm', `${spec.algorithm} needs a key (null for the AWS managed key aws/s3)`);
    if (spec.algorithm !== 'aws:kms' && spec.bucketKey === true)
      issue('bucketKey', `bucket keys exist for aws:kms only, not ${spec.algorithm}`);
    if ((spec.blockedEncryptionTypes?.length ?? 0) > 1) issue('blockedEncryptionTypes', 'NONE stands alone');
  });

export type BucketEncryptionSpecOf = z.infer<typeof BucketEncryptionSpecSchema>;
