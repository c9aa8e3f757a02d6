import type { Change } from '../../model/change.ts';
import { digestOf } from '../../model/digest.ts';
import type { Comparator } from '../../model/kind/compare.ts';
import type { Facet } from '../../model/kind/facet.ts';
import type { AnyReads } from '../../model/kind/read.ts';
import { join, pathBelow, segmentsOf } from '../../model/path.ts';
import type { Half } from '../../model/plan.ts';
import { hasUnknown, type Tree, valueAt } from '../../model/tree.ts';
import { compareRecords, compareTrees, withChanges, withSets } from './compare-trees.ts';

export type AnyFacet = Facet<unknown, AnyReads>;

/** What one half of a write of a facet does, and the whole value it aims at. */
export interface HalfDiff {
  readonly half: Half;
  readonly changes: readonly Change[];
  readonly target: Tree;
  /** What must show afterwards: of a tree, the leaves that this half sets. */
  readonly expect: Tree;
  /** What a reader sees of it, where that is not `changes`: the first of two halves shows both, the second nothing. */
  readonly shown?: readonly Change[];
}

/**
 * Computes the difference of one facet, split into the halves in which it must be written. Empty: equal. `split` is
 * false where nothing that depends on it changes: then a document is written once.
 */
export function diffFacet(
  facet: AnyFacet,
  seen: Tree | undefined,
  want: Tree,
  options: { readonly applied?: Tree | undefined; readonly split: boolean },
): readonly HalfDiff[] {
  if (typeof facet.compare === 'object')
    return diffByComparator(facet, facet.compare, seen, want, options.split);
  const changes =
    facet.compare === 'record' ? compareRecords(seen, want, options.applied) : compareTrees(seen, want);
  return (['expand', 'contract'] as const).flatMap((half): readonly HalfDiff[] => {
    const mine = changes.filter((change) => facet.half(change) === half);
    if (mine.length === 0) return [];
    const target =
      facet.compare === 'record' ? recordOf(mine) : withChanges(seen, half === 'contract' ? changes : mine);
    const expect = facet.compare === 'record' ? target : withChanges(undefined, mine);
    return [{ ...halfDiff(facet, half, mine, target), expect }];
  });
}

/** Collects the entries a write sets, null for those it removes: so that confirming it can see a removal. */
function recordOf(changes: readonly Change[]): Tree {
  return Object.fromEntries(
    changes.map((change) => [segmentsOf(change.path)[0] ?? '', change.after ?? null]),
  );
}

/** Returns true if a later read shows what was to be written. */
export function shows(facet: AnyFacet, seen: Tree | undefined, target: Tree): boolean {
  if (seen === undefined) return false;
  if (typeof facet.compare === 'object') return facet.compare.equal(seen, target);
  return facet.compare === 'record'
    ? compareRecords(seen, target, undefined).length === 0
    : compareTrees(seen, target).length === 0;
}

function diffByComparator(
  facet: AnyFacet,
  judge: Comparator,
  seen: Tree | undefined,
  want: Tree,
  split: boolean,
): readonly HalfDiff[] {
  if (seen === undefined) return [halfDiff(facet, 'expand', judge.diff(undefined, want), want)];
  if (judge.equal(seen, want)) return [];
  const half = judge.half(seen, want);
  const changes = judge.diff(seen, want);
  // Entry by entry, `*` for one name both takes and gives; the document as a whole only takes.
  if (half !== 'both') {
    return [
      halfDiff(
        facet,
        // What changes no meaning needs no place in the order: nothing waits for it.
        half === 'neither' ? 'expand' : half,
        changes.map((change) => ({ ...change, half })),
        want,
      ),
    ];
  }
  if (!split && judge.apart !== true) return [halfDiff(facet, 'expand', changes, want)];
  const union = judge.widest(seen, want);
  if (judge.equal(seen, union)) return [halfDiff(facet, 'contract', changes, want)];
  if (judge.equal(union, want)) return [halfDiff(facet, 'expand', changes, want)];
  // The union in between is nobody's wish: a reader compares what is with what shall be.
  const shown = changes.map((change) => rooted(facet, change));
  return [
    { ...halfDiff(facet, 'expand', judge.diff(seen, union), union), shown },
    { ...halfDiff(facet, 'contract', judge.diff(union, want), want), shown: [] },
  ];
}

/** Makes the write of a document that only takes away; undefined where nothing would change. */
export function documentHalf(facet: AnyFacet, seen: Tree, target: Tree): HalfDiff | undefined {
  const judge = facet.compare;
  if (typeof judge !== 'object' || judge.equal(seen, target)) return undefined;
  const changes = judge.diff(seen, target).map((change) => ({ ...change, half: 'contract' as const }));
  return halfDiff(facet, 'contract', changes, target);
}

/** Makes one half of a record for some of its entries; their paths begin at the spec. */
export function recordHalf(facet: AnyFacet, half: Half, changes: readonly Change[]): HalfDiff {
  const target = recordOf(changes.map((change) => ({ ...change, path: pathBelow(facet.root, change.path) })));
  return { half, changes, target, expect: target };
}

function halfDiff(facet: AnyFacet, half: Half, changes: readonly Change[], target: Tree): HalfDiff {
  return { half, changes: changes.map((change) => rooted(facet, change)), target, expect: target };
}

function rooted(facet: AnyFacet, change: Change): Change {
  return { ...change, path: join(facet.root, ...segmentsOf(change.path)) };
}

/** Digests the part of a facet that a write rests on: the whole document, or the entries it changes. */
export function observedDigest(facet: AnyFacet, seen: Tree | undefined, changes: readonly Change[]): string {
  if (seen === undefined) return digestOf(undefined);
  if (typeof facet.compare === 'object') return digestOf(facet.compare.canonical(seen));
  const parts = changes.map(
    ({ path }) => [path, withSets(valueAt(seen, pathBelow(facet.root, path)) ?? null)] as const,
  );
  return digestOf(Object.fromEntries(parts));
}

/** Digests what a write aims at. */
export function targetDigest(facet: AnyFacet, target: Tree): string {
  return digestOf(
    typeof facet.compare === 'object' && !hasUnknown(target) ? facet.compare.canonical(target) : target,
  );
}
