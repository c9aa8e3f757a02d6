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
    description: 'The twelve digits of the account, in quotes.',
    examples: ['111122223333'],
  }),
  roles: optional(
    z.strictObject({
      read: described(principalArn, {
        description: 'The role that observing and planning assume.',
        examples: ['arn:aws:iam::111122223333:role/keywright-read'],
      }),
      write: described(principalArn, {
        description: 'The role that apply assumes for released steps.',
        examples: ['arn:aws:iam::111122223333:role/keywright-write'],
      }),
      destroy: optional(principalArn, {
        description:
          'The role for steps that delete, disable or end recording: a person approves each, or it takes away access that drift gave.',
        unset: 'the write role does that too; a daemon with guardrails blocks such steps',
        examples: ['arn:aws:iam::111122223333:role/keywright-destroy'],
      }),
      coordination: optional(principalArn, {
        description: 'The role for lease, journal and decisions in the bucket of coordination.s3.',
        unset: 'the read and the write role do that too',
        limits: ['only in the account of coordination.s3'],
        examples: ['arn:aws:iam::111122223333:role/keywright-coordination'],
      }),
    }),
    {
      description: 'Roles to assume in this account.',
      unset: 'the credentials of the environment are used',
      examples: [
        {
          read: 'arn:aws:iam::111122223333:role/keywright-read',
          write: 'arn:aws:iam::111122223333:role/keywright-write',
        },
      ],
    },
  ),
  externalId: optional(z.string().min(2).max(1224), {
    description: 'The external id that the trust policies of the roles ask for.',
    unset: 'none is sent',
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
      description: 'A directory that all who apply share.',
      limits: ['this or s3, not both'],
      unset: 's3 says where',
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
          z.string().regex(/^(?:[\w.-]+\/)*$/u, { error: 'wants a prefix that ends with a slash' }),
          {
            description: 'What the keys of its objects begin with.',
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
        description: 'A place in a bucket, which all who apply may read and write.',
        limits: ['this or directory, not both'],
        unset: 'directory says where',
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
      error: 'wants 4 to 36 lower-case letters, digits and hyphens',
    }),
    {
      description: 'With the name, the mark that everything of this Stack carries in AWS. Never change it.',
      identity: true,
      examples: ['7f3a9c21'],
      immutable: true,
    },
  ),
  accounts: described(z.array(account).min(1), {
    description: 'The accounts and Regions in which resources of this Stack live.',
    keyedBy: 'id',
    examples: [[{ id: '111122223333', regions: ['eu-central-1'] }]],
  }),
  defaults: optional(
    z.strictObject({
      account: optional(accountId, {
        description: 'Where resources live that name no account.',
        unset: 'the account of a Stack that has only one; else each resource says it in metadata.account',
        examples: ['111122223333'],
      }),
      region: optional(regionName, {
        description: 'Where resources live that name no Region.',
        unset: 'each resource says it in metadata.region',
        examples: ['eu-central-1'],
      }),
      tags: optional(tags(), {
        description: 'Tags that every taggable resource gets unless it says otherwise.',
        unset: 'none',
        examples: [{ 'managed-by': 'keywright' }],
      }),
    }),
    {
      description: 'What holds for a resource that does not say otherwise.',
      unset: 'each resource says its account and Region',
      examples: [{ account: '111122223333', region: 'eu-central-1' }],
    },
  ),
  mode: optional(z.enum(['observe', 'approve', 'enforce']), {
    description:
      'observe writes nothing; approve waits for a person at every step; enforce waits only where a step is dangerous.',
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
      'Other accounts that policies may name, once a person accepted the Stack. The accounts of the Stack are trusted anyway. A trusted account may use a key; administrative actions for it need approval (widen).',
    set: true,
    unset: 'only the accounts of the Stack',
    examples: [['777788889999']],
  }),
  organization: optional(
    z
      .string()
      .regex(/^o-[a-z\d]{10,32}$/u, { error: 'wants the id of an organization, such as o-a1b2c3d4e5' }),
    {
      description:
        'The AWS Organization of the accounts. A condition on aws:PrincipalOrgID of this id counts as met by them, and access that demands it as access of our own.',
      unset: 'a condition on an organization cannot be judged',
      examples: ['o-a1b2c3d4e5'],
    },
  ),
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
      unset: 'none',
      examples: [{ allowActions: ['sqs:ReceiveMessage'] }],
    },
  ),
  caps: optional(
    z.strictObject({
      count: optional(z.int().min(0).max(10_000), {
        description: 'So many dangerous steps in one run, at most.',
        unset: '5',
        examples: [3],
      }),
      percent: optional(z.number().min(0).max(100), {
        description: 'Or this share of all resources, in percent, whichever is more.',
        unset: '10',
        examples: [5],
      }),
      hourly: optional(hourlyCaps, {
        description:
          'What a daemon may take away, or give back, in one account within an hour: the lower of both.',
        unset: '5, or 1 % of the account, whichever is less, but at least one',
        examples: [{ count: 2, percent: 1 }],
      }),
    }),
    {
      description: 'How many steps that take away or give access one run may make.',
      unset: '5, or 10 % of all resources, whichever is more',
      examples: [{ count: 3, percent: 5 }],
    },
  ),
  release: optional(setOf(z.enum(releasableClasses), { description: 'Classes.' }), {
    description:
      'Classes of dangerous steps that need no approval in this Stack, from the run on after a person accepted it.',
    set: true,
    unset: 'none: each waits for an approval',
    examples: [['repair']],
  }),
  ...daemonFields,
  coordination: optional(coordination, {
    description:
      'Where the lease and the journal live, so that two runs never change one Stack at once. A place belongs to one Stack and refuses another.',
    unset: 'the data directory of whoever applies',
    limits: ['directory or s3'],
    examples: [{ directory: '/srv/keywright' }],
  }),
});

export type StackSpec = z.infer<typeof stackSchema>;
