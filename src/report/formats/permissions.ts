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
          use: z.enum(['read', 'write', 'destroy', 'coordination']).describe('What the role is for.'),
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
                characters: z.int().describe('What IAM counts of it: without white space.'),
                document: document.describe('For `aws iam put-role-policy` or `create-policy`.'),
              }),
            )
            .describe('All that the role needs.'),
          trust: document.describe('Who may assume the role; what stands in capitals is yours to fill in.'),
        }),
      )
      .describe(
        'By account: the role that reads, the one that writes, and those that the Stack names besides.',
      ),
    caller: only(document, 'where the Stack names roles: what whoever runs Keywright needs.'),
  })
  .meta({
    title: 'Permissions',
    description: 'The least that the roles need: the answer of `reconcile permissions -o json`.',
  });
