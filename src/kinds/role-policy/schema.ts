import { z } from 'zod';
import { described, policyDocument } from '../fields.ts';

/** The spec of a role's inline policy (IAM API, PutRolePolicy). */
export const RolePolicySpecSchema = z.strictObject({
  role: described(
    z
      .string()
      .regex(/^[\w+=,.@-]{1,64}$/u, { error: 'wants the name of a role, without its path and without arn:' }),
    { description: 'The name of the role, which must exist.', examples: ['reporting'] },
  ),
  name: described(
    z
      .string()
      .regex(/^[\w+=,.@-]{1,128}$/u, { error: 'wants up to 128 letters, digits and characters of +=,.@_-' }),
    { description: 'The name of the policy, unique in its role.', examples: ['read-customer-data'] },
  ),
  document: described(policyDocument({ description: 'What the role may do.' }).nullable(), {
    description: 'What the role may do.',
    policy: true,
    onNull: 'no such policy: DeleteRolePolicy',
  }),
});

export type RolePolicySpecOf = z.infer<typeof RolePolicySpecSchema>;
