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
    released: count('that were let go'),
    failed: count('of which a step failed'),
    waiting: count('of which a step was written and AWS does not show it yet'),
    approval: count('of which a step waits for approval'),
    blocked: count('of which a step, or all of it, is blocked'),
    skipped: count('of which a step was skipped'),
    stale: count('that changed in AWS since the plan'),
    notStarted: count('of which a step was not started'),
  })
  .meta({ id: 'AppliedCounts', description: 'How many ended how.' });

const failureView = z
  .strictObject({
    code: errorCode,
    message: z.string().describe('In the words of AWS, or ours.'),
    hint: z.string().describe('What to do about it.'),
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
    effectUnknown: z.boolean().describe('True where the answer never came: AWS may have done it.'),
    steps: z.array(stepId).describe('What failed with this message.'),
    skipped: z.array(stepId).describe('What could not run because of it.'),
  })
  .meta({ id: 'FailureOfSteps', description: 'One failure, once, whoever it hit.' });

const doneView = z
  .strictObject({
    address,
    symbol: section.shape.symbol,
    verb: section.shape.verb,
    steps: z.array(stepId).describe('What was done.'),
    missing: z.array(stepId).describe('What of it is not done.'),
    calls: z.int().describe('Writing calls that were made.'),
    tookMs: z.number().describe('Milliseconds, with the waiting until AWS showed it.'),
  })
  .meta({ id: 'Done', description: 'One resource to which something was done.' });

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
        dropped: z.int().describe('How many manifests were lost, and that was accepted.'),
      }),
      'where that was accepted.',
    ),
    done: z.array(doneView).describe('The resources to which something was done, in the order of addresses.'),
    failures: z.array(failureView).describe('What failed, each cause once.'),
    waiting: z
      .array(z.strictObject({ ...stepWhy, until: instant.describe('When it is worth to look again.') }))
      .describe('Written, and not shown by AWS yet.'),
    gated: z
      .array(z.strictObject({ step: stepId, gate: stop }))
      .describe('What waits for approval or is blocked.'),
    blocked: z
      .array(z.strictObject({ address, ...block.shape }))
      .describe('Resources to which nothing could be done.'),
    stale: z
      .array(z.strictObject({ ...stepWhy, moved: only(z.array(moved), 'of a saved plan: what moved.') }))
      .describe('What changed in AWS since the plan, and so was not written.'),
    notStarted: z.array(z.strictObject(stepWhy)).describe('What the run did not come to.'),
    unread: z.array(address).describe('What could not be read, so that nothing is known of it.'),
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
    description: 'What an apply did: the answer of `reconcile apply -o json`.',
  });
