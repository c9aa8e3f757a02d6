import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Guardrails } from '../../model/guardrails.ts';
import type { Coordination } from '../../model/resource.ts';
import { readOneDocument } from '../one-document.ts';
import type { SourceFile } from '../source.ts';
import { guardrailsKind } from './declaration.ts';
import { guardrailsSchema } from './schema.ts';

export type GuardrailsRead =
  | { readonly is: 'ok'; readonly guardrails: Guardrails }
  | { readonly is: 'refused'; readonly diagnostics: readonly Diagnostic[] };

/**
 * Loads a guardrails file: one YAML or JSON document of kind `Guardrails`. Gives every mistake of it with its place.
 * Guesses and ignores nothing in it: a bound that is misspelt would be no bound.
 */
export function loadGuardrails(file: SourceFile): GuardrailsRead {
  const read = readOneDocument(file, guardrailsKind, 'guardrails.one-document');
  if (read.is === 'refused') return read;
  const { acceptStack, coordination, ...bounds } = guardrailsSchema.parse(read.manifest.spec);
  const places = coordination?.map((one): Coordination =>
    'directory' in one ? { is: 'directory', path: one.directory } : { is: 's3', ...one.s3 },
  );
  return {
    is: 'ok',
    guardrails: {
      ...bounds,
      ...(places === undefined ? {} : { coordination: places }),
      file: file.path,
      acceptsStack: acceptStack === true,
    },
  };
}
