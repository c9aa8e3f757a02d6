import { z } from 'zod';
import { isoOf } from '../../model/instant.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Display, StepView } from '../display/display.ts';
import { diagnosticValue } from './diagnostics.ts';
import { diagnostic, formatVersion, ids, line, place, quiet, section, type outcome } from './schema.ts';
import { jsonText } from './text.ts';

const plan = {
  stack: z.string(),
  uid: z.string(),
  commit: z.string().optional(),
  at: z.iso.datetime(),
  scope: z.discriminatedUnion('is', [
    z.strictObject({ is: z.literal('all') }),
    z.strictObject({
      is: z.literal('some'),
      targets: z.array(z.string()),
      exclude: z.array(z.string()),
    }),
  ]),
  counts: z.strictObject({
    add: z.int(),
    change: z.int(),
    destroy: z.int(),
    adopt: z.int(),
    release: z.int(),
    waiting: z.int(),
    blocked: z.int(),
    unknown: z.int(),
    settling: z.int(),
    unchanged: z.int(),
  }),
  drift: z.array(z.strictObject({ address: z.string(), lines: z.array(line) })),
  sections: z.array(section),
  deferred: z.array(quiet),
  ignored: z.array(quiet),
  unmanaged: z.array(line.extend({ address: z.string() })),
  notices: z.array(z.strictObject({ address: z.string(), message: z.string() })),
  outside: z.array(z.string()),
  orphans: z.array(z.strictObject({ address: z.string(), place, ids })),
  diagnostics: z.array(diagnostic),
};

export const planBodySchema = z.strictObject(plan);

export const planJsonSchema = z.strictObject({
  formatVersion: z.literal(formatVersion),
  kind: z.literal('Plan'),
  ...plan,
});

/** The plan as versioned JSON; its shape is `planJsonSchema`. */
export function planJson(display: Display): string {
  return jsonText({ formatVersion, kind: 'Plan', ...planValue(display) });
}

/** The display model with times and outcomes as JSON holds them. */
export function planValue(display: Display): Readonly<Record<string, unknown>> {
  return {
    ...display,
    sections: display.sections.map((one) => ({ ...one, steps: one.steps.map(stepValue) })),
    diagnostics: display.diagnostics.map(diagnosticValue),
  };
}

function stepValue({ outcome: ended, ...step }: StepView): Readonly<Record<string, unknown>> {
  return ended === undefined ? step : { ...step, outcome: outcomeValue(ended) };
}

function outcomeValue(ended: Outcome): z.input<typeof outcome> {
  switch (ended.is) {
    case 'done':
      return { is: 'done', calls: ended.calls, tookMs: ended.took };
    case 'waiting':
      return { is: 'waiting', until: isoOf(ended.until), why: ended.why };
    case 'skipped':
      return { is: 'skipped', cause: ended.cause, why: ended.why };
    case 'stale':
      return { is: 'stale', why: ended.why };
    case 'blocked':
      return { is: 'blocked' };
    case 'failed':
      return { is: 'failed', failure: { code: ended.failure.code, message: ended.failure.message } };
    case 'not-started':
      return { is: 'not-started', why: ended.why };
  }
}
