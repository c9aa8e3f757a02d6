import { isMap, type Tree, type TreeMap } from '../model/tree.ts';

/** Returns what a schema gave, as a tree: optional fields that are undefined are left out. */
export function treeMapOf(value: unknown): TreeMap {
  const tree = treeOf(value);
  return isMap(tree) ? tree : {};
}

function treeOf(value: unknown): Tree {
  if (Array.isArray(value)) return value.map(treeOf);
  if (!isMap(value)) return value as Tree;
  const entries = Object.entries(value).filter(([, item]) => (item as unknown) !== undefined);
  return Object.fromEntries(entries.map(([key, item]) => [key, treeOf(item)]));
}
