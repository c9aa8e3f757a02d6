import type { Change } from '../../model/change.ts';
import { digestOf } from '../../model/digest.ts';
import { minute, type Duration, type Instant } from '../../model/instant.ts';
import type { AppliedFacet } from '../../model/journal.ts';
import { pathBelow } from '../../model/path.ts';
import { type Tree, valueAt } from '../../model/tree.ts';
import { withSets } from './compare-trees.ts';
import type { AnyFacet } from './diff.ts';

export type Before = AppliedFacet['before'];

/** The root of a facet: a whole document, or that nothing was there. */
const whole = '';

/** Returns how long after our own write an old value may still be read. */
export function settleTime({ settlesIn = minute }: Pick<AnyFacet, 'settlesIn'>): Duration {
  return settlesIn;
}

/** What was there before anything of ours. */
export const nothingBefore: Before = { [whole]: [digestOf(undefined)] };

/** Returns the record of a write: the values before it, and before earlier ones that still settle. */
export function beforeWrite(
  facet: AnyFacet,
  seen: Tree | undefined,
  changes: readonly Change[],
  earlier: AppliedFacet | undefined,
  now: Instant,
): Before {
  const kept: Before = earlier !== undefined && now - earlier.at <= settleTime(facet) ? earlier.before : {};
  const entries = Object.entries(partsOf(facet, seen, changes)).map(
    ([path, digest]) => [path, [...new Set([...(kept[path] ?? []), digest])]] as const,
  );
  return { ...kept, ...Object.fromEntries(entries) };
}

/** Returns true if what is seen was there before a recent write of ours: AWS has not caught up. */
export function isSettling(
  facet: AnyFacet,
  seen: Tree | undefined,
  changes: readonly Change[],
  applied: AppliedFacet | undefined,
  now: Instant,
): boolean {
  if (applied === undefined || now - applied.at > settleTime(facet)) return false;
  return Object.entries(partsOf(facet, seen, changes)).every(
    ([path, digest]) => applied.before[path]?.includes(digest) === true,
  );
}

/** Returns true if we made it a moment ago and AWS does not show it yet. */
export function isHiding(
  facet: Pick<AnyFacet, 'settlesIn'>,
  applied: AppliedFacet | undefined,
  now: Instant,
): boolean {
  if (applied === undefined || now - applied.at > settleTime(facet)) return false;
  return applied.before[whole]?.includes(digestOf(undefined)) === true;
}

/** Digests of the parts of a facet that a difference is about. */
function partsOf(
  facet: AnyFacet,
  seen: Tree | undefined,
  changes: readonly Change[],
): Readonly<Record<string, string>> {
  if (seen === undefined) return { [whole]: digestOf(undefined) };
  if (typeof facet.compare === 'object') return { [whole]: digestOf(facet.compare.canonical(seen)) };
  const parts = changes.map(
    ({ path }) => [path, digestOf(withSets(valueAt(seen, pathBelow(facet.root, path)) ?? null))] as const,
  );
  return Object.fromEntries(parts);
}
