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
} from '../shared/fields.ts';
import { daemonFields, hourlyCaps } from './handling.ts';
import { releasableClasses } from '../../model/approval.ts';

function optional<T extends z.ZodType>(schema: T, about: Described): z.ZodExactOptional<T> {
  return described(schema.exactOptional(), about);
}

const account = z.strictObject({
  id: described(accountId, {
    description: 'The 12-digit account ID, in quotes.',
    examples: ['111122223333'],
  }),
  roles: optional(
    z.strictObject({
      read: described(principalArn, {
        description: 'The role for observing and planning.',
        examples: ['arn:aws:iam::111122223333:role/keywright-read'],
      }),
      write: described(principalArn, {
        description: 'The role with which apply runs released steps.',
        examples: ['arn:aws:iam::111122223333:role/keywright-write'],
      }),
      destroy: optional(principalArn, {
        description:
          'The role for steps that delete, disable or stop logging, after approval, and for removal of access that drift granted.',
        unset: 'the write role; a daemon with guardrails blocks such steps',
        examples: ['arn:aws:iam::111122223333:role/keywright-destroy'],
      }),
      coordination: optional(principalArn, {
        description: 'The role for lease, journal and decisions in the bucket of coordination.s3.',
        unset: 'the read role and the write role',
        limits: ['only in the account of coordination.s3'],
        examples: ['arn:aws:iam::111122223333:role/keywright-coordination'],
      }),
    }),
    {
      description: 'Roles to assume in this account.',
      unset: 'credentials from the environment',
      examples: [
        {
          read: 'arn:aws:iam::111122223333:role/keywright-read',
          write: 'arn:aws:iam::111122223333:role/keywright-write',
        },
      ],
    },
  ),
  externalId: optional(z.string().min(2).max(1224), {
    description: 'The external ID that the trust policies of the roles require.',
    unset: 'none',
    examples: ['keywright-4711'],
  }),
  regions: setOf(regionName, {
    description: 'Regions of this account in which resources may be declared.',
    examples: [['eu-central-1', 'eu-west-1']],
  }).min(1),
});

const coordination = z.union([
  z.strictObject({
    directory: described(z.string().min(1), {
      description: 'A directory shared by everyone who applies.',
      limits: ['this or s3, not both'],
      unset: 's3 is used',
      examples: ['/srv/keywright'],
    }),
  }),
  z.strictObject({
    s3: described(
      z.strictObject({
        bucket: described(bucketName, {
          description: 'The bucket that holds the lease and the journal.',
          examples: ['keywright-state-111122223333'],
        }),
        prefix: described(
          z.string().regex(/^(?:[\w.-]+\/)*$/u, { error: 'must be a prefix that ends with a slash' }),
          {
            description: 'The prefix of its object keys.',
            examples: ['keywright/'],
          },
        ),
        account: described(accountId, {
          description: 'The account that owns the bucket.',
          examples: ['111122223333'],
        }),
        region: described(regionName, {
          description: 'The Region of the bucket.',
          examples: ['eu-central-1'],
        }),
      }),
      {
        description: 'A location in a bucket that everyone who applies can read and write.',
        limits: ['this or directory, not both'],
        unset: 'directory is used',
        examples: [
          {
            bucket: 'keywright-state-111122223333',
            prefix: 'keywright/',
            account: '111122223333',
            region: 'eu-central-1',
          },
        ],
      },
    ),
  }),
]);

