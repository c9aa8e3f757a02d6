import { z } from 'zod';
import { diagnostic } from './plan-schema/call.ts';
import { orphan, resource } from './plan-schema/resource.ts';
import { stackGate, step } from './plan-schema/step.ts';
import { address, instant, only, path, stepId, text, tree } from './plan-schema/values.ts';

/** The one description of a plan: its types, saved plans and `-o json` are made of it. */

export const scope = z
  .discriminatedUnion('is', [
    z.strictObject({ is: z.literal('all').describe('Everything that is declared.') }),
    z.strictObject({
      is: z.literal('some').describe('A part.'),
      targets: z.array(address).describe('What `--target` named; empty: everything.'),
      exclude: z.array(address).describe('What `--exclude` named.'),
    }),
    z.strictObject({
      is: z
        .literal('batch')
        .describe('A few resources. Nothing is listed, so orphans and deleted manifests are not looked for.'),
      write: z.array(address).describe('What may be written; the plan has these and no others.'),
      read: z.array(address).describe('What is looked at besides.'),
    }),
  ])
  .meta({ id: 'Scope', description: 'What may be written.' });

const loosened = z.strictObject({
  path: path.describe('JSON Pointer in the Stack document; with `address` in that manifest.'),
  address: only(address, 'of metadata of a resource.'),
  before: only(tree, 'what was accepted last; absent where nothing was.'),
  after: only(tree, 'what the commit declares; absent where it declares nothing.'),
  why: text.describe('Continues the Stack or the address: `Key/a no longer corrects /tags`.'),
});

export const stackChange = z
  .strictObject({
    first: z.boolean().describe('True while no Stack was accepted: the strictest values are the measure.'),
    loosened: z.array(loosened).describe('Fields that allow more than what was accepted last.'),
    dropped: z.array(address).describe('Addresses that lost their manifest, where they are many.'),
    managed: z.int().describe('How many addresses were managed before.'),
    gate: stackGate,
  })
  .meta({ id: 'StackChange', description: 'What does not count before a person accepts it.' });

export const savedNote = z
  .strictObject({
    madeAt: instant.describe('When it was saved.'),
    expiresAt: instant.describe('Until when it may be applied.'),
    already: z.array(stepId).describe('Its steps that have nothing left to do.'),
  })
  .meta({ id: 'SavedNote', description: 'What is to be known of a saved plan.' });

export const planSchema = z
  .strictObject({
    version: z.literal(1).describe('Version of this value.'),
    stack: text.describe('Name of the stack.'),
    uid: text.describe('Its uid; name and uid are the mark on what is ours.'),
    commit: only(text, 'with `--commit`: the commit of the manifests.'),
    at: instant.describe('When the plan was made (UTC).'),
    scope,
    resources: z.array(resource).describe('In the order of addresses.'),
    steps: z.array(step).describe('In an order that satisfies `after`.'),
    orphans: z.array(orphan).describe('Managed before, in no manifest now.'),
    stackChange: only(
      stackChange,
      'where the commit loosens the rules that it is judged by, or drops many resources.',
    ),
    diagnostics: z.array(diagnostic).describe('Warnings and notes about the manifests.'),
    saved: only(savedNote, 'of a saved plan that is shown or applied.'),
  })
  .meta({ id: 'PlanValue', description: 'What would be done, and why.' });
