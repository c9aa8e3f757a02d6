import { guardrailsSchema } from './schema.ts';

/** The `Guardrails` document: no manifest, but the file of `--guardrails`. */
export const guardrailsKind = {
  kind: 'Guardrails',
  summary: 'Bounds that no Stack can loosen, from a file outside the repository.',
  schema: guardrailsSchema,
} as const;
