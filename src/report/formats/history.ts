import { z } from 'zod';
import { change } from '../../model/plan-schema/step.ts';
import { address, instant, only, path, reason, stepId, text, tree } from '../../model/plan-schema/values.ts';
import { versionField } from './parts.ts';

const episode = z
  .strictObject({
    facet: text.describe('The part that drifted.'),
    changes: z.array(change.omit({ half: true })).describe('What differed when it was last seen.'),
    openedAt: instant.describe('When it was first seen.'),
    seenAt: instant.describe('When it was last seen.'),
    closedAt: only(instant, 'where it is over: when.'),
    closedHow: only(
      z.enum(['repaired', 'reverted-elsewhere', 'declared', 'gone']),
      'where it is over: Keywright put it back, somebody else did, Git declares it now, or the resource is gone.',
    ),
  })
  .meta({ id: 'DriftEpisode', description: 'One time that a part of a resource was changed outside Git.' });

const event = z
  .strictObject({
    seq: z.int().describe('Its place in the record.'),
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
      .describe('What it tells of.'),
    subject: text.describe('Who acted: the daemon, or a person.'),
    text: text.describe('What happened, in one sentence.'),
    step: only(stepId, 'of a write.'),
    reason: only(reason, 'where there is one.'),
    commit: only(text, 'where a commit was in force.'),
    plan: only(text, 'where it belongs to a plan.'),
    awsRequestId: only(text, 'of a write: AWS’s id of the request.'),
  })
  .meta({ id: 'RecordedEvent', description: 'One line of the record.' });

const applied = z
  .strictObject({
    number: z.int().describe('From 1, the first: `--restore` takes it.'),
    at: instant.describe('When AWS confirmed it.'),
    commit: only(text, 'where it came from Git: the commit.'),
    facet: text.describe('The part that was written.'),
    spec: z
      .array(z.strictObject({ path, value: tree.describe('The value of the manifest.') }))
      .describe('What the manifest declared for this part.'),
  })
  .meta({ id: 'AppliedDocument', description: 'What Keywright applied earlier.' });

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
    description: 'What happened to one resource: the answer of `reconcile history -o json`.',
  });
