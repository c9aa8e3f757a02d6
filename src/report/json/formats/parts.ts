import { z } from 'zod';
import { formatVersion } from '../version.ts';
import { approvalClasses } from '../../../model/approval.ts';
import { reasons, type ReasonCode } from '../../../model/reasons.ts';

/** A field that is not always there; the text says when it is. */
export function only<T extends z.ZodType>(schema: T, when: string): z.ZodOptional<T> {
  return schema.optional().describe(`Only ${when}`);
}

/** How many resources of this sort. */
export function count(of: string): z.ZodInt {
  return z.int().describe(`Resources ${of}.`);
}

export const versionField = z
  .literal(formatVersion)
  .describe('Version of the format, `major.minor`. Read the major number before anything else.');

export const address = z.string().meta({
  id: 'Address',
  description: 'A resource, as manifests and plans name it: `Kind/name`.',
});

export const stepId = z.string().meta({
  id: 'StepId',
  description:
    'One step of a plan: `Kind/name#step`, with `:contract` after it where a facet is written in two halves.',
});

export const tree = z.json().meta({
  id: 'Value',
  description: 'Any value. One that AWS has not assigned yet is `{"$unknown": "${Key/a.arn}"}`.',
});

export const place = z
  .strictObject({
    account: z.string().describe('Account id, twelve digits.'),
    region: z.string().describe('Region, e.g. `eu-central-1`.'),
  })
  .meta({ id: 'Place', description: 'Where a resource lives.' });

export const ids = z.record(z.string(), z.string()).meta({
  id: 'Ids',
  description: 'What AWS calls it, by name: `keyId`, `arn`, `name` and so on. Empty before it exists.',
});

export const approvalClass = z.enum(approvalClasses).meta({
  id: 'ApprovalClass',
  description: 'What a person approves, as `--approve` takes it.',
});

const path = z.string().meta({
  id: 'Path',
  description: 'A place in a manifest or policy, as a JSON Pointer (RFC 6901): `/spec/rotation/enabled`.',
});

export const errorCode = z.string().meta({
  id: 'ErrorCode',
  description: 'Stable name of an error: a row of docs/errors.md.',
});

export const reason = z
  .enum(Object.keys(reasons) as [ReasonCode, ...ReasonCode[]])
  .meta({ id: 'ReasonCode', description: 'Why, as a code that stays: docs/reasons.md.' });

const lineFields = {
  symbol: z.enum(['+', '~', '-']).describe('`+` is added, `~` changes, `-` goes.'),
  path,
  before: only(tree, 'where there is something now: the value in AWS.'),
  after: only(tree, 'where something shall be: the value of the manifest.'),
  label: only(
    z.enum(['changed-in-git', 'drifted', 'both', 'unmanaged', 'differs']),
    'for what exists: who made the difference. `differs` where nothing is remembered of it.',
  ),
  note: only(z.string(), 'where the values do not say it all: what is to be known of this difference.'),
};

export const line = z
  .strictObject(lineFields)
  .meta({ id: 'Line', description: 'One difference between the manifest and AWS.' });

export const lineOfResource = z.strictObject({ ...lineFields, address }).meta({
  id: 'LineOfResource',
  description: 'One difference, with the resource that it belongs to.',
});

export const moved = z
  .strictObject({
    address,
    path,
    planned: only(tree, 'where something was there when the plan was saved: its value then.'),
    now: only(tree, 'where something is there now: its value.'),
  })
  .meta({ id: 'Moved', description: 'What is no longer as a saved plan saw it.' });

export const stackGate = z
  .discriminatedUnion('is', [
    z.strictObject({ is: z.literal('released').describe('It was approved.') }),
    z.strictObject({
      is: z.literal('approval').describe('It waits for a person.'),
      classes: z.array(approvalClass).describe('All of these must be approved.'),
      reason,
      why: z.string().describe('In one sentence.'),
    }),
  ])
  .meta({ id: 'StackGate', description: 'Whether the change of the Stack was approved.' });

