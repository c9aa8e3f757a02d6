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
      write: z.array(address).describe('Writable resources; the plan contains only these.'),
      read: z.array(address).describe('Resources that are only read.'),
    }),
  ])
  .meta({ id: 'Scope', description: 'Writable resources.' });

const loosened = z.strictObject({
  path: path.describe('JSON Pointer in the Stack document; with `address` in that manifest.'),
  address: only(address, 'of metadata of a resource.'),
  before: only(tree, 'if there was one: the last accepted value.'),
  after: only(tree, 'if the commit has one: its value.'),
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
  .meta({ id: 'StackChange', description: 'Changes that need acceptance by a person first.' });

export const savedNote = z
  .strictObject({
    madeAt: instant.describe('When it was saved.'),
    expiresAt: instant.describe('Until when it may be applied.'),
    already: z.array(stepId).describe('Its steps that have nothing left to do.'),
  })
  .meta({ id: 'SavedNote', description: 'Metadata of a saved plan.' });

export const planSchema = z
  .strictObject({
    version: z.literal(1).describe('Version of this value.'),
    stack: text.describe('Name of the stack.'),
    uid: text.describe('Its uid. Name and uid form the ownership tag.'),
    commit: only(text, 'with `--commit`: the commit of the manifests.'),
    at: instant.describe('When the plan was made (UTC).'),
    scope,
    resources: z.array(resource).describe('In the order of addresses.'),
    steps: z.array(step).describe('In an order that satisfies `after`.'),
    orphans: z.array(orphan).describe('Managed before, no manifest declares them now.'),
    stackChange: only(
      stackChange,
      'where the commit loosens the rules that it is judged by, or drops many resources.',
    ),
    diagnostics: z.array(diagnostic).describe('Warnings and notes about the manifests.'),
    saved: only(savedNote, 'of a saved plan that is shown or applied.'),
  })
  .meta({ id: 'PlanValue', description: 'The planned changes, and their reasons.' });
