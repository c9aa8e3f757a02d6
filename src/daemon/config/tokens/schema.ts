import { z } from 'zod';
import { approvalClasses } from '../../../model/approval.ts';
import { label } from '../schema/values.ts';

const limits = {
  stacks: z
    .array(z.string().min(1))
    .min(1)
    .exactOptional()
    .meta({ description: 'Only these Stacks.', examples: [['payments']] }),
  accounts: z
    .array(z.string().regex(/^\d{12}$/u, { error: 'must be a 12-digit AWS account ID' }))
    .min(1)
    .exactOptional()
    .meta({ description: 'Only resources in these accounts.', examples: [['111122223333']] }),
  kinds: z
    .array(z.string().min(1))
    .min(1)
    .exactOptional()
    .meta({ description: 'Only resources of these kinds.', examples: [['Key', 'Alias']] }),
  labels: z
    .record(z.string(), z.string())
    .exactOptional()
    .meta({ description: 'Only resources with all of these labels.', examples: [{ team: 'payments' }] }),
};

const viewer = z.strictObject({ role: z.literal('viewer'), ...limits });

/** What somebody without a credential may do: read at most (authority.md §5.24). */
export const anonymousBinding = viewer.extend({
  role: viewer.shape.role.meta({ description: 'Always viewer.' }),
});

/** One permission of a caller. */
export const binding = z
  .strictObject({
    role: z.enum(['viewer', 'operator', 'approver', 'planner']).meta({
      description:
        'A viewer reads. An operator reads, and pauses, resumes, looks and silences. An approver reads, and decides on steps of some classes. A planner makes speculative plans and reads nothing.',
      examples: ['approver'],
    }),
    ...limits,
    classes: z
      .array(z.enum(approvalClasses))
      .min(1)
      .exactOptional()
      .meta({
        description: 'Of an approver: the classes that they may approve.',
        examples: [['widen', 'repair']],
      }),
  })
  .check(({ value: { role, classes }, issues }) => {
    if ((role === 'approver') === (classes !== undefined)) return;
    const message =
      role === 'approver'
        ? 'is missing: an approver has the classes that they may approve'
        : `belongs to an approver, and the role is ${role}`;
    issues.push({ code: 'custom', message, path: ['classes'], input: classes });
  });

const token = z.strictObject({
  name: label.meta({ description: 'The name of the token, for people.', examples: ['ann-laptop'] }),
  subject: label.meta({
    description: 'The person that the token proves, as in control.people: person:SUBJECT.',
    examples: ['ann'],
  }),
  hash: z
    .string()
    // By a function: the words of a pattern would show the value, which may be the token itself.
    .refine((text) => /^[0-9a-f]{64}$/u.test(text), {
      error: 'must be the SHA-256 of a token: 64 hexadecimal digits',
    })
    .meta({
      description: 'SHA-256 of the token in hexadecimal, as reconcile token prints it.',
      examples: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
    }),
  expires: z.union([z.iso.date(), z.iso.datetime({ offset: true })]).meta({
    description: 'The end, at most 366 days away: a date (inclusive, UTC) or a time.',
    examples: ['2027-05-31'],
  }),
  bindings: z
    .array(binding)
    .min(1)
    .max(100)
    .meta({
      description:
        'The permissions of the person with this token. Several add up; everything else is refused.',
      examples: [[{ role: 'viewer' }, { role: 'approver', stacks: ['payments'], classes: ['widen'] }]],
    }),
});

/** The spec of a tokens file. */
export const tokensSchema = z.strictObject({
  tokens: z.array(token).max(1_000).meta({ description: 'All tokens that the API accepts.' }),
});

export type TokenRow = z.infer<typeof token>;