/** The spec of a `Stack`: what holds for all resources of a set of manifests. */
export const stackSchema = z.strictObject({
  uid: described(
    z.string().regex(/^[a-z0-9][a-z0-9-]{2,34}[a-z0-9]$/u, {
      error: 'must be 4 to 36 lower-case letters, digits and hyphens',
    }),
    {
      description: 'With the name, the ownership tag of every resource of this Stack. Never change it.',
      identity: true,
      examples: ['7f3a9c21'],
      immutable: true,
    },
  ),
  accounts: described(z.array(account).min(1), {
    description: 'The accounts and Regions of the resources of this Stack.',
    keyedBy: 'id',
    examples: [[{ id: '111122223333', regions: ['eu-central-1'] }]],
  }),
  defaults: optional(
    z.strictObject({
      account: optional(accountId, {
        description: 'The default account of resources.',
        unset: 'the only account of the Stack; with several, each resource sets metadata.account',
        examples: ['111122223333'],
      }),
      region: optional(regionName, {
        description: 'The default Region of resources.',
        unset: 'each resource sets metadata.region',
        examples: ['eu-central-1'],
      }),
      tags: optional(tags(), {
        description: 'Tags of every taggable resource, unless the resource overrides them.',
        unset: 'none',
        examples: [{ 'managed-by': 'keywright' }],
      }),
    }),
    {
      description: 'Defaults for resources.',
      unset: 'each resource sets its account and Region',
      examples: [{ account: '111122223333', region: 'eu-central-1' }],
    },
  ),
  mode: optional(z.enum(['observe', 'approve', 'enforce']), {
    description:
      'observe writes nothing; approve waits for approval of every step; enforce waits only before dangerous steps.',
    unset: 'enforce',
    examples: ['approve'],
  }),
  keyAdministrators: optional(setOf(principalArn, { description: 'Principals who may administer keys.' }), {
    description:
      'Principals who may administer keys besides the account root. A key policy must keep one of them able to change it.',
    set: true,
    unset: 'only the account root administers keys',
    examples: [['arn:aws:iam::111122223333:role/key-admin']],
  }),
  trustedAccounts: optional(setOf(accountId, { description: 'Accounts.' }), {
    description:
      'Other accounts that policies may name, after a person accepts the Stack. The accounts of the Stack are always trusted. Administrative actions for a trusted account still need approval (widen).',
    set: true,
    unset: 'only the accounts of the Stack',
    examples: [['777788889999']],
  }),
  organization: optional(
    z
      .string()
      .regex(/^o-[a-z\d]{10,32}$/u, { error: 'must be the id of an organization, such as o-a1b2c3d4e5' }),
    {
      description:
        'The AWS Organization of the accounts. They count as matching a condition on aws:PrincipalOrgID with this id, and access with that condition counts as internal.',
      unset: 'conditions on an organization cannot be evaluated',
      examples: ['o-a1b2c3d4e5'],
    },
  ),
  rolePolicies: optional(
    z.strictObject({
      allowActions: setOf(
        z
          .string()
          .regex(/^(?:\*|[a-z0-9-]+:[\w*?]+)$/iu, { error: 'must be an action such as sts:AssumeRole' }),
        { description: 'Actions, with * and ? as in a policy.', examples: [['sts:AssumeRole']] },
      ),
    }),
    {
      description:
        'Actions that a RolePolicy may name besides those of kms, s3, cloudtrail and logs. Each one can widen the permissions of a role.',
      unset: 'none',
      examples: [{ allowActions: ['sqs:ReceiveMessage'] }],
    },
  ),
  caps: optional(
    z.strictObject({
      count: optional(z.int().min(0).max(10_000), {
        description: 'The maximum number of dangerous steps in one run.',
        unset: '5',
        examples: [3],
      }),
      percent: optional(z.number().min(0).max(100), {
        description: 'The maximum share of all resources, in percent. The larger limit applies.',
        unset: '10',
        examples: [5],
      }),
      hourly: optional(hourlyCaps, {
        description:
          'Limits of removed and restored access in one account within an hour. The lower limit applies.',
        unset: '5, or 1 % of the account, whichever is less, but at least one',
        examples: [{ count: 2, percent: 1 }],
      }),
    }),
    {
      description: 'The limit of steps that remove or restore access in one run.',
      unset: '5, or 10 % of all resources, whichever is more',
      examples: [{ count: 3, percent: 5 }],
    },
  ),
  release: optional(setOf(z.enum(releasableClasses), { description: 'Classes.' }), {
    description: 'Classes of dangerous steps that need no approval in this Stack, after a person accepts it.',
    set: true,
    unset: 'none: each step waits for approval',
    examples: [['repair']],
  }),
  ...daemonFields,
  coordination: optional(coordination, {
    description:
      'The location of lease and journal, which prevent two runs from changing one Stack at once. Each location belongs to exactly one Stack.',
    unset: 'the local data directory',
    limits: ['directory or s3'],
    examples: [{ directory: '/srv/keywright' }],
  }),
});

export type StackSpec = z.infer<typeof stackSchema>;
