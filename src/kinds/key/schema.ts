import { z } from 'zod';
import { described, policyDocument, setOf, tags } from '../fields.ts';
import { allowsUsage, keySpecs, keyUsages, onlyUsageOf } from './specs.ts';

/** `alias/…`, not `alias/aws/…`, which AWS keeps for itself (KMS API, CreateAlias: AliasName). */
export const aliasName = z
  .string()
  .max(256)
  .regex(/^alias\/(?!aws\/)[a-zA-Z0-9/_-]+$/u, {
    error: 'wants an alias such as alias/customer-data, not alias/aws/…',
  });

const rotation = described(
  z
    .strictObject({
      enabled: described(z.boolean(), { description: 'Whether KMS rotates the key material by itself.' }),
      periodInDays: described(z.int().min(90).max(2560).nullable().optional(), {
        description: 'Days between rotations, 90 to 2560.',
        onNull: '365 days',
        examples: [365],
      }),
    })
    .nullable()
    .optional(),
  { description: 'Automatic rotation; symmetric encryption keys only.', onNull: 'kms:DisableKeyRotation' },
);

/** What a primary key and its replicas say each for their own Region. */
export const ownKeyFields = {
  description: described(z.string().max(8192).nullable().optional(), {
    description: 'What the key is for.',
    onNull: 'the empty description',
    examples: ['Encrypts customer data at rest'],
  }),
  enabled: described(z.boolean().optional(), {
    description: 'Whether the key may be used. What is encrypted under a disabled key cannot be read.',
  }),
  policy: policyDocument({
    description: 'The key policy: who may administer and who may use the key.',
  }).optional(),
  tags: tags().optional(),
  aliases: setOf(aliasName, {
    description: 'Shorthand: one Alias resource for each name.',
    examples: [['alias/customer-data']],
  }).optional(),
};

/** A key id or the ARN of a key. */
export const keyIdOrArn = z
  .string()
  .regex(
    /^(?:arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/)?(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/u,
    {
      error: 'wants a key id or the ARN of a key, not an alias',
    },
  );

/** The spec of a Key (KMS API, CreateKey and the calls that change one). Unset means not managed. */
export const KeySpecSchema = z
  .strictObject({
    description: ownKeyFields.description,
    keySpec: described(z.enum(keySpecs).optional(), {
      description: 'The kind of key material. Made as SYMMETRIC_DEFAULT if unset.',
      immutable: true,
    }),
    keyUsage: described(z.enum(keyUsages).optional(), {
      description: 'What the key may do; needed where the keySpec allows several.',
      immutable: true,
    }),
    multiRegion: described(z.boolean().optional(), {
      description: 'Whether it can have replicas in other Regions. Fixed when the key is made.',
      immutable: true,
    }),
    enabled: ownKeyFields.enabled,
    rotation,
    policy: ownKeyFields.policy,
    tags: ownKeyFields.tags,
    aliases: ownKeyFields.aliases,
    grants: described(z.enum(['ignore', 'report']).optional(), {
      description:
        'report: show the grants of this key that no manifest of this Stack declares. They are never touched.',
    }),
  })
  .superRefine((spec, context) => {
    const keySpec = spec.keySpec ?? 'SYMMETRIC_DEFAULT';
    if (spec.keyUsage === undefined && onlyUsageOf(keySpec) === undefined) {
      context.addIssue({
        code: 'custom',
        path: ['keySpec'],
        message: `${keySpec} allows several usages: say keyUsage`,
        input: spec,
      });
    }
    if (spec.keyUsage !== undefined && !allowsUsage(keySpec, spec.keyUsage)) {
      context.addIssue({
        code: 'custom',
        path: ['keyUsage'],
        message: `a ${keySpec} key cannot be used for ${spec.keyUsage}`,
        input: spec,
      });
    }
    if (spec.rotation?.enabled === true && keySpec !== 'SYMMETRIC_DEFAULT') {
      context.addIssue({
        code: 'custom',
        path: ['rotation'],
        message: `KMS rotates symmetric encryption keys only, not ${keySpec}`,
        input: spec,
      });
    }
    if (spec.rotation?.enabled === false && typeof spec.rotation.periodInDays === 'number') {
      context.addIssue({
        code: 'custom',
        path: ['rotation', 'periodInDays'],
        message: 'a key that is not rotated has no period',
        input: spec,
      });
    }
  });

export type KeySpecOf = z.infer<typeof KeySpecSchema>;
