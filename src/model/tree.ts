import { segmentsOf, type Path } from './path.ts';

/**
 * A value as manifests, plans and AWS's canonical answers hold it: JSON only (no Map, Set or Date),
 * because it is printed, hashed and compared.
 */
export type Tree = null | boolean | number | string | Unknown | readonly Tree[] | TreeMap;

export interface TreeMap {
  readonly [key: string]: Tree;
}

/** Text that still holds `${Key/x.arn}`: AWS has not assigned it yet. */
export interface Unknown {
  readonly $unknown: string;
}

export function isUnknown(tree: Tree | undefined): tree is Unknown {
  return isMap(tree) && typeof (tree as { $unknown?: unknown }).$unknown === 'string';
}

/** Builds a map without the members that are undefined. */
export function given(members: Readonly<Record<string, Tree | undefined>>): TreeMap {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}

/** Text, or the hole that becomes one. */
export type Text = string | Unknown;

/** Returns the text that a kind put into a tree. Another leaf in its place is a mistake in the kind. */
export function asText(tree: Tree | undefined): Text {
  if (typeof tree === 'string' || isUnknown(tree)) return tree;
  throw new Error(`${stableText(tree)} is in place of a text`);
}

export function isMap(tree: unknown): tree is TreeMap {
  return typeof tree === 'object' && tree !== null && !Array.isArray(tree);
}

export function isList(tree: Tree | undefined): tree is readonly Tree[] {
  return Array.isArray(tree);
}

/** Returns true if any leaf is still unknown. */
export function hasUnknown(tree: Tree | undefined): boolean {
  if (isUnknown(tree)) return true;
  if (isList(tree)) return tree.some(hasUnknown);
  return isMap(tree) && Object.values(tree).some(hasUnknown);
}

/** Compares in code-unit order: the only order Keywright sorts by, since a locale must not change a plan. */
export function byCodeUnit(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Formats a tree as JSON text with sorted keys: equal trees give equal text. This is what is hashed. */
export function stableText(tree: Tree | undefined): string {
  if (tree === undefined) return 'undefined';
  if (isList(tree)) return `[${tree.map(stableText).join(',')}]`;
  if (!isMap(tree)) return JSON.stringify(tree);
  const entries = Object.entries(tree).sort(([a], [b]) => byCodeUnit(a, b));
  return `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${stableText(value)}`).join(',')}}`;
}

export function sameTree(a: Tree | undefined, b: Tree | undefined): boolean {
  if (a === b) return true;
  if (isList(a)) return isList(b) && a.length === b.length && a.every((item, at) => sameTree(item, b[at]));
  if (!isMap(a) || !isMap(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameTree(a[key], b[key]))
  );
}

/** Replaces every leaf by `change(leaf)`; lists and maps keep their shape. An Unknown is a leaf. */
export function mapLeaves(
  tree: Tree,
  change: (leaf: null | boolean | number | string | Unknown) => Tree,
): Tree {
  if (isList(tree)) return tree.map((item) => mapLeaves(item, change));
  if (isUnknown(tree) || !isMap(tree)) return change(tree);
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, mapLeaves(value, change)]));
}

/** Returns the value at a path of a tree, if there is one. The spec of a kind is a tree whatever its type says. */
export function valueAt(tree: unknown, path: Path): Tree | undefined {
  return segmentsOf(path).reduce(
    (at, segment) => {
      // Only digits name an item of a list (RFC 6901, section 4); Number('') is 0.
      if (isList(at)) return /^\d+$/u.test(segment) ? at[Number(segment)] : undefined;
      return isMap(at) && Object.hasOwn(at, segment) ? at[segment] : undefined;
    },
    tree as Tree | undefined,
  );
}
