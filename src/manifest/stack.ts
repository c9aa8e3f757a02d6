import type { Diagnostic } from '../model/diagnostic.ts';
import type { FilledStack, StackDeclaration } from './stack-declaration.ts';
import type { Report, StackManifest } from './manifest.ts';

/** Fills in the settings of the one Stack; reports none, two or a contradictory one. */
export function fillStack(
  found: readonly StackManifest[],
  declaration: StackDeclaration,
  complete: boolean,
  report: Report,
): FilledStack | undefined {
  const [stack, ...more] = found;
  if (stack === undefined) {
    // In a file that could not be read there may be one.
    if (complete)
      report({
        severity: 'error',
        code: 'manifest.stack',
        message: 'the manifests contain no Stack',
        hint: 'add a document of kind Stack with the accounts and Regions, or also pass its file',
      });
    return undefined;
  }
  for (const other of more) report(secondStack(stack, other));
  if (stack.name === undefined || stack.spec === undefined || more.length > 0) return undefined;
  const filled = declaration.fill(stack.name, stack.spec as never);
  for (const { path, message } of filled.problems) {
    report({ severity: 'error', code: 'manifest.value', message, path, span: stack.at.spanOf(path) });
  }
  return filled.problems.length === 0 ? filled : undefined;
}

function secondStack(first: StackManifest, second: StackManifest): Diagnostic {
  const { file, line, column } = first.at.span;
  const message = `a second Stack; the first is at ${file}:${String(line)}:${String(column)}`;
  const hint = 'keep one of them, or pass only the directory of one estate';
  return { severity: 'error', code: 'manifest.stack', message, hint, span: second.at.span };
}
