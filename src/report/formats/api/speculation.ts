import { z } from 'zod';
import { diagnostic } from '../../../model/plan-schema/call.ts';
import { instant, only, path, text } from '../../../model/plan-schema/values.ts';
import { planBodySchema } from '../plan.ts';

export const speculationBodySchema = z
  .strictObject({
    exitCode: z
      .literal([0, 1, 2])
      .describe('The exit code of `reconcile plan`: 0 without changes, 1 on an error, 2 with changes.'),
    diagnostics: z
      .array(diagnostic)
      .describe('If the manifests are refused: the errors, with the file, line and column of each.'),
    plan: only(
      planBodySchema,
      'unless the manifests are refused: the plan. It has no id, so it cannot be approved.',
    ),
    paths: only(
      z.record(text, path),
      'beside `plan`: by step, the first field of the manifest that it changes.',
    ),
    observed: only(
      z.strictObject({
        oldest: only(instant, 'where an earlier response of AWS was used: when the oldest was given.'),
        kept: z.int().describe('Earlier responses of AWS that were used.'),
        asked: z.int().describe('Reads that were sent to AWS for this plan.'),
        refused: z.int().describe('Reads that the daemon did not send. Their resources are unknown.'),
      }),
      'beside `plan`: what it is based on.',
    ),
  })
  .meta({
    id: 'Speculation',
    description: 'A plan of sent manifests against the observations of the daemon. Nothing can apply it.',
  });