export const gate = z
  .discriminatedUnion('is', [
    z.strictObject({ is: z.literal('released').describe('It runs.') }),
    z.strictObject({
      is: z.literal('approval').describe('It waits for a person.'),
      classes: z.array(approvalClass).describe('All of these must be approved.'),
      reason,
      why: z.string().describe('What makes it dangerous.'),
    }),
    z.strictObject({
      is: z.literal('blocked').describe('It cannot run.'),
      code: errorCode,
      reason,
      why: z.string().describe('What hinders it.'),
      release: z.string().describe('What a person can do.'),
      moved: only(z.array(moved), 'of a step that went stale since it was saved: what moved.'),
    }),
  ])
  .meta({ id: 'Gate', description: 'Whether a step may run, and what it waits for.' });

const failure = z
  .strictObject({ code: errorCode, message: z.string().describe('In the words of AWS, or ours.') })
  .meta({ id: 'Failure', description: 'Why something failed.' });

export const outcome = z
  .discriminatedUnion('is', [
    z.strictObject({
      is: z.literal('done').describe('AWS did it and shows it.'),
      calls: z.int().describe('Writing calls that were made.'),
      tookMs: z.number().describe('Milliseconds, with the waiting until AWS showed it.'),
    }),
    z.strictObject({
      is: z.literal('waiting').describe('Written, or tried, and AWS does not show it yet.'),
      until: z.iso.datetime().describe('When it is worth to look again.'),
      reason,
      why: z.string().describe('What AWS does not show yet.'),
    }),
    z.strictObject({
      is: z.literal('skipped').describe('What it needs did not happen.'),
      cause: stepId,
      reason,
      why: z.string().describe('In one sentence.'),
    }),
    z.strictObject({
      is: z.literal('stale').describe('AWS changed since the plan, so nothing was written.'),
      reason,
      why: z.string().describe('In one sentence.'),
      moved: only(z.array(moved), 'of a saved plan: what moved.'),
    }),
    z.strictObject({ is: z.literal('blocked').describe('Its gate was not released.') }),
    z.strictObject({ is: z.literal('failed').describe('AWS refused it, or it could not be made.'), failure }),
    z.strictObject({
      is: z.literal('not-started').describe('The run ended before it.'),
      reason,
      why: z.string().describe('Why the run ended.'),
    }),
  ])
  .meta({ id: 'Outcome', description: 'How a step ended.' });

const call = z
  .strictObject({
    op: z.string().describe('Service and operation, e.g. `kms:PutKeyPolicy`.'),
    at: place,
    input: z.record(z.string(), tree).describe('What is sent, with the names of AWS’s API.'),
  })
  .meta({ id: 'Call', description: 'One call to AWS, exactly as it is made.' });

const risk = z
  .strictObject({
    class: approvalClass,
    message: z.string().describe('What may go wrong.'),
    path: only(path, 'where one value makes the danger.'),
  })
  .meta({ id: 'Risk', description: 'Why a step is dangerous.' });

const step = z
  .strictObject({
    id: stepId,
    name: z.string().describe('The facet that it writes, or `create`, `mark`, `remove`.'),
    half: z
      .enum(['expand', 'contract'])
      .describe('`expand` gives and comes before dependants, `contract` takes and comes after them.'),
    action: z
      .enum(['create', 'adopt', 'mark', 'update', 'remove', 'release'])
      .describe('What it does to the resource.'),
    calls: z.array(call).describe('In their order.'),
    gate,
    heldBy: only(
      z.strictObject({
        step: stepId,
        gate: z.enum(['approval', 'blocked']).describe('What that step waits for.'),
      }),
      'where this step is released but comes after one that is not.',
    ),
    after: z.array(address).describe('Other resources that it waits for.'),
    risks: z.array(risk).describe('Why it is dangerous, if it is.'),
    repair: only(
      z.enum(['protective', 'access-giving']),
      'where it undoes a change made outside Git: whether it protects, or gives access back.',
    ),
    outcome: only(outcome, 'after an apply.'),
  })
  .meta({ id: 'Step', description: 'One thing to do, with its calls and what holds it.' });

export const sync = z.enum(['InSync', 'Drifted', 'PendingChange', 'Settling', 'Unknown']).meta({
  id: 'Sync',
  description:
    'AWS against the manifest: the same, changed in AWS, changed in Git (or not made yet), written a moment ago and not shown everywhere, or not readable.',
});

