import { z } from 'zod';
import { approvalClasses } from '../../model/approval.ts';
import { errorCode, only } from '../../model/plan-schema/values.ts';
import { versionField } from './parts.ts';

const operations = z.array(z.string());

const facet = z
  .strictObject({
    name: z.string().describe('Its name, as in steps of a plan.'),
    about: z.string().describe('What it keeps, in one sentence.'),
    paths: z.array(z.string()).describe('The fields of the spec that it holds, as JSON Pointers below spec.'),
    compared: z.string().describe('How equality is judged.'),
    repaired: z.string().describe('What undoing drift in it takes.'),
    approval: only(z.string(), 'where some changes wait for a person: which, and the class of approval.'),
    reads: operations.describe('Operations that read it.'),
    writes: operations.describe('Operations that write it.'),
    atBirth: z.boolean().describe('Whether the call that makes the resource writes it too.'),
  })
  .meta({
    id: 'ExplainedFacet',
    description: 'A part of a resource that is read, compared and written by itself.',
  });

const field = z
  .strictObject({
    kind: z.string().describe('The kind of the manifest; `any` for metadata of all kinds.'),
    path: z.string().describe('Where it stands: `spec.rotation.periodInDays`.'),
    type: z.string().describe('Its type, as people read it: `<[]string>`.'),
    description: z.string().describe('What it means.'),
    required: z.boolean().describe('Whether it must be given.'),
    values: z.array(z.string()).describe('The values of an enumeration.'),
    limits: z.array(z.string()).describe('What a value must keep to, in words.'),
    unset: z.string().describe('What leaving it out means.'),
    ifNull: only(z.string(), 'where `null` may stand: what it means.'),
    list: only(z.string(), 'of a set or keyed list: how its items are told apart.'),
    reference: only(z.string(), 'where something is filled in: what.'),
    changes: z.string().describe('Whether it can change, and the way out where it cannot.'),
    facet: only(facet, 'where AWS holds it: the part that it belongs to.'),
    example: only(z.json(), 'where there is one: a value of it.'),
    inPlace: only(z.json(), 'where there is an example: the same where it stands in a manifest.'),
    get fields() {
      return z.array(field).describe('The fields in it.');
    },
  })
  .meta({ id: 'ExplainedField', description: 'One field of a manifest.' });

const resource = z.strictObject({
  identity: z.enum(['mark', 'name']).describe('Whether AWS chooses its id, or the manifest names it.'),
  marked: z.boolean().describe('Whether two tags say whose it is.'),
  revokes: z.boolean().describe('Whether it goes with its manifest.'),
  global: z.boolean().describe('Whether it has no Region.'),
  onVanish: z.enum(['orphan', 'revoke', 'release']).describe('What happens when its manifest goes.'),
  attributes: z.array(z.string()).describe('What others may name: `arn` in `${Key/name.arn}`.'),
  immutable: z
    .array(
      z.strictObject({
        path: z.string().describe('A path that AWS does not change in place.'),
        release: z.string().describe('The way out.'),
      }),
    )
    .describe('What AWS does not change in place.'),
  creates: operations.describe('Operations that make it.'),
  createdOnce: z.boolean().describe('Whether the call that makes it is never sent twice.'),
  removes: only(operations, 'where `metadata.state: absent` removes it: the operations that do.'),
  byHand: only(z.string(), 'where it does not: the command by which a person removes it.'),
  asksBeforeRemoval: operations.describe('Operations that look whether it is still used.'),
  finds: operations.describe('Operations that find it.'),
  otherReads: operations.describe('Operations that read what it belongs to.'),
  marks: operations.describe('Operations that write and take off its mark.'),
});

const page = z
  .strictObject({
    kind: z.string().describe('Its name.'),
    summary: z.string().describe('What it is.'),
    metadata: z.array(field).describe('Fields of metadata.'),
    spec: z.array(field).describe('Fields of spec.'),
    facets: z.array(facet).describe('Its parts, in the order in which they are written.'),
    resource: only(resource, 'of a resource, not of the Stack.'),
  })
  .meta({ id: 'ExplainedKind', description: 'All that there is to say of a kind.' });

const error = z.strictObject({
  code: errorCode,
  means: z.string().describe('What happened.'),
  class: z.string().describe('What kind of failure it is.'),
  hint: z.string().describe('What to do.'),
  exit: z.literal([1, 3]).describe('Exit code of a run that ends with it.'),
  treatment: z.string().describe('What Keywright does about it.'),
  exitMeaning: z.string().describe('What the exit code says.'),
});

export const explanationJsonSchema = z
  .strictObject({
    formatVersion: versionField,
    kind: z.literal('Explanation').describe('Which format this is.'),
    kinds: only(
      z.array(
        z.strictObject({
          kind: z.string().describe('Its name.'),
          summary: z.string().describe('What it is.'),
        }),
      ),
      'where nothing was named: the kinds there are.',
    ),
    page: only(page, 'where a kind was named: all of it.'),
    field: only(field, 'where a field was named.'),
    approval: only(
      z.strictObject({
        class: z.enum(approvalClasses).describe('Its name.'),
        means: z.string().describe('What waits for it.'),
        releases: z.string().describe('What releases it.'),
      }),
      'where a class of approval was named.',
    ),
    errors: only(z.array(error), 'where an error code was named, or the first word of several.'),
  })
  .meta({
    title: 'Explanation',
    description: 'What a kind, a field or an error code means: the answer of `reconcile explain -o json`.',
  });
