import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Guardrails } from '../../model/guardrails.ts';
import type { Coordination } from '../../model/resource.ts';
import { manifestOf } from '../manifest.ts';
import { byPosition } from '../positions.ts';
import { decode, isDiagnostic, type SourceFile } from '../source.ts';
import type { StackDeclaration } from '../stack-declaration.ts';
import { parseYaml } from '../yaml.ts';
import { guardrailsSchema } from './schema.ts';

export type GuardrailsRead =
  | { readonly is: 'ok'; readonly guardrails: Guardrails }
  | { readonly is: 'refused'; readonly diagnostics: readonly Diagnostic[] };

/** The one document of a guardrails file, checked like a manifest. */
const declaration: Pick<StackDeclaration, 'kind' | 'schema'> = {
  kind: 'Guardrails',
  schema: guardrailsSchema,
};

/**
 * Reads a guardrails file: one YAML or JSON document of kind `Guardrails`. Gives every mistake of it with its place.
 * Nothing in it is guessed or ignored: a bound that is misspelt would be no bound.
 */
export function loadGuardrails(file: SourceFile): GuardrailsRead {
  const source = decode(file);
  if (isDiagnostic(source)) return refused([source]);
  const { documents, diagnostics } = parseYaml(source);
  const found: Diagnostic[] = [...diagnostics];
  const specs = documents.flatMap((document) => {
    const manifest = manifestOf(document, [], declaration, (one) => found.push(one));
    return manifest?.is === 'stack' ? [manifest] : [];
  });
  const [only, more] = specs;
  if (found.length === 0 && (only === undefined || more !== undefined)) {
    const message =
      only === undefined ? 'there is no document of kind Guardrails' : 'there are two documents';
    found.push({
      severity: 'error',
      code: 'guardrails.one-document',
      message: `${file.path}: ${message}`,
      ...(more === undefined ? {} : { span: more.at.span }),
    });
  }
  const parsed = guardrailsSchema.safeParse(only?.spec);
  if (found.length > 0 || !parsed.success) return refused(found);
  const { acceptStack, coordination, ...bounds } = parsed.data;
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

function refused(diagnostics: readonly Diagnostic[]): GuardrailsRead {
  return { is: 'refused', diagnostics: diagnostics.toSorted(byPosition) };
}
