import { z } from 'zod';
import { change } from '../../../model/plan-schema/step.ts';
import { resource as planned } from '../../../model/plan-schema/resource.ts';
import { address, instant, only, text, tree } from '../../../model/plan-schema/values.ts';
import { historyBodySchema, seenEventSchema } from '../history.ts';
import { section } from '../parts.ts';
import { finding } from './attention.ts';
import { row } from './rows.ts';

const statement = z
  .strictObject({
    sid: only(text, 'where it has one: its Sid.'),
    symbol: z.enum(['+', '~', '-', ' ']).describe('`+` is added, `~` changes, `-` goes; a space: it stays.'),
    says: text.describe('Its permissions, in one sentence.'),
    before: tree.optional().describe('Only if AWS has it: the statement in AWS.'),
    after: tree.optional().describe('Only if declared: the statement of the manifest.'),
  })
  .meta({ id: 'StatementDiff', description: 'A statement of a policy, in AWS and in the manifest.' });

export const resourceBodySchema = z
  .strictObject({
    at: instant.describe('When this was answered (UTC).'),
    stack: text.describe('Name of the stack.'),
    row,
    ...planned.pick({ ids: true, exists: true, why: true, hold: true, deletesAt: true }).shape,
    labels: z.record(text, text).describe('`metadata.labels` of its manifest.'),
    fullAt: only(instant, 'after it was read whole: when all of it was last read.'),
    fastAt: only(instant, 'after a look: when the parts that show an attack soonest were last read.'),
    findings: z.array(finding).describe('The findings, the most dangerous first.'),
    differences: z.array(change).describe('Its fields that are not the same in AWS.'),
    policies: z
      .array(
        z.strictObject({
          path: text.describe('Where the policy stands in the manifest, as a JSON Pointer.'),
          statements: z.array(statement).describe('Statements that differ come first.'),
        }),
      )
      .describe('The policies that differ, by statement.'),
    section: only(section, 'where the current plan has something to do to it or to tell of it.'),
    planId: only(text, 'beside `section`: the plan.'),
    notes: z.array(text).describe('Additional notes, e.g. access that no manifest grants.'),
    references: z.array(address).describe('Resources that its manifest names.'),
    referencedBy: z.array(address).describe('Resources whose manifests name it.'),
    manifest: only(
      z.strictObject({
        file: text.describe('The file that declares it.'),
        line: z.int().describe('Where it begins, from 1.'),
        commit: only(text, 'where it comes from Git: the commit in force.'),
        document: only(
          text,
          'where it has a document of at most 100,000 characters: its YAML, without that of others.',
        ),
      }),
      'while it is declared.',
    ),
    observed: only(tree, 'where it was read: what AWS held at the last looks, in the shape of the manifest.'),
    ...historyBodySchema.pick({ episodes: true, applied: true }).shape,
    events: z.array(seenEventSchema).describe('The latest first.'),
  })
  .meta({ id: 'ResourcePage', description: 'One resource: its state, differences, plan and history.' });
