import { z } from 'zod';
import { described, policyDocument } from '../shared/fields.ts';

/** The spec of a role's inline policy (IAM API, PutRolePolicy). */
export const RolePolicySpecSchema = z.strictObject({
  role: described(
    z.string().regex(/^[\w+=,.@-]{1,64}$/u, { error: 'must be the name of a role, without path and arn:' }),
    { description: 'The name of an existing role.', examples: ['reporting'], identity: true },
  ),
  name: described(
    z.string().regex(/^[\w+=,.@-]{1,128}$/u, {
      error: 'must be up to 128 letters, digits and characters of +=,.@_-',
    }),
    {
      description: 'The name of the policy, unique in its role.',
      examples: ['read-customer-data'],
      identity: true,
    },
  ),
  document: described(policyDocument({ description: 'The policy document.' }).nullable(), {
    description: 'The policy document.',
    policy: true,
    limits: [
      'at most 10,240 characters for all inline policies of the role together',
      'only actions of kms, s3, cloudtrail and logs, and of rolePolicies.allowActions in the Stack',
    ],
    examples: [
      {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
            Resource: '${Key/customer-data.arn}',
          },
        ],
      },
    ],
    onNull: 'no such policy: DeleteRolePolicy',
  }),
});

export type RolePolicySpecOf = z.infer<typeof RolePolicySpecSchema>;
