import { z } from 'zod';
import { change } from '../../model/plan-schema/step.ts';
import { address, instant, only, path, reason, stepId, text, tree } from '../../model/plan-schema/values.ts';
import { versionField } from './parts.ts';

const episode = z
  .strictObject({
    facet: text.describe('The part that drifted.'),
    changes: z.array(change.omit({ half: true })).describe('The differences when last seen.'),
    openedAt: instant.describe('When it was first seen.'),
    seenAt: instant.describe('When it was last seen.'),
    closedAt: only(instant, 'where it is over: when.'),
    closedHow: only(
      z.enum(['repaired', 'reverted-elsewhere', 'declared', 'gone']),
      'if it ended: reverted by Keywright, reverted by another writer, now declared in Git, or the resource was deleted.',
    ),
  })
  .meta({ id: 'DriftEpisode', description: 'A change of a part of a resource outside Git.' });

const ofEvent = {
  at: instant.describe('When.'),
  is: z
    .enum([
      'wrote',
      'failed',
      'decided',
      'revision',
      'episode-opened',
      'episode-closed',
      'lease',
      'started',
      'stopped',
      'chain-began',
      'writing',
    ])
    .describe('The subject of the event.'),
  subject: text.describe('The actor: the daemon or a person.'),
  text: text.describe('The event, in one sentence.'),
  step: only(stepId, 'of a write.'),
  reason: only(reason, 'where there is one.'),
  commit: only(text, 'where a commit was in force.'),
  plan: only(text, 'where it belongs to a plan.'),
  awsRequestId: only(text, 'of a write: AWS’s id of the request.'),
};

const event = z
  .strictObject({ seq: z.int().describe('Its place in the record.'), ...ofEvent })
  .meta({ id: 'RecordedEvent', description: 'A line of the record.' });

/** Without its place, which counts lines of others. */
export const seenEventSchema = z
  .strictObject(ofEvent)
  .meta({ id: 'SeenEvent', description: 'A line of the record, without its place.' });

const applied = z
  .strictObject({
    number: z.int().describe('From 1, the first: `--restore` takes it.'),
    at: instant.describe('When AWS confirmed it.'),
    commit: only(text, 'where it came from Git: the commit.'),
    facet: text.describe('The part that was written.'),
    spec: z
      .array(z.strictObject({ path, value: tree.describe('The value of the manifest.') }))
      .describe('The declared value of this part.'),
  })
  .meta({ id: 'AppliedDocument', description: 'Earlier applied documents.' });

const body = {
  source: only(text, 'where a daemon answers: its source.'),
  stack: text.describe('Name of the stack.'),
  address,
  at: instant.describe('When this was answered (UTC).'),
  episodes: z.array(episode).describe('Drift, the latest first.'),
  events: z.array(event).describe('The latest first.'),
  applied: z.array(applied).describe('The latest first.'),
};

export const historyBodySchema = z.strictObject(body);

export const historyJsonSchema = z
  .strictObject({
    formatVersion: versionField,
    kind: z.literal('History').describe('Which format this is.'),
    ...body,
  })
  .meta({
    title: 'History',
    description: 'The history of one resource: the output of `reconcile history -o json`.',
  });
