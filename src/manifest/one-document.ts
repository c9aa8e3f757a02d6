import type { Diagnostic } from '../model/diagnostic.ts';
import type { ErrorCode } from '../model/errors/index.ts';
import { manifestOf, type StackManifest } from './manifest.ts';
import { byPosition } from './positions.ts';
import { decode, isDiagnostic, type SourceFile } from './source.ts';
import type { StackDeclaration } from './stack-declaration.ts';
import { parseYaml, type ReadDocument } from './yaml.ts';

export type OneDocument =
  | { readonly is: 'ok'; readonly document: ReadDocument; readonly manifest: StackManifest }
  | { readonly is: 'refused'; readonly diagnostics: readonly Diagnostic[] };

/**
 * Loads a file that holds one document of one kind and is no set of manifests. Gives every mistake of it with its
 * place. `notOne` is the code where there is none, or more than one.
 */
export function readOneDocument(
  file: SourceFile,
  declaration: Pick<StackDeclaration, 'kind' | 'schema'>,
  notOne: ErrorCode,
): OneDocument {
  const source = decode(file);
  if (isDiagnostic(source)) return { is: 'refused', diagnostics: [source] };
  const { documents, diagnostics } = parseYaml(source);
  const found: Diagnostic[] = [...diagnostics];
  const read = documents.flatMap((document) => {
    const manifest = manifestOf(document, [], declaration, (one) => found.push(one));
    return manifest?.is === 'stack' ? [{ document, manifest }] : [];
  });
  const [only, more] = read;
  if (found.length === 0 && (only === undefined || more !== undefined)) {
    const message =
      only === undefined ? `there is no document of kind ${declaration.kind}` : 'the file has two documents';
    found.push({
      severity: 'error',
      code: notOne,
      message: `${file.path}: ${message}`,
      ...(more === undefined ? {} : { span: more.manifest.at.span }),
    });
  }
  return found.length > 0 || only === undefined
    ? { is: 'refused', diagnostics: found.toSorted(byPosition) }
    : { is: 'ok', ...only };
}
