import { z } from 'zod';
import {
  address,
  block,
  count,
  diagnostic,
  health,
  ids,
  line,
  only,
  orphan,
  place,
  reason,
  sync,
  tree,
  unreadable,
  versionField,
} from './parts.ts';
import { stackChange } from './plan.ts';

const counts = z
  .strictObject({
    resources: count('that are shown'),
    inSync: count('that are as their manifests say'),
    drifted: count('that were changed in AWS'),
    pending: count('that wait for an apply: changed in Git, or not made yet'),
    settling: count('written a moment ago that AWS does not show everywhere yet'),
    unknown: count('that could not be read completely'),
    healthy: count('that do their work'),
    progressing: count('that will soon'),
    degraded: count('that do not'),
    blocked: count('to which nothing can be done before a person acts'),
    paused: count('that Keywright was told to keep off'),
  })
  .meta({ id: 'StatusCounts', description: 'How many of each.' });

const facet = z
  .strictObject({
    name: z.string().describe('The part, as plans name it in a step.'),
    is: z
      .enum(['value', 'unreadable', 'inapplicable'])
      .describe('Whether there is a value, AWS refused to show it, or there is none in this state.'),
    value: only(tree, 'where it was read: what AWS holds, in the shape of the manifest.'),
    reason: only(reason, 'where AWS has no such value.'),
    why: only(z.string(), 'where there is no value: why.'),
    readAt: only(z.iso.datetime(), 'where it was read: when.'),
    appliedAt: only(z.iso.datetime(), 'where Keywright wrote it and remembers: when it last did.'),
  })
  .meta({ id: 'Facet', description: 'One part of a resource as AWS shows it.' });

const resource = z
  .strictObject({
    address,
    kind: z.string().describe('Its kind, e.g. `BucketEncryption`.'),
    place,
    ids,
    exists: z.boolean().describe('Whether it is there; false for what is only AWS’s default.'),
    sync,
    health,
    state: only(z.string(), 'where it exists: the state in the words of AWS, e.g. a KeyState.'),
    reason: only(reason, 'where it is not healthy, or not readable: why.'),
    why: only(z.string(), 'where it is not healthy, or not readable: why, in a sentence.'),
    appliedAt: only(z.iso.datetime(), 'where Keywright wrote it and remembers: when it last did.'),
    readAt: z.iso.datetime().describe('When the oldest part of this verdict was read.'),
    ageMs: z.number().describe('How old that part is, in milliseconds.'),
    lines: z.array(line).describe('What differs.'),
    unreadable: z.array(unreadable).describe('What AWS did not show.'),
    blocked: only(block, 'where nothing can be done to it.'),
    notes: z
      .array(z.string())
      .describe('What a person should know besides, e.g. access that no manifest gives.'),
    facets: only(z.array(facet), 'where single resources were asked for: what AWS holds.'),
    dependsOn: only(z.array(address), 'where single resources were asked for: what its manifest names.'),
    referredToBy: only(z.array(address), 'where single resources were asked for: whose manifests name it.'),
    manifest: only(
      z.strictObject({
        file: z.string().describe('The file that declares it.'),
        line: z.int().describe('From 1.'),
      }),
      'where single resources were asked for, of what is declared: where.',
    ),
  })
  .meta({ id: 'ResourceStatus', description: 'One resource: what it is, and how it stands.' });

export const statusJsonSchema = z
  .strictObject({
    formatVersion: versionField,
    kind: z.literal('Status').describe('Which format this is.'),
    stack: z.string().describe('Name of the stack.'),
    uid: z.string().describe('Its uid; name and uid are the mark on what is ours.'),
    commit: only(z.string(), 'with `--commit`: the commit of the manifests.'),
    at: z.iso.datetime().describe('When AWS was looked at (UTC).'),
    counts,
    stackChange: only(
      stackChange,
      'of the whole stack, where the commit loosens the rules that it is judged by, or drops many resources.',
    ),
    resources: z.array(resource).describe('In the order of addresses.'),
    orphans: z.array(orphan).describe('Managed before, in no manifest now.'),
    intents: z
      .array(
        z.strictObject({
          address,
          place,
          since: z.iso.datetime().describe('When the create was begun.'),
        }),
      )
      .describe('Creates that an earlier run began and did not end.'),
    lease: only(
      z.strictObject({
        holder: z.string().describe('Who: `user@host:pid`.'),
        until: z.iso.datetime().describe('When it ends unless it is renewed.'),
      }),
      'while somebody holds it: the lease of the stack.',
    ),
    diagnostics: z.array(diagnostic).describe('Warnings and notes about the manifests.'),
  })
  .meta({ title: 'Status', description: 'How a stack stands: the answer of `reconcile status -o json`.' });
