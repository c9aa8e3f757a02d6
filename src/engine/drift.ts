import { digestOf } from '../model/digest.ts';
import type { Change, DriftLabel } from '../model/change.ts';
import { minute, type Duration, type Instant } from '../model/instant.ts';
import type { LastApplied } from '../model/journal.ts';
import { isMap, type Tree } from '../model/tree.ts';
import { segmentsOf } from '../model/path.ts';
import { observedDigest, shows, type AnyFacet } from './diff.ts';

/**
 * How long after our own write an old value may still be read. Tags and aliases may take five minutes to
 * take effect, grants too (KMS Developer Guide, troubleshooting-tags-aliases; grants).
 */
export function settleTime(facet: string): Duration {
  return ['tags', 'target', 'grants'].includes(facet) ? 5 * minute : minute;
}

/** True if what is seen is what was there before our own recent write: AWS has not caught up. */
export function isSettling(
  facet: AnyFacet,
  seen: Tree | undefined,
  changes: readonly Change[],
  last: LastApplied | undefined,
  now: Instant,
): boolean {
  const applied = last?.facets[facet.name];
  if (applied === undefined || now - applied.at > settleTime(facet.name)) return false;
  return applied.before === observedDigest(facet, seen, changes);
}

/** Says who moved, as far as memory knows: Git, AWS, or both. */
export function labelOf(
  facet: AnyFacet,
  change: Change,
  seen: Tree | undefined,
  want: Tree,
  last: LastApplied | undefined,
): DriftLabel {
  if (last === undefined) return 'differs';
  const applied = last.facets[facet.name]?.tree;
  if (applied === undefined) return 'changed-in-git';
  if (facet.compare === 'record') return labelOfEntry(change, applied);
  if (shows(facet, applied, want)) return 'drifted';
  return seen !== undefined && shows(facet, seen, applied) ? 'changed-in-git' : 'both';
}

function labelOfEntry(change: Change, applied: Tree): DriftLabel {
  const name = segmentsOf(change.path).at(-1) ?? '';
  const value = isMap(applied) && Object.hasOwn(applied, name) ? applied[name] : undefined;
  const same = (a: Tree | undefined, b: Tree | undefined): boolean =>
    digestOf(a ?? null) === digestOf(b ?? null);
  if (same(value, change.after)) return 'drifted';
  return same(value, change.before) ? 'changed-in-git' : 'both';
}
