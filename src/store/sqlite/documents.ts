import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import type { AppliedDocument, Episode, Event, PlanRecord, StatusRecord } from '../../model/history.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Plan, StepId } from '../../model/plan.ts';
import { readStored, withUnknown } from '../document.ts';
import { change } from '../../model/plan-schema/step.ts';
import { health, hold, sync } from '../../model/plan-schema/resource.ts';
import { address, ids, path, place, reason, stepId, text, tree } from '../../model/plan-schema/values.ts';

/** Documents as they are in the database. One that this version cannot read is passed over: it is history. */

const part = z.strictObject({
  at: z.number(),
  sync,
  health,
  state: text.exactOptional(),
  reason: reason.exactOptional(),
  why: text.exactOptional(),
  waiting: z.array(stepId),
});

export const statusDocument: z.ZodType<StatusRecord> = z.strictObject({
  address,
  kind: text,
  place,
  ids,
  labels: z.record(text, text),
  sync,
  health,
  state: text.exactOptional(),
  reason: reason.exactOptional(),
  why: text.exactOptional(),
  deletesAt: z.number().exactOptional(),
  foreign: z.array(z.string()).exactOptional(),
  opened: z.strictObject({ since: z.number(), says: z.array(text) }).exactOptional(),
  unwellSince: z.number().exactOptional(),
  hold: hold.extend({ since: z.number() }).exactOptional(),
  waiting: z.array(stepId),
  fullAt: z.number().exactOptional(),
  fastAt: z.number().exactOptional(),
  parts: z.strictObject({ fast: part.exactOptional(), rest: part.exactOptional() }),
});

export const episodeDocument: z.ZodType<Episode> = z.strictObject({
  id: text,
  address,
  facet: text,
  changes: z.array(change),
  label: z.enum(['changed-in-git', 'drifted', 'both', 'differs']),
  openedAt: z.number(),
  seenAt: z.number(),
  declared: text,
  writtenAt: z.number().exactOptional(),
  closed: z
    .strictObject({ at: z.number(), how: z.enum(['repaired', 'reverted-elsewhere', 'declared', 'gone']) })
    .exactOptional(),
});

export const appliedDocument: z.ZodType<AppliedDocument> = z.strictObject({
  address,
  facet: text,
  at: z.number(),
  commit: text.exactOptional(),
  spec: z.array(z.strictObject({ path, value: tree })),
});

/** A line of the record stays as it is, whatever a later Keywright adds: its hash covers all of it. */
export const eventDocument = z.custom<Event>((value) => lines.safeParse(value).success);

const lines = z.looseObject({
  chain: text,
  seq: z.int(),
  at: z.number(),
  is: text,
  subject: text,
  text,
  previous: text,
  hash: text,
});

/** Gives what the documents say, without those that cannot be read. */
export function readable<T>(schema: z.ZodType<T>, documents: readonly string[]): readonly T[] {
  return documents.flatMap((text) => {
    const read = readStored(text, 'the history', schema, Infinity);
    return read.is === 'read' ? [withUnknown(read.value, read.unknown)] : [];
  });
}

/** Packs a plan: that of a large estate is a megabyte of much the same words. */
export function packedPlan(record: PlanRecord): Uint8Array {
  const outcomes = record.outcomes === undefined ? {} : { outcomes: [...record.outcomes] };
  return deflateRawSync(JSON.stringify({ ...record, ...outcomes }), { level: 1 });
}

const planDocument = z.looseObject({
  id: text,
  at: z.number(),
  commit: text.exactOptional(),
  plan: z.custom<Plan>((value) => planned.safeParse(value).success),
  outcomes: z
    .array(z.tuple([stepId, z.custom<Outcome>((value) => ended.safeParse(value).success)]))
    .exactOptional(),
});
const planned = z.looseObject({
  version: z.literal(1),
  resources: z.array(z.looseObject({ address })),
  steps: z.array(z.looseObject({ id: stepId })),
  orphans: z.array(z.unknown()),
});
const ended = z.looseObject({ is: text });

/** Returns undefined for one that this version cannot read. */
export function unpackedPlan(packed: unknown): PlanRecord | undefined {
  if (!(packed instanceof Uint8Array)) return undefined;
  try {
    const { outcomes, ...rest } = planDocument.parse(JSON.parse(inflateRawSync(packed).toString('utf8')));
    return { ...rest, ...(outcomes === undefined ? {} : { outcomes: new Map<StepId, Outcome>(outcomes) }) };
  } catch {
    return undefined;
  }
}
