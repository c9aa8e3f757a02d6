import type { Diagnostic } from '../model/diagnostic.ts';
import type { AnyKind } from '../model/kind/kind.ts';
import type { Resource, Stack } from '../model/resource.ts';
import { isList, isMap, isUnknown, type Tree } from '../model/tree.ts';
import { checkSet } from './check-set.ts';
import { problemsOf } from './issues.ts';

/**
 * Checks declared values that were kept (in a saved plan) as their documents were checked when they were loaded:
 * schemas, claims, circles and what each kind finds wrong. Nothing counts because a file says so.
 */
export function recheckStack(stack: Stack, kinds: readonly AnyKind[]): readonly Diagnostic[] {
  return recheck(stack, kinds).map(withoutExtent);
}

/** Reduces a span to its place: the manifests are not at hand to show a line of. */
function withoutExtent(diagnostic: Diagnostic): Diagnostic {
  const { span } = diagnostic;
  if (span === undefined) return diagnostic;
  return { ...diagnostic, span: { ...span, endLine: span.line, endColumn: span.column } };
}

function recheck(stack: Stack, kinds: readonly AnyKind[]): readonly Diagnostic[] {
  const byName = new Map(kinds.map((kind) => [kind.kind, kind]));
  const diagnostics: Diagnostic[] = [];
  const sound = [...stack.resources.values()].flatMap((resource) => {
    const kind = byName.get(resource.kind);
    const found = kind === undefined ? [unknownKind(resource)] : schemaProblems(resource, kind);
    diagnostics.push(...found);
    return kind === undefined || found.length > 0 ? [] : [{ ...resource, kind }];
  });
  if (diagnostics.length === 0) checkSet(sound, stack.settings, (diagnostic) => diagnostics.push(diagnostic));
  return diagnostics;
}

function unknownKind({ address, kind, span }: Resource): Diagnostic {
  const message = `${address} has a kind that this version of Keywright does not know: ${kind}`;
  return { severity: 'error', code: 'plan.invalid', message, address, span };
}

/** Checks a resource as if it had been written with its open references as text. */
function schemaProblems({ address, spec, spanOf }: Resource, { schema }: AnyKind): readonly Diagnostic[] {
  const value = asWritten(spec);
  const read = schema.safeParse(value);
  if (read.success) return [];
  return problemsOf(read.error.issues, { schema, value, under: '/spec', writtenAt: () => undefined }).map(
    ({ code, message, path }) => ({ severity: 'error', code, message, address, path, span: spanOf(path) }),
  );
}

function asWritten(tree: Tree): Tree {
  if (isUnknown(tree)) return tree.$unknown;
  if (isList(tree)) return tree.map(asWritten);
  if (!isMap(tree)) return tree;
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, asWritten(value)]));
}
