import type { Diagnostic } from '../model/diagnostic.ts';
import { join, type Path } from '../model/path.ts';
import type { Tree } from '../model/tree.ts';
import type { Policy } from './document.ts';
import { readPolicy } from './grammar.ts';
import { readJson, type JsonReading } from '../model/json.ts';

/** A document, or every reason why it is none. A `read` one may come with warnings, never with errors. */
export type PolicyReading =
  | { readonly is: 'read'; readonly policy: Policy; readonly diagnostics: readonly Diagnostic[] }
  | { readonly is: 'refused'; readonly diagnostics: readonly Diagnostic[] };

/**
 * Parses a document that is a value already, as YAML manifests give it. `at` is where it stands; the paths of
 * diagnostics start there. Leaves may be Unknown.
 */
export function parsePolicy(tree: Tree, at: Path = ''): PolicyReading {
  const { policy, problems } = readPolicy(tree);
  const diagnostics = problems.map((problem): Diagnostic => ({
    severity: 'error',
    ...problem,
    path: `${at}${problem.path}` as Path,
  }));
  return policy === undefined || diagnostics.length > 0
    ? { is: 'refused', diagnostics }
    : { is: 'read', policy, diagnostics };
}

/** Parses JSON text, as KMS and S3 return it. With `file`, diagnostics carry the span of their key. */
export function parsePolicyText(text: string, file?: string): PolicyReading {
  const reading = readJson(text);
  const diagnostics = reading.problems.map((problem): Diagnostic => {
    const { line, column } = problem.position;
    return {
      severity: 'error',
      code: problem.is === 'syntax' ? 'policy.json' : 'policy.duplicate-key',
      message: `line ${line}, column ${column}: ${problem.message}`,
      path: problem.path,
      ...(file === undefined ? {} : { span: { file, line, column, endLine: line, endColumn: column } }),
    };
  });
  if (reading.tree === undefined) return { is: 'refused', diagnostics };
  const parsed = parsePolicy(reading.tree);
  const all = [...diagnostics, ...parsed.diagnostics.map((found) => withSpan(found, reading, file))];
  return all.length > 0 || parsed.is === 'refused' ? { is: 'refused', diagnostics: all } : parsed;
}

/** Parses URL-encoded JSON text (RFC 3986), as IAM returns it and the SDK passes it on. */
export function parseEncodedPolicy(text: string): PolicyReading {
  const decoded = decode(text);
  if (decoded !== undefined) return parsePolicyText(decoded);
  return {
    is: 'refused',
    diagnostics: [
      { severity: 'error', code: 'policy.json', message: 'the text is not URL-encoded', path: '' },
    ],
  };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function withSpan(found: Diagnostic, reading: JsonReading, file: string | undefined): Diagnostic {
  const position = file === undefined ? undefined : positionNear(reading, found.path ?? '');
  if (file === undefined || position === undefined) return found;
  const { line, column } = position;
  return { ...found, span: { file, line, column, endLine: line, endColumn: column } };
}

/** Finds the position of the path, or of the nearest thing around it: an element that is missing has none. */
function positionNear(reading: JsonReading, path: Path): { line: number; column: number } | undefined {
  const position = reading.positionOf(path);
  if (position !== undefined || path === '') return position ?? { line: 1, column: 1 };
  return positionNear(reading, path.slice(0, path.lastIndexOf('/')) as Path);
}

/** Builds the path where statement `index` of a document stands. */
export function statementPath(at: Path, index: number): Path {
  return join(at, 'Statement', index);
}
