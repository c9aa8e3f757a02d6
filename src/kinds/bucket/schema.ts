import { z } from 'zod';
import { bucketName, described, tags, template } from '../shared/fields.ts';
import { holesOf } from '../../model/template.ts';
import { isUnknown } from '../../model/tree.ts';

const objectOwnerships = ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'] as const;

const publicAccessBlock = z.strictObject({
  blockPublicAcls: described(z.boolean().optional(), {
    description: 'Refuses new ACLs that make the bucket or an object public.',
    examples: [true],
  }),
  ignorePublicAcls: described(z.boolean().optional(), {
    description: 'Gives public ACLs no effect, also those that exist.',
    examples: [true],
  }),
  blockPublicPolicy: described(z.boolean().optional(), {
    description: 'Refuses a new bucket policy that makes the bucket public; one that exists stays.',
    examples: [true],
  }),
  restrictPublicBuckets: described(z.boolean().optional(), {
    description: 'While the policy is public, only the account of the bucket and AWS services get in.',
    examples: [true],
  }),
});

/** The spec of a bucket (S3 API, CreateBucket and the calls of its configuration). */
export const BucketSpecSchema = z
  .strictObject({
    name: described(template(bucketName), {
      description: 'The name of the bucket, unique in all of AWS. Another name is another bucket.',
      examples: ['customer-data-${account.id}'],
      immutable: true,
      limits: [
        'takes ${account.id}, ${region} and ${partition}, and nothing that AWS must assign first',
        'begins with none of xn--, sthree- and amzn-s3-demo-, ends with none of -s3alias, --ol-s3, .mrap, --x-s3, --table-s3 and -an: S3 reserves them',
      ],
    }),
    versioning: described(z.enum(['Enabled', 'Suspended']).optional(), {
      description:
        'Whether S3 keeps what is overwritten or deleted. A bucket that was ever versioned can only be suspended.',
      unset: 'not managed; a new bucket is not versioned',
      examples: ['Enabled'],
    }),
    objectOwnership: described(z.enum(objectOwnerships).optional(), {
      description: 'Who owns objects of others, and whether ACLs count. BucketOwnerEnforced turns ACLs off.',
      unset: 'not managed; a new bucket is BucketOwnerEnforced',
      examples: ['BucketOwnerEnforced'],
    }),
    publicAccessBlock: described(publicAccessBlock.optional(), {
      description: 'What of public access is blocked. A setting that is left out stays as it is.',
      unset: 'not managed; a new bucket blocks all',
      examples: [
        {
          blockPublicAcls: true,
          ignorePublicAcls: true,
          blockPublicPolicy: true,
          restrictPublicBuckets: true,
        },
      ],
    }),
    tags: tags().optional(),
  })
  .superRefine((spec, context) => {
    const holes = isUnknown(spec.name) ? holesOf(spec.name.$unknown) : [];
    if (holes.every((hole) => hole.is !== 'attribute')) return;
    const message =
      'takes ${account.id}, ${region} and ${partition} only: it must be known before AWS is asked';
    context.addIssue({ code: 'custom', path: ['name'], message, input: spec.name });
  });

export type BucketSpecOf = z.infer<typeof BucketSpecSchema>;

/** The bucket's name; the text of its hole in a manifest that is wrong. */
export function nameOf({ name }: BucketSpecOf): string {
  return isUnknown(name) ? name.$unknown : name;
}
