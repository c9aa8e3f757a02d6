import type { ManagedPaths } from '../../model/accepted.ts';
import type { AnyKind } from '../../model/kind/kind.ts';
import { isWithin, segmentsOf, type Path } from '../../model/path.ts';
import type { Resource } from '../../model/resource.ts';
import { isMap, isUnknown, type Tree, type TreeMap, valueAt } from '../../model/tree.ts';
import { withChanges } from '../facet/compare-trees.ts';
import type { AnyFacet } from '../facet/diff.ts';

/**
 * Gives the values of a spec whose loss ends a guard without a change in AWS: those of paths that a manifest may leave
 * out, and whose changes can wait for an approval.
 */
export function managedPaths({ spec }: Pick<Resource, 'spec'>, kind: AnyKind | undefined): ManagedPaths {
  return (kind?.facets ?? []).flatMap((facet) =>
    guardedPaths(facet).flatMap((path) => {
      const value = valueAt(spec, path);
      return value === undefined ? [] : [{ path, value }];
    }),
  );
}

/** Gives the fields of a spec in which nothing is managed in this sense. */
export function unmanaged(spec: TreeMap, managed: ManagedPaths): TreeMap {
  const fields = new Set(managed.map(({ path }) => segmentsOf(path)[0]));
  return Object.fromEntries(Object.entries(spec).filter(([name]) => !fields.has(name)));
}

/** Gives the paths that were managed and that the spec says nothing of any more. */
export function droppedPaths(
  before: ManagedPaths,
  { spec }: Pick<Resource, 'spec'>,
  kind: AnyKind | undefined,
): ManagedPaths {
  const others = (kind?.facets ?? []).flatMap(({ alternatives = [] }) =>
    alternatives.length > 0 ? [alternatives] : [],
  );
  const says = (path: Path): boolean => isDeclared(spec, segmentsOf(path));
  const isReplaced = (path: Path): boolean =>
    others.some((paths) => paths.includes(path) && paths.some((one) => one !== path && says(one)));
  return before.filter(({ path }) => !says(path) && !isReplaced(path));
}

/** Adds to the spec the values that it says nothing of any more. */
export function withDropped(spec: TreeMap, dropped: ManagedPaths): TreeMap {
  const changes = dropped.map(({ path, value }) => ({ path, before: undefined, after: value }));
  const made = withChanges(spec, changes);
  return isMap(made) ? made : spec;
}

function guardedPaths({ compare, root, gates = [] }: AnyFacet): readonly Path[] {
  if (compare === 'record') return [];
  // A document counts as a whole: what it leaves out is taken away.
  if (compare !== 'tree') return root === '' ? [] : [root];
  return [...new Set(gates.map(({ path }) => path))].filter((path) => isWithin(path, root));
}

/**
 * Returns true if a tree says something of a path. A value above the path speaks for it: `rotation: null` says what
 * becomes of `rotation.enabled`.
 */
function isDeclared(tree: Tree | undefined, [key, ...rest]: readonly string[]): boolean {
  if (tree === undefined) return false;
  if (key === undefined || !isMap(tree) || isUnknown(tree)) return true;
  return isDeclared(tree[key], rest);
}
