import { z } from 'zod';
import type { AwsFailure } from '../../model/call.ts';
import type { Change } from '../../model/change.ts';
import type { Gate, Plan, ResourcePlan, Scope, Step } from '../../model/plan.ts';
import type { OpName } from '../../model/call.ts';
import {
  address,
  approvalClass,
  blockCode,
  call,
  diagnostic,
  errorCode,
  ids,
  path,
  place,
  reason,
  text,
  tree,
} from './parts.ts';

const half = z.enum(['expand', 'contract']);

/** A side that is absent is left out. */
const change: z.ZodType<Change> = z
  .strictObject({
    path,
    before: tree.optional(),
    after: tree.optional(),
    label: z.enum(['changed-in-git', 'drifted', 'both', 'unmanaged', 'differs']).exactOptional(),
    half: z.enum(['expand', 'contract', 'both', 'neither']).exactOptional(),
    note: text.exactOptional(),
  })
  .transform(({ before, after, ...rest }) => ({ ...rest, before, after }));

const block = { code: blockCode, reason, why: text, release: text };

const gate: z.ZodType<Gate> = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('released') }),
  z.strictObject({ is: z.literal('approval'), classes: z.array(approvalClass), reason, why: text }),
  z.strictObject({ is: z.literal('blocked'), ...block }),
]);

const step: z.ZodType<Step> = z.strictObject({
  id: text,
  address,
  kind: text,
  place,
  name: text,
  half,
  action: z.enum(['create', 'adopt', 'mark', 'update', 'remove', 'release']),
  changes: z.array(change),
  calls: z.array(call),
  after: z.array(text),
  locks: z.array(text),
  risks: z.array(z.strictObject({ class: approvalClass, message: text, path: path.exactOptional() })),
  repair: z.enum(['protective', 'access-giving']).exactOptional(),
  narrows: z.enum(['drift', 'hostile', 'public']).exactOptional(),
  overHold: z.enum(['hostile', 'recording']).exactOptional(),
  stays: z.array(text).exactOptional(),
  desired: text,
  observed: text,
  gate,
});

const failure: z.ZodType<AwsFailure> = z.strictObject({
  code: errorCode,
  class: z.enum(['throttled', 'transient', 'propagating', 'conflict', 'forbidden', 'invalid', 'terminal']),
  name: text,
  message: text,
  op: z.custom<OpName>((value) => typeof value === 'string' && value.includes(':')),
  at: place,
  status: z.number().exactOptional(),
  requestId: text.exactOptional(),
  effectUnknown: z.boolean().exactOptional(),
  propagatesWithin: z.number().exactOptional(),
});

const resource: z.ZodType<ResourcePlan> = z.strictObject({
  address,
  kind: text,
  place,
  ids,
  exists: z.boolean(),
  state: text.exactOptional(),
  foundByTags: z.strictObject({ policy: tree, grants: z.array(tree) }).exactOptional(),
  sync: z.enum(['InSync', 'Drifted', 'PendingChange', 'Settling', 'Unknown']),
  health: z.enum(['Healthy', 'Progressing', 'Degraded', 'Blocked', 'Paused']),
  reason: reason.exactOptional(),
  why: text.exactOptional(),
  changes: z.array(change),
  steps: z.array(text),
  unchanged: z.array(z.strictObject({ path, statements: z.int() })).exactOptional(),
  deferred: z.array(z.strictObject({ path, reason, why: text })),
  ignored: z.array(z.strictObject({ path, why: text })),
  unreadable: z.array(z.strictObject({ facet: text, failure })),
  blocked: z.strictObject(block).exactOptional(),
  notes: z.array(text),
  foreign: z.array(text).exactOptional(),
  observedAt: z.number(),
});

const scope: z.ZodType<Scope> = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('all') }),
  z.strictObject({ is: z.literal('some'), targets: z.array(address), exclude: z.array(address) }),
]);

export const planSchema: z.ZodType<Plan> = z.strictObject({
  version: z.literal(1),
  stack: text,
  uid: text,
  commit: text.exactOptional(),
  at: z.number(),
  scope,
  resources: z.array(resource),
  steps: z.array(step),
  orphans: z.array(z.strictObject({ address, place, ids, opened: z.array(z.string()).exactOptional() })),
  stackChange: z
    .strictObject({
      first: z.boolean(),
      loosened: z.array(
        z.strictObject({
          path,
          address: address.exactOptional(),
          before: tree.exactOptional(),
          after: tree.exactOptional(),
          why: text,
        }),
      ),
      dropped: z.array(address),
      managed: z.int(),
      gate: z.discriminatedUnion('is', [
        z.strictObject({ is: z.literal('released') }),
        z.strictObject({ is: z.literal('approval'), classes: z.array(approvalClass), reason, why: text }),
      ]),
    })
    .exactOptional(),
  diagnostics: z.array(diagnostic),
});
