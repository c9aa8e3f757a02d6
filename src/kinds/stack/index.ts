import { stackSchema } from './schema.ts';
import { fill } from './fill.ts';

/** The `Stack` document: not a resource, but the settings of all of them. */
export const stackKind = {
  kind: 'Stack',
  summary: 'The accounts, defaults and safety settings of a set of manifests.',
  schema: stackSchema,
  fill,
} as const;
