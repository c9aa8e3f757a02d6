import { z } from 'zod';
import type { Footing } from '../../model/saved-plan.ts';
import { planSchema } from '../../model/plan-schema.ts';
import { address, approvalClass, ids, instant, text } from '../../model/plan-schema/values.ts';
import { stackSchema } from './stack-schema.ts';

/** Grows by its second number when fields are added, by its first when one changes or goes. */
export const formatVersion = '2.0';

/** What the file says it is: `apply` knows it by this. */
export const savedPlanKind = 'SavedPlan';

const footing: z.ZodType<Footing> = z.strictObject({
  address,
  exists: z.boolean(),
  ids,
  state: text.exactOptional(),
});

/** The file of a saved plan; docs/saved-plans.md says what each field is for, and a test holds it to this. */
export const savedPlanSchema = z.strictObject({
  formatVersion: z.literal(formatVersion),
  kind: z.literal(savedPlanKind),
  digest: z.string().regex(/^[0-9a-f]{32}$/u),
  madeAt: instant,
  expiresAt: instant,
  madeBy: z.strictObject({ version: text, kinds: text }),
  against: z.enum(['aws', 'endpoint', 'sandbox']),
  approvals: z.array(approvalClass),
  plan: planSchema.omit({ saved: true }),
  restsOn: z.record(z.string(), z.array(footing)),
  stack: stackSchema,
});
