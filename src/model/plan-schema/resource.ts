import { z } from 'zod';
import { awsFailure } from './call.ts';
import { block, change } from './step.ts';
import { address, ids, instant, only, path, place, reason, stepId, text, tree, treeMap } from './values.ts';

export const sync = z.enum(['InSync', 'Drifted', 'PendingChange', 'Settling', 'Unknown']).meta({
  id: 'Sync',
  description:
    'Comparison of AWS and manifest: equal, changed in AWS, changed in Git or not created yet, still propagating, or unreadable.',
});

export const health = z.enum(['Healthy', 'Progressing', 'Degraded', 'Blocked', 'Paused']).meta({
  id: 'Health',
  description:
    'Health: working, working soon, not working (a disabled key, a stopped trail, access opened outside Git), blocked, or paused.',
});

export const unchanged = z.strictObject({
  path,
  statements: z.int().describe('How many statements of the policy there stay as they are.'),
});

export const foundByTags = z.strictObject({
  policy: tree.describe('Its policy as it is now.'),
  grants: z.array(tree).describe('Every grant on it.'),
});

export const hold = z
  .strictObject({
    reason: z.enum(['held', 'unreadable']).describe('The tag is there, or the tags cannot be read.'),
    why: text.describe('In one sentence.'),
  })
  .meta({ id: 'HoldFact', description: 'A hold: a tag that stops writes.' });

const source = z
  .strictObject({
    file: text.describe('As it was named to Keywright.'),
    line: z.int().describe('The first line of the manifest, from 1.'),
  })
  .meta({ id: 'Source', description: 'Where a manifest begins.' });

export const resource = z
  .strictObject({
    address,
    kind: text.describe('Its kind, e.g. `BucketEncryption`.'),
    place,
    ids,
    source: only(source, 'where a manifest declares it, and the plan changes or blocks it.'),
    spec: only(treeMap, 'where the plan creates it: its whole spec, with references filled in.'),
    exists: z.boolean().describe('Whether it exists; false for an AWS default.'),
    state: only(text, 'where it exists: the state in the words of AWS, e.g. a KeyState.'),
    adopts: only(
      z.literal(true),
      'where the plan takes over settings of somebody else that can carry no mark.',
    ),
    deletesAt: only(instant, 'for a pending deletion: the time of the deletion by AWS.'),
    foundByTags: only(foundByTags, 'if only its tags link it to this Stack: its current users.'),
    sync,
    health,
    reason: only(reason, 'where it is not healthy, or not readable: why.'),
    why: only(text, 'where it is not healthy, or not readable: why, in a sentence.'),
    changes: z.array(change).describe('The differences.'),
    steps: z.array(stepId).describe('The steps of the resource.'),
    unchanged: only(z.array(unchanged), 'of policies that change: what stays.'),
    deferred: z
      .array(z.strictObject({ path, reason, why: text.describe('In one sentence.') }))
      .describe('Differences that AWS does not allow to write now, neither drift nor error.'),
    ignored: z
      .array(z.strictObject({ path, why: text.describe('The reason that the manifest gives.') }))
      .describe('Differences that `metadata.ignore` quiets.'),
    unreadable: z
      .array(
        z.strictObject({ facet: text.describe('The part that could not be read.'), failure: awsFailure }),
      )
      .describe('The unreadable parts.'),
    failure: only(awsFailure, 'where it is not even known whether it exists.'),
    blocked: only(block, 'if the resource is blocked.'),
    notes: z.array(text).describe('Additional notes.'),
    foreign: only(z.array(text), 'if others granted access: the notes about it, shown first.'),
    opened: only(
      z.union([z.array(text), z.literal('unread')]),
      'if access was granted manually: entries of `foreign` not created by an AWS service; `unread` if AWS does not show them.',
    ),
    hold: only(hold, 'if the tag `keywright:hold` stops writes, or unreadable tags may contain it.'),
    read: only(
      z.array(text),
      'after a fast look: the parts that were read. Of all others nothing is known, and nothing is in sync.',
    ),
    observedAt: instant.describe('When it was looked at.'),
  })
  .meta({ id: 'PlannedResource', description: 'The state of one address and its consequences.' });

export const orphan = z
  .strictObject({
    address,
    place,
    ids,
    superseded: only(
      z.literal(true),
      'where the manifest of this address declares another resource now, after a rename or a move.',
    ),
    opened: only(
      z.array(text),
      'where it allows more than what was applied last: what it gives, and to whom.',
    ),
  })
  .meta({
    id: 'Orphan',
    description:
      'Managed by this Stack before, and no manifest declares it now. Reported until a person forgets it; until then, access that others open is reverted.',
  });
