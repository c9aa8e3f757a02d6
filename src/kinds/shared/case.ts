import { isList, isMap, isUnknown, type Tree } from '../../model/tree.ts';

/** Gives member names as AWS writes them, `S3Key`, so many levels deep; values and deeper names stay. */
export function capitalised(tree: Tree, levels = Infinity): Tree {
  return renamed(tree, (name) => `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`, levels);
}

/** Gives member names as manifests write them. What is null in an answer is not there. */
export function uncapitalised(answer: unknown, levels = Infinity): Tree {
  return renamed(answer as Tree, (name) => `${name.slice(0, 1).toLowerCase()}${name.slice(1)}`, levels);
}

function renamed(tree: Tree, rename: (name: string) => string, levels: number): Tree {
  if (isList(tree)) return tree.map((one) => renamed(one, rename, levels));
  if (levels === 0 || !isMap(tree) || isUnknown(tree)) return tree;
  const members = Object.entries(tree as Readonly<Record<string, Tree | null | undefined>>);
  return Object.fromEntries(
    members.flatMap(([name, value]) =>
      value === undefined || value === null ? [] : [[rename(name), renamed(value, rename, levels - 1)]],
    ),
  );
}
