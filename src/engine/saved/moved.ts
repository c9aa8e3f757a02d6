import type { Address } from '../../model/address.ts';
import type { Call } from '../../model/call.ts';
import type { Change } from '../../model/change.ts';
import { isWithin, join, pathBelow, pathOf, type Path } from '../../model/path.ts';
import type { Moved, Step } from '../../model/plan.ts';
import { byCodeUnit, isMap, isUnknown, sameTree, type Tree } from '../../model/tree.ts';
import { withChanges } from '../facet/compare-trees.ts';

/**
 * Lists what moved between two plans with the same target. A change only of the earlier plan is done by now; a change
 * only of the later one was not needed then.
 */
export function movedBetween(planned: readonly Step[], fresh: readonly Step[]): readonly Moved[] {
  const [first] = [...planned, ...fresh];
  if (first === undefined) return [];
  const then = wholeChanges(planned);
  const now = wholeChanges(fresh);
  const paths = [...new Set([...then.keys(), ...now.keys()])].toSorted(byCodeUnit);
  return paths
    .filter((path) => !paths.some((other) => other !== path && isWithin(path, other)))
    .map((path) => ({
      address: first.address,
      path,
      planned: seenAt(path, then, now),
      now: seenAt(path, now, then),
    }))
    .filter((one) => !sameTree(one.planned, one.now));
}

/** Merges the changes of each path: the two halves of one write become the whole difference. */
function wholeChanges(steps: readonly Step[]): ReadonlyMap<Path, Change> {
  const whole = new Map<Path, Change>();
  for (const change of steps.flatMap(({ changes }) => changes)) {
    const first = whole.get(change.path);
    whole.set(change.path, first === undefined ? change : { ...first, after: change.after });
  }
  return whole;
}

/** Returns the value that one plan saw at a path: its own, or the other's target without its own changes below. */
function seenAt(
  path: Path,
  mine: ReadonlyMap<Path, Change>,
  other: ReadonlyMap<Path, Change>,
): Tree | undefined {
  const own = mine.get(path);
  if (own !== undefined) return own.before;
  const below = [...mine.values()].filter((change) => isWithin(change.path, path));
  const wanted = other.get(path)?.after;
  if (below.length === 0) return wanted;
  return withChanges(
    wanted,
    below.map(({ path: at, before }) => ({ path: pathBelow(path, at), before: undefined, after: before })),
  );
}

/** Lists differing calls that no change explains: a call also sends back what is not ours. */
export function movedCalls(
  address: Address,
  planned: readonly Call[],
  fresh: readonly Call[],
): readonly Moved[] {
  const length = Math.max(planned.length, fresh.length);
  return Array.from({ length }, (_, index) => index).flatMap((index) => {
    const [then, now] = [planned[index], fresh[index]];
    if (then?.op !== now?.op) {
      const path = pathOf(['calls', index]);
      return [{ address, path, planned: then?.op, now: now?.op }];
    }
    return differences(pathOf([(now ?? then)?.op ?? '']), read(then?.input), read(now?.input)).map((one) => ({
      address,
      ...one,
    }));
  });
}

function differences(
  path: Path,
  planned: Tree | undefined,
  now: Tree | undefined,
): readonly Omit<Moved, 'address'>[] {
  if (isUnknown(planned) || sameTree(planned, now)) return [];
  if (!isMap(planned) || !isMap(now) || isUnknown(now)) return [{ path, planned, now }];
  const keys = [...new Set([...Object.keys(planned), ...Object.keys(now)])].toSorted(byCodeUnit);
  return keys.flatMap((key) => differences(join(path, key), read(planned[key]), read(now[key])));
}

/** Parses a policy, which is sent as text: which part of it moved is what a reader wants to know. */
function read(tree: Tree | undefined): Tree | undefined {
  if (typeof tree !== 'string' || !tree.startsWith('{')) return tree;
  try {
    return JSON.parse(tree) as Tree;
  } catch {
    return tree;
  }
}
