import { isList, isMap, type Tree } from '../../model/tree.ts';
import { escapedUnseen } from '../../report/text/visible.ts';

/** Fields with values of AWS and of manifests: what shows a plan escapes them itself, and JSON keeps them as they are. */
const values: ReadonlySet<string> = new Set(['before', 'after', 'planned', 'now', 'input']);

/**
 * Escapes what a terminal obeys or hides in the texts of an answer. A plan that was made here names addresses, accounts
 * and calls that were checked here; those of an answer may be anything. Ordinary texts stay as they are.
 */
export function seen(tree: Tree): Tree {
  if (typeof tree === 'string') return escapedUnseen(tree);
  if (isList(tree)) return tree.map(seen);
  if (!isMap(tree)) return tree;
  return Object.fromEntries(
    Object.entries(tree).map(([name, value]) => [
      escapedUnseen(name),
      isValue(name, value) ? value : seen(value),
    ]),
  );
}

/** Tests for a value. A step has a list under `after` too: the steps that come before it. */
function isValue(name: string, value: Tree): boolean {
  return values.has(name) && !(name === 'after' && isList(value));
}
