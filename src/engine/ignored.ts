import type { Change } from '../model/change.ts';
import type { Instant } from '../model/instant.ts';
import type { Subject } from '../model/kind.ts';
import { isWithin, pathOf, segmentsOf, type Path } from '../model/path.ts';
import type { ResourcePlan } from '../model/plan.ts';
import type { Tree } from '../model/tree.ts';
import { withChanges } from './compare-trees.ts';
import { recordOf, type AnyFacet, type HalfDiff } from './diff.ts';

export interface Kept extends HalfDiff {
  readonly ignored: ResourcePlan['ignored'];
}

/**
 * A difference without what `metadata.ignore` keeps quiet, which is then not written along either. A document
 * is one value: where a part of it is ignored and another is not, the whole is written.
 */
export function withoutIgnored(facet: AnyFacet, half: HalfDiff, at: Subject<unknown>, now: Instant): Kept {
  const rules = at.metadata.ignore.filter((rule) => rule.until === undefined || rule.until > now);
  const ruleFor = (path: Path) => rules.find((rule) => isWithin(path, rule.path));
  const quiet = half.changes.filter(({ path }) => ruleFor(path) !== undefined);
  if (quiet.length === 0) return { ...half, ignored: [] };
  const changes = half.changes.filter(({ path }) => ruleFor(path) === undefined);
  const ignored = quiet.map(({ path }) => ({ path, reason: ruleFor(path)?.reason ?? '' }));
  return { ...half, changes, ...aims(facet, half, changes, quiet), ignored };
}

function aims(
  facet: AnyFacet,
  half: HalfDiff,
  changes: readonly Change[],
  quiet: readonly Change[],
): { readonly target: Tree; readonly expect: Tree } {
  if (typeof facet.compare === 'object') return half;
  const depth = segmentsOf(facet.root).length;
  const bare = (change: Change): Change => ({
    ...change,
    path: pathOf(segmentsOf(change.path).slice(depth)),
  });
  if (facet.compare === 'record') {
    const target = recordOf(changes.map(bare));
    return { target, expect: target };
  }
  return {
    target: withChanges(
      half.target,
      quiet.map(bare).map((change) => ({ ...change, after: change.before })),
    ),
    expect: withChanges(undefined, changes.map(bare)),
  };
}
