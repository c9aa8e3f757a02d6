import { z } from 'zod';
import { approvalClass, only, text } from '../../model/plan-schema/values.ts';
import { versionField } from './parts.ts';

const binding = z.strictObject({
  role: z.enum(['viewer', 'operator', 'approver', 'planner']).describe('The role.'),
  stacks: only(z.array(text), 'where it is limited to some Stacks: their names.'),
  classes: only(z.array(approvalClass), 'of an approver: the classes that they may approve.'),
});

export const tokenJsonSchema = z
  .strictObject({
    formatVersion: versionField,
    kind: z.literal('Token').describe('Which format this is.'),
    token: text.describe('The token. It is shown only now: give it to its person and store it nowhere else.'),
    row: z
      .strictObject({
        name: text.describe('The name of the token.'),
        subject: text.describe('The person.'),
        hash: text.describe('SHA-256 of the token in hexadecimal.'),
        expires: text.describe('The last day on which it counts (UTC).'),
        bindings: z.array(binding).describe('The permissions.'),
      })
      .describe('Its row, for spec.tokens in the file of api.tokensFile.'),
  })
  .meta({ title: 'Token', description: 'A new token: the output of `reconcile token -o json`.' });
