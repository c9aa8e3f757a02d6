import { z } from 'zod';
import { address, instant, only, reason, stepId, text } from '../../../model/plan-schema/values.ts';

export const timelineKind = z.enum([
  'drift-opened',
  'drift-closed',
  'wrote',
  'failed',
  'decided',
  'revision',
  'lease',
  'process',
]);

const entry = z
  .strictObject({
    id: text.describe('Its name: unique, and it stays.'),
    source: text.describe('Its source.'),
    at: instant.describe('When.'),
    is: timelineKind.describe('Its sort.'),
    tone: z
      .enum(['danger', 'waits', 'motion', 'done', 'unknown'])
      .describe('How it is shown: danger or loss, waiting, in motion, done, unknown.'),
    subject: only(text, 'where somebody acted: the daemon or a person.'),
    address: only(address, 'where one resource is meant.'),
    step: only(stepId, 'of a write.'),
    text: text.describe('The event, in one sentence.'),
    detail: only(text, 'where there is more to say: in one sentence.'),
    reason: only(reason, 'where there is one.'),
    commit: only(text, 'where a commit was in force.'),
    plan: only(text, 'where it belongs to a plan.'),
    closedAt: only(instant, 'of drift that is over: when it ended.'),
    awsRequestId: only(text, 'of a write: AWS’s id of the request.'),
  })
  .meta({ id: 'TimelineEntry', description: 'Something that happened.' });

export const timelineBodySchema = z
  .strictObject({
    at: instant.describe('When this was answered (UTC).'),
    next: only(text, 'where there is more: the value of `cursor` for the next page.'),
    items: z.array(entry).describe('The latest first.'),
  })
  .meta({ id: 'Timeline', description: 'Drift, writes and decisions in the order of time.' });
