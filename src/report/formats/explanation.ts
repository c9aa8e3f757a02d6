import { z } from 'zod';
import { approvalClasses } from '../../model/approval.ts';
import { errorCode, only } from '../../model/plan-schema/values.ts';
import { versionField } from './parts.ts';

const operations = z.array(z.string());

const facet = z
  .strictObject({
    name: z.string().describe('Its name, as in steps of a plan.'),
    about: z.string().describe('The managed settings, in one sentence.'),
    paths: z.array(z.string()).describe('The fields of the spec that it holds, as JSON Pointers below spec.'),
    compared: z.string().describe('The rule of equality.'),
    repaired: z.string().describe('The approval that reverting its drift needs.'),
    approval: only(z.string(), 'where some changes wait for a person: which, and the class of approval.'),
    reads: operations.describe('Operations that read it.'),
    writes: operations.describe('Operations that write it.'),
    atBirth: z.boolean().describe('Whether the call that makes the resource writes it too.'),
  })
  .meta({
    id: 'ExplainedFacet',
    description: 'A part of a resource that is read, compared and written as a unit.',
  });

const field = z
  .strictObject({
    kind: z.string().describe('The kind of the manifest; `any` for metadata of all kinds.'),
    path: z.string().describe('Where it stands: `spec.rotation.periodInDays`.'),
    type: z.string().describe('Its type, as people read it: `<[]string>`.'),
    description: z.string().describe('The meaning.'),
    required: z.boolean().describe('Whether it must be given.'),
    values: z.array(z.string()).describe('The values of an enumeration.'),
    limits: z.array(z.string()).describe('The limits of a value, in words.'),
    unset: z.string().describe('The meaning of an unset field.'),
    ifNull: only(z.string(), 'where `null` may stand: what it means.'),
    list: only(z.string(), 'for a set or keyed list: how its items are identified.'),
    reference: only(z.string(), 'where something is filled in: what.'),
    changes: z.string().describe('Whether it can change, and the way out where it cannot.'),
    facet: only(facet, 'where AWS holds it: the part that it belongs to.'),
    example: only(z.json(), 'where there is one: a value of it.'),
    inPlace: only(z.json(), 'where there is an example: the same where it stands in a manifest.'),
    get fields() {
      return z.array(field).describe('The fields in it.');
    },
  })
  .meta({ id: 'ExplainedField', description: 'A field of a manifest.' });

const resource = z.strictObject({
  identity: z.enum(['mark', 'name']).describe('Whether AWS chooses its id, or the manifest names it.'),
  marked: z.boolean().describe('Whether two tags mark its owner.'),
  revokes: z.boolean().describe('Whether it goes with its manifest.'),
  global: z.boolean().describe('Whether it has no Region.'),
  onVanish: z.enum(['orphan', 'revoke', 'release']).describe('The effect of deleting its manifest.'),
  attributes: z.array(z.string()).describe('Attributes for references: `arn` in `${Key/name.arn}`.'),
  immutable: z
    .array(
      z.strictObject({
        path: z.string().describe('A path that AWS cannot update in-place.'),
        release: z.string().describe('The way out.'),
      }),
    )
    .describe('Paths that AWS cannot update in-place.'),
  creates: operations.describe('Operations that create it.'),
  createdOnce: z.boolean().describe('Whether the create call is never repeated.'),
  removes: only(operations, 'if `metadata.state: absent` deletes it: the operations.'),
  byHand: only(z.string(), 'if not: the command to delete it by hand.'),
  asksBeforeRemoval: operations.describe('Operations that check for remaining users.'),
  finds: operations.describe('Operations that find it.'),
  otherReads: operations.describe('Operations that read what it belongs to.'),
  marks: operations.describe('Operations that set and remove its ownership tags.'),
});

const page = z
  .strictObject({
    kind: z.string().describe('Its name.'),
    summary: z.string().describe('The description.'),
    metadata: z.array(field).describe('Fields of metadata.'),
    spec: z.array(field).describe('Fields of spec.'),
    facets: z.array(facet).describe('Its parts, in the order in which they are written.'),
    resource: only(resource, 'of a resource, not of the Stack.'),
  })
  .meta({ id: 'ExplainedKind', description: 'The full description of a kind.' });

const error = z.strictObject({
  code: errorCode,
  means: z.string().describe('The meaning.'),
  class: z.string().describe('The class of the failure.'),
  hint: z.string().describe('The fix.'),
  exit: z.literal([1, 3]).describe('Exit code of a run that ends with it.'),
  treatment: z.string().describe('How Keywright handles the error.'),
  exitMeaning: z.string().describe('The meaning of the exit code.'),
});

export const explanationJsonSchema = z
  .strictObject({
    formatVersion: versionField,
    kind: z.literal('Explanation').describe('Which format this is.'),
    kinds: only(
      z.array(
        z.strictObject({
          kind: z.string().describe('Its name.'),
          summary: z.string().describe('The description.'),
        }),
      ),
      'where nothing was named: the kinds there are.',
    ),
    page: only(page, 'where a kind was named: all of it.'),
    field: only(field, 'where a field was named.'),
    approval: only(
      z.strictObject({
        class: z.enum(approvalClasses).describe('Its name.'),
        means: z.string().describe('The steps that need it.'),
        releases: z.string().describe('The ways to release it.'),
      }),
      'where a class of approval was named.',
    ),
    errors: only(z.array(error), 'where an error code was named, or the first word of several.'),
  })
  .meta({
    title: 'Explanation',
    description: 'The explanation of a kind, field or error code: the output of `reconcile explain -o json`.',
  });
