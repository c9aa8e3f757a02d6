import { z } from 'zod';
import { planSchema, stackChange } from '../../model/plan-schema.ts';
import { resource as planned } from '../../model/plan-schema/resource.ts';
import { address, instant, only, place, reason, text, tree } from '../../model/plan-schema/values.ts';
import { daemonPart } from './daemon.ts';
import { inEffect } from './in-effect.ts';
import { count, diagnostic, line, unreadable, versionField } from './parts.ts';

export const statusCounts = z
  .strictObject({
    resources: count('that are shown'),
    inSync: count('that match their manifests'),
    drifted: count('that were changed in AWS'),
    pending: count('that wait for an apply: changed in Git, or not made yet'),
    settling: count('written a moment ago that AWS does not show everywhere yet'),
    unknown: count('that could not be read completely'),
    healthy: count('that do their work'),
    progressing: count('that will soon'),
    degraded: count('that do not'),
    blocked: count('to which nothing can be done before a person acts'),
    paused: count('that are paused'),
  })
  .meta({ id: 'StatusCounts', description: 'How many of each.' });

const facet = z
  .strictObject({
    name: text.describe('The part, as plans name it in a step.'),
    is: z
      .enum(['value', 'unreadable', 'inapplicable'])
      .describe('Whether there is a value, AWS refused to show it, or there is none in this state.'),
    value: only(tree, 'where it was read: what AWS holds, in the shape of the manifest.'),
    reason: only(reason, 'where AWS has no such value.'),
    why: only(text, 'where there is no value: why.'),
    readAt: only(instant, 'where it was read: when.'),
    appliedAt: only(instant, 'where Keywright wrote it and remembers: when it last did.'),
  })
  .meta({ id: 'Facet', description: 'A part of a resource as AWS shows it.' });

const replaced = z
  .strictObject({
    name: text.describe('The part, as plans name it in a step.'),
    value: tree.describe('The document as AWS held it before, in the shape of the manifest.'),
    at: instant.describe('When Keywright replaced it.'),
  })
  .meta({ id: 'Replaced', description: 'A document that the last write of Keywright replaced.' });

const resource = z
  .strictObject({
    ...planned.pick({
      address: true,
      kind: true,
      place: true,
      ids: true,
      exists: true,
      sync: true,
      health: true,
      state: true,
      reason: true,
      why: true,
      hold: true,
    }).shape,
    labels: only(z.record(text, text), 'where its manifest has some: `metadata.labels`.'),
    appliedAt: only(instant, 'where Keywright wrote it and remembers: when it last did.'),
    driftSeenAt: only(instant, 'where a daemon answers that saw it drift: when it first did.'),
    readAt: instant.describe('When the oldest part of this verdict was read.'),
    ageMs: z.number().describe('How old that part is, in milliseconds.'),
    lines: z.array(line).describe('The differences.'),
    unreadable: z.array(unreadable).describe('The unreadable parts.'),
    ...planned.pick({ blocked: true }).shape,
    notes: z.array(text).describe('Additional notes, e.g. access that no manifest grants.'),
    facets: only(
      z.array(facet),
      'where single resources were asked for: what AWS holds. Empty where a daemon answers.',
    ),
    replaced: only(
      z.array(replaced),
      'where single resources were asked for: documents that the last write replaced, as far as Keywright remembers. Empty where a daemon answers: its history has them.',
    ),
    dependsOn: only(z.array(address), 'where single resources were asked for: what its manifest names.'),
    referredToBy: only(z.array(address), 'where single resources were asked for: whose manifests name it.'),
    manifest: only(
      z.strictObject({
        file: text.describe('The file that declares it.'),
        line: z.int().describe('From 1.'),
      }),
      'where single resources were asked for, of what is declared: where.',
    ),
  })
  .meta({ id: 'ResourceStatus', description: 'A resource and its state.' });

const body = {
  ...planSchema.pick({ stack: true, uid: true, commit: true }).shape,
  at: instant.describe('When AWS was looked at (UTC).'),
  counts: statusCounts,
  stackChange: only(
    stackChange,
    'of the whole stack, where the commit loosens the rules that it is judged by, or drops many resources.',
  ),
  planId: only(text, 'of a daemon, beside `stackChange`: the plan that `reconcile approve` takes.'),
  resources: z.array(resource).describe('In the order of addresses.'),
  ...planSchema.pick({ orphans: true }).shape,
  intents: z
    .array(
      z.strictObject({
        address,
        place,
        since: instant.describe('When the create was begun.'),
      }),
    )
    .describe('Creates that an earlier run began and did not end.'),
  lease: only(
    z.strictObject({
      holder: text.describe('Who: `user@host:pid`.'),
      until: instant.describe('When it ends unless it is renewed.'),
    }),
    'while somebody holds it: the lease of the stack.',
  ),
  daemon: only(daemonPart, 'where a daemon answers.'),
  inEffect: only(inEffect, 'where persons decided something that still counts.'),
  diagnostics: z.array(diagnostic).describe('Warnings and notes about the manifests.'),
};

export const statusBodySchema = z
  .strictObject(body)
  .meta({ id: 'Status', description: 'The state of a Stack.' });

export const statusJsonSchema = z
  .strictObject({
    formatVersion: versionField,
    kind: z.literal('Status').describe('Which format this is.'),
    ...body,
  })
  .meta({ title: 'Status', description: 'The state of a Stack: the output of `reconcile status -o json`.' });
