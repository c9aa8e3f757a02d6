import { z } from 'zod';
import type { PassResult } from '../../model/outcome.ts';
import { appliedOf } from '../display/applied.ts';
import { displayOf } from '../display/make.ts';
import { planBodySchema, planValue } from './plan.ts';
import { formatVersion, gate } from './schema.ts';
import { jsonText } from './text.ts';

const stepWhy = z.strictObject({ step: z.string(), why: z.string() });

export const applyJsonSchema = z.strictObject({
  formatVersion: z.literal(formatVersion),
  kind: z.literal('ApplyResult'),
  counts: z.strictObject({
    added: z.int(),
    changed: z.int(),
    destroyed: z.int(),
    adopted: z.int(),
    released: z.int(),
    failed: z.int(),
    waiting: z.int(),
    approval: z.int(),
    blocked: z.int(),
    skipped: z.int(),
    stale: z.int(),
    notStarted: z.int(),
  }),
  failures: z.array(
    z.strictObject({
      code: z.string(),
      message: z.string(),
      hint: z.string(),
      call: z
        .strictObject({ op: z.string(), account: z.string(), region: z.string(), error: z.string() })
        .optional(),
      requestIds: z.array(z.string()),
      effectUnknown: z.boolean(),
      steps: z.array(z.string()),
      skipped: z.array(z.string()),
    }),
  ),
  waiting: z.array(stepWhy.extend({ until: z.iso.datetime() })),
  gated: z.array(z.strictObject({ step: z.string(), gate })),
  blocked: z.array(
    z.strictObject({ address: z.string(), code: z.string(), why: z.string(), release: z.string() }),
  ),
  stale: z.array(stepWhy),
  notStarted: z.array(stepWhy),
  unread: z.array(z.string()),
  calls: z.strictObject({ reads: z.int(), writes: z.int() }),
  plan: planBodySchema,
});

/** The result of an apply as versioned JSON: what happened, and the plan with the outcome of each step. */
export function applyJson(result: PassResult): string {
  const plan = planValue(displayOf(result.plan, result.outcomes));
  return jsonText({ formatVersion, kind: 'ApplyResult', ...appliedOf(result), plan });
}
