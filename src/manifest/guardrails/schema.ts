import { z } from 'zod';
import { approvalClasses } from '../../model/approval.ts';

const accountId = z.string().regex(/^\d{12}$/u, { error: 'must be a 12-digit AWS account ID' });
const roleArn = z
  .string()
  .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/u, { error: 'must be the ARN of an IAM role' });

const coordination = z.union([
  z.strictObject({ directory: z.string().regex(/^\//u, { error: 'must be an absolute path' }) }),
  z.strictObject({
    s3: z.strictObject({
      bucket: z.string().min(1),
      prefix: z.string(),
      account: accountId,
      region: z.string().min(1),
    }),
  }),
]);

/** An alias would protect whatever it points to at the time. */
const standing =
  /^arn:aws[a-z-]*:(?:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+|cloudtrail:[a-z0-9-]+:\d{12}:trail\/[\w.-]+|s3:::[a-z0-9.-]+|iam::\d{12}:role\/[\w+=,.@/-]+)$/u;

/** The spec of a guardrails file. Every field is a bound; a field left out bounds nothing. */
export const guardrailsSchema = z
  .strictObject({
    accounts: z
      .array(accountId)
      .exactOptional()
      .meta({
        description: 'Accounts that a Stack may name. Other accounts are refused.',
        examples: [['111122223333']],
      }),
    roles: z
      .array(roleArn)
      .exactOptional()
      .meta({
        description:
          'Roles that a Stack may name for Keywright to assume. A Stack with another role is refused.',
        examples: [['arn:aws:iam::111122223333:role/keywright-read']],
      }),
    trustedAccounts: z
      .array(accountId)
      .exactOptional()
      .meta({
        description: 'Accounts that a Stack may trust. A Stack that trusts another is refused.',
        examples: [['777788889999']],
      }),
    keyAdministrators: z
      .array(z.string().regex(/^arn:/u, { error: 'must be the ARN of a principal' }))
      .exactOptional()
      .meta({
        description: 'Principals that a Stack may let administer keys. A Stack with another is refused.',
        examples: [['arn:aws:iam::111122223333:role/key-admin']],
      }),
    coordination: z
      .array(coordination)
      .min(1)
      .exactOptional()
      .meta({
        description:
          'Places where a Stack may keep its lease and journal. A Stack without one of these places is refused. A manifest that targets one of these buckets is refused.',
        examples: [[{ directory: '/srv/keywright' }]],
      }),
    kinds: z
      .array(z.string().min(1))
      .exactOptional()
      .meta({
        description: 'Kinds that may be declared. A resource of another kind is refused.',
        examples: [['Key', 'Alias', 'Grant']],
      }),
    mode: z
      .enum(['observe', 'approve', 'enforce'])
      .exactOptional()
      .meta({
        description: 'The loosest mode that a Stack or a resource may have.',
        examples: ['approve'],
      }),
    classes: z
      .array(z.enum(approvalClasses))
      .exactOptional()
      .meta({
        description: 'Classes of dangerous steps that the Stack, --approve or a typed yes may release.',
        examples: [['widen', 'repair', 'cut-off']],
      }),
    caps: z
      .strictObject({
        count: z.int().min(0).max(10_000).exactOptional(),
        percent: z.number().min(0).max(100).exactOptional(),
        hourly: z
          .strictObject({
            count: z.int().min(0).max(10_000).exactOptional(),
            percent: z.number().min(0).max(100).exactOptional(),
          })
          .exactOptional()
          .meta({
            description: 'In a daemon, per account and hour: upper bounds of caps.hourly of a Stack.',
            examples: [{ count: 2, percent: 1 }],
          }),
      })
      .exactOptional()
      .meta({
        description: 'Upper bounds of the caps of a Stack.',
        examples: [{ count: 3, percent: 5 }],
      }),
    approvals: z
      .partialRecord(z.enum(approvalClasses), z.int().min(1).max(9))
      .exactOptional()
      .meta({
        description:
          'In a daemon: the number of different persons who must approve a step of a class. The default is 1.',
        examples: [{ delete: 2, loosen: 2 }],
      }),
    identities: z
      .record(
        z.string().regex(/^[a-z]+:[^\s]+$/u, { error: 'must be a subject, e.g. uid:1000' }),
        z.array(z.string().min(1)).min(1),
      )
      .exactOptional()
      .meta({
        description:
          'The Git identities of each approver: e-mail addresses and signers, by authenticated subject. Authors cannot approve what their own commit widens, deletes, loosens or cuts off. An approver without an entry counts as a possible author.',
        examples: [{ 'uid:1000': ['ada@example.com'] }],
      }),
    standsOn: z
      .array(
        z
          .string()
          .regex(standing, { error: 'must be the ARN of a KMS key, CloudTrail trail, bucket or IAM role' }),
      )
      .exactOptional()
      .meta({
        description:
          'ARNs of keys, trails, buckets and roles that Keywright depends on: the trail that records it, the bucket and key of that trail. A manifest that targets one of them is refused.',
        examples: [['arn:aws:cloudtrail:us-east-1:111122223333:trail/audit']],
      }),
    hold: z
      .literal('everything')
      .exactOptional()
      .meta({
        description:
          'everything: a tag keywright:hold stops every write to the resource and its dependants. Unset: hostile access is still removed and a stopped trail is still started.',
        examples: ['everything'],
      }),
    acceptStack: z
      .boolean()
      .exactOptional()
      .meta({
        description:
          'true: a looser Stack is accepted if every field that it loosens has a bound in this file. Unset: a looser Stack waits for a person. Looser metadata of a resource always waits.',
        examples: [true],
      }),
  })
  .meta({ description: 'Bounds that no Stack can loosen.' });
