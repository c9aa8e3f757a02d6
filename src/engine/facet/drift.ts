import { digestOf } from '../../model/digest.ts';
import type { Change, DriftLabel } from '../../model/change.ts';
import type { LastApplied } from '../../model/journal.ts';
import { isMap, type Tree } from '../../model/tree.ts';
import { segmentsOf } from '../../model/path.ts';
import { shows, type AnyFacet } from './diff.ts';

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
