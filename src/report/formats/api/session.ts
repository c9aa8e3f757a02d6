import { z } from 'zod';
import { approvalClass, instant, only, text } from '../../../model/plan-schema/values.ts';
import { person } from '../in-effect.ts';

export const role = z.enum(['viewer', 'operator', 'approver', 'planner']).meta({
  id: 'Role',
  description:
    'A viewer reads. An operator reads, and pauses, resumes, looks and silences. An approver reads, and decides on steps. A planner makes speculative plans.',
});

const binding = z
  .strictObject({
    role,
    stacks: only(z.array(text), 'where it is limited: the Stacks.'),
    accounts: only(z.array(text), 'where it is limited: the accounts.'),
    kinds: only(z.array(text), 'where it is limited: the kinds.'),
    labels: only(z.record(text, text), 'where it is limited: labels that a resource must have.'),
    classes: only(z.array(approvalClass), 'of an approver: the classes that they may approve.'),
  })
  .meta({ id: 'Binding', description: 'A permission of the caller.' });

export const sessionBodySchema = z
  .strictObject({
    person,
    bindings: z.array(binding).describe('The permissions of the caller; several add up.'),
    expiresAt: only(instant, 'where the token or the session has an end: when.'),
    via: z.enum(['token', 'session', 'oidc', 'anonymous']).describe('The credential of the caller.'),
  })
  .meta({ id: 'Session', description: 'The caller.' });
