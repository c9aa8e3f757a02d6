import { z } from 'zod';
import { awsFailure } from './call.ts';
import { block, change } from './step.ts';
import { address, ids, instant, only, path, place, reason, stepId, text, tree, treeMap } from './values.ts';

export const sync = z.enum(['InSync', 'Drifted', 'PendingChange', 'Settling', 'Unknown']).meta({
  id: 'Sync',
  description:
    'AWS against the manifest: the same, changed in AWS, changed in Git (or not made yet), written a moment ago and not shown everywhere, or not readable.',
});

export const health = z.enum(['Healthy', 'Progressing', 'Degraded', 'Blocked', 'Paused']).meta({
  id: 'Health',
  description:
    'Whether it does its work: yes, soon, not (a disabled key, a trail that does not log, access opened outside Git), Keywright needs a person first, or Keywright was told to keep off.',
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
  .meta({ id: 'HoldFact', description: 'What stops writes by the word of whoever can tag.' });

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
    exists: z.boolean().describe('Whether it is there; false for what is only AWS’s default.'),
    state: only(text, 'where it exists: the state in the words of AWS, e.g. a KeyState.'),
    deletesAt: only(instant, 'where its deletion is pending: when AWS deletes it by itself.'),
    foundByTags: only(
      foundByTags,
      'where nothing but its tags shows that it is ours: who may use it already.',
    ),
    sync,
    health,
    reason: only(reason, 'where it is not healthy, or not readable: why.'),
    why: only(text, 'where it is not healthy, or not readable: why, in a sentence.'),
    changes: z.array(change).describe('What differs.'),
    steps: z.array(stepId).describe('What is done to it.'),
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
      .describe('What AWS did not show.'),
    failure: only(awsFailure, 'where it is not even known whether it exists.'),
    blocked: only(block, 'where nothing can be done to it.'),
    notes: z.array(text).describe('What a person should know besides.'),
    foreign: only(
      z.array(text),
      'where somebody else gave access: those of the notes that tell of it, shown before all others.',
    ),
    opened: only(
      z.union([z.array(text), z.literal('unread')]),
      'where somebody gave access by hand: those of `foreign` that no AWS service made for its own use; `unread` where AWS does not show them.',
    ),
    hold: only(
      hold,
      'where the tag `keywright:hold` stops writes to it, or AWS refuses to show the tags and a hold cannot be ruled out.',
    ),
    read: only(
      z.array(text),
      'after a fast look: the parts that were read. Of all others nothing is known, and nothing is in sync.',
    ),
    observedAt: instant.describe('When it was looked at.'),
  })
  .meta({ id: 'PlannedResource', description: 'One address: what was seen, and what follows.' });

export const orphan = z
  .strictObject({
    address,
    place,
    ids,
    opened: only(
      z.array(text),
      'where it allows more than what was applied last: what it gives, and to whom.',
    ),
  })
  .meta({
    id: 'Orphan',
    description:
      'Managed by this stack before and in no manifest now. It stays and is reported until a person lets it go. Until then what others open in it is closed again.',
  });
