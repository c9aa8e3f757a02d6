import { z } from 'zod';
import { address, approvalClass, instant, only, stepId, text } from '../../../model/plan-schema/values.ts';
import { person } from '../in-effect.ts';
import { role } from './session.ts';

const action = z
  .strictObject({
    is: z
      .enum(['approve', 'reject', 'sync', 'silence', 'resume', 'release', 'start', 'accept-baseline'])
      .describe('The operation.'),
    needs: role,
    allowed: z.boolean().describe('Whether the caller may do it.'),
    text: text.describe('The effect, in one sentence: the page asks for confirmation with it.'),
    command: text.describe('The command that does the same.'),
    plan: only(text, 'of approve and reject: the plan.'),
    steps: only(z.array(stepId), 'of approve and reject: the steps, unless all that wait are meant.'),
    classes: only(z.array(approvalClass), 'of approve: the classes that are approved.'),
    addresses: only(z.array(address), 'where only some resources are meant.'),
    revision: only(text, 'of accept-baseline: the revision that is accepted.'),
  })
  .meta({ id: 'Action', description: 'An action on a finding.' });

export const finding = z
  .strictObject({
    key: text.describe('Its name: it stays the same while the finding stands.'),
    source: text.describe('Its source.'),
    stack: text.describe('Name of the stack.'),
    event: z
      .enum(['drift-opened', 'plan-waiting', 'blocked', 'degraded', 'deletion-near', 'stale'])
      .describe('Its sort, as in notifications.'),
    severity: z.enum(['critical', 'warning', 'info']).describe('Critical is danger or loss.'),
    since: instant.describe('Since when.'),
    title: text.describe('The finding, in one sentence.'),
    text: text.describe('More about it; empty if the title says it all.'),
    addresses: z.array(address).describe('The resources.'),
    actions: z.array(action).describe('The useful actions, the first one first.'),
    silenced: only(
      z.strictObject({
        id: text.describe('The silence.'),
        by: person,
        note: text.describe('The reason that was given.'),
        until: instant.describe('When it expires.'),
      }),
      'while its notifications are silenced.',
    ),
  })
  .meta({ id: 'Finding', description: 'Something that a person should look at.' });

export const attentionBodySchema = z
  .strictObject({
    at: instant.describe('When this was answered (UTC).'),
    total: z.int().describe('How many there are; `items` has at most 200.'),
    items: z.array(finding).describe('The most dangerous first.'),
  })
  .meta({ id: 'FindingList', description: 'The findings of every source.' });
