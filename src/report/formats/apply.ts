import { z } from 'zod';
import { block, moved, stackGate, stop } from '../../model/plan-schema/step.ts';
import { address, errorCode, instant, only, reason, stepId } from '../../model/plan-schema/values.ts';
import { count, section, versionField } from './parts.ts';
import { planBodySchema } from './plan.ts';

const counts = z
  .strictObject({
    added: count('that were created'),
    changed: count('that were changed'),
    destroyed: count('that were destroyed'),
    adopted: count('that were taken over'),
    released: count('that were released'),
    failed: count('of which a step failed'),
    waiting: count('of which a step was written and AWS does not show it yet'),
    approval: count('of which a step waits for approval'),
    blocked: count('of which a step, or all of it, is blocked'),
    skipped: count('of which a step was skipped'),
    stale: count('that changed in AWS since the plan'),
    notStarted: count('of which a step was not started'),
  })
  .meta({ id: 'AppliedCounts', description: 'Counts by outcome.' });

const failureView = z
  .strictObject({
    code: errorCode,
    message: z.string().describe('The message of AWS or Keywright.'),
    hint: z.string().describe('The fix.'),
    call: only(
      z.strictObject({
        op: z.string().describe('Service and operation.'),
        account: z.string().describe('Where it was sent.'),
        region: z.string().describe('Where it was sent.'),
        error: z.string().describe('AWS’s name of the error.'),
      }),
      'where AWS refused a call.',
    ),
    requestIds: z.array(z.string()).describe('AWS’s ids of the refused requests, for its support.'),
    effectUnknown: z.boolean().describe('True if no response came: AWS may have executed the call.'),
    steps: z.array(stepId).describe('The steps that failed with this message.'),
    skipped: z.array(stepId).describe('The steps skipped as a result.'),
  })
  .meta({ id: 'FailureOfSteps', description: 'A failure, reported once for all its steps.' });

const doneView = z
  .strictObject({
    address,
    symbol: section.shape.symbol,
    verb: section.shape.verb,
    steps: z.array(stepId).describe('The completed action.'),
    missing: z.array(stepId).describe('The unfinished steps.'),
    calls: z.int().describe('Writing calls that were made.'),
    tookMs: z.number().describe('Milliseconds, with the waiting until AWS showed it.'),
  })
  .meta({ id: 'Done', description: 'A resource that was changed.' });

const stepWhy = { step: stepId, reason, why: z.string().describe('In one sentence.') };

export const applyJsonSchema = z
  .strictObject({
    formatVersion: versionField,
    kind: z.literal('ApplyResult').describe('Which format this is.'),
    counts,
    stack: only(
      stackGate,
      'where the commit loosens the rules that it is judged by, or drops many resources.',
    ),
    accepted: only(
      z.strictObject({
        stack: z.boolean().describe('True where the Stack as it is written counts from now on.'),
        dropped: z.int().describe('The number of deleted manifests that were accepted.'),
      }),
      'where that was accepted.',
    ),
    done: z.array(doneView).describe('The resources to which something was done, in the order of addresses.'),
    failures: z.array(failureView).describe('The failures, each cause once.'),
    waiting: z
      .array(z.strictObject({ ...stepWhy, until: instant.describe('When a new check makes sense.') }))
      .describe('Written, and not shown by AWS yet.'),
    gated: z
      .array(z.strictObject({ step: stepId, gate: stop }))
      .describe('Steps that wait for approval or are blocked.'),
    blocked: z
      .array(z.strictObject({ address, ...block.shape }))
      .describe('Resources to which nothing could be done.'),
    stale: z
      .array(z.strictObject({ ...stepWhy, moved: only(z.array(moved), 'of a saved plan: what moved.') }))
      .describe('Steps not run because AWS changed since the plan.'),
    notStarted: z.array(z.strictObject(stepWhy)).describe('Steps that were not started.'),
    unread: z.array(address).describe('Unreadable resources, whose state is unknown.'),
    calls: z
      .strictObject({
        reads: z.int().describe('Requests that read.'),
        writes: z.int().describe('Requests that wrote.'),
      })
      .describe('Requests sent to AWS.'),
    plan: planBodySchema,
  })
  .meta({
    title: 'ApplyResult',
    description: 'The result of an apply: the output of `reconcile apply -o json`.',
  });
