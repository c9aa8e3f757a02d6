import { z } from 'zod';

/** Grows by its second number when fields are added, by its first when one changes or goes. */
export const formatVersion = '1.0';

/** Any value; one that AWS has not assigned yet is `{"$unknown": "${Key/a.arn}"}`. */
const tree = z.json();
export const place = z.strictObject({ account: z.string(), region: z.string() });
export const ids = z.record(z.string(), z.string());
const approvalClass = z.enum(['disable', 'delete', 'widen', 'repair', 'replace']);
/** JSON Pointer (RFC 6901). */
const path = z.string();

export const line = z.strictObject({
  symbol: z.enum(['+', '~', '-']),
  path,
  before: tree.optional(),
  after: tree.optional(),
  label: z.enum(['changed-in-git', 'drifted', 'both', 'unmanaged', 'differs']).optional(),
  note: z.string().optional(),
});

export const gate = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('released') }),
  z.strictObject({ is: z.literal('approval'), classes: z.array(approvalClass), why: z.string() }),
  z.strictObject({ is: z.literal('blocked'), code: z.string(), why: z.string(), release: z.string() }),
]);

const failure = z.strictObject({ code: z.string(), message: z.string() });

export const outcome = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('done'), calls: z.int(), tookMs: z.number() }),
  z.strictObject({ is: z.literal('waiting'), until: z.iso.datetime(), why: z.string() }),
  z.strictObject({ is: z.literal('skipped'), cause: z.string(), why: z.string() }),
  z.strictObject({ is: z.literal('stale'), why: z.string() }),
  z.strictObject({ is: z.literal('blocked') }),
  z.strictObject({ is: z.literal('failed'), failure }),
  z.strictObject({ is: z.literal('not-started'), why: z.string() }),
]);

const step = z.strictObject({
  id: z.string(),
  name: z.string(),
  half: z.enum(['expand', 'contract']),
  action: z.enum(['create', 'adopt', 'mark', 'update', 'remove', 'release']),
  calls: z.array(z.strictObject({ op: z.string(), at: place, input: z.record(z.string(), tree) })),
  gate,
  heldBy: z.strictObject({ step: z.string(), gate: z.enum(['approval', 'blocked']) }).optional(),
  after: z.array(z.string()),
  risks: z.array(z.strictObject({ class: approvalClass, message: z.string(), path: path.optional() })),
  repair: z.enum(['protective', 'access-giving']).optional(),
  outcome: outcome.optional(),
});

export const section = z.strictObject({
  address: z.string(),
  kind: z.string(),
  place,
  ids,
  symbol: z.enum(['+', '~', '-', '-/+', '+/-', '.', '!', '?']),
  verb: z.enum([
    'create',
    'update',
    'adopt',
    'mark',
    'replace',
    'remove',
    'release',
    'blocked',
    'unreadable',
  ]),
  standing: z.enum(['released', 'approval', 'blocked']),
  sync: z.enum(['InSync', 'Drifted', 'PendingChange', 'Settling', 'Unknown']),
  health: z.enum(['Healthy', 'Progressing', 'Degraded', 'Blocked', 'Paused']),
  why: z.string().optional(),
  lines: z.array(line),
  steps: z.array(step),
  blocked: z.strictObject({ code: z.string(), why: z.string(), release: z.string() }).optional(),
  unreadable: z.array(
    z.strictObject({
      facet: z.string(),
      op: z.string(),
      name: z.string(),
      message: z.string(),
      code: z.string(),
    }),
  ),
  notes: z.array(z.string()),
});

export const quiet = z.strictObject({
  address: z.string(),
  path,
  why: z.string(),
  before: tree.optional(),
  after: tree.optional(),
});

/** Lines and columns count from 1. */
export const diagnostic = z.strictObject({
  severity: z.enum(['error', 'warning', 'info']),
  code: z.string(),
  message: z.string(),
  hint: z.string(),
  address: z.string().optional(),
  path: path.optional(),
  span: z
    .strictObject({
      file: z.string(),
      line: z.int(),
      column: z.int(),
      endLine: z.int(),
      endColumn: z.int(),
    })
    .optional(),
});
