import { z } from 'zod';
import { call } from './call.ts';
import {
  address,
  approvalClass,
  blockCode,
  only,
  path,
  place,
  reason,
  stepId,
  text,
  tree,
} from './values.ts';

export const change = z
  .strictObject({
    path,
    before: tree.optional().describe('Only if there is one: the value in AWS.'),
    after: tree.optional().describe('Only if declared: the value of the manifest.'),
    label: only(
      z.enum(['changed-in-git', 'drifted', 'both', 'differs']),
      'for what exists: who made the difference. `differs` where nothing is remembered of it.',
    ),
    half: only(
      z.enum(['expand', 'contract', 'both', 'neither']),
      'of a policy: whether this gives access, takes it, both, or means nothing.',
    ),
    note: only(text, 'where the values do not say it all: what is to be known of this difference.'),
  })
  .meta({ id: 'Change', description: 'A difference between the manifest and AWS.' });

export const risk = z
  .strictObject({
    class: approvalClass,
    message: text.describe('The risk.'),
    path: only(path, 'where one value makes the danger.'),
  })
  .meta({ id: 'Risk', description: 'Why a step is dangerous.' });

export const moved = z
  .strictObject({
    address,
    path: path.describe('The value that moved; the root: whether it is there, by its ids.'),
    planned: tree
      .optional()
      .describe('Only where something was there when the plan was saved: its value then.'),
    now: tree.optional().describe('Only where something is there now: its value.'),
  })
  .meta({ id: 'Moved', description: 'A change since the plan was saved.' });

const blockFields = {
  code: blockCode,
  reason,
  why: text.describe('The reason.'),
  release: text.describe('The fix.'),
};

export const block = z
  .strictObject(blockFields)
  .meta({ id: 'Block', description: 'The reason why a resource is blocked.' });

const released = z.strictObject({ is: z.literal('released').describe('The step runs, or was approved.') });

const approval = z.strictObject({
  is: z.literal('approval').describe('The step waits for a person.'),
  classes: z.array(approvalClass).describe('All of these must be approved.'),
  reason,
  why: text.describe('The danger, or the loosened rule.'),
});

const blocked = z.strictObject({
  is: z.literal('blocked').describe('The step cannot run.'),
  ...blockFields,
  moved: only(z.array(moved), 'for a stale step of a saved plan: the changes.'),
});

export const stop = z
  .discriminatedUnion('is', [approval, blocked])
  .meta({ id: 'Stop', description: 'The waiting or blocked step before this one.' });

export const gate = z
  .discriminatedUnion('is', [released, approval, blocked])
  .meta({ id: 'Gate', description: 'Whether a step may run, and what it waits for.' });

export const stackGate = z
  .discriminatedUnion('is', [released, approval, blocked])
  .meta({ id: 'StackGate', description: 'Whether the change of the Stack was approved, or cannot be.' });

export const step = z
  .strictObject({
    id: stepId,
    address,
    kind: text.describe('Its kind, e.g. `BucketEncryption`.'),
    place,
    name: text.describe('The facet that it writes, or `create`, `mark`, `remove`.'),
    half: z
      .enum(['expand', 'contract'])
      .describe('`expand` gives and comes before dependants, `contract` takes and comes after them.'),
    action: z
      .enum(['create', 'adopt', 'mark', 'update', 'remove', 'release'])
      .describe('The action on the resource.'),
    changes: z.array(change).describe('The changes of the step.'),
    calls: z.array(call).describe('In their order.'),
    after: z.array(stepId).describe('Steps that must be done first.'),
    locks: z.array(text).describe('The lock for one writer at a time: the ARN of a key, `bucket:logs`.'),
    risks: z.array(risk).describe('Why it is dangerous, if it is.'),
    repair: only(
      z.enum(['protective', 'access-giving']),
      'if the step reverts a change made outside Git: whether it protects or restores access.',
    ),
    overHold: only(
      z.enum(['hostile', 'recording']),
      'where a tag `keywright:hold` does not stop it: it removes hostile access, or starts a trail.',
    ),
    removes: only(
      z.array(
        z.strictObject({
          who: text.describe('A principal, or `everybody`.'),
          what: text.describe('The permissions, as IAM actions or grant operations.'),
          means: only(text, 'where the permissions do not say it all: what is no longer possible.'),
        }),
      ),
      'where it takes access away: whose, and what it allows.',
    ),
    gives: only(
      z.array(
        z.strictObject({
          who: text.describe('A principal, or `*`.'),
          what: text.describe('The permissions, as IAM actions or grant operations.'),
        }),
      ),
      'where it gives access to what is there already: to whom, and what it allows.',
    ),
    affects: only(z.array(text), 'where those who use the resource must be ready for it: for what.'),
    undoes: only(
      z.array(text),
      'where it reverts a change made outside Git that endangers something, or recreates what was deleted: what that change did.',
    ),
    narrows: only(
      z.enum(['drift', 'hostile', 'public']),
      'if the step only removes access that drift granted: all of it, hostile access, or public access.',
    ),
    stays: only(
      z.array(text),
      'where something that only drift gives stays until this step: what, and why. It could not be judged, or is the last of somebody.',
    ),
    desired: text.describe('Digest of the desired facet.'),
    observed: text.describe('Digest of the facet as last read.'),
    gate,
  })
  .meta({ id: 'PlannedStep', description: 'A step, with its exact AWS calls.' });
