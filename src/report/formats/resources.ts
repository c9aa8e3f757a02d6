import { z } from 'zod';
import { resource as planned } from '../../model/plan-schema/resource.ts';
import { change } from '../../model/plan-schema/step.ts';
import { address, instant, only, stepId, text, treeMap } from '../../model/plan-schema/values.ts';
import { versionField } from './parts.ts';

const details = z
  .strictObject({
    references: z.array(address).describe('Resources that its manifest names.'),
    referencedBy: z.array(address).describe('Resources whose manifests name it.'),
    fields: only(treeMap, 'where it was read: the fields of its manifest that are the same in AWS.'),
    differences: only(z.array(change), 'where it was read: its fields that are not the same in AWS.'),
  })
  .meta({ id: 'ResourceDetails', description: 'The contents of a resource, and its relations.' });

const owned = z
  .strictObject({
    source: only(text, 'where a daemon answers: its source.'),
    stack: text.describe('Name of the stack.'),
    ...planned.pick({ address: true, kind: true, place: true, ids: true }).shape,
    labels: z.record(text, text).describe('`metadata.labels` of its manifest.'),
    ...planned.pick({ sync: true, health: true, state: true, reason: true, why: true, hold: true }).shape,
    waiting: z.array(stepId).describe('Steps that wait for a person or are blocked.'),
    fullAt: only(instant, 'after it was read whole: when all of it was last read.'),
    fastAt: only(instant, 'after a look: when the parts that show an attack soonest were last read.'),
    details: only(details, 'of reconcile describe.'),
  })
  .meta({ id: 'OwnedResource', description: 'A resource, its state and the age of that state.' });

const body = {
  at: instant.describe('When this was answered (UTC).'),
  items: z.array(owned).describe('In the order of addresses, source by source.'),
};

export const resourcesBodySchema = z.strictObject(body);

export const resourcesJsonSchema = z
  .strictObject({
    formatVersion: versionField,
    kind: z.literal('ResourceList').describe('Which format this is.'),
    ...body,
  })
  .meta({ title: 'ResourceList', description: 'Owned resources: the output of `reconcile get -o json`.' });
