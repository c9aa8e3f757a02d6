import { z } from 'zod';
import { described, policyDocument, setOf, tags } from '../shared/fields.ts';
import { allowsUsage, keySpecs, keyUsages, onlyUsageOf } from './specs.ts';

/** `alias/…`, not `alias/aws/…`, which AWS keeps for itself (KMS API, CreateAlias: AliasName). */
export const aliasName = z
  .string()
  .max(256)
  .regex(/^alias\/(?!aws\/)[a-zA-Z0-9/_-]+$/u, {
    error: 'must be an alias such as alias/customer-data, not alias/aws/…',
  });

const rotation = described(
  z
    .strictObject({
      enabled: described(z.boolean(), {
        description: 'Whether KMS rotates the key material automatically.',
        examples: [true],
      }),
      periodInDays: described(z.int().min(90).max(2560).nullable().optional(), {
        description: 'Days between rotations.',
        onNull: '365 days',
        unset: 'not managed; KMS defaults to 365 days',
        limits: ['only where enabled is true'],
        examples: [365],
      }),
    })
    .nullable()
    .optional(),
  {
    description: 'Automatic rotation of the key material. Data encrypted with old material stays readable.',
    onNull: 'no rotation: kms:DisableKeyRotation',
    limits: ['symmetric encryption keys only (SYMMETRIC_DEFAULT)'],
    examples: [{ enabled: true, periodInDays: 365 }],
  },
);

/** What a primary key and its replicas say each for their own Region. */
export const ownKeyFields = {
  description: described(z.string().max(8192).nullable().optional(), {
    description: 'The purpose of the key.',
    onNull: 'the empty description',
    examples: ['Encrypts customer data at rest'],
  }),
  enabled: described(z.boolean().optional(), {
    description: 'Whether the key is enabled. Data encrypted with a disabled key cannot be read.',
    unset: 'not managed; a new key is enabled',
    examples: [true],
  }),
  aliases: setOf(aliasName, {
    description: 'Shorthand: one Alias resource for each name.',
    unset: 'no alias is created; existing aliases are not managed',
    examples: [['alias/customer-data']],
  }).optional(),
  tags: tags().optional(),
  policy: policyDocument({
    description: 'The key policy: the administrators and users of the key.',
    unset:
      'not managed, but access of untrusted accounts is reported; a new key gets the AWS default policy, which delegates to IAM policies of the account',
    limits: [
      'at most 32 KiB',
      'the account root or a key administrator of the Stack must keep kms:PutKeyPolicy, and the roles of Keywright their permissions',
    ],
    examples: [
      {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'EnableIamPolicies',
            Effect: 'Allow',
            Principal: { AWS: 'arn:${partition}:iam::${account.id}:root' },
            Action: 'kms:*',
            Resource: '*',
          },
        ],
      },
    ],
  }).optional(),
};

/** A key id or the ARN of a key. */
export const keyIdOrArn = z
  .string()
  .regex(
    /^(?:arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/)?(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/u,
    {
      error: 'must be a key id or the ARN of a key, not an alias',
    },
  );

/** The spec of a Key (KMS API, CreateKey and the calls that change one). Unset means not managed. */
export const KeySpecSchema = z
  .strictObject({
    description: ownKeyFields.description,
    keySpec: described(z.enum(keySpecs).optional(), {
      description: 'The kind of key material.',
      immutable: true,
      unset: 'not managed; a new key is SYMMETRIC_DEFAULT',
      examples: ['SYMMETRIC_DEFAULT'],
    }),
    keyUsage: described(z.enum(keyUsages).optional(), {
      description: 'The cryptographic operations of the key; required if the keySpec allows several.',
      immutable: true,
      unset: 'the only usage that the keySpec allows: ENCRYPT_DECRYPT for SYMMETRIC_DEFAULT',
      limits: ['a usage that the keySpec allows'],
      examples: ['ENCRYPT_DECRYPT'],
    }),
    multiRegion: described(z.boolean().optional(), {
      description: 'Whether the key can have replicas in other Regions.',
      immutable: true,
      unset: 'not managed; a new key is single-Region',
      examples: [true],
    }),
    enabled: ownKeyFields.enabled,
    rotation,
    aliases: ownKeyFields.aliases,
    grants: described(z.enum(['ignore', 'report']).optional(), {
      description:
        'report: list undeclared grants of this key first among the notes. Keywright never changes them. ignore: skip the ListGrants call on each look.',
      unset: 'report',
      examples: ['ignore'],
    }),
    tags: ownKeyFields.tags,
    policy: ownKeyFields.policy,
  })
  .superRefine((spec, context) => {
    const keySpec = spec.keySpec ?? 'SYMMETRIC_DEFAULT';
    if (spec.keyUsage === undefined && onlyUsageOf(keySpec) === undefined) {
      context.addIssue({
        code: 'custom',
        path: ['keySpec'],
        message: `${keySpec} allows several usages: set keyUsage`,
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
        message: 'a key without rotation cannot have a period',
        input: spec,
      });
    }
  });

export type KeySpecOf = z.infer<typeof KeySpecSchema>;
