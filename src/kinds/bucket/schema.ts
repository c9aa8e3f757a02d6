import { z } from 'zod';
import { bucketName, described, tags, template } from '../shared/fields.ts';
import { holesOf } from '../../model/template.ts';
import { isUnknown } from '../../model/tree.ts';

const objectOwnerships = ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'] as const;

const publicAccessBlock = z.strictObject({
  blockPublicAcls: described(z.boolean().optional(), {
    description: 'Rejects new ACLs that make the bucket or an object public.',
    examples: [true],
  }),
  ignorePublicAcls: described(z.boolean().optional(), {
    description: 'Ignores public ACLs, including existing ones.',
    examples: [true],
  }),
  blockPublicPolicy: described(z.boolean().optional(), {
    description: 'Rejects a new public bucket policy. An existing one stays.',
    examples: [true],
  }),
  restrictPublicBuckets: described(z.boolean().optional(), {
    description:
      'While the policy is public, restricts access to the account of the bucket and AWS services.',
    examples: [true],
  }),
});

/** The spec of a bucket (S3 API, CreateBucket and the calls of its configuration). */
export const BucketSpecSchema = z
  .strictObject({
    name: described(template(bucketName), {
      description: 'The globally unique name of the bucket. Another name means another bucket.',
      examples: ['customer-data-${account.id}'],
      immutable: true,
      limits: [
        'accepts ${account.id}, ${region} and ${partition}, but nothing that AWS assigns later',
        'S3 reserves the prefixes xn--, sthree- and amzn-s3-demo-; S3 reserves the suffixes -s3alias, --ol-s3, .mrap, --x-s3, --table-s3 and -an; metadata.adopt takes an existing bucket with such a name',
      ],
    }),
    versioning: described(z.enum(['Enabled', 'Suspended']).optional(), {
      description:
        'Whether S3 keeps overwritten and deleted objects. Versioning cannot be removed later, only suspended.',
      unset: 'not managed; a new bucket is not versioned',
      examples: ['Enabled'],
    }),
    objectOwnership: described(z.enum(objectOwnerships).optional(), {
      description:
        'The owner of objects from other accounts, and whether ACLs apply. BucketOwnerEnforced disables ACLs.',
      unset: 'not managed; a new bucket is BucketOwnerEnforced',
      examples: ['BucketOwnerEnforced'],
    }),
    publicAccessBlock: described(publicAccessBlock.optional(), {
      description: 'The public access block. Unset settings stay unchanged.',
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
      'accepts only ${account.id}, ${region} and ${partition}: the value must be known before any AWS call';
    context.addIssue({ code: 'custom', path: ['name'], message, input: spec.name });
  });

export type BucketSpecOf = z.infer<typeof BucketSpecSchema>;

/** Returns the bucket's name, or the text of its hole in a manifest that is wrong. */
export function nameOf({ name }: BucketSpecOf): string {
  return isUnknown(name) ? name.$unknown : name;
}
