import { z } from 'zod';
import { only } from '../../model/plan-schema/values.ts';
import { versionField } from './parts.ts';

const document = z
  .looseObject({ Version: z.string().describe('Version of the policy language.') })
  .meta({ id: 'PolicyDocument', description: 'A policy as IAM takes it.' });

export const permissionsJsonSchema = z
  .strictObject({
    formatVersion: versionField,
    kind: z.literal('Permissions').describe('Which format this is.'),
    stack: z.string().describe('Name of the stack.'),
    roles: z
      .array(
        z.strictObject({
          account: z.string().describe('Account id, twelve digits.'),
          use: z.enum(['read', 'write', 'destroy', 'coordination']).describe('The purpose of the role.'),
          role: only(z.string(), 'where the Stack names roles: its ARN.'),
          attach: z
            .enum(['inline', 'managed'])
            .describe(
              '`inline`: one policy that a role takes. `managed`: several, since one would be too large.',
            ),
          policies: z
            .array(
              z.strictObject({
                name: z.string().describe('A name for it.'),
                characters: z.int().describe('The size that IAM counts: without white space.'),
                document: document.describe('For `aws iam put-role-policy` or `create-policy`.'),
              }),
            )
            .describe('All permissions of the role.'),
          trust: document.describe('The trust policy; replace the placeholders in capitals.'),
        }),
      )
      .describe('By account: the read role, the write role, and further roles of the Stack.'),
    caller: only(document, 'if the Stack names roles: the policy of the caller of Keywright.'),
  })
  .meta({
    title: 'Permissions',
    description: 'The least-privilege policies of the roles: the output of `reconcile permissions -o json`.',
  });
