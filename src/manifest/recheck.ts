import { join, type Path, segmentsOf } from '../model/path.ts';
import { isList, isMap, isUnknown, valueAt, type Tree } from '../model/tree.ts';
import { problemsOf } from './issues.ts';
import type { CheckedManifest, Report } from './manifest.ts';
import type { Placed } from './references.ts';

/**
 * Checks a spec again as if it had been written with its references filled: a field that wants an ARN
 * must hold one then too. Reports what is wrong only then.
 */
export function recheckFilled(filled: Placed, checked: CheckedManifest, report: Report): void {
  const changes = changesOf(checked.spec, filled.spec, '').filter(
    ([path]) => valueAt(checked.written, path) !== undefined,
  );
  if (changes.length === 0) return;
  const written = changes.reduce<Tree>(
    (tree, [path, text]) => replaced(tree, segmentsOf(path), text),
    // A default can depend on how a field is written: by reference or by name.
    isMap(checked.written) ? { ...checked.spec, ...checked.written } : checked.written,
  );
  const result = filled.kind.schema.safeParse(written);
  if (result.success) return;
  const { kind, address, at } = filled;
  const subject = {
    schema: kind.schema,
    value: written,
    under: '/spec',
    writtenAt: () => undefined,
  } as const;
  for (const { code, message, hint, path } of problemsOf(result.error.issues, subject)) {
    report({
      severity: 'error',
      code,
      message: `${message} once it is filled`,
      ...(hint === undefined ? {} : { hint }),
      address,
      path,
      span: at.spanOf(path),
    });
  }
}

/** Lists the paths that were Unknown and are text now. */
function changesOf(before: Tree, after: Tree, at: Path): readonly (readonly [Path, string])[] {
  if (isUnknown(before)) return typeof after === 'string' ? [[at, after]] : [];
  if (isList(before) && isList(after)) {
    return before.flatMap((item, index) => changesOf(item, after[index] ?? null, join(at, index)));
  }
  if (!isMap(before) || !isMap(after)) return [];
  return Object.entries(before).flatMap(([key, item]) => changesOf(item, after[key] ?? null, join(at, key)));
}

function replaced(tree: Tree, [first, ...rest]: readonly string[], text: string): Tree {
  if (first === undefined) return text;
  if (isList(tree))
    return tree.map((item, index) => (String(index) === first ? replaced(item, rest, text) : item));
  if (!isMap(tree)) return tree;
  return Object.fromEntries(
    Object.entries(tree).map(([key, item]) => [key, key === first ? replaced(item, rest, text) : item]),
  );
}
