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
      description: 'The bucket, managed here or not.',
      examples: [{ ref: 'Bucket/customer-data' }, 'customer-data-111122223333'],
      identity: true,
    }),
    algorithm: described(z.enum(algorithms), {
      description:
        'AES256 is SSE-S3; aws:kms uses a KMS key; aws:kms:dsse encrypts twice and has no S3 Bucket Key.',
      examples: ['aws:kms'],
    }),
    key: ref({
      to: ['Key'],
      attribute: 'arn',
      literal: arn('kms').regex(/:key\//u, {
        error: ({ input }) =>
          String(input).endsWith('alias/aws/s3')
            ? 'must be null, which is the AWS managed key aws/s3'
            : 'must be the ARN of a key: S3 resolves an id or alias in the account of the caller',
      }),
      description: 'The KMS key, by full ARN or reference, in the Region of the bucket.',
      onNull: 'the AWS managed key aws/s3',
      unset: 'no key, valid only with AES256',
      limits: ['required with aws:kms and aws:kms:dsse, refused with AES256'],
    })
      .nullable()
      .optional(),
    bucketKey: described(z.boolean().optional(), {
      description:
        'Whether S3 uses an S3 Bucket Key, which saves KMS requests. The encryption context becomes the bucket ARN.',
      limits: ['true with aws:kms only'],
      examples: [true],
    }),
    blockedEncryptionTypes: setOf(z.enum(['SSE-C', 'NONE']), {
      description: 'Encryption types that requests must not use.',
      unset: 'not managed; kept unchanged when the rest is written',
      limits: ['NONE must be the only entry'],
      examples: [['SSE-C']],
    }).optional(),
  })
  .superRefine((spec, context) => {
    const issue = (path: string, message: string): void => {
      context.addIssue({ code: 'custom', path: [path], message, input: spec });
    };
    if (spec.algorithm === 'AES256' && spec.key !== undefined && spec.key !== null)
      issue('key', 'AES256 does not accept a key: SSE-S3 has its own');
    if (spec.algorithm !== 'AES256' && spec.key === undefined)
      issue('algorithm', `${spec.algorithm} needs a key (null for the AWS managed key aws/s3)`);
    if (spec.algorithm !== 'aws:kms' && spec.bucketKey === true)
      issue('bucketKey', `S3 Bucket Keys work only with aws:kms, not ${spec.algorithm}`);
    if ((spec.blockedEncryptionTypes?.length ?? 0) > 1)
      issue('blockedEncryptionTypes', 'NONE must be the only entry');
  });

export type BucketEncryptionSpecOf = z.infer<typeof BucketEncryptionSpecSchema>;
