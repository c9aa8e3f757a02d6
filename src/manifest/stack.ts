import type { z } from 'zod';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Path } from '../model/path.ts';
import type { Settings } from '../model/resource.ts';
import type { Report, StackManifest } from './manifest.ts';

/** The kind of the one document that is no resource: an argument, as the kinds are. */
export interface StackDeclaration {
  readonly kind: string;
  readonly schema: z.ZodType;
  /** The settings that a parsed spec makes, and its contradictions, by paths of the spec. */
  settle(name: string, spec: never): Settled;
}

export interface Settled {
  readonly settings: Settings;
  readonly defaults: { readonly account?: string; readonly region?: string };
  readonly problems: readonly { readonly path: Path; readonly message: string }[];
}

/** The settings of the one Stack; reports none, two or a contradictory one. */
export function settleStack(
  found: readonly StackManifest[],
  declaration: StackDeclaration,
  complete: boolean,
  report: Report,
): Settled | undefined {
  const [stack, ...more] = found;
  if (stack === undefined) {
    // In a file that could not be read there may be one.
    if (complete)
      report({
        severity: 'error',
        code: 'manifest.stack',
        message: 'no Stack among the manifests',
        hint: 'add a document of kind Stack, which names the accounts and Regions, or name also the file that holds it',
      });
    return undefined;
  }
  for (const other of more) report(secondStack(stack, other));
  if (stack.name === undefined || stack.spec === undefined || more.length > 0) return undefined;
  const settled = declaration.settle(stack.name, stack.spec as never);
  for (const { path, message } of settled.problems) {
    report({ severity: 'error', code: 'manifest.value', message, path, span: stack.at.spanOf(path) });
  }
  return settled.problems.length === 0 ? settled : undefined;
}

function secondStack(first: StackManifest, second: StackManifest): Diagnostic {
  const { file, line, column } = first.at.span;
  const message = `a second Stack; the first is at ${file}:${String(line)}:${String(column)}`;
  const hint = 'keep one of them, or name only the directory of the estate that is meant';
  return { severity: 'error', code: 'manifest.stack', message, hint, span: second.at.span };
}