export const health = z.enum(['Healthy', 'Progressing', 'Degraded', 'Blocked', 'Paused']).meta({
  id: 'Health',
  description:
    'Whether it does its work: yes, soon, not (a disabled key, a trail that does not log), Keywright needs a person first, or Keywright was told to keep off.',
});

export const block = z
  .strictObject({
    code: errorCode,
    reason,
    why: z.string().describe('What hinders it.'),
    release: z.string().describe('What a person can do.'),
  })
  .meta({ id: 'Block', description: 'Why nothing can be done to a resource.' });

export const unreadable = z
  .strictObject({
    facet: z.string().describe('The part that could not be read.'),
    op: z.string().describe('The call that AWS refused.'),
    name: z.string().describe('AWS’s name of the error.'),
    message: z.string().describe('AWS’s own words.'),
    code: errorCode,
  })
  .meta({ id: 'Unreadable', description: 'A part of a resource that AWS did not show.' });

export const section = z
  .strictObject({
    address,
    kind: z.string().describe('Its kind, e.g. `BucketEncryption`.'),
    place,
    ids,
    symbol: z
      .enum(['+', '~', '-', '-/+', '+/-', '.', '!', '?'])
      .describe('Its mark in the margin of the text.'),
    verb: z
      .enum([
        'create',
        'update',
        'adopt',
        'mark',
        'replace',
        'disable',
        'remove',
        'release',
        'blocked',
        'unreadable',
      ])
      .describe('What happens to it, in one word.'),
    standing: z
      .enum(['released', 'approval', 'blocked'])
      .describe('`released` if any of its steps runs by itself, else what all of them wait for.'),
    sync,
    health,
    reason: only(reason, 'where it is not healthy, or not readable: why.'),
    why: only(z.string(), 'where it is not healthy, or not readable: why, in a sentence.'),
    lines: z.array(line).describe('What differs.'),
    unchanged: z
      .array(
        z.strictObject({
          path,
          statements: z.int().describe('How many statements of the policy there stay as they are.'),
        }),
      )
      .describe('Of policies that change: what is not among the lines because it stays.'),
    steps: z.array(step).describe('What is done, in this order.'),
    blocked: only(block, 'where nothing can be done to it.'),
    unreadable: z.array(unreadable).describe('What AWS did not show.'),
    notes: z.array(z.string()).describe('What a person should know besides.'),
  })
  .meta({ id: 'Section', description: 'One resource of which the plan has something to say.' });

export const quiet = z
  .strictObject({
    address,
    path,
    reason: only(reason, 'of what AWS does not allow to write now.'),
    why: z.string().describe('Why it is left alone.'),
    before: only(tree, 'where the value in AWS is known.'),
    after: only(tree, 'where the value of the manifest is known.'),
  })
  .meta({ id: 'Quiet', description: 'A difference that is left alone.' });

export const orphan = z
  .strictObject({
    address,
    place,
    ids,
    opened: only(
      z.array(z.string()),
      'where it allows more than what was applied last: what it gives, and to whom.',
    ),
  })
  .meta({
    id: 'Orphan',
    description:
      'Managed by this stack before and in no manifest now. It stays and is reported until a person lets it go. Until then what others open in it is closed again.',
  });

const span = z
  .strictObject({
    file: z.string().describe('As it was named to Keywright.'),
    line: z.int().describe('From 1.'),
    column: z.int().describe('From 1, in UTF-16 units, as editors count.'),
    endLine: z.int().describe('The line of the end.'),
    endColumn: z.int().describe('The column after the last character.'),
  })
  .meta({ id: 'Span', description: 'A part of a file.' });

export const diagnostic = z
  .strictObject({
    severity: z
      .enum(['critical', 'error', 'warning', 'info'])
      .describe('An error stops the run, the others do not. A person must look at what is critical.'),
    code: errorCode,
    message: z.string().describe('What is wrong.'),
    hint: z.string().describe('What to do about it.'),
    address: only(address, 'where one resource is meant.'),
    path: only(path, 'where one value of it is meant.'),
    span: only(span, 'where it stands in a file.'),
  })
  .meta({ id: 'Diagnostic', description: 'One thing that a person can act on.' });
