import { z } from 'zod';
import { planSchema } from '../../model/plan-schema.ts';
import { estimate } from '../../model/plan-schema/estimate.ts';
import { foundByTags } from '../../model/plan-schema/resource.ts';
import {
  address,
  approvalClass,
  ids,
  instant,
  only,
  reason,
  stepId,
  text,
} from '../../model/plan-schema/values.ts';
import { count, diagnostic, line, quiet, section, versionField } from './parts.ts';

const counts = z
  .strictObject({
    add: count('to create, without those that are blocked'),
    change: count('to change, without those that are blocked'),
    destroy: count('to destroy, without those that are blocked'),
    adopt: count('to take over, without those that are blocked'),
    release: count('to release, without those that are blocked'),
    waiting: count('of which a step waits for approval, or comes after one that does'),
    blocked: count('of which a step, or all of it, is blocked'),
    unknown: count('that could not be read completely'),
    settling: count('written a moment ago that AWS does not show everywhere yet'),
    unchanged: count('without a change'),
  })
  .meta({ id: 'Counts', description: 'How many of each.' });

const risky = z
  .strictObject({
    address,
    step: only(stepId, 'where one step is meant, not the whole resource.'),
    classes: z.array(approvalClass).describe('The risk classes; empty if it is only blocked.'),
    first: only(
      z.enum([
        'open-under-hold',
        'removes-hostile',
        'foreign',
        'lost',
        'reverts',
        'stays',
        'takes',
        'gives',
        'affects',
      ]),
      'where a person must know more than the classes say. Access that only a change outside Git gave is open: a hold keeps it open, the step removes it from strangers, or it stays until the step. `foreign`: access that somebody gave by hand stays. `reverts`: a change outside Git endangers something. `lost`: a resource that was deleted outside Git is recreated, and its content is lost. `takes`: somebody loses access. `gives`: somebody gets access. `affects`: those who use it must be ready.',
    ),
    state: z
      .enum(['released', 'approval', 'blocked', 'kept'])
      .describe('The state of its gate; `kept` where no step changes it.'),
    reason: only(reason, 'if it does not run automatically: the reason.'),
    why: z.string().describe('The possible loss or grant, or the obstacle.'),
    release: z
      .string()
      .describe(
        'The way to release it. Where it needs no approval itself: the step that holds it, if one does.',
      ),
  })
  .meta({ id: 'Risky', description: 'A step or resource to look at before anything runs.' });

const plan = {
  id: only(text, 'where it can be approved by its name: that.'),
  ...planSchema.pick({ stack: true, uid: true, commit: true, at: true, scope: true }).shape,
  counts,
  ...planSchema.pick({ stackChange: true }).shape,
  risky: z.array(risky).describe('The most important findings, the worst first.'),
  estimate: only(estimate, 'before anything runs: what the plan costs in time, money and permissions.'),
  drift: z
    .array(
      z.strictObject({
        address,
        lines: z.array(line).describe('From what was to what is.'),
        firstSeen: only(instant, 'where a daemon answers that saw it: when it first did.'),
      }),
    )
    .describe(
      'Changes in AWS since the last apply. Here `before` is the value that Keywright wrote, `after` the value in AWS.',
    ),
  foundByTags: only(
    z.array(z.strictObject({ address, ids, ...foundByTags.shape })),
    'if only its tags link a resource to this Stack: its current users.',
  ),
  sections: z
    .array(section)
    .describe(
      'The resources with something to do or to tell, the most dangerous first, then in the order of addresses.',
    ),
  deferred: z.array(quiet).describe('Differences that AWS does not allow to write now.'),
  ignored: z.array(quiet).describe('Differences that `metadata.ignore` quiets.'),
  notices: z
    .array(
      z.strictObject({ address, message: z.string().describe('Continues the address: `Key/a is paused`.') }),
    )
    .describe('Notable resources without a change.'),
  settling: z
    .array(address)
    .describe('Resources whose last write AWS does not show yet; they may or may not match.'),
  outside: z.array(address).describe('Resources that differ, but are out of scope of this run.'),
  ...planSchema.pick({ orphans: true }).shape,
  diagnostics: z.array(diagnostic).describe('Warnings and notes about the manifests.'),
  help: only(
    z.array(z.string()),
    'where something could not be read: what helps, a line each, such as what is missing and the statement to add.',
  ),
  ...planSchema.pick({ saved: true }).shape,
};

export const planBodySchema = z
  .strictObject(plan)
  .meta({ id: 'PlanBody', description: 'The plan, with the outcome of each step.' });

export const planJsonSchema = z
  .strictObject({
    formatVersion: versionField,
    kind: z.literal('Plan').describe('Which format this is.'),
    ...plan,
  })
  .meta({ title: 'Plan', description: 'The planned changes: the output of `reconcile plan -o json`.' });
