import { z } from 'zod';
import { estimate, risky } from './estimate.ts';
import {
  address,
  count,
  diagnostic,
  ids,
  line,
  lineOfResource,
  only,
  orphan,
  quiet,
  section,
  stackGate,
  stepId,
  tree,
  versionField,
} from './parts.ts';

const counts = z
  .strictObject({
    add: count('to create'),
    change: count('to change'),
    destroy: count('to destroy; a replacement is one to create and one to destroy'),
    adopt: count('to take over'),
    release: count('to let go'),
    waiting: count('of which a step waits for approval, or comes after one that does'),
    blocked: count('of which a step, or all of it, is blocked'),
    unknown: count('that could not be read completely'),
    settling: count('written a moment ago that AWS does not show everywhere yet'),
    unchanged: count('without a change'),
  })
  .meta({ id: 'Counts', description: 'How many of each.' });

const scope = z
  .discriminatedUnion('is', [
    z.strictObject({ is: z.literal('all').describe('Everything that is declared.') }),
    z.strictObject({
      is: z.literal('some').describe('A part.'),
      targets: z.array(address).describe('What `--target` named; empty: everything.'),
      exclude: z.array(address).describe('What `--exclude` named.'),
    }),
  ])
  .meta({ id: 'Scope', description: 'What may be written.' });

const saved = z
  .strictObject({
    madeAt: z.iso.datetime().describe('When it was saved.'),
    expiresAt: z.iso.datetime().describe('Until when it may be applied.'),
    already: z.array(stepId).describe('Its steps that have nothing left to do.'),
  })
  .meta({ id: 'SavedNote', description: 'What is to be known of a saved plan.' });

const value = z.json().describe('A value of the document.');

export const stackChange = z
  .strictObject({
    first: z.boolean().describe('True while no Stack was accepted: the strictest values are the measure.'),
    loosened: z
      .array(
        z.strictObject({
          path: z.string().describe('JSON Pointer in the Stack document; with `address` in that manifest.'),
          address: only(address, 'of metadata of a resource.'),
          before: only(value, 'what was accepted last; absent where nothing was.'),
          after: only(value, 'what the commit declares; absent where it declares nothing.'),
          why: z.string().describe('Continues the Stack or the address: `Key/a no longer corrects /tags`.'),
        }),
      )
      .describe('Fields that allow more than what was accepted last.'),
    dropped: z.array(address).describe('Addresses that lost their manifest, where they are many.'),
    managed: z.int().describe('How many addresses were managed before.'),
    gate: stackGate,
  })
  .meta({ id: 'StackChange', description: 'What does not count before a person accepts it.' });

const plan = {
  stack: z.string().describe('Name of the stack.'),
  uid: z.string().describe('Its uid; name and uid are the mark on what is ours.'),
  commit: only(z.string(), 'with `--commit`: the commit of the manifests.'),
  at: z.iso.datetime().describe('When the plan was made (UTC).'),
  scope,
  counts,
  stackChange: only(
    stackChange,
    'where the commit loosens the rules that it is judged by, or drops many resources.',
  ),
  risky: z.array(risky).describe('What a person must not overlook, the worst first.'),
  estimate: only(estimate, 'before anything runs: what the plan costs in time, money and permissions.'),
  drift: z
    .array(z.strictObject({ address, lines: z.array(line).describe('From what was to what is.') }))
    .describe(
      'What changed in AWS since the last apply. Here `before` is what Keywright wrote, `after` what AWS holds.',
    ),
  foundByTags: only(
    z.array(
      z.strictObject({
        address,
        ids,
        policy: tree.describe('Its policy as it is now.'),
        grants: z.array(tree).describe('Every grant on it.'),
      }),
    ),
    'where nothing but its tags shows that something is ours: who may use it already.',
  ),
  sections: z
    .array(section)
    .describe('The resources with something to do or to tell, in the order of addresses.'),
  deferred: z.array(quiet).describe('Differences that AWS does not allow to write now.'),
  ignored: z.array(quiet).describe('Differences that `metadata.ignore` quiets.'),
  unmanaged: z
    .array(lineOfResource)
    .describe('What AWS holds besides and no manifest names; it is left alone.'),
  notices: z
    .array(
      z.strictObject({ address, message: z.string().describe('Continues the address: `Key/a is paused`.') }),
    )
    .describe('Resources without a change that a person should know of.'),
  settling: z
    .array(address)
    .describe('Resources of which AWS does not show the last write yet; whether they match is not known.'),
  outside: z.array(address).describe('Resources that differ and that this run was told to leave out.'),
  orphans: z.array(orphan).describe('Managed before, in no manifest now.'),
  diagnostics: z.array(diagnostic).describe('Warnings and notes about the manifests.'),
  help: z
    .array(z.string())
    .optional()
    .describe(
      'Only where something could not be read: what helps, a line each, such as what is missing and the statement to add.',
    ),
  saved: only(saved, 'of a saved plan that is shown or applied.'),
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
  .meta({ title: 'Plan', description: 'What would change: the answer of `reconcile plan -o json`.' });
