import deepDiff from 'deep-diff';
import type { Change } from '../../model/change.ts';
import { pathOf, segmentsOf } from '../../model/path.ts';
import {
  byCodeUnit,
  isList,
  isMap,
  isUnknown,
  sameTree,
  stableText,
  type Tree,
  type TreeMap,
  valueAt,
} from '../../model/tree.ts';

/**
 * Compares what is live with what is wanted, one difference per leaf that `want` names. What `want` leaves out is not
 * managed. Lists are sets: their order and repetition mean nothing to AWS here.
 */
export function compareTrees(seen: Tree | undefined, want: Tree): readonly Change[] {
  const live = seen === undefined ? undefined : restrictTo(seen, want);
  if (!isBranch(want) || !isBranch(live)) return wholeChanges(live, want);
  const differences = deepDiff.diff(keyed(live), keyed(want)) ?? [];
  return differences
    .map((difference) => pathOf((difference.path ?? []).map(String)))
    .toSorted(byCodeUnit)
    .flatMap((path) => {
      const before = valueAt(live, path);
      const after = valueAt(want, path);
      return isBranch(after) && before === undefined
        ? leavesOf(after, segmentsOf(path))
        : [{ path, before, after }];
    });
}

/** Compares entry by entry: `null` wants the entry gone, entries that are not wanted belong to others. */
export function compareRecords(
  seen: Tree | undefined,
  want: Tree,
  applied: Tree | undefined,
): readonly Change[] {
  const live = isMap(seen) ? seen : {};
  const wanted = isMap(want) ? want : {};
  const dropped = isMap(applied) ? Object.keys(applied) : [];
  const names = new Set([...Object.keys(wanted), ...dropped]);
  return [...names].toSorted(byCodeUnit).flatMap((name) => {
    const before = own(live, name);
    const after = Object.hasOwn(wanted, name)
      ? nullIsAbsent(own(wanted, name))
      : keptUnlessOurs(name, before, applied);
    return sameTree(before, after) ? [] : [{ path: pathOf([name]), before, after }];
  });
}

/** Makes the given changes in a tree: what one half of a write aims at. */
export function withChanges(tree: Tree | undefined, changes: readonly Change[]): Tree {
  const result = changes.reduce<Tree | undefined>(
    (made, change) => put(made, segmentsOf(change.path), change.after),
    tree,
  );
  return result === undefined ? {} : result;
}

/** Drops from a tree the leaves that `want` names as well: what is left is nobody's choice. */
export function withoutEqual(tree: Tree, want: Tree): Tree | undefined {
  if (!isBranch(tree) || !isBranch(want)) return undefined;
  const left = Object.entries(tree).flatMap(([key, value]) => {
    const wanted = own(want, key);
    const kept = wanted === undefined ? value : withoutEqual(value, wanted);
    return kept === undefined ? [] : [[key, kept] as const];
  });
  return left.length === 0 ? undefined : Object.fromEntries(left);
}

/** Removes a tag dropped from the manifest only if we set it and nobody changed it since. */
function keptUnlessOurs(name: string, before: Tree | undefined, applied: Tree | undefined): Tree | undefined {
  const ours = isMap(applied) ? own(applied, name) : undefined;
  return ours !== undefined && ours !== null && sameTree(ours, before) ? undefined : before;
}

function nullIsAbsent(tree: Tree | undefined): Tree | undefined {
  return tree === null ? undefined : tree;
}

function wholeChanges(before: Tree | undefined, after: Tree): readonly Change[] {
  if (before === undefined && isBranch(after)) return leavesOf(after, []);
  return sameTree(canonicalList(before), canonicalList(after)) ? [] : [{ path: '', before, after }];
}

function leavesOf(tree: Tree, at: readonly string[]): readonly Change[] {
  if (!isBranch(tree)) return [{ path: pathOf(at), before: undefined, after: tree }];
  return Object.keys(tree)
    .toSorted(byCodeUnit)
    .flatMap((key) => leavesOf(tree[key] ?? null, [...at, key]));
}

/** Picks the part of `tree` at which `shape` has something to say. */
function restrictTo(tree: Tree, shape: Tree): Tree {
  if (!isBranch(tree) || !isBranch(shape)) return tree;
  const entries = Object.keys(shape).flatMap((key) => {
    const below = own(tree, key);
    return below === undefined ? [] : [[key, restrictTo(below, own(shape, key) ?? null)] as const];
  });
  return Object.fromEntries(entries);
}

/** Turns each list into one leaf, the text of its sorted items: deep-diff compares lists by position. */
function keyed(tree: Tree): unknown {
  if (!isBranch(tree)) return stableText(canonicalList(tree) ?? null);
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, keyed(value)]));
}

/** Turns every list of a tree into a set. */
export function withSets(tree: Tree): Tree {
  if (isList(tree)) return canonicalList(tree) ?? [];
  if (!isBranch(tree)) return tree;
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, withSets(value)]));
}

function canonicalList(tree: Tree | undefined): Tree | undefined {
  return isList(tree) ? [...new Set(tree.map(stableText))].toSorted(byCodeUnit) : tree;
}

function isBranch(tree: Tree | undefined): tree is TreeMap {
  return isMap(tree) && !isUnknown(tree);
}

function own(tree: TreeMap, key: string): Tree | undefined {
  return Object.hasOwn(tree, key) ? tree[key] : undefined;
}

function put(tree: Tree | undefined, segments: readonly string[], value: Tree | undefined): Tree | undefined {
  const [key, ...rest] = segments;
  if (key === undefined) return value;
  const map = isBranch(tree) ? tree : {};
  const below = put(own(map, key), rest, value);
  const others = Object.entries(map).filter(([name]) => name !== key);
  return Object.fromEntries(below === undefined ? others : [...others, [key, below]]);
}
