import { decode, isDiagnostic, type SourceFile } from './source.ts';
import { parseYaml, type ReadFile } from './yaml.ts';

/**
 * Parses one file of a set. It is most of the work of loading, and nothing else runs meanwhile: whoever loads what others
 * sent parses file by file, lets others have their turn, and gives the results to the loader.
 */
export function parseFile(file: SourceFile): ReadFile {
  const source = decode(file);
  return isDiagnostic(source) ? { documents: [], diagnostics: [source] } : parseYaml(source);
}
