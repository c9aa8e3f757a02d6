import { tokensSchema } from './schema.ts';

/** The `Tokens` document: no manifest, but the file of `api.tokensFile`. */
export const tokensKind = {
  kind: 'Tokens',
  summary: 'The tokens of the API, from a file outside every repository.',
  schema: tokensSchema,
} as const;
