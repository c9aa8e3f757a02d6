import { z } from 'zod';
import { approvalClass, instant, only, reason, stepId, text } from '../../model/plan-schema/values.ts';
import { rejection } from './in-effect.ts';
import { versionField } from './parts.ts';

const planRow = z
  .strictObject({
    source: only(text, 'where a daemon answers: its source.'),
    stack: text.describe('Name of the stack.'),
    id: text.describe('Its name: `reconcile approve` and `reconcile reject` take it.'),
    at: instant.describe('When it was made.'),
    commit: only(text, 'where it comes from Git: the commit.'),
    current: z.boolean().describe('True of the newest; only its steps can be approved or rejected.'),
    steps: z.int().describe('How many steps it has.'),
    released: z.int().describe('The number of steps that run automatically.'),
    blocked: z.int().describe('How many of them cannot run.'),
    waiting: z
      .array(
        z.strictObject({
          step: stepId,
          classes: z.array(approvalClass).describe('The step to approve.'),
          reason,
          why: text.describe('The danger, or the loosened rule.'),
        }),
      )
      .describe('Steps that wait for a person.'),
    rejected: z.array(rejection).describe('Of the current one: steps that a person rejected.'),
    done: only(z.int(), 'where it was applied: how many steps AWS shows.'),
    failed: only(z.int(), 'where it was applied: how many steps failed.'),
  })
  .meta({ id: 'PlanRow', description: 'A plan, without its steps.' });

const body = {
  at: instant.describe('When this was answered (UTC).'),
  items: z.array(planRow).describe('The newest first, source by source.'),
};

export const plansBodySchema = z
  .strictObject(body)
  .meta({ id: 'PlanList', description: 'The latest plans.' });

export const plansJsonSchema = z
  .strictObject({
    formatVersion: versionField,
    kind: z.literal('PlanList').describe('Which format this is.'),
    ...body,
  })
  .meta({ title: 'PlanList', description: 'The latest plans: the output of `reconcile plans -o json`.' });
