import { z } from 'zod';
import { diagnostic as plannedDiagnostic } from '../../model/plan-schema/call.ts';
import { resource, unchanged } from '../../model/plan-schema/resource.ts';
import { block, change, moved, step as plannedStep } from '../../model/plan-schema/step.ts';
import {
  address,
  errorCode,
  only,
  path,
  reason,
  stepId,
  text,
  tree,
} from '../../model/plan-schema/values.ts';
import { formatVersion } from './version.ts';

/** What is shown of a plan besides what it holds: resources as sections, with all that belongs to them. */

/** Describes a field that counts the resources of one sort. */
export function count(of: string): z.ZodInt {
  return z.int().describe(`Resources ${of}.`);
}

export const versionField = z
  .literal(formatVersion)
  .describe('Version of the format, `major.minor`. Read the major number before anything else.');

export const line = z
  .strictObject({
    symbol: z.enum(['+', '~', '-']).describe('`+` is added, `~` changes, `-` goes.'),
    ...change.omit({ half: true }).shape,
  })
  .meta({ id: 'Line', description: 'A difference between the manifest and AWS.' });

const failure = z
  .strictObject({ code: errorCode, message: z.string().describe('The message of AWS or Keywright.') })
  .meta({ id: 'Failure', description: 'The cause of a failure.' });

const outcome = z
  .discriminatedUnion('is', [
    z.strictObject({
      is: z.literal('done').describe('AWS executed the step and shows the result.'),
      calls: z.int().describe('Writing calls that were made.'),
      tookMs: z.number().describe('Milliseconds, with the waiting until AWS showed it.'),
    }),
    z.strictObject({
      is: z.literal('waiting').describe('Written, or tried, and AWS does not show it yet.'),
      until: z.iso.datetime().describe('When a new check makes sense.'),
      reason,
      why: z.string().describe('The change that AWS does not show yet.'),
    }),
    z.strictObject({
      is: z.literal('skipped').describe('A prerequisite did not run.'),
      cause: stepId,
      reason,
      why: z.string().describe('In one sentence.'),
    }),
    z.strictObject({
      is: z.literal('stale').describe('AWS changed since the plan, so nothing was written.'),
      reason,
      why: z.string().describe('In one sentence.'),
      moved: only(z.array(moved), 'for a saved plan: the changes since.'),
    }),
    z.strictObject({ is: z.literal('blocked').describe('The gate was not released.') }),
    z.strictObject({
      is: z.literal('failed').describe('AWS rejected the step, or its calls could not be built.'),
      failure,
    }),
    z.strictObject({
      is: z.literal('not-started').describe('The run ended before it.'),
      reason,
      why: z.string().describe('Why the run ended.'),
    }),
  ])
  .meta({ id: 'Outcome', description: 'How a step ended.' });

const step = z
  .strictObject({
    ...plannedStep.pick({ id: true, name: true, half: true, action: true, calls: true, gate: true }).shape,
    turn: z.int().min(1).describe('Its place in the order of execution of all steps, from 1.'),
    heldBy: only(
      z.strictObject({
        step: stepId,
        gate: z.enum(['approval', 'blocked']).describe('The gate of that step.'),
      }),
      'where this step is released but comes after one that is not.',
    ),
    after: z.array(address).describe('Other resources that it waits for.'),
    ...plannedStep.pick({ risks: true, repair: true }).shape,
    outcome: only(outcome, 'after an apply.'),
  })
  .meta({ id: 'Step', description: 'A step, with its calls and its gate.' });

export const unreadable = z
  .strictObject({
    facet: z.string().describe('The part that could not be read.'),
    op: z.string().describe('The call that AWS refused.'),
    name: z.string().describe('AWS’s name of the error.'),
    message: z.string().describe('The AWS error message.'),
    code: errorCode,
  })
  .meta({ id: 'Unreadable', description: 'A part of a resource that AWS did not show.' });

export const section = z
  .strictObject({
    ...resource.pick({ address: true, kind: true, place: true, ids: true, source: true }).shape,
    symbol: z.enum(['+', '~', '-', '.', '!', '?']).describe('Its mark in the margin of the text.'),
    verb: z
      .enum(['create', 'update', 'adopt', 'mark', 'disable', 'remove', 'release', 'blocked', 'unreadable'])
      .describe('The action, in one word.'),
    standing: z
      .enum(['released', 'approval', 'blocked'])
      .describe('`released` if any of its steps runs automatically, otherwise the gate of all steps.'),
    ...resource.pick({ sync: true, health: true, reason: true, why: true }).shape,
    lines: z.array(line).describe('The differences.'),
    unchanged: z
      .array(unchanged)
      .describe('Of policies that change: what is not among the lines because it stays.'),
    steps: z.array(step).describe('The steps, in order.'),
    blocked: only(block, 'if the resource is blocked.'),
    unreadable: z.array(unreadable).describe('The unreadable parts.'),
    notes: z.array(text).describe('Additional notes.'),
  })
  .meta({ id: 'Section', description: 'A resource with changes or notes.' });

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

export const diagnostic = z
  .strictObject({
    ...plannedDiagnostic.pick({ severity: true, code: true, message: true }).shape,
    hint: text.describe('The fix.'),
    ...plannedDiagnostic.pick({ address: true, path: true, span: true, accepted: true }).shape,
  })
  .meta({ id: 'Diagnostic', description: 'A finding for a person to act on.' });
