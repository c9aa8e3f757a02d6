import { z } from 'zod';
import {
  accountId,
  bucketName,
  described,
  principalArn,
  regionName,
  setOf,
  tags,
  type Described,
} from '../fields.ts';

function optional<T extends z.ZodType>(schema: T, about: Described): z.ZodExactOptional<T> {
  return described(schema.exactOptional(), about);
}

const account = z.strictObject({
  id: described(accountId, {
    description: 'The twelve digits of the account, in quotes.',
    examples: ['111122223333'],
  }),
  roles: optional(
    z.strictObject({
      read: described(principalArn, { description: 'The role that observing and planning assume.' }),
      write: described(principalArn, { description: 'The role that apply assumes for released steps.' }),
    }),
    {
      description:
        'Roles to assume in this account. Without them, the credentials of the environment are used.',
    },
  ),
  externalId: optional(z.string().min(2).max(1224), {
    description: 'The external id that the trust policies of the roles ask for.',
  }),
  regions: setOf(regionName, {
    description: 'Regions of this account in which resources may be declared.',
  }).min(1),
});

const coordination = z.union([
  z.strictObject({
    directory: described(z.string().min(1), { description: 'A directory that all who apply share.' }),
  }),
  z.strictObject({
    s3: z.strictObject({
      bucket: described(bucketName, { description: 'The bucket that holds the lease and the journal.' }),
      prefix: described(
        z.string().regex(/^(?:[\w.-]+\/)*$/u, { error: 'wants a prefix that ends with a slash' }),
        {
          description: 'What the keys of its objects begin with.',
          examples: ['keywright/'],
        },
      ),
      account: described(accountId, { description: 'The account that owns the bucket.' }),
      region: described(regionName, { description: 'The Region of the bucket.' }),
    }),
  }),
]);

/** The spec of a `Stack`: what holds for all resources of a set of manifests. */
export const stackSchema = z.strictObject({
  uid: described(
    z.string().regex(/^[a-z0-9][a-z0-9-]{2,34}[a-z0-9]$/u, {
      error: 'wants 4 to 36 lower-case letters, digits and hyphens',
    }),
    {
      description: 'With the name, the mark that everything of this Stack carries in AWS. Never change it.',
      examples: ['7f3a9c21'],
      immutable: true,
    },
  ),
  accounts: described(z.array(account).min(1), {
    description: 'The accounts and Regions in which resources of this Stack live.',
    keyedBy: 'id',
  }),
  defaults: optional(
    z.strictObject({
      account: optional(accountId, { description: 'Where resources live that name no account.' }),
      region: optional(regionName, { description: 'Where resources live that name no Region.' }),
      tags: optional(tags(), {
        description: 'Tags that every taggable resource gets unless it says otherwise.',
      }),
    }),
    { description: 'What holds for a resource that does not say otherwise.' },
  ),
  mode: optional(z.enum(['observe', 'approve', 'enforce']), {
    description:
      'observe writes nothing; approve waits for a person at every step; enforce waits only where a step is dangerous.',
  }),
  keyAdministrators: optional(setOf(principalArn, { description: 'Principals who may administer keys.' }), {
    description:
      'Principals who may administer keys besides the account root. A key policy must keep one of them able to change it.',
    set: true,
  }),
  trustedAccounts: optional(setOf(accountId, { description: 'Accounts.' }), {
    description: 'Other accounts that policies may name. The accounts of the Stack are trusted anyway.',
    set: true,
  }),
  rolePolicies: optional(
    z.strictObject({
      allowActions: setOf(
        z
          .string()
          .regex(/^(?:\*|[a-z0-9-]+:[\w*?]+)$/iu, { error: 'wants an action such as sts:AssumeRole' }),
        { description: 'Actions, with * and ? as in a policy.', examples: [['sts:AssumeRole']] },
      ),
    }),
    {
      description:
        'Actions that a RolePolicy may name besides those of kms, s3, cloudtrail and logs: whoever writes them can widen what a role may do.',
    },
  ),
  caps: optional(
    z.strictObject({
      count: optional(z.int().min(0).max(10_000), {
        description: 'So many dangerous steps in one run, at most. Default 5.',
      }),
      percent: optional(z.number().min(0).max(100), {
        description: 'Or this share of all resources, whichever is more. Default 10.',
      }),
    }),
    { description: 'How many steps that take away or give access one run may make.' },
  ),
  release: optional(
    setOf(z.enum(['disable', 'delete', 'widen', 'repair', 'replace']), { description: 'Classes.' }),
    {
      description: 'Classes of dangerous steps that need no approval in this Stack.',
      set: true,
    },
  ),
  coordination: optional(coordination, {
    description: 'Where the lease and the journal live. Default: the data directory of whoever applies.',
  }),
});

export type StackSpec = z.infer<typeof stackSchema>;
